/** The value of a Python string literal, and where its text stands when it stands there letter by letter. */
const OPENING = /^([a-zA-Z]*)("""|'''|"|')/;
const ESCAPE =
  /\\(?:\n|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|([\\'"abfnrtv]))/g;
const CONTROL: Readonly<Record<string, string>> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v'
};

export interface IStringLiteral {
  readonly value: string;
  /** Where the value begins; null where escapes make it differ from the source. */
  readonly contentFrom: number | null;
}

/** Reads a literal that starts at an offset; null for bytes, which are no text. */
export function readString(
  literal: string,
  from: number
): IStringLiteral | null {
  const opening = OPENING.exec(literal);
  if (!opening || /b/i.test(opening[1])) {
    return null;
  }
  const start = opening[0].length;
  const end = isClosed(literal) ? -opening[2].length : undefined;
  const text = literal.slice(start, end);
  const value = /r/i.test(opening[1]) ? text : unescape(text);
  return { value, contentFrom: value === text ? from + start : null };
}

/** The texts in front of, between and behind the replacement fields of an f-string; null where they are no text. */
export function readBetween(
  literal: string,
  fields: readonly { readonly from: number; readonly to: number }[]
): string[] | null {
  const opening = OPENING.exec(literal);
  if (!opening || /[bt]/i.test(opening[1])) {
    return null;
  }
  const isRaw = /r/i.test(opening[1]);
  const starts = [opening[0].length, ...fields.map(({ to }) => to)];
  const ends = [
    ...fields.map(({ from }) => from),
    isClosed(literal) ? literal.length - opening[2].length : literal.length
  ];
  return starts.map((start, index) => {
    const text = literal
      .slice(start, ends[index])
      .replace(/\{\{|\}\}/g, bracesOf);
    return isRaw ? text : unescape(text);
  });
}

/** One of the two. */
function bracesOf(doubled: string): string {
  return doubled[0];
}

/** Whether a literal ends with the quotes that it begins with. Lezer ends one at the line break too, and calls that no error. */
export function isClosed(literal: string): boolean {
  const [opening, , quotes] = OPENING.exec(literal) ?? ['', '', ''];
  const text = literal.slice(opening.length, -quotes.length);
  const isEscaped = /(?:^|[^\\])(?:\\\\)*\\$/.test(text);
  return (
    literal.length >= opening.length + quotes.length &&
    literal.endsWith(quotes) &&
    !isEscaped
  );
}

function unescape(text: string): string {
  return text.includes('\\') ? text.replace(ESCAPE, unescapeOne) : text;
}

function unescapeOne(
  escape: string,
  ...groups: (string | undefined)[]
): string {
  const [x, u, long, octal, control] = groups;
  const hexadecimal = x ?? u ?? long;
  if (hexadecimal !== undefined) {
    const code = parseInt(hexadecimal, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : escape;
  }
  if (octal !== undefined) {
    return String.fromCharCode(parseInt(octal, 8));
  }
  return control === undefined ? '' : CONTROL[control];
}
