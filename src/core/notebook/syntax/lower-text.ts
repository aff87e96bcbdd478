/** Texts that are put together: f-strings, sums with a text in them, `%` and `.format`. */
import type { SyntaxNode } from '@lezer/common';
import { readBetween, readString } from './lower-string';
import type {
  Expression,
  IArgumentSyntax,
  IOther,
  IRange,
  Piece
} from './model';
import type { ILowering } from './tree';
import { childrenOf, nothing, PUNCTUATION, textOf } from './tree';

const TEXTS = new Set(['String', 'FormatString', 'ContinuedString']);

/** One expression of pieces; a literal where all of them are texts. */
function joined(range: IRange, pieces: readonly Piece[]): Expression {
  const { from, to } = range;
  return pieces.every(piece => typeof piece === 'string')
    ? { kind: 'literal', value: pieces.join(''), contentFrom: null, from, to }
    : { kind: 'joined', pieces, from, to };
}

/** `f"{a}.{b}"`. */
export function lowerFormat(lowering: ILowering, node: SyntaxNode): Expression {
  return joined(node, formatPieces(lowering, node));
}

/** Adjacent literals, with an f-string among them. */
export function lowerFormats(
  lowering: ILowering,
  node: SyntaxNode
): Expression {
  return joined(
    node,
    childrenOf(lowering, node).flatMap((part): readonly Piece[] =>
      part.name === 'FormatString'
        ? formatPieces(lowering, part)
        : [
            readString(textOf(lowering, part), part.from)?.value ??
              nothing(part)
          ]
    )
  );
}

function formatPieces(lowering: ILowering, node: SyntaxNode): Piece[] {
  const fields = childrenOf(lowering, node).filter(
    ({ name }) => name === 'FormatReplacement'
  );
  const texts = readBetween(
    lowering.code.slice(node.from, node.to),
    fields.map(({ from, to }) => ({
      from: from - node.from,
      to: to - node.from
    }))
  );
  if (!texts) {
    return [
      otherOf(
        node,
        fields.map(field => fieldOf(lowering, field))
      )
    ];
  }
  return texts.flatMap((text, index) =>
    index < fields.length ? [text, fieldOf(lowering, fields[index])] : [text]
  );
}

/** What is written with a conversion or a format is another text than the value's own. */
function fieldOf(lowering: ILowering, field: SyntaxNode): Expression {
  const children = childrenOf(lowering, field).filter(
    ({ name }) => !PUNCTUATION.has(name)
  );
  const parts = children.flatMap(child =>
    child.name === 'FormatSpec'
      ? childrenOf(lowering, child)
          .filter(({ name }) => name === 'FormatReplacement')
          .map(inner => fieldOf(lowering, inner))
      : child.name.startsWith('Format')
        ? []
        : [lowering.expression(child)]
  );
  return children.length === 1 && parts.length === 1
    ? parts[0]
    : otherOf(field, parts);
}

function otherOf({ from, to }: IRange, parts: readonly Expression[]): IOther {
  return { kind: 'other', arithmetic: false, parts, from, to };
}

/**
 * A sum with a text in it, a text with `%`, or a path divided by a text; null for every other operation. Long sums lean to the
 * left: they are walked in a loop.
 */
export function lowerTextOperation(
  lowering: ILowering,
  node: SyntaxNode
): Expression | null {
  const [left, operator, right] = childrenOf(lowering, node);
  if (!right || operator.name !== 'ArithOp') {
    return null;
  }
  switch (textOf(lowering, operator)) {
    case '%':
      return lowerPercent(lowering, node, { left, right });
    case '/':
      return lowerPath(lowering, node, { left, right });
    default:
      return lowerSum(lowering, node);
  }
}

/** `folder / "best.h5"`: only paths are divided by texts. */
function lowerPath(
  lowering: ILowering,
  node: SyntaxNode,
  { left, right }: { left: SyntaxNode; right: SyntaxNode }
): Expression | null {
  return TEXTS.has(right.name) && !TEXTS.has(left.name)
    ? joined(node, [
        ...piecesOf(lowering.expression(left)),
        '/',
        ...piecesOf(lowering.expression(right))
      ])
    : null;
}

function lowerSum(lowering: ILowering, node: SyntaxNode): Expression | null {
  const terms: SyntaxNode[] = [];
  let rest: SyntaxNode | undefined = node;
  while (rest?.name === 'BinaryExpression') {
    const [left, operator, right]: SyntaxNode[] = childrenOf(lowering, rest);
    if (!right || textOf(lowering, operator) !== '+') {
      break;
    }
    terms.push(right);
    rest = left;
  }
  if (rest) {
    terms.push(rest);
  }
  return terms.length > 1 && terms.some(({ name }) => TEXTS.has(name))
    ? joined(
        node,
        terms.reverse().flatMap(term => piecesOf(lowering.expression(term)))
      )
    : null;
}

function piecesOf(expression: Expression): readonly Piece[] {
  if (expression.kind === 'joined') {
    return expression.pieces;
  }
  return expression.kind === 'literal' && typeof expression.value === 'string'
    ? [expression.value]
    : [expression];
}

function lowerPercent(
  lowering: ILowering,
  node: SyntaxNode,
  { left, right }: { left: SyntaxNode; right: SyntaxNode }
): Expression | null {
  const template = TEXTS.has(left.name) ? lowering.expression(left) : null;
  if (template?.kind !== 'literal' || typeof template.value !== 'string') {
    return null;
  }
  const given = lowering.expression(right);
  const values =
    given.kind === 'sequence' && right.name === 'TupleExpression'
      ? given.items
      : [given];
  const parts = template.value.split(/(%[sd%])/);
  const fields = parts.filter(part => /^%[sd]$/.test(part));
  const isPlain = parts.every(
    (part, index) => index % 2 === 1 || !part.includes('%')
  );
  if (!isPlain || fields.length !== values.length) {
    return otherOf(node, [given]);
  }
  let next = 0;
  return joined(
    node,
    parts.map((part, index) =>
      index % 2 === 0 ? part : part === '%%' ? '%' : values[next++]
    )
  );
}

/** `"{}.{name}".format(…)`, where each argument is written once; null for every other call. */
export function lowerFormatCall(
  callee: Expression,
  given: readonly IArgumentSyntax[],
  range: IRange
): Expression | null {
  const template =
    callee.kind === 'attribute' && callee.attribute === 'format'
      ? callee.object
      : null;
  if (template?.kind !== 'literal' || typeof template.value !== 'string') {
    return null;
  }
  const pieces = fillTemplate(template.value, given);
  return pieces && joined(range, pieces);
}

/** The template with the arguments in their places; null where one is missing, left over or written twice, or has a format. */
function fillTemplate(
  template: string,
  given: readonly IArgumentSyntax[]
): readonly Piece[] | null {
  const parts = template.split(/(\{\{|\}\}|\{\w*\})/);
  const left = new Set(given.filter(({ star }) => star === ''));
  let position = 0;
  const pieces = parts.map((part, index): Piece | null => {
    if (index % 2 === 0) {
      return /[{}]/.test(part) ? null : part;
    }
    if (part === '{{' || part === '}}') {
      return part[0];
    }
    const name = part.slice(1, -1) || String(position++);
    const argument = /^\d+$/.test(name)
      ? given[Number(name)]
      : given.find(({ keyword }) => keyword === name);
    return argument && left.delete(argument) ? argument.value : null;
  });
  const isWhole = pieces.every((piece): piece is Piece => piece !== null);
  return isWhole && left.size === 0 ? pieces : null;
}
