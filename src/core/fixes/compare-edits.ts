import type { Edit, IReplaceEdit } from './model';

/** Whether two edits do the same, so that one of them is enough. */
export function isSame(a: Edit, b: Edit): boolean {
  if (a.kind === 'insert-cell' || b.kind === 'insert-cell') {
    return (
      a.kind === 'insert-cell' &&
      b.kind === 'insert-cell' &&
      a.beforeCellId === b.beforeCellId &&
      a.source === b.source
    );
  }
  return (
    a.cellId === b.cellId &&
    a.from === b.from &&
    a.to === b.to &&
    a.text === b.text
  );
}

/** Whether two edits touch the same text. Two insertions at one offset do: their order would be a guess. */
export function overlaps(a: IReplaceEdit, b: IReplaceEdit): boolean {
  return (
    a.cellId === b.cellId &&
    (a.from === b.from || (a.from < b.to && b.from < a.to))
  );
}
