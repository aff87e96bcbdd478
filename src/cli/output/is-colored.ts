/** Whether text on standard output is to be coloured: on a terminal, unless told otherwise (no-color.org). */
export function isColored(): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR) {
    return false;
  }
  // On a pipe isTTY is undefined, not false; handed on, it would let the library guess, and it guesses yes under CI.
  return Boolean(FORCE_COLOR || (process.stdout.isTTY && TERM !== 'dumb'));
}
