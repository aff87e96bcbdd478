import type { INotebook } from '../notebook/model';
import type { ITranslate } from '../translate';
import type { Edit, IInsertCellEdit, IReplaceEdit } from './model';

/** Longest piece of the notebook that is quoted, in characters; more of it belongs into the preview. */
const longest = 36;

/**
 * What edits have done, told after the event: "Inserted the Keras 2 cell", "Replaced lr by learning_rate in cell 3". It goes by the
 * edits alone, so that whatever a fix did is told, and nothing else.
 * @param notebook as it is after the edits.
 */
export function doneTitles(
  notebook: INotebook,
  edits: readonly Edit[],
  trans: ITranslate
): string[] {
  const inserted = edits.flatMap(edit =>
    edit.kind === 'insert-cell' ? [insertedTitle(edit, trans)] : []
  );
  const replaced = edits.flatMap(edit =>
    edit.kind === 'replace' && !isTakenFrom(edit, edits) ? [edit] : []
  );
  return [...new Set(inserted), ...replacedTitles(notebook, replaced, trans)];
}

/** What is moved into a cell of its own is told there. */
function isTakenFrom({ text }: IReplaceEdit, edits: readonly Edit[]): boolean {
  return (
    text === '' && edits.some(edit => edit.kind === 'insert-cell' && edit.moved)
  );
}

function insertedTitle(
  { rule, moved }: IInsertCellEdit,
  trans: ITranslate
): string {
  if (moved) {
    return trans.__('Moved an install line before the import');
  }
  switch (rule) {
    case 'needs-keras-2':
      return trans.__('Inserted the Keras 2 cell');
    case 'needs-keras-3':
      return trans.__('Inserted the Keras 3 cell');
    case 'matching-pins':
      return trans.__('Inserted the cell with the pip pins');
    default:
      return trans.__('Inserted a cell');
  }
}

/** The same change in several places is told once. */
function replacedTitles(
  notebook: INotebook,
  edits: readonly IReplaceEdit[],
  trans: ITranslate
): string[] {
  const same = new Map<string, IReplaceEdit[]>();
  for (const edit of edits) {
    const key = JSON.stringify([edit.expected, edit.text]);
    same.set(key, [...(same.get(key) ?? []), edit]);
  }
  return [...same.values()].map(group => {
    const cells = new Set(group.map(({ cellId }) => cellId));
    const [cellId] = cells;
    const index = notebook.cells.findIndex(({ id }) => id === cellId);
    const what = changed(group[0], trans);
    return cells.size > 1
      ? trans.__('%1 in %2 cells', what, cells.size)
      : trans.__('%1 in cell %2', what, index + 1);
  });
}

function changed({ expected, text }: IReplaceEdit, trans: ITranslate): string {
  if (/# *keras-doctor: *ignore/.test(text)) {
    return trans.__('Added a comment that ignores the finding');
  }
  const before = quotable(expected);
  const after = quotable(text);
  if (before && after) {
    return trans.__('Replaced %1 by %2', before, after);
  }
  if (expected.trim() === '' && after) {
    return trans.__('Added %1', after);
  }
  if (text.trim() === '' && before) {
    return trans.__('Removed %1', before);
  }
  return expected.trim() === ''
    ? trans.__('Added code')
    : trans.__('Changed code');
}

/** Code that is short enough to be quoted; empty where it is not. */
function quotable(code: string): string {
  const text = code.trim().replace(/^[,;]\s*|[,;]$/g, '');
  return text.length <= longest && !/[\r\n]/.test(text) ? text : '';
}
