/** Where lines begin and end. Python ends one at `\n`, at `\r\n` and at a lone `\r`. */

/** Where the line that an offset stands in begins. */
export function lineStart(source: string, offset: number): number {
  const before = source.slice(0, offset);
  return Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1;
}

/** Where the line that an offset stands in ends, its line break not included. */
export function lineEnd(source: string, offset: number): number {
  const length = source.slice(offset).search(/[\r\n]/);
  return length < 0 ? source.length : offset + length;
}

/** Behind the line break that stands at an offset; the offset itself where none does. */
export function afterLineBreak(source: string, offset: number): number {
  return (
    offset +
    (/^(?:\r\n|\r|\n)/.exec(source.slice(offset, offset + 2))?.[0].length ?? 0)
  );
}

/** In front of the line break that ends at an offset; the offset itself where none does. */
export function beforeLineBreak(source: string, offset: number): number {
  return (
    offset -
    (/(?:\r\n|\r|\n)$/.exec(source.slice(Math.max(0, offset - 2), offset))?.[0]
      .length ?? 0)
  );
}
