import type { NotebookPanel } from '@jupyterlab/notebook';
import type { Edit } from '../core/fixes/model';
import type { ICell, INotebook } from '../core/notebook/model';
import { resolve } from '../core/fixes/resolve';
import { version } from '../core/version';

type SharedNotebook = NonNullable<NotebookPanel['model']>['sharedModel'];
/** A cell as JupyterLab's documents hold it. */
export type SharedCell = SharedNotebook['cells'][number];

/** The only place where JupyterLab's cells become the core's plain data. */
export function readNotebook(panel: NotebookPanel): INotebook {
  const shared = panel.model?.sharedModel;
  const { kernelspec, language_info: language } = shared?.metadata ?? {};
  const name = language?.name ?? kernelspec?.language;
  return {
    cells: (shared?.cells ?? []).map(readCell),
    language: typeof name === 'string' ? name.toLowerCase() : null
  };
}

function readCell(cell: SharedCell): ICell {
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
 * @returns the edits that did not fit; empty when everything was done.
 */
export function applyToPanel(
  panel: NotebookPanel,
  edits: readonly Edit[]
): readonly Edit[] {
  const shared = panel.model?.sharedModel;
  const { operations, stale } = resolve(readNotebook(panel), edits);
  if (!shared || stale.length > 0) {
    return shared ? stale : edits;
  }
  undoManagerOf(shared)?.stopCapturing();
  shared.transact(() => {
    for (const { kind, index, edit } of operations) {
      if (kind === 'insert') {
        shared.insertCell(index, {
          cell_type: 'code',
          source: edit.source,
          metadata: {
            keras_doctor: { rule: edit.rule, version },
            tags: ['keras-doctor']
          }
        });
      } else {
        shared.getCell(index).updateSource(edit.from, edit.to, edit.text);
      }
    }
  });
  undoManagerOf(shared)?.stopCapturing();
  return [];
}

/** A handle on what is now the last undoable step, to undo it as long as it still is the last. */
export function undoLastStep(panel: NotebookPanel): () => boolean {
  const shared = panel.model?.sharedModel;
  const stack = shared && undoManagerOf(shared)?.undoStack;
  const step = stack?.[stack.length - 1];
  return () => {
    const isLast = step !== undefined && stack?.[stack.length - 1] === step;
    if (isLast) {
      shared?.undo();
    }
    return isLast;
  };
}

interface IUndoManager {
  readonly undoStack: readonly unknown[];
  stopCapturing(): void;
}

/** The Yjs undo manager, which the shared model has in every JupyterLab 4 but declares only on its class. */
function undoManagerOf(shared: SharedNotebook): IUndoManager | null {
  return 'undoManager' in shared ? (shared.undoManager as IUndoManager) : null;
}
