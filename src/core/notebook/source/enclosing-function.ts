/** Where the function begins that a place in a cell stands in, by indentation; null where it stands in none. */
export function enclosingFunction(source: string, at: number): number | null {
  let start = source.lastIndexOf('\n', at - 1) + 1;
  let depth = indentation(source, start);
  while (start > 0 && depth > 0) {
    start = source.lastIndexOf('\n', start - 2) + 1;
    const here = indentation(source, start);
    if (
      here < depth &&
      /\S/.test(source.slice(start, source.indexOf('\n', start)))
    ) {
      if (/^\s*(?:async\s+)?def\b/.test(source.slice(start, at))) {
        return start;
      }
      depth = here;
    }
  }
  return null;
}

function indentation(source: string, start: number): number {
  return (
    /^[ \t]*/.exec(source.slice(start, start + 400)) as RegExpExecArray
  )[0].length;
}
