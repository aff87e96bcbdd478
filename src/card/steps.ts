import { apply } from '../core/fixes/apply';
import type { Edit } from '../core/fixes/model';
import type { INotebook } from '../core/notebook/model';

/**
 * One thing to do to the notebook. No frontend but JupyterLab's lets an output change another cell, so a changed cell is
 * given as a whole, to be put in place of the old one. Cells count from 0.
 */
export type Step =
  | {
      readonly kind: 'insert';
      readonly source: string;
      /** The cell above which it goes; null for the end. */
      readonly before: number | null;
    }
  | { readonly kind: 'change'; readonly source: string; readonly cell: number };

/** Edits as steps for a person; none where the notebook is not what the edits were made for. */
export function stepsOf(notebook: INotebook, edits: readonly Edit[]): Step[] {
  const { notebook: changed, stale } = apply(notebook, edits);
  if (stale.length > 0) {
    return [];
  }
  const inserted = edits.flatMap((edit): Step[] =>
    edit.kind === 'insert-cell'
      ? [
          {
            kind: 'insert',
            source: edit.source,
            before: indexOf(notebook, edit.beforeCellId)
          }
        ]
      : []
  );
  const sources = new Map(changed.cells.map(({ id, source }) => [id, source]));
  const rewritten = notebook.cells.flatMap(({ id, source }, cell): Step[] => {
    const now = sources.get(id) ?? source;
    return now === source ? [] : [{ kind: 'change', source: now, cell }];
  });
  return [...inserted, ...rewritten];
}

function indexOf({ cells }: INotebook, id: string | null): number | null {
  const index = cells.findIndex(cell => cell.id === id);
  return index < 0 ? null : index;
}
