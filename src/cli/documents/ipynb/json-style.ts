import type { IRange } from './json-ranges';
import { skipSpace } from './json-ranges';

/** How a JSON file is written, so that what is added looks like what is there. */
export interface IJsonStyle {
  /** One level of indentation, or null where everything stands on one line. */
  readonly indent: string | null;
  readonly lineBreak: '\n' | '\r\n';
  /** What stands between a key and its value. */
  readonly colon: ': ' | ':';
  /** Everything beyond ASCII is written as `\uXXXX`. */
  readonly escapesUnicode: boolean;
}

/** Reads the style off a text and its outermost object. */
export function styleOf(text: string, root: IRange): IJsonStyle {
  const first = text.slice(root.from + 1, skipSpace(text, root.from + 1));
  const indent = /\n([ \t]*)$/.exec(first)?.[1] ?? null;
  const colon = /"\s*:(\s?)/.exec(text.slice(root.from, root.from + 2000));
  return {
    indent,
    lineBreak: /^[^\n]*\r\n/.test(text) ? '\r\n' : '\n',
    colon: colon && colon[1] === '' ? ':' : ': ',
    escapesUnicode: escapesUnicode(text)
  };
}

/** A value in the style of the file, its lines indented as deep as `level`. */
export function render(
  value: unknown,
  style: IJsonStyle,
  level: string
): string {
  if (typeof value !== 'object' || value === null) {
    return encode(value, style);
  }
  const isArray = Array.isArray(value);
  const deeper = level + (style.indent ?? '');
  const items = isArray
    ? value.map(item => render(item, style, deeper))
    : Object.entries(value).map(
        ([key, item]) =>
          encode(key, style) + style.colon + render(item, style, deeper)
      );
  const [open, close] = isArray ? '[]' : '{}';
  if (items.length === 0) {
    return open + close;
  }
  if (style.indent === null) {
    return open + items.join(style.colon === ':' ? ',' : ', ') + close;
  }
  const lineBreak = style.lineBreak + deeper;
  return (
    open +
    lineBreak +
    items.join(`,${lineBreak}`) +
    style.lineBreak +
    level +
    close
  );
}

/** A text, number or the like as JSON. */
export function encode(value: unknown, { escapesUnicode }: IJsonStyle): string {
  const json = JSON.stringify(value);
  return escapesUnicode
    ? json.replace(
        /[\u0080-\uffff]/g,
        unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
      )
    : json;
}

/** Nothing but ASCII, and at least one escape that would not have been needed otherwise. */
function escapesUnicode(text: string): boolean {
  return (
    /\\u(?!00[01][0-9a-f]|d[89a-f])[0-9a-f]{4}/i.test(text) &&
    !/[\u0080-\ufffe]/.test(text)
  );
}
