/** Functions and classes. */
import type { SyntaxNode } from '@lezer/common';
import { blockRange, bodiesOf } from './lower-block';
import {
  lowerAnnotation,
  lowerArguments,
  lowerParameters,
  withNames
} from './lower-call';
import type { Expression, Statement } from './model';
import type { ILowering } from './tree';
import { childrenOf, nothing, textOf } from './tree';

export function lowerDecorated(
  lowering: ILowering,
  node: SyntaxNode
): Statement | null {
  const children = childrenOf(lowering, node);
  const decorators = children
    .filter(child => child.name === 'Decorator')
    .map(child => lowerDecorator(lowering, child));
  const last = children[children.length - 1];
  const lowered =
    last?.name === 'ClassDefinition'
      ? lowerClass(lowering, last, decorators)
      : last?.name === 'FunctionDefinition'
        ? lowerFunction(lowering, last, decorators)
        : null;
  return lowered && { ...lowered, from: node.from };
}

/** `@a.b(c)`, which the grammar gives as a flat list of names. */
function lowerDecorator(lowering: ILowering, node: SyntaxNode): Expression {
  let lowered: Expression | null = null;
  for (const child of childrenOf(lowering, node)) {
    if (child.name === 'VariableName' && lowered === null) {
      lowered = lowering.expression(child);
    } else if (child.name === 'VariableName' && lowered) {
      lowered = {
        kind: 'attribute',
        object: lowered,
        attribute: textOf(lowering, child),
        lastFrom: child.from,
        from: lowered.from,
        to: child.to
      };
    } else if (child.name === 'ArgList' && lowered) {
      lowered = {
        kind: 'call',
        callee: lowered,
        arguments: lowerArguments(lowering, child),
        parenthesesFrom: child.from,
        from: lowered.from,
        to: child.to
      };
    }
  }
  return lowered ?? nothing(node);
}

export function lowerFunction(
  lowering: ILowering,
  node: SyntaxNode,
  decorators: readonly Expression[]
): Statement {
  const children = childrenOf(lowering, node);
  const find = (name: string): SyntaxNode | undefined =>
    children.find(child => child.name === name);
  const [name, list, returns] = [
    find('VariableName'),
    find('ParamList'),
    find('TypeDef')
  ];
  const [body, names] = withNames(lowering, () =>
    bodiesOf(lowering, find('Body'))
  );
  return {
    kind: 'function',
    name: name ? textOf(lowering, name) : '',
    decorators,
    parameters: list ? lowerParameters(lowering, list) : [],
    returns: returns ? lowerAnnotation(lowering, returns) : null,
    body,
    names,
    deferred:
      children[0]?.name === 'async' || /\byield\b/.test(textOf(lowering, node)),
    ...blockRange(node)
  };
}

export function lowerClass(
  lowering: ILowering,
  node: SyntaxNode,
  decorators: readonly Expression[]
): Statement {
  const children = childrenOf(lowering, node);
  const name = children.find(child => child.name === 'VariableName');
  const list = children.find(child => child.name === 'ArgList');
  const body = bodiesOf(
    lowering,
    children.find(child => child.name === 'Body')
  );
  return {
    kind: 'class',
    name: name ? textOf(lowering, name) : '',
    decorators,
    arguments: list ? lowerArguments(lowering, list) : [],
    body,
    ...blockRange(node)
  };
}
