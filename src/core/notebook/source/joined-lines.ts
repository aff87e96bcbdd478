import { parser } from '@lezer/python';
import { blankMagics, type IBlanked, type ICommand } from './blank-magics';
import { lineEnd, lineStart } from './lines';

/** A range of a cell's source, by offsets. */
interface IRange {
  readonly from: number;
  readonly to: number;
}

/** What a comment may be written to. */
export interface ILines {
  /** The offsets at which a comment stands, of Python or behind a command. */
  readonly isComment: (offset: number) => boolean;
  /**
   * The line that an offset stands in, with the lines that belong to it: no comment can be written between those of a string,
   * between those of a command, and behind a `\` at the end of a line.
   */
  readonly lineAt: (offset: number) => IRange;
  /** The magic or shell command that a range of lines holds; null where it holds Python alone, or the text of a shell cell. */
  readonly commandIn: (range: IRange) => ICommand | null;
}

/** How the lines of a code cell hang together. */
export function joinedLines(source: string): ILines {
  const blanked = blankMagics(source);
  const { code, commands } = blanked;
  const isShell = isShellCell(blanked);
  const { comments, strings } = readTokens(code);
  const breaks = [...code.matchAll(/\\\n/g)]
    .map(({ index = 0 }) => ({ from: index, to: index + 2 }))
    .filter(({ from }) => !comments.some(comment => isWithin(comment, from)));
  const joins = [...strings, ...commands, ...breaks];
  const shellText = isShell ? headOf(commands) : source.length;
  return {
    isComment: offset =>
      offset > shellText ||
      [...comments, ...commands].some(range => isWithin(range, offset)),
    lineAt: offset => grow(source, joins, offset),
    commandIn: range =>
      isShell
        ? null
        : (commands.find(
            ({ from, to }) => from <= range.to && to > range.from
          ) ?? null)
  };
}

/** A cell magic hands the lines below it to a shell: there are commands, and no Python. */
function isShellCell({ code, commands }: IBlanked): boolean {
  const head = headOf(commands);
  return (
    head > 0 &&
    commands.some(({ from }) => from > head) &&
    code.slice(head).trim() === ''
  );
}

/** Where the last of the magics that have the whole cell ends; 0 without one. */
function headOf(commands: readonly ICommand[]): number {
  return Math.max(
    0,
    ...commands.filter(({ wholeCell }) => wholeCell).map(({ to }) => to)
  );
}

function readTokens(code: string): { comments: IRange[]; strings: IRange[] } {
  const comments: IRange[] = [];
  const strings: IRange[] = [];
  parser.parse(code).iterate({
    enter: ({ name, from, to }) => {
      if (name === 'Comment') {
        comments.push({ from, to });
      } else if (name === 'String' || name === 'FormatString') {
        strings.push({ from, to });
      }
    }
  });
  return { comments, strings };
}

function isWithin({ from, to }: IRange, offset: number): boolean {
  return from <= offset && offset < to;
}

/** The line at an offset, and every line that one of the joins brings to it. */
function grow(
  source: string,
  joins: readonly IRange[],
  offset: number
): IRange {
  let line = { from: lineStart(source, offset), to: lineEnd(source, offset) };
  for (;;) {
    const { from, to } = line;
    const next = joins.find(
      join => isWithin(join, to) || isWithin(join, from - 1)
    );
    if (!next) {
      return line;
    }
    line = {
      from: Math.min(from, lineStart(source, next.from)),
      to: Math.max(to, lineEnd(source, next.to))
    };
  }
}
