import type { ICell, INotebook } from './model';

/** Whether two readings of a notebook say the same. */
export function isSameNotebook(first: INotebook, second: INotebook): boolean {
  return (
    first.language === second.language &&
    first.cells.length === second.cells.length &&
    first.cells.every((cell, index) => isSameCell(cell, second.cells[index]))
  );
}

function isSameCell(first: ICell, second: ICell): boolean {
  return (
    first.source === second.source &&
    first.id === second.id &&
    first.type === second.type &&
    first.editable === second.editable &&
    first.insertedBy === second.insertedBy
  );
}
