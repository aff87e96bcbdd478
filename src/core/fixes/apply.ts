import type { ICell, INotebook } from '../notebook/model';
import type { Edit } from './model';
import { resolve } from './resolve';

export interface IApplied {
  /** The changed notebook, or the given one when anything was stale. */
  readonly notebook: INotebook;
  /** Edits that no longer fit; when there is one, nothing was changed. */
  readonly stale: readonly Edit[];
}

/** Applies edits to plain data, all of them or none. The notebook that is handed in is not changed. */
export function apply(notebook: INotebook, edits: readonly Edit[]): IApplied {
  const { operations, stale } = resolve(notebook, edits);
  if (stale.length > 0) {
    return { notebook, stale };
  }
  const cells: ICell[] = [...notebook.cells];
  operations.forEach(operation => {
    if (operation.kind === 'insert') {
      cells.splice(operation.index, 0, {
        id: freeId(cells, `keras-doctor-${operation.index}`),
        type: 'code',
        source: operation.edit.source,
        editable: true,
        insertedBy: operation.edit.rule
      });
    } else {
      const cell = cells[operation.index];
      const { from, to, text } = operation.edit;
      const source = cell.source.slice(0, from) + text + cell.source.slice(to);
      cells[operation.index] = { ...cell, source };
    }
  });
  return { notebook: { ...notebook, cells }, stale };
}

/** A name that no cell has, also after a second round of fixes at the same place. */
function freeId(cells: readonly ICell[], base: string): string {
  let id = base;
  for (let count = 2; cells.some(cell => cell.id === id); count++) {
    id = `${base}-${count}`;
  }
  return id;
}
