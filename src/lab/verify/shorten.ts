/** The first line of code, as far as there is room for it. */
export function shorten(code: string): string {
  const line = code.split('\n')[0];
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
