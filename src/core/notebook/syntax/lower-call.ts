/** Calls, their arguments, and the parameters of functions. */
import type { SyntaxNode } from '@lezer/common';
import { kept } from '../kept';
import { comprehension } from './lower-collection';
import { lowerFormatCall } from './lower-text';
import type { Expression, IArgumentSyntax, IParameter, IRange } from './model';
import type { ILowering } from './tree';
import {
  childrenOf,
  nothing,
  PUNCTUATION,
  rangeOf,
  splitAt,
  textOf
} from './tree';

export function lowerArguments(
  lowering: ILowering,
  list: SyntaxNode
): readonly IArgumentSyntax[] {
  const children = childrenOf(lowering, list).filter(
    child => child.name !== '(' && child.name !== ')'
  );
  return kept(
    splitAt(children, ',').map(part => lowerArgument(lowering, part))
  );
}

/** The names, defaults and annotations of a `ParamList`. */
export function lowerParameters(
  lowering: ILowering,
  list: SyntaxNode
): readonly IParameter[] {
  const children = childrenOf(lowering, list).filter(
    child => child.name !== '(' && child.name !== ')'
  );
  const parameters: IParameter[] = [];
  for (const part of splitAt(children, ',')) {
    const name = part.find(node => node.name === 'VariableName');
    if (name) {
      const annotation = part.find(node => node.name === 'TypeDef');
      const equals = part.findIndex(node => node.name === 'AssignOp');
      const value = equals < 0 ? undefined : part[equals + 1];
      parameters.push({
        name: textOf(lowering, name),
        star: starOf(part[0]),
        default: value ? lowering.expression(value) : null,
        annotation: annotation ? lowerAnnotation(lowering, annotation) : null
      });
    }
  }
  return kept(parameters);
}

export function lowerAnnotation(
  lowering: ILowering,
  node: SyntaxNode
): Expression | null {
  const inner = childrenOf(lowering, node).find(
    child => !PUNCTUATION.has(child.name)
  );
  return inner ? lowering.expression(inner) : null;
}

/** Collects the names used while something is lowered. */
export function withNames<T>(
  lowering: ILowering,
  lower: () => T
): [T, string[]] {
  const outer = lowering.names;
  lowering.names = new Set();
  const lowered = lower();
  const names = [...lowering.names];
  names.forEach(name => outer.add(name));
  lowering.names = outer;
  return [lowered, names];
}

export function lowerCall(lowering: ILowering, node: SyntaxNode): Expression {
  const [callee, list] = childrenOf(lowering, node);
  if (!callee) {
    return nothing(node);
  }
  const lowered = lowering.expression(callee);
  if (!list || lowering.code[list.from] !== '(') {
    return lowered;
  }
  const given = lowerArguments(lowering, list);
  const text = lowerFormatCall(lowered, given, rangeOf(node));
  if (text) {
    return text;
  }
  return {
    kind: 'call',
    callee: lowered,
    arguments: given,
    parenthesesFrom: list.from,
    from: node.from,
    to: node.to
  };
}

function lowerArgument(
  lowering: ILowering,
  part: readonly SyntaxNode[]
): IArgumentSyntax {
  const range = { from: part[0].from, to: part[part.length - 1].to };
  const star = starOf(part[0]);
  if (part[1]?.name !== 'AssignOp' || part.length < 3) {
    const value = lowerValue(lowering, part.slice(star ? 1 : 0), range);
    return { keyword: null, star, value, from: range.from, to: range.to };
  }
  const value = lowerValue(lowering, part.slice(2), range);
  if (textOf(lowering, part[1]) === ':=') {
    const target = lowering.expression(part[0]);
    return {
      keyword: null,
      star,
      value: { kind: 'walrus', target, value, from: range.from, to: range.to },
      from: range.from,
      to: range.to
    };
  }
  return {
    keyword: textOf(lowering, part[0]),
    star,
    value,
    from: range.from,
    to: range.to
  };
}

function starOf({ name }: SyntaxNode): '' | '*' | '**' {
  return name === '*' || name === '**' ? name : '';
}

/** An expression, or the generator that `f(x for x in y)` makes. */
function lowerValue(
  lowering: ILowering,
  part: readonly SyntaxNode[],
  range: IRange
): Expression {
  const loop = part.findIndex(({ name }) => name === 'for' || name === 'async');
  if (loop > 0) {
    return comprehension(lowering, range, {
      elements: [part[0]],
      clauses: part.slice(loop)
    });
  }
  return part[0] ? lowering.expression(part[0]) : nothing(range);
}

export function lowerLambda(lowering: ILowering, node: SyntaxNode): Expression {
  const children = childrenOf(lowering, node);
  const list = children.find(child => child.name === 'ParamList');
  const parameters = list ? lowerParameters(lowering, list) : [];
  const last = children[children.length - 1];
  const [body, names] = withNames(lowering, () =>
    last && last.name !== ':' ? lowering.expression(last) : nothing(node)
  );
  return {
    kind: 'lambda',
    parameters,
    body,
    names,
    from: node.from,
    to: node.to
  };
}
