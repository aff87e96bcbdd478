import type { ICell } from '../../../core/notebook/model';
import type { IUncommented } from './magic-comments';
import { uncommentMagics } from './magic-comments';

/** A line that begins a cell: `# %%`, `# %% [markdown]`, `#%% title key="value"`. */
const marker = /^#[ \t]*%%(?![\w%]).*$/gm;

/** The header that Jupytext writes; only files with it keep their magics as comments. */
const jupytextHeader = /^(?:#!.*\n)?# ---\n(?:#.*\n)*?#\s+jupytext:/;

export interface IPercentCell extends Pick<IUncommented, 'removed'> {
  readonly cell: ICell;
  /** Where its marker line begins in the file; equal to `from` for what stands before the first marker. */
  readonly start: number;
  /** Where its source begins in the file. */
  readonly from: number;
}

export interface IPercentFile {
  readonly text: string;
  readonly cells: readonly IPercentCell[];
  /** There is at least one marker line. */
  readonly hasMarkers: boolean;
  readonly commentsMagics: boolean;
}

/** Whether a Python file is cut into cells. */
export function hasPercentCells(text: string): boolean {
  return text.search(marker) >= 0;
}

/** Cuts a file at its marker lines. A file without any is a single cell, as is code before the first one. */
export function splitCells(text: string): IPercentFile {
  const commentsMagics = jupytextHeader.test(text.replace(/\r\n/g, '\n'));
  const heads = [...text.matchAll(marker)].map(({ 0: line, index }) => ({
    line,
    start: index,
    from: endOfLine(text, index + line.length)
  }));
  const preamble = text.slice(0, heads[0]?.start ?? text.length);
  const hasCode = /^[ \t]*[^#\s]/m.test(preamble);
  const first = { line: '', start: 0, from: 0 };
  const all = heads.length === 0 || hasCode ? [first, ...heads] : heads;
  const cells = all.map(({ line, start, from }, index) => {
    const end = all[index + 1]?.start ?? text.length;
    const raw = text.slice(from, Math.max(from, end)).trimEnd();
    const { source, removed } = commentsMagics
      ? uncommentMagics(raw)
      : { source: raw, removed: [] };
    return { start, from, removed, cell: readCell(line, source, index) };
  });
  return { text, cells, hasMarkers: heads.length > 0, commentsMagics };
}

function readCell(line: string, source: string, index: number): ICell {
  const type = /\[(md|markdown|raw)\]/.exec(line)?.[1];
  const mark = /\bkeras_doctor=\{[^}]*"rule":\s*"([a-z0-9-]+)"/.exec(line);
  return {
    id: String(index),
    type: type === undefined ? 'code' : type === 'raw' ? 'raw' : 'markdown',
    source,
    editable: !/\beditable=false\b/.test(line),
    insertedBy: mark?.[1] ?? null
  };
}

function endOfLine(text: string, offset: number): number {
  const lineBreak = text.indexOf('\n', offset);
  return lineBreak < 0 ? text.length : lineBreak + 1;
}
