/** Lezer's expression nodes to the small syntax of `model.ts`. */
import type { SyntaxNode } from '@lezer/common';
import { kept } from '../kept';
import { PLACEHOLDER } from '../source/blank-magics';
import { lowerCall, lowerLambda } from './lower-call';
import {
  lowerBracketed,
  lowerComprehension,
  lowerDictionary,
  lowerList
} from './lower-collection';
import { isNumber, isNumeral, readNumber } from './lower-number';
import type { IStringLiteral } from './lower-string';
import { isClosed, readString } from './lower-string';
import { lowerFormat, lowerFormats, lowerTextOperation } from './lower-text';
import type { Expression, ILiteral, IRange } from './model';
import type { ILowering } from './tree';
import { childrenOf, DEEPEST, nothing, PUNCTUATION, textOf } from './tree';

type Lower = (lowering: ILowering, node: SyntaxNode) => Expression;

const LOWER: Readonly<Record<string, Lower>> = {
  VariableName: lowerName,
  MemberExpression: lowerMember,
  CallExpression: lowerCall,
  String: lowerString,
  ContinuedString: lowerContinued,
  FormatString: lowerFormat,
  Number: lowerNumber,
  Boolean: (lowering, node) => literal(node, textOf(lowering, node) === 'True'),
  None: (_, node) => literal(node, null),
  TupleExpression: lowerBracketed,
  ArrayExpression: lowerBracketed,
  SetExpression: lowerBracketed,
  DictionaryExpression: lowerDictionary,
  LambdaExpression: lowerLambda,
  ConditionalExpression: lowerConditional,
  NamedExpression: lowerWalrus,
  BinaryExpression: lowerBinary,
  UnaryExpression: lowerUnary,
  ComprehensionExpression: lowerComprehension,
  ArrayComprehensionExpression: lowerComprehension,
  DictionaryComprehensionExpression: lowerComprehension,
  SetComprehensionExpression: lowerComprehension
};

/** Lowers one expression; what is not known, or nests too deep, becomes `other`. */
export function lowerExpression(
  lowering: ILowering,
  outer: SyntaxNode
): Expression {
  let node = outer;
  while (node.name === 'ParenthesizedExpression') {
    const inner = childrenOf(lowering, node).find(
      child => !PUNCTUATION.has(child.name)
    );
    if (!inner) {
      return nothing(outer);
    }
    node = inner;
  }
  if (lowering.depth >= DEEPEST) {
    return nothing(node);
  }
  lowering.depth++;
  const lowered = (LOWER[node.name] ?? lowerOther)(lowering, node);
  lowering.depth--;
  return lowered;
}

function lowerName(lowering: ILowering, node: SyntaxNode): Expression {
  const id = textOf(lowering, node);
  lowering.names.add(id);
  if (id === PLACEHOLDER) {
    lowering.placeholders.add(node.from);
  }
  return { kind: 'name', id, from: node.from, to: node.to };
}

function lowerMember(lowering: ILowering, node: SyntaxNode): Expression {
  if (isNumber(node)) {
    lowering.broken ||= !isNumeral(textOf(lowering, node));
    return lowerNumber(lowering, node);
  }
  const [object, ...rest] = childrenOf(lowering, node);
  if (!object) {
    return nothing(node);
  }
  const lowered = lowerExpression(lowering, object);
  const property = rest.find(child => child.name === 'PropertyName');
  if (property) {
    return {
      kind: 'attribute',
      object: lowered,
      attribute: textOf(lowering, property),
      lastFrom: property.from,
      from: node.from,
      to: node.to
    };
  }
  if (rest[0]?.name !== '[') {
    return lowered;
  }
  const slice = rest.some(child => child.name === ':');
  const keys = rest.slice(1, -1);
  const index = slice
    ? otherOf(lowering, node, keys)
    : lowerList(lowering, keys);
  return {
    kind: 'subscript',
    object: lowered,
    index: index ?? nothing(node),
    slice,
    from: node.from,
    to: node.to
  };
}

function literal(
  { from, to }: IRange,
  value: ILiteral['value'],
  contentFrom: number | null = null
): Expression {
  return { kind: 'literal', value, contentFrom, from, to };
}

