import type { IReplaceEdit } from './model';

/** A new text of which several clients have each written a copy, one after the other. */
export interface IRepeated {
  /** Where the first copy begins. */
  readonly from: number;
  /** Of one copy. */
  readonly length: number;
}

/**
 * What a shared model makes of a cell when that many clients do the same edits before any hears of the others: what was to go
 * is gone, and each new text stands there once for every client.
 */
export function repeatEdits(
  source: string,
  edits: readonly IReplaceEdit[],
  times: number
): { readonly source: string; readonly texts: readonly IRepeated[] } {
  const texts: IRepeated[] = [];
  let repeated = '';
  let end = 0;
  for (const { from, to, text } of [...edits].sort((a, b) => a.from - b.from)) {
    repeated += source.slice(end, from);
    if (text !== '') {
      texts.push({ from: repeated.length, length: text.length });
    }
    repeated += text.repeat(times);
    end = to;
  }
  return { source: repeated + source.slice(end), texts };
}
