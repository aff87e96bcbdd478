import type { NotebookPanel } from '@jupyterlab/notebook';
import type { Edit } from '../../core/fixes/model';
import type { ISpan } from '../../core/notebook/model';

/** Scrolls to a place in the notebook, selects it and puts the focus there, ready to edit. */
export async function revealSpan(
  panel: NotebookPanel,
  { cell: index, from, to }: ISpan
): Promise<void> {
  const { content } = panel;
  content.activeCellIndex = index;
  await content.scrollToItem(index, 'smart');
  const cell = content.widgets[index];
  await cell?.ready;
  const editor = cell?.editor;
  if (editor) {
    content.mode = 'edit';
    editor.focus();
    const start = editor.getPositionAt(from);
    const end = editor.getPositionAt(to);
    if (start && end) {
      editor.setSelection({ start, end });
    }
  }
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
