import type { NotebookPanel } from '@jupyterlab/notebook';
import type { Edit, IInsertCellEdit, IReplaceEdit } from '../core/fixes/model';
import type { ICell, INotebook } from '../core/notebook/model';
import { resolve } from '../core/fixes/resolve';
import { version } from '../core/version';

export type SharedNotebook = NonNullable<NotebookPanel['model']>['sharedModel'];
/** A cell as JupyterLab's documents hold it. */
export type SharedCell = SharedNotebook['cells'][number];

/** A cell as it was, and what was changed in it. */
export interface IReplaced {
  readonly source: string;
  readonly edits: readonly IReplaceEdit[];
}

/** What a fix wrote. */
export interface IWritten {
  /** The cells that were there before. */
  readonly known: ReadonlySet<string>;
  /** By the ids of the cells. */
  readonly inserted: ReadonlyMap<string, IInsertCellEdit>;
  /** By the ids of the cells. */
  readonly replaced: ReadonlyMap<string, IReplaced>;
}

export interface IApplied {
  /** The edits that did not fit; where there is one, nothing was done. */
  readonly stale: readonly Edit[];
  readonly written: IWritten;
}

/** The only place where JupyterLab's cells become the core's plain data. */
export function readNotebook(panel: NotebookPanel): INotebook {
  const shared = panel.model?.sharedModel;
  return shared ? readShared(shared) : { cells: [], language: null };
}

function readShared(shared: SharedNotebook): INotebook {
  const { cells } = shared;
  // There is none before the first client has filled the notebook.
  const metadata: Partial<SharedNotebook['metadata']> = shared.metadata ?? {};
  const { kernelspec, language_info: language } = metadata;
  const name = language?.name ?? kernelspec?.language;
  return {
    cells: cells.map(readCell),
    language: typeof name === 'string' ? name.toLowerCase() : null
  };
}

export function readCell(cell: SharedCell): ICell {
  const mark: unknown = cell.getMetadata('keras_doctor');
  const rule: unknown =
    mark && typeof mark === 'object' && 'rule' in mark ? mark.rule : null;
  return {
    id: cell.getId(),
    type:
      cell.cell_type === 'code' || cell.cell_type === 'markdown'
        ? cell.cell_type
        : 'raw',
    source: cell.getSource(),
    editable: cell.getMetadata('editable') !== false,
    insertedBy: typeof rule === 'string' ? rule : null
  };
}

/**
 * Applies edits to the shared model in one transaction, which is one step of the notebook's undo. All of them or, where one
 * no longer fits, none.
 */
export function applyToShared(
  shared: SharedNotebook,
  edits: readonly Edit[]
): IApplied {
  const notebook = readShared(shared);
  const { operations, stale } = resolve(notebook, edits);
  const inserted = new Map<string, IInsertCellEdit>();
  const replaced = new Map<string, IReplaced>();
  const known = new Set(notebook.cells.map(({ id }) => id));
  if (stale.length > 0) {
    return { stale, written: { known, inserted, replaced } };
  }
  undoManagerOf(shared)?.stopCapturing();
  shared.transact(() => {
    for (const { kind, index, edit } of operations) {
      if (kind === 'insert') {
        const cell = shared.insertCell(index, {
          cell_type: 'code',
          source: edit.source,
          metadata: {
            keras_doctor: { rule: edit.rule, version },
            tags: ['keras-doctor']
          }
        });
        inserted.set(cell.getId(), edit);
      } else {
        const cell = shared.getCell(index);
        const source = cell.getSource();
        const earlier = replaced.get(edit.cellId) ?? { source, edits: [] };
        replaced.set(edit.cellId, {
          ...earlier,
          edits: [...earlier.edits, edit]
        });
        cell.updateSource(edit.from, edit.to, edit.text);
      }
    }
  });
  undoManagerOf(shared)?.stopCapturing();
  return { stale, written: { known, inserted, replaced } };
}

/** The last undoable step, as it is when it is asked for. */
export interface IStep {
  /** Undoes it as long as it still is the last; else does nothing, and tells so. */
  undo(): boolean;
  /** Takes it off the steps that can be undone. */
  forget(): void;
}

export function lastStep(shared: SharedNotebook): IStep {
  const stack = undoManagerOf(shared)?.undoStack ?? [];
  const step = stack[stack.length - 1];
  return {
    undo: () => {
      const isLast = step !== undefined && stack[stack.length - 1] === step;
      if (isLast) {
        shared.undo();
      }
      return isLast;
    },
    forget: () => {
      const index = stack.indexOf(step);
      if (index >= 0) {
        stack.splice(index, 1);
      }
    }
  };
}

interface IUndoManager {
  readonly undoStack: unknown[];
  stopCapturing(): void;
}

/** The Yjs undo manager, which the shared model has in every JupyterLab 4 but declares only on its class. */
function undoManagerOf(shared: SharedNotebook): IUndoManager | null {
  return 'undoManager' in shared ? (shared.undoManager as IUndoManager) : null;
}
