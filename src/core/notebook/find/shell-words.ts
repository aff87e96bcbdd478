/** Splits a shell command line into commands and words, with offsets, as far as an install line needs it. */

export interface IWord {
  /** Without the quotes around it. */
  readonly text: string;
  /** Where the text stands, quotes excluded. */
  readonly from: number;
  readonly to: number;
  /** The quote around the whole word, or the empty string. */
  readonly quote: '' | '"' | "'";
  /** Where the word ends, its closing quote included. */
  readonly end: number;
  /** The text came out of an expression, and is not what stands there. */
  readonly expanded: boolean;
  /** An item of a Python list. */
  readonly isItem?: true;
}

const BLANK = /(?:[ \t\f\v\r]|\\\r?\n)+/y;
const OPERATOR = /&&|\|\||[;|&\n]/y;
const REDIRECTION = /(?:\d*|&)(?:>>?|<)(?:&\d|&-)?/y;
/** `>` and `<` of a version that nobody quoted: a shell takes them as redirections, the writer meant a requirement. */
const COMPARISON = /[<>]=?(?=[\d=])/y;

/**
 * Reads the commands of a line from one offset to another; `&&`, `||`, `;`, `|` separate them, redirections and comments are left out.
 * Never throws; a quote that is not closed reaches to the end.
 */
export function splitShell(
  source: string,
  from: number,
  to: number
): IWord[][] {
  const text = source.slice(0, to);
  const commands: IWord[][] = [[]];
  let position = from;
  const match = (pattern: RegExp): number => {
    pattern.lastIndex = position;
    return pattern.exec(text)?.[0].length ?? 0;
  };
  while (position < to) {
    const blank = match(BLANK);
    const redirection = match(REDIRECTION);
    const operator = match(OPERATOR);
    if (blank > 0) {
      position += blank;
    } else if (text[position] === '#') {
      const end = text.indexOf('\n', position);
      position = end < 0 ? to : end;
    } else if (redirection > 0) {
      const isComplete = text[position + redirection - 2] === '&';
      position += redirection;
      position += match(BLANK);
      position = isComplete ? position : wordEnd(text, position);
    } else if (operator > 0) {
      position += operator;
      commands.push([]);
    } else {
      const end = Math.max(wordEnd(text, position), position + 1);
      commands[commands.length - 1].push(wordOf(text, position, end));
      position = end;
    }
  }
  return commands.filter(words => words.length > 0);
}

function wordOf(text: string, from: number, to: number): IWord {
  const first = text[from];
  if ((first === '"' || first === "'") && quotedEnd(text, from) === to) {
    const end = text[to - 1] === first && to - 1 > from ? to - 1 : to;
    return {
      text: text.slice(from + 1, end),
      from: from + 1,
      to: end,
      quote: first,
      end: to,
      expanded: false
    };
  }
  return {
    text: text.slice(from, to),
    from,
    to,
    quote: '',
    end: to,
    expanded: false
  };
}

function wordEnd(text: string, from: number): number {
  let position = from;
  while (position < text.length) {
    const next = isComparison(text, position, from)
      ? position + 1
      : pieceEnd(text, position);
    if (next === position) {
      return position;
    }
    position = next;
  }
  return text.length;
}

/** Behind one character, or behind what quotes or brackets keep together; the same place where a word ends. */
function pieceEnd(text: string, position: number): number {
  const character = text[position];
  switch (character) {
    case '"':
    case "'":
      return quotedEnd(text, position);
    case '{':
      return closing(text, position, '}');
    case '$':
      return text[position + 1] === '('
        ? closing(text, position, ')')
        : position + 1;
    case '\\':
      return /^\\\r?\n/.test(text.slice(position, position + 3))
        ? position
        : position + 2;
    default:
      return /[\s;|&<>]/.test(character) ? position : position + 1;
  }
}

function isComparison(
  text: string,
  position: number,
  wordStart: number
): boolean {
  COMPARISON.lastIndex = position;
  return (
    position > wordStart &&
    /[a-z]/i.test(text[wordStart]) &&
    COMPARISON.test(text)
  );
}

/** Behind the closing quote. */
function quotedEnd(text: string, from: number): number {
  const end = text.indexOf(text[from], from + 1);
  return end < 0 ? text.length : end + 1;
}

/** Behind the bracket that closes on this line, or behind the opening one when none does. */
function closing(text: string, from: number, bracket: string): number {
  const end = text.indexOf(bracket, from);
  const line = text.indexOf('\n', from);
  return end < 0 || (line >= 0 && line < end) ? from + 1 : end + 1;
}