function lowerNumber(lowering: ILowering, node: SyntaxNode): Expression {
  const value = readNumber(textOf(lowering, node));
  return value === null ? nothing(node) : literal(node, value);
}

function lowerString(lowering: ILowering, node: SyntaxNode): Expression {
  const read = readLiteral(lowering, node);
  return read ? literal(node, read.value, read.contentFrom) : nothing(node);
}

function readLiteral(
  lowering: ILowering,
  node: SyntaxNode
): IStringLiteral | null {
  const text = textOf(lowering, node);
  lowering.broken ||= !isClosed(text);
  return readString(text, node.from);
}

/** Adjacent literals. */
function lowerContinued(lowering: ILowering, node: SyntaxNode): Expression {
  let value = '';
  for (const part of childrenOf(lowering, node)) {
    const read = part.name === 'String' ? readLiteral(lowering, part) : null;
    if (!read) {
      return lowerFormats(lowering, node);
    }
    value += read.value;
  }
  return literal(node, value);
}

function lowerConditional(lowering: ILowering, node: SyntaxNode): Expression {
  const [then, , test, , otherwise] = childrenOf(lowering, node);
  if (!otherwise) {
    return lowerOther(lowering, node);
  }
  return {
    kind: 'conditional',
    test: lowerExpression(lowering, test),
    then: lowerExpression(lowering, then),
    otherwise: lowerExpression(lowering, otherwise),
    from: node.from,
    to: node.to
  };
}

function lowerWalrus(lowering: ILowering, node: SyntaxNode): Expression {
  const [target, , value] = childrenOf(lowering, node);
  return value
    ? {
        kind: 'walrus',
        target: lowerExpression(lowering, target),
        value: lowerExpression(lowering, value),
        from: node.from,
        to: node.to
      }
    : lowerOther(lowering, node);
}

function lowerUnary(lowering: ILowering, node: SyntaxNode): Expression {
  const [operator, operand] = childrenOf(lowering, node);
  if (operand?.name === 'Number' && textOf(lowering, operator) === '-') {
    const value = readNumber(textOf(lowering, operand));
    return value === null ? nothing(node) : literal(node, -value);
  }
  return lowerOther(lowering, node);
}

function isLogic(lowering: ILowering, node: SyntaxNode): boolean {
  return (
    node.name === 'BinaryExpression' &&
    childrenOf(lowering, node).some(
      child => child.name === 'and' || child.name === 'or'
    )
  );
}

/** Long sums and chains of `and` lean to the left: they are walked in a loop, not by recursion. */
function lowerBinary(lowering: ILowering, node: SyntaxNode): Expression {
  if (!isLogic(lowering, node)) {
    return lowerTextOperation(lowering, node) ?? lowerOther(lowering, node);
  }
  const right: SyntaxNode[] = [];
  let left: SyntaxNode | undefined = node;
  while (left && isLogic(lowering, left)) {
    const children: SyntaxNode[] = childrenOf(lowering, left);
    right.push(...children.slice(2).reverse());
    left = children[0];
  }
  const parts = (left ? [left, ...right.reverse()] : right.reverse()).map(
    part => lowerExpression(lowering, part)
  );
  return { kind: 'logic', parts, from: node.from, to: node.to };
}

/** The expressions inside of something that is not followed itself. */
function lowerOther(lowering: ILowering, node: SyntaxNode): Expression {
  return otherOf(lowering, node, childrenOf(lowering, node));
}

function otherOf(
  lowering: ILowering,
  node: SyntaxNode,
  children: readonly SyntaxNode[]
): Expression {
  const parts: Expression[] = [];
  const waiting = [...children].reverse();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (
      LOWER[next.name] &&
      (next.name !== 'BinaryExpression' || isLogic(lowering, next))
    ) {
      parts.push(lowerExpression(lowering, next));
    } else {
      waiting.push(...childrenOf(lowering, next).reverse());
    }
  }
  return {
    kind: 'other',
    arithmetic:
      node.name === 'BinaryExpression' || node.name === 'UnaryExpression',
    parts: kept(parts.filter(part => part.kind !== 'literal')),
    from: node.from,
    to: node.to
  };
}
