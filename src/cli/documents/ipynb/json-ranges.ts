/**
 * Where the values of a JSON text stand. The text must already have been parsed once, so that nothing here has to look for
 * mistakes; strings are skipped by searching for their end, so that 100 MB of images cost little.
 */
export interface IRange {
  readonly from: number;
  readonly to: number;
}

/** The value that begins at or after an offset. */
export function valueAt(text: string, offset: number): IRange {
  const from = skipSpace(text, offset);
  return { from, to: endOf(text, from) };
}

/** The members of an object by key. Of a key that comes twice the last one counts, as for `JSON.parse`. */
export function members(text: string, object: IRange): Map<string, IRange> {
  const found = new Map<string, IRange>();
  let at = skipSpace(text, object.from + 1);
  while (text[at] === '"') {
    const keyEnd = endOf(text, at);
    const key = JSON.parse(text.slice(at, keyEnd)) as string;
    const value = valueAt(text, skipSpace(text, keyEnd) + 1);
    found.set(key, value);
    at = afterComma(text, value.to);
  }
  return found;
}

/** The elements of an array. */
export function elements(text: string, array: IRange): IRange[] {
  const found: IRange[] = [];
  let at = skipSpace(text, array.from + 1);
  while (text[at] !== ']') {
    const value = valueAt(text, at);
    found.push(value);
    at = afterComma(text, value.to);
  }
  return found;
}

export function skipSpace(text: string, offset: number): number {
  let at = offset;
  while (' \t\r\n'.includes(text[at])) {
    at++;
  }
  return at;
}

function afterComma(text: string, offset: number): number {
  const at = skipSpace(text, offset);
  return text[at] === ',' ? skipSpace(text, at + 1) : at;
}

function endOf(text: string, from: number): number {
  const first = text[from];
  if (first === '"') {
    return endOfString(text, from);
  }
  if (first === '{' || first === '[') {
    return endOfNested(text, from);
  }
  const end = /[\s,\]}]|$/g;
  end.lastIndex = from;
  return end.exec(text)?.index ?? text.length;
}

/** Where the string that begins at an offset ends; the end of the text where it does not. */
export function endOfString(text: string, from: number): number {
  let quote = text.indexOf('"', from + 1);
  while (quote >= 0 && isEscaped(text, quote)) {
    quote = text.indexOf('"', quote + 1);
  }
  return quote < 0 ? text.length : quote + 1;
}

function isEscaped(text: string, quote: number): boolean {
  let backslashes = 0;
  while (text[quote - 1 - backslashes] === '\\') {
    backslashes++;
  }
  return backslashes % 2 === 1;
}

function endOfNested(text: string, from: number): number {
  const mark = /["[\]{}]/g;
  mark.lastIndex = from;
  let depth = 0;
  do {
    const found = mark.exec(text);
    if (!found) {
      return text.length;
    }
    if (found[0] === '"') {
      mark.lastIndex = endOfString(text, found.index);
    } else {
      depth += found[0] === '{' || found[0] === '[' ? 1 : -1;
    }
  } while (depth > 0);
  return mark.lastIndex;
}
