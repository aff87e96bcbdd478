/* eslint-disable-next-line no-control-regex -- ANSI sequences begin with a control character */
const ansi = /\u001b\[[0-9;?]*[ -/]*[@-~]/g;

/** A text without the codes that colour it in a terminal. */
export function withoutAnsi(text: string): string {
  return text.replace(ansi, '');
}
