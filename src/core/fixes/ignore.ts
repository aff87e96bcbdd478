import type { INotebook, ISpan } from '../notebook/model';
import { lineEnd } from '../notebook/source/lines';
import type { IFix } from './model';
import { replaceSpan } from './replace-text';
import type { ITranslate } from '../translate';

/**
 * Silences a rule by a comment that authors can see and take out again: on the line where the finding ends, or at the end of
 * the finding's cell for the whole notebook.
 */
export function ignoreFix(
  notebook: INotebook,
  { rule, span }: { rule: string; span: ISpan },
  scope: 'line' | 'notebook',
  trans: ITranslate
): IFix {
  const { source } = notebook.cells[span.cell];
  const at = scope === 'line' ? lineEnd(source, span.to) : source.length;
  const text =
    scope === 'line'
      ? `  # keras-doctor: ignore[${rule}]`
      : `\n# keras-doctor: ignore-file[${rule}]`;
  return {
    title:
      scope === 'line'
        ? trans.__('Ignore %1 on this line', rule)
        : trans.__('Ignore %1 in this notebook', rule),
    choice: 'repair',
    edits: [replaceSpan(notebook, { cell: span.cell, from: at, to: at }, text)]
  };
}
