import type { Expression, IRange } from './model';

/** The text between the quotes of a string that stands in the source letter by letter; null for any other expression. */
export function contentOf(expression: Expression): IRange | null {
  if (expression.kind !== 'literal' || expression.contentFrom === null) {
    return null;
  }
  const { value, contentFrom: from } = expression;
  return { from, to: from + String(value).length };
}
