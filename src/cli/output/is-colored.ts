/** Whether text on standard output is to be coloured: on a terminal, unless told otherwise (no-color.org). */
export function isColored(): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR) {
    return false;
  }
  return Boolean(FORCE_COLOR) || (process.stdout.isTTY && TERM !== 'dumb');
}
