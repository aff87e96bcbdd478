import type {
  Edit,
  IInsertCellEdit,
  IReplaceEdit
} from '../../../core/fixes/model';
import { resolve } from '../../../core/fixes/resolve';
import { version } from '../../../core/version';
import { DocumentError } from '../model';
import { commentMagics, rawOffset } from './magic-comments';
import type { IPercentFile } from './split-cells';

/** A piece of the file and what takes its place. */
interface IChange {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * Carries out edits in the text of a Python file. Everything else keeps its bytes.
 * @throws DocumentError where an edit does not fit, or wants a new cell in a file without cells.
 */
export function editPercent(
  file: IPercentFile,
  edits: readonly Edit[]
): string {
  const cells = file.cells.map(({ cell }) => cell);
  const { operations, stale } = resolve({ cells, language: 'python' }, edits);
  if (stale.length > 0) {
    throw new DocumentError('the file is not what the diagnosis read');
  }
  const lineBreak = /^[^\n]*\r\n/.test(file.text) ? '\r\n' : '\n';
  return operations
    .map(({ kind, index, edit }) =>
      kind === 'replace'
        ? replacement(file, index, edit)
        : insertion(file, index, edit)
    )
    .reduce(
      (text, { from, to, text: added }) =>
        text.slice(0, from) +
        added.replace(/\r?\n/g, lineBreak) +
        text.slice(to),
      file.text
    );
}

function replacement(
  { text, cells, commentsMagics }: IPercentFile,
  index: number,
  edit: IReplaceEdit
): IChange {
  const cell = cells[index];
  const from = cell.from + rawOffset(cell, edit.from);
  const to = cell.from + rawOffset(cell, edit.to);
  const startsLine = from === 0 || text[from - 1] === '\n';
  return {
    from,
    to,
    text: commentsMagics ? commentMagics(edit.text, startsLine) : edit.text
  };
}

function insertion(
  { text, cells, hasMarkers, commentsMagics }: IPercentFile,
  index: number,
  { rule, source }: IInsertCellEdit
): IChange {
  if (!hasMarkers) {
    throw new DocumentError('the file has no cells (# %%) to put one between');
  }
  const mark = `keras_doctor={"rule": "${rule}", "version": "${version}"}`;
  const body = commentsMagics ? commentMagics(source, true) : source;
  const added = `# %% tags=["keras-doctor"] ${mark}\n${body}\n`;
  const next = cells[index];
  if (!next) {
    const gap = text.endsWith('\n') ? '\n' : '\n\n';
    return { from: text.length, to: text.length, text: gap + added };
  }
  const isUnmarked = next.start === next.from;
  const at = isUnmarked ? endOfComments(text) : next.start;
  return {
    from: at,
    to: at,
    text: isUnmarked ? `${added}\n# %%\n` : `${added}\n`
  };
}

/** Behind the comments that a file may begin with: an interpreter line, an encoding, a licence, Jupytext's header. */
function endOfComments(text: string): number {
  return /^(?:\ufeff?#.*(?:\r?\n|$)|[ \t]*\r?\n)*/.exec(text)?.[0].length ?? 0;
}
