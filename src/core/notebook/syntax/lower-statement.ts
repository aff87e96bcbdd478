/** Lezer's statement nodes to the small syntax of `model.ts`. */
import type { SyntaxNode } from '@lezer/common';
import { kept } from '../kept';
import {
  lowerIf,
  lowerLoop,
  lowerMatch,
  lowerTry,
  lowerWith
} from './lower-block';
import { lowerAnnotation } from './lower-call';
import { lowerList } from './lower-collection';
import { lowerClass, lowerDecorated, lowerFunction } from './lower-definition';
import { lowerImport } from './lower-import';
import type { Expression, Statement } from './model';
import type { ILowering } from './tree';
import { childrenOf, DEEPEST, nothing, splitAt, textOf } from './tree';

type Lower = (lowering: ILowering, node: SyntaxNode) => Statement | null;

const LOWER: Readonly<Record<string, Lower>> = {
  ImportStatement: lowerImport,
  AssignStatement: lowerAssign,
  UpdateStatement: lowerUpdate,
  DeleteStatement: (lowering, node) => ({
    kind: 'delete',
    targets: expressionsIn(lowering, node),
    from: node.from,
    to: node.to
  }),
  ReturnStatement: (lowering, node) => ({
    kind: 'return',
    value: lowerList(lowering, childrenOf(lowering, node).slice(1)),
    from: node.from,
    to: node.to
  }),
  RaiseStatement: lowerLeave,
  BreakStatement: () => null,
  ContinueStatement: () => null,
  PassStatement: () => null,
  ScopeStatement: (lowering, node) => ({
    kind: 'scope',
    global: node.firstChild?.name === 'global',
    names: childrenOf(lowering, node)
      .filter(child => child.name === 'VariableName')
      .map(child => textOf(lowering, child)),
    from: node.from,
    to: node.to
  }),
  IfStatement: lowerIf,
  WhileStatement: lowerLoop,
  ForStatement: lowerLoop,
  TryStatement: lowerTry,
  WithStatement: lowerWith,
  MatchStatement: lowerMatch,
  FunctionDefinition: (lowering, node) => lowerFunction(lowering, node, []),
  ClassDefinition: (lowering, node) => lowerClass(lowering, node, []),
  DecoratedStatement: lowerDecorated
};

/** The statements of a script or of a body, with those of `a; b` one by one. */
export function lowerStatements(
  lowering: ILowering,
  parent: SyntaxNode
): readonly Statement[] {
  const statements: Statement[] = [];
  if (lowering.depth >= DEEPEST) {
    return statements;
  }
  lowering.depth++;
  for (const node of childrenOf(lowering, parent)) {
    const group =
      node.name === 'StatementGroup' ? childrenOf(lowering, node) : [node];
    for (const single of group) {
      const lowered = lowerStatement(lowering, single);
      if (lowered) {
        statements.push(lowered);
      }
    }
  }
  lowering.depth--;
  return kept(statements);
}

function lowerStatement(
  lowering: ILowering,
  node: SyntaxNode
): Statement | null {
  if (node.name === ':' || node.name === ';') {
    return null;
  }
  if (node.name === 'PrintStatement') {
    // The grammar takes Python 2's `print x`, no Python that has Keras does.
    lowering.broken = true;
  }
  const lower = LOWER[node.name];
  if (lower) {
    return lower(lowering, node);
  }
  const value =
    node.name === 'ExpressionStatement'
      ? lowerList(lowering, childrenOf(lowering, node))
      : lowering.expression(node);
  return value && value.kind !== 'literal'
    ? { kind: 'expression', value, from: node.from, to: node.to }
    : null;
}

function expressionsIn(lowering: ILowering, node: SyntaxNode): Expression[] {
  return childrenOf(lowering, node)
    .slice(1)
    .filter(child => child.name !== ',')
    .map(child => lowering.expression(child));
}

function lowerAssign(lowering: ILowering, node: SyntaxNode): Statement {
  const children = childrenOf(lowering, node);
  const annotation = children.find(child => child.name === 'TypeDef');
  const groups = splitAt(
    children.filter(child => child !== annotation),
    'AssignOp'
  );
  const lowered = groups.map(
    group => lowerList(lowering, group) ?? nothing(node)
  );
  return {
    kind: 'assign',
    targets: lowered.length > 1 ? lowered.slice(0, -1) : lowered,
    value: lowered.length > 1 ? lowered[lowered.length - 1] : null,
    annotation: annotation ? lowerAnnotation(lowering, annotation) : null,
    from: node.from,
    to: node.to
  };
}

function lowerUpdate(lowering: ILowering, node: SyntaxNode): Statement {
  const children = childrenOf(lowering, node);
  const operator = children.findIndex(child => child.name === 'UpdateOp');
  return {
    kind: 'update',
    target: lowerList(lowering, children.slice(0, operator)) ?? nothing(node),
    value: lowerList(lowering, children.slice(operator + 1)) ?? nothing(node),
    from: node.from,
    to: node.to
  };
}

function lowerLeave(lowering: ILowering, node: SyntaxNode): Statement {
  return {
    kind: 'leave',
    value: lowering.expression(node),
    from: node.from,
    to: node.to
  };
}
