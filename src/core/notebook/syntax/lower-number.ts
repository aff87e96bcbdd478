/** Python's numbers, also those that Lezer takes for something else. */
import type { SyntaxNode } from '@lezer/common';

/** Lezer reads the dot that ends `1.` as an attribute's, and `e3` of `1.e3` as the attribute; the dot follows the number at once. */
export function isNumber({ firstChild }: SyntaxNode): boolean {
  const dot = firstChild?.nextSibling;
  return (
    firstChild?.name === 'Number' &&
    dot?.name === '.' &&
    dot.from === firstChild.to
  );
}

/** Whether such a number is one, alone or with an attribute: Lezer also takes `0.(5` for one where a bracket is missing. */
export function isNumeral(text: string): boolean {
  return /^(?:0[box][\da-f_]+|[\d_.]+(?:e\d*)?j?)\s*(?:\.\s*\w+)*$/i.test(text);
}

/** The number that a Python literal denotes, or null for a complex one. */
export function readNumber(literal: string): number | null {
  const value = Number(literal.replace(/_/g, ''));
  return Number.isNaN(value) ? null : value;
}
