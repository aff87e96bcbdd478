import type { CodeEditor } from '@jupyterlab/codeeditor';
import type { Notebook, NotebookPanel } from '@jupyterlab/notebook';
import type { Edit } from '../../core/fixes/model';
import type { ISpan } from '../../core/notebook/model';

/** Scrolls to a place in the notebook, selects it and puts the focus there, ready to edit. */
export async function revealSpan(
  { content }: NotebookPanel,
  span: ISpan
): Promise<void> {
  const index = span.cell;
  content.activeCellIndex = index;
  await bringIntoView(content, index, 1);
  const isSelected = select(content, span);
  await bringIntoView(content, index, 3);
  if (content.activeCellIndex !== index) {
    return;
  }
  if (!isSelected) {
    // The cell of a large notebook had no editor yet.
    select(content, span);
  } else if (isAtNotebook(content)) {
    // The scrolling takes cells out of the page for a moment, and the focus with them.
    focus(content, index);
  }
}

/** Selects a place and puts the focus there; false where its cell has no editor yet. */
function select(content: Notebook, { cell, from, to }: ISpan): boolean {
  const editor = focus(content, cell);
  const start = editor?.getPositionAt(from);
  const end = editor?.getPositionAt(to);
  if (start && end) {
    editor?.setSelection({ start, end });
  }
  return editor !== null;
}

function focus(content: Notebook, index: number): CodeEditor.IEditor | null {
  const editor = content.widgets[index]?.editor ?? null;
  if (editor) {
    content.mode = 'edit';
    editor.focus();
  }
  return editor;
}

/** Whether the user has not gone elsewhere meanwhile. */
function isAtNotebook({ node }: Notebook): boolean {
  const { activeElement } = document;
  return activeElement === document.body || node.contains(activeElement);
}

/** How often to look whether the cell is in view, and how long to wait between two looks, in milliseconds. */
const MOST_LOOKS = 20;
const PAUSE = 100;

/**
 * Scrolls until the cell is in view as often in a row as is asked for: while a large notebook opens, its cells are drawn one after the
 * other, and what was scrolled to moves away, or is not there yet.
 */
async function bringIntoView(
  content: Notebook,
  index: number,
  looks: number
): Promise<void> {
  let seen = 0;
  for (let left = MOST_LOOKS; left > 0 && !content.isDisposed; left--) {
    if (isInView(content, index)) {
      seen += 1;
      if (seen === looks) {
        return;
      }
    } else {
      seen = 0;
      // Rejects where another scroll takes over.
      content.scrollToItem(index, 'smart').catch(() => undefined);
    }
    await new Promise(resolve => setTimeout(resolve, PAUSE));
  }
}

function isInView({ node, widgets }: Notebook, index: number): boolean {
  const cell = widgets[index]?.node;
  if (!cell?.isConnected) {
    return false;
  }
  const view = node.getBoundingClientRect();
  const { top, bottom, height } = cell.getBoundingClientRect();
  const shown = Math.min(bottom, view.bottom) - Math.max(top, view.top);
  return height > 0 && shown >= Math.min(height, view.height) / 2;
}

/** Scrolls to the cell that an edit changed or inserted. */
export function revealEdit(panel: NotebookPanel, edit: Edit): void {
  const cells = panel.model?.sharedModel.cells ?? [];
  const index =
    edit.kind === 'replace'
      ? cells.findIndex(cell => cell.getId() === edit.cellId)
      : cells.findIndex(cell => cell.getSource() === edit.source);
  if (index >= 0) {
    void revealSpan(panel, { cell: index, from: 0, to: 0 });
  }
}
