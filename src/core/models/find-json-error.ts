/** One token of JSON, after white space: punctuation, string, number or word. */
const TOKEN =
  /\s*(?:([{}[\],:])|("[^"\\\n]*(?:\\.[^"\\\n]*)*")|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/y;

/** A string or word that the end of the text cuts off. */
const CUT_OFF = /\s*(?:"[^"\n]*|-|t|tr|tru|f|fa|fal|fals|n|nu|nul)?$/y;

/** What may come next; the first of a list or object may also be its end. */
type Wanted =
  'first-value' | 'first-key' | 'value' | 'key' | 'colon' | 'comma' | 'end';

/**
 * Where a text that is not JSON stops being JSON, as an offset. Engines do not all tell, and V8 only sometimes.
 *
 * @returns The offset of the first token that does not fit, or the length of the text when it ends too early.
 */
export function findJsonError(text: string): number {
  const open: string[] = [];
  let wanted: Wanted = 'value';
  let offset = 0;
  while (offset < text.length) {
    TOKEN.lastIndex = offset;
    const match = TOKEN.exec(text);
    const next: Wanted | undefined = match
      ? advance(kindOf(match), wanted, open)
      : undefined;
    if (next === undefined) {
      CUT_OFF.lastIndex = offset;
      return CUT_OFF.test(text) ? text.length : firstVisible(text, offset);
    }
    wanted = next;
    offset = TOKEN.lastIndex;
  }
  return text.length;
}

function kindOf([, punctuation, string]: RegExpExecArray): string {
  return punctuation ?? (string === undefined ? 'word' : 'string');
}

function firstVisible(text: string, offset: number): number {
  const rest = text.slice(offset, offset + 1000);
  return offset + rest.length - rest.trimStart().length;
}

/** What is wanted after the token, or undefined when it does not fit. */
function advance(
  token: string,
  wanted: Wanted,
  open: string[]
): Wanted | undefined {
  if (token === '}' || token === ']') {
    return close(token, wanted, open);
  }
  if (wanted === 'value' || wanted === 'first-value') {
    return value(token, open);
  }
  const following: Partial<Record<Wanted, [string, Wanted]>> = {
    key: ['string', 'colon'],
    'first-key': ['string', 'colon'],
    colon: [':', 'value'],
    comma: [',', open[open.length - 1] === '{' ? 'key' : 'value']
  };
  const [fitting, next] = following[wanted] ?? [];
  return token === fitting ? next : undefined;
}

function value(token: string, open: string[]): Wanted | undefined {
  if (token === '{' || token === '[') {
    open.push(token);
    return token === '{' ? 'first-key' : 'first-value';
  }
  return token === 'word' || token === 'string' ? after(open) : undefined;
}

function close(
  token: string,
  wanted: Wanted,
  open: string[]
): Wanted | undefined {
  const opener = token === '}' ? '{' : '[';
  const mayEnd =
    wanted === 'comma' || wanted === 'first-key' || wanted === 'first-value';
  if (open[open.length - 1] !== opener || !mayEnd) {
    return undefined;
  }
  open.pop();
  return after(open);
}

function after(open: string[]): Wanted {
  return open.length === 0 ? 'end' : 'comma';
}
