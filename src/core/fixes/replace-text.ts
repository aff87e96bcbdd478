import type { ICell, INotebook, ISpan } from '../notebook/model';
import type { IReplaceEdit } from './model';

/** Replaces the text of a span; what stands there now is what the edit expects. */
export function replaceSpan(
  notebook: INotebook,
  span: ISpan,
  text: string
): IReplaceEdit {
  const cell = notebook.cells[span.cell];
  return {
    kind: 'replace',
    cellId: cell.id,
    from: span.from,
    to: span.to,
    expected: cell.source.slice(span.from, span.to),
    text
  };
}

/** Replaces the whole source of a cell. */
export function replaceCell({ id, source }: ICell, text: string): IReplaceEdit {
  return {
    kind: 'replace',
    cellId: id,
    from: 0,
    to: source.length,
    expected: source,
    text
  };
}

/**
 * Takes a statement out. A line of its own goes with its comment and line break; inside a block or among others on one line,
 * `pass` stays in its place, since the block may hold nothing else.
 */
export function removeStatement(
  notebook: INotebook,
  span: ISpan
): IReplaceEdit {
  const { source } = notebook.cells[span.cell];
  const lineStart = source.lastIndexOf('\n', span.from - 1) + 1;
  const lineBreak = source.indexOf('\n', span.to);
  const lineEnd = lineBreak < 0 ? source.length : lineBreak;
  const before = source.slice(lineStart, span.from);
  const after = source.slice(span.to, lineEnd);
  const isAlone = before === '' && /^\s*(#.*)?$/.test(after);
  if (!isAlone) {
    return replaceSpan(notebook, span, 'pass');
  }
  const isLast = lineBreak < 0;
  const from = isLast ? Math.max(0, lineStart - 1) : lineStart;
  const to = isLast ? lineEnd : lineBreak + 1;
  return replaceSpan(notebook, { cell: span.cell, from, to }, '');
}
