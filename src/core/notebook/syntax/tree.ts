/** Small readings of Lezer's tree that the lowering shares. */
import type { SyntaxNode } from '@lezer/common';
import { kept } from '../kept';
import { sharedText } from '../shared-text';
import type { Expression, IOther, IRange, Statement } from './model';

/** How deep expressions and blocks may nest; what is deeper is dropped, so that no input exhausts the stack. Python's own parser stops at 100 to 200. */
export const DEEPEST = 120;

/** What one cell's lowering carries along. */
export interface ILowering {
  /** The source with magics blanked. */
  readonly code: string;
  depth: number;
  /** Names met so far in the function that is being lowered. */
  names: Set<string>;
  /** Where placeholders of commands were met. */
  readonly placeholders: Set<number>;
  broken: boolean;
  /** Lowers an expression; here, because what an expression is made of refers back to it. */
  expression(node: SyntaxNode): Expression;
  /** Lowers the statements of a script or of a body. */
  statements(parent: SyntaxNode): readonly Statement[];
}

/** Tokens between expressions. */
export const PUNCTUATION = new Set([
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  ',',
  '*',
  '**',
  ':'
]);

/** The children that mean something: comments are skipped, parse errors are noted and skipped. */
export function childrenOf(
  lowering: ILowering,
  node: SyntaxNode
): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.type.isError) {
      lowering.broken ||= !isBareYield(child);
    } else if (child.name !== 'Comment') {
      children.push(child);
    }
  }
  return children;
}

/** Lezer misses a value after a `yield` that has none. */
function isBareYield({ from, to, prevSibling }: SyntaxNode): boolean {
  return from === to && prevSibling?.name === 'yield';
}

export function rangeOf(node: SyntaxNode): IRange {
  return { from: node.from, to: node.to };
}

export function textOf(lowering: ILowering, node: IRange): string {
  return sharedText(lowering.code.slice(node.from, node.to));
}

/** An expression that nothing is known of. */
export function nothing(range: IRange): IOther {
  return {
    kind: 'other',
    arithmetic: false,
    parts: kept([]),
    from: range.from,
    to: range.to
  };
}

/** Splits at a separator token; an empty last part (after a trailing comma) is left out. */
export function splitAt(
  nodes: readonly SyntaxNode[],
  separator: string
): SyntaxNode[][] {
  const parts: SyntaxNode[][] = [[]];
  for (const node of nodes) {
    if (node.name === separator) {
      parts.push([]);
    } else {
      parts[parts.length - 1].push(node);
    }
  }
  return parts.filter(part => part.length > 0);
}
