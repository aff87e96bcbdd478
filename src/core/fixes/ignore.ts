import type { INotebook, ISpan } from '../notebook/model';
import { joinedLines } from '../notebook/source/joined-lines';
import type { Edit, IFix } from './model';
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
  return scope === 'line'
    ? {
        title: trans.__('Ignore %1 on this line', rule),
        choice: 'repair',
        edits: [ignoreOnLine(notebook, span, `# keras-doctor: ignore[${rule}]`)]
      }
    : {
        title: trans.__('Ignore %1 in this notebook', rule),
        choice: 'repair',
        edits: [
          insert(
            notebook,
            { cell: span.cell, at: source.length },
            `\n# keras-doctor: ignore-file[${rule}]`
          )
        ]
      };
}

/** Behind the line, or behind those that it cannot be parted from; above a magic, which would take it for an argument. */
function ignoreOnLine(
  notebook: INotebook,
  { cell, from, to }: ISpan,
  comment: string
): Edit {
  const { source } = notebook.cells[cell];
  const { lineAt, commandIn } = joinedLines(source);
  const line = lineAt(Math.max(from, to - 1));
  if (!commandIn(line)) {
    return insert(notebook, { cell, at: line.to }, `  ${comment}`);
  }
  const indent = /^[ \t]*/.exec(source.slice(line.from))?.[0] ?? '';
  return insert(notebook, { cell, at: line.from }, `${indent}${comment}\n`);
}

function insert(
  notebook: INotebook,
  { cell, at }: { cell: number; at: number },
  text: string
): Edit {
  return replaceSpan(notebook, { cell, from: at, to: at }, text);
}
