/** Statements with blocks in them. */
import type { SyntaxNode } from '@lezer/common';
import { lowerList } from './lower-collection';
import type {
  Expression,
  IBranch,
  IHandler,
  IRange,
  ITryStatement,
  IWithStatement,
  Statement
} from './model';
import type { ILowering } from './tree';
import { childrenOf, nothing, splitAt, textOf } from './tree';

export function bodiesOf(
  lowering: ILowering,
  node: SyntaxNode | undefined
): readonly Statement[] {
  return node ? lowering.statements(node) : [];
}

const COMPOUND = new Set([
  'IfStatement',
  'WhileStatement',
  'ForStatement',
  'TryStatement',
  'WithStatement',
  'MatchStatement',
  'MatchBody',
  'MatchClause',
  'FunctionDefinition',
  'ClassDefinition',
  'DecoratedStatement',
  'Body',
  'StatementGroup'
]);

/** From a statement's beginning to the end of the last one in it: a block's node may end with line breaks and comments. */
export function blockRange(node: SyntaxNode): IRange {
  let last = node;
  while (COMPOUND.has(last.name)) {
    let child = last.lastChild;
    while (child && (child.name === 'Comment' || child.name === ';')) {
      child = child.prevSibling;
    }
    if (!child) {
      break;
    }
    last = child;
  }
  return { from: node.from, to: last.to };
}

export function lowerIf(lowering: ILowering, node: SyntaxNode): Statement {
  const branches: IBranch[] = [];
  let otherwise: readonly Statement[] | null = null;
  let test: Expression | null = null;
  for (const child of childrenOf(lowering, node)) {
    if (child.name === 'else' || child.name === 'if' || child.name === 'elif') {
      test = null;
      otherwise = child.name === 'else' ? [] : otherwise;
    } else if (child.name !== 'Body') {
      test = lowering.expression(child);
    } else if (otherwise) {
      otherwise = lowering.statements(child);
    } else {
      branches.push({ test, body: lowering.statements(child) });
    }
  }
  const range = blockRange(node);
  return { kind: 'if', branches, otherwise, from: range.from, to: range.to };
}

export function lowerLoop(lowering: ILowering, node: SyntaxNode): Statement {
  const children = childrenOf(lowering, node).filter(
    child => child.name !== 'async'
  );
  const bodies = children.filter(child => child.name === 'Body');
  const header = children.slice(
    1,
    children.findIndex(child => child.name === 'Body')
  );
  const inside = header.findIndex(child => child.name === 'in');
  const targets = header
    .slice(0, Math.max(inside, 0))
    .filter(child => child.name !== ',' && child.name !== '*')
    .map(child => lowering.expression(child));
  const subject =
    lowerList(lowering, header.slice(inside + 1)) ?? nothing(node);
  const body = bodiesOf(lowering, bodies[0]);
  const otherwise = bodiesOf(lowering, bodies[1]);
  const range = blockRange(node);
  return {
    kind: 'loop',
    targets,
    subject,
    body,
    otherwise,
    from: range.from,
    to: range.to
  };
}

export function lowerTry(lowering: ILowering, node: SyntaxNode): Statement {
  const parts: { keyword: string; nodes: SyntaxNode[] }[] = [];
  for (const child of childrenOf(lowering, node)) {
    if (['try', 'except', 'else', 'finally'].includes(child.name)) {
      parts.push({ keyword: child.name, nodes: [] });
    } else {
      parts[parts.length - 1]?.nodes.push(child);
    }
  }
  const bodyOf = (nodes: readonly SyntaxNode[]): readonly Statement[] =>
    bodiesOf(
      lowering,
      nodes.find(child => child.name === 'Body')
    );
  const only = (keyword: string): Statement[] =>
    parts
      .filter(part => part.keyword === keyword)
      .flatMap(part => bodyOf(part.nodes));
  const statement: ITryStatement = {
    kind: 'try',
    body: only('try'),
    handlers: parts
      .filter(part => part.keyword === 'except')
      .map(part => lowerHandler(lowering, part.nodes, bodyOf(part.nodes))),
    otherwise: only('else'),
    finally: only('finally'),
    from: node.from,
    to: node.to
  };
  return { ...statement, ...blockRange(node) };
}

function lowerHandler(
  lowering: ILowering,
  nodes: readonly SyntaxNode[],
  body: readonly Statement[]
): IHandler {
  const header = nodes.filter(
    child => !['Body', '*', ',', 'as'].includes(child.name)
  );
  return {
    type: header[0] ? lowering.expression(header[0]) : null,
    name: header[1] ? textOf(lowering, header[1]) : null,
    body
  };
}

/** Managers in brackets, which Python takes since 3.9, are an error to the grammar but not to us. */
export function lowerWith(lowering: ILowering, node: SyntaxNode): Statement {
  const { broken } = lowering;
  const children = childrenOf(lowering, node);
  const header = children.filter(
    child => !['async', 'with', 'Body'].includes(child.name)
  );
  const items: IWithStatement['items'] = splitAt(header, ',').map(
    ([value, , target]) => ({
      value: lowering.expression(value),
      target: target ? lowering.expression(target) : null
    })
  );
  if (/^with\s*\(/.test(textOf(lowering, node))) {
    lowering.broken = broken;
  }
  const body = bodiesOf(
    lowering,
    children.find(child => child.name === 'Body')
  );
  return {
    kind: 'with',
    items,
    body,
    ...blockRange(node)
  };
}

/** The patterns bind names that are not followed; the bodies are branches. */
export function lowerMatch(lowering: ILowering, node: SyntaxNode): Statement {
  const children = childrenOf(lowering, node);
  const subject = children.find(
    ({ name }) => !['match', '*', 'MatchBody'].includes(name)
  );
  const branches = children
    .filter(child => child.name === 'MatchBody')
    .flatMap(body => childrenOf(lowering, body))
    .filter(clause => clause.name === 'MatchClause')
    .map((clause, index): IBranch => {
      const inside = childrenOf(lowering, clause);
      const guard = inside.find(child => child.name === 'Guard');
      const tests = [index === 0 ? subject : undefined, guard].flatMap(test =>
        test ? [lowering.expression(test)] : []
      );
      return {
        test: { ...nothing(clause), parts: tests },
        body: bodiesOf(
          lowering,
          inside.find(child => child.name === 'Body')
        )
      };
    });
  return { kind: 'if', branches, otherwise: null, ...blockRange(node) };
}
