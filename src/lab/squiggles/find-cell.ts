import type { CodeEditor } from '@jupyterlab/codeeditor';
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import type { SharedCell } from '../notebook-adapter';

/** The cell whose text an editor shows, and its notebook; null where it shows something else (a console, a file). */
export function findCell(
  text: CodeEditor.IModel['sharedModel'],
  tracker: INotebookTracker
): { readonly panel: NotebookPanel; readonly cell: SharedCell } | null {
  const cell = text as typeof text & Partial<SharedCell>;
  const panel = cell.notebook
    ? tracker.find(({ model }) => model?.sharedModel === cell.notebook)
    : undefined;
  return panel ? { panel, cell: cell as SharedCell } : null;
}
