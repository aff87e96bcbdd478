import type { INotebook } from '../notebook/model';
import { beforeLineBreak, lineEnd, lineStart } from '../notebook/source/lines';
import type { Edit, IReplaceEdit } from './model';

/** What edits do to neighbouring lines of a cell, or to a cell that they insert. */
export interface ILineChange {
  /** Index of the cell; of the one in front of which a cell is inserted. */
  readonly cell: number;
  readonly isNewCell: boolean;
  /** Whole lines as they are; empty where nothing stands. */
  readonly before: string;
  /** Whole lines as they will be; empty where nothing is left. */
  readonly after: string;
}

interface ILineRange {
  readonly cell: number;
  readonly from: number;
  readonly to: number;
  readonly edits: readonly IReplaceEdit[];
}

/** The edits as a reader sees them: two on one line are one change of that line. In the order of the cells. */
export function lineChanges(
  edits: readonly Edit[],
  { cells }: INotebook
): ILineChange[] {
  const indexOf = (id: string | null) =>
    cells.findIndex(cell => cell.id === id);
  const inserted = edits.flatMap((edit): ILineChange[] => {
    if (edit.kind === 'replace') {
      return [];
    }
    const index = indexOf(edit.beforeCellId);
    const cell = index < 0 ? cells.length : index;
    return [{ cell, isNewCell: true, before: '', after: edit.source }];
  });
  const replaced = edits
    .filter((edit): edit is IReplaceEdit => edit.kind === 'replace')
    .map(edit => ({ edit, cell: indexOf(edit.cellId) }))
    .filter(({ cell }) => cell >= 0)
    .sort((a, b) => a.cell - b.cell || a.edit.from - b.edit.from)
    .reduce<ILineRange[]>((ranges, { edit, cell }) => {
      const { source } = cells[cell];
      const range = {
        cell,
        from: lineStart(source, edit.from),
        to: lastLineEnd(source, edit),
        edits: [edit]
      };
      const last = ranges[ranges.length - 1];
      return last?.cell === cell && range.from <= last.to
        ? [
            ...ranges.slice(0, -1),
            { ...last, to: range.to, edits: [...last.edits, edit] }
          ]
        : [...ranges, range];
    }, [])
    .map(range => lineChange(range, cells[range.cell].source));
  return [...inserted, ...replaced].sort((a, b) => a.cell - b.cell);
}

/** Where the last line ends that an edit changes: one that takes whole lines does not touch that below. */
function lastLineEnd(source: string, { from, to, text }: IReplaceEdit): number {
  const isWhole = [from, to].every(at => lineStart(source, at) === at);
  return isWhole && from < to && /(^|[\r\n])$/.test(text)
    ? beforeLineBreak(source, to)
    : lineEnd(source, to);
}

function lineChange(
  { cell, from, to, edits }: ILineRange,
  source: string
): ILineChange {
  let after = '';
  let position = from;
  for (const edit of edits) {
    after += source.slice(position, edit.from) + edit.text;
    position = edit.to;
  }
  after += source.slice(position, Math.max(position, to));
  return {
    cell,
    isNewCell: false,
    before: withoutLastBreak(source.slice(from, to)),
    after: withoutLastBreak(after)
  };
}

function withoutLastBreak(text: string): string {
  return text.replace(/(?:\r\n|\r|\n)$/, '');
}
