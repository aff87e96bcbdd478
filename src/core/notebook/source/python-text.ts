/** How Python's text hangs together, character by character. */

/** What a character adds to the depth of brackets. */
export function bracketStep(character: string): number {
  if ('([{'.includes(character)) {
    return 1;
  }
  return ')]}'.includes(character) ? -1 : 0;
}

/** Behind the string that opens here; a one-line string that nobody closes ends with its line. */
export function stringEnd(source: string, from: number): number {
  const quote = source[from];
  const closing = source.startsWith(quote.repeat(3), from)
    ? quote.repeat(3)
    : quote;
  let position = from + closing.length;
  while (position < source.length && !source.startsWith(closing, position)) {
    if (closing.length === 1 && source[position] === '\n') {
      return position;
    }
    position += source[position] === '\\' ? 2 : 1;
  }
  return position + closing.length;
}
