import type { IRange } from './json-ranges';
import { elements, valueAt } from './json-ranges';
import type { IJsonStyle } from './json-style';
import { encode, render } from './json-style';

/** A change of a decoded source: `[from, to)` becomes `text`. */
export interface ISourceEdit extends IRange {
  readonly text: string;
}

/** One string of the JSON: the whole source, or one of its lines. */
interface IPiece {
  /** Between the quotes. */
  readonly range: IRange;
  /** Offset in the raw text of every UTF-16 unit of the decoded text, and of the end. */
  readonly offsets: readonly number[];
}

/** A position in a source: which piece, and which unit of it. */
interface IPosition {
  readonly piece: number;
  readonly unit: number;
}

/**
 * Changes a source in its JSON form, a string or a list of lines. What is not touched keeps its bytes: escapes, the way the
 * list is laid out, and lines that are split in unusual places.
 * @param json The value of `source` as it stands in the file.
 * @param level Indentation of the line that the value begins on; used where an empty list gets its first line.
 */
export function editSource(
  json: string,
  edit: ISourceEdit,
  style: IJsonStyle,
  level: string
): string {
  const isList = json[0] === '[';
  const pieces = readPieces(json, isList);
  if (pieces.length === 0) {
    return render(splitLines(edit.text), style, level);
  }
  const separator = isList ? separatorOf(json, pieces) : null;
  const { from, to } = rawRange(pieces, edit);
  const text = encodeLines(edit.text, separator, style);
  const glue = separator && startsNewLine(json, pieces, edit) ? separator : '';
  const tail = separator && endsInsideLine(pieces, edit) ? separator : '';
  return json.slice(0, from) + glue + text + tail + json.slice(to);
}

/** The lines of a source as notebooks keep them, each with its line break. */
export function splitLines(source: string): string[] {
  return source.match(/[^\n]*\n|[^\n]+/g) ?? [];
}

function readPieces(json: string, isList: boolean): IPiece[] {
  const whole = valueAt(json, 0);
  const strings = isList ? elements(json, whole) : [whole];
  return strings.map(({ from, to }) => ({
    range: { from: from + 1, to: to - 1 },
    offsets: unitOffsets(json, from + 1, to - 1)
  }));
}

function unitOffsets(json: string, from: number, to: number): number[] {
  const offsets: number[] = [];
  let at = from;
  while (at < to) {
    offsets.push(at);
    at += json[at] !== '\\' ? 1 : json[at + 1] === 'u' ? 6 : 2;
  }
  offsets.push(to);
  return offsets;
}

/** What stands between one line's text and the next one's, quotes included. */
function separatorOf(json: string, pieces: readonly IPiece[]): string {
  const [first, second] = pieces;
  if (second) {
    return json.slice(first.range.to, second.range.from);
  }
  const lead = json.slice(1, first.range.from - 1);
  return `",${lead || ' '}"`;
}

/** Where an offset stands; an offset between two pieces is the start of the later one. */
function positionOf(pieces: readonly IPiece[], offset: number): IPosition {
  let rest = offset;
  for (let piece = 0; piece < pieces.length; piece++) {
    const length = lengthOf(pieces[piece]);
    if (rest < length || piece === pieces.length - 1) {
      return { piece, unit: Math.min(rest, length) };
    }
    rest -= length;
  }
  return { piece: 0, unit: 0 };
}

function lengthOf({ offsets }: IPiece): number {
  return offsets.length - 1;
}

/** The raw text that an edit replaces. */
function rawRange(pieces: readonly IPiece[], edit: ISourceEdit): IRange {
  const start = positionOf(pieces, edit.from);
  const from = pieces[start.piece].offsets[start.unit];
  if (edit.to === edit.from) {
    return { from, to: from };
  }
  const last = positionOf(pieces, edit.to - 1);
  const end = pieces[last.piece].offsets[last.unit + 1];
  const endsPiece = last.unit + 1 === lengthOf(pieces[last.piece]);
  if (!endsPiece || edit.text.endsWith('\n')) {
    return { from, to: end };
  }
  const next = pieces[last.piece + 1];
  if (next) {
    return { from, to: next.range.from };
  }
  const isWholePiece = edit.text === '' && start.unit === 0 && start.piece > 0;
  return {
    from: isWholePiece ? pieces[start.piece - 1].range.to : from,
    to: end
  };
}

/** Text that is added behind a last line which has its line break already begins a line of its own. */
function startsNewLine(
  json: string,
  pieces: readonly IPiece[],
  edit: ISourceEdit
): boolean {
  const { piece, unit } = positionOf(pieces, edit.from);
  const { offsets } = pieces[piece];
  const isEnd = piece === pieces.length - 1 && unit === lengthOf(pieces[piece]);
  return (
    isEnd &&
    unit > 0 &&
    edit.text !== '' &&
    json.slice(offsets[unit - 1], offsets[unit]) === '\\n'
  );
}

/** The new text ends a line, and what follows stood on the same line as what it replaces. */
function endsInsideLine(pieces: readonly IPiece[], edit: ISourceEdit): boolean {
  if (!edit.text.endsWith('\n')) {
    return false;
  }
  if (edit.to === edit.from) {
    const { piece, unit } = positionOf(pieces, edit.from);
    return unit < lengthOf(pieces[piece]);
  }
  const last = positionOf(pieces, edit.to - 1);
  return last.unit + 1 < lengthOf(pieces[last.piece]);
}

function encodeLines(
  text: string,
  separator: string | null,
  style: IJsonStyle
): string {
  return splitLines(text)
    .map(line => encode(line, style).slice(1, -1))
    .join(separator ?? '');
}
