import type { ICell, INotebook, ISpan } from '../notebook/model';
import {
  afterLineBreak,
  beforeLineBreak,
  lineEnd,
  lineStart
} from '../notebook/source/lines';
import { isStatement } from '../notebook/syntax/is-statement';
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
    cellSource: cell.source,
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
    cellSource: source,
    text
  };
}

/**
 * Takes statements out, each once, and leaves alone what is none: a call whose result is used. A line break between two of
 * them goes with the first.
 */
export function removeStatements(
  notebook: INotebook,
  spans: readonly ISpan[]
): IReplaceEdit[] {
  const edits: IReplaceEdit[] = [];
  const statements = spans.filter(span =>
    isStatement(notebook.cells[span.cell].source, span)
  );
  for (const span of statements.sort(compareSpans)) {
    const edit = removeStatement(notebook, span);
    const above = edits[edits.length - 1];
    const isBelow = above?.cellId === edit.cellId;
    const from = isBelow ? Math.max(edit.from, above.to) : edit.from;
    if (from <= span.from) {
      edits.push({
        ...edit,
        from,
        expected: edit.expected.slice(from - edit.from)
      });
    }
  }
  return edits;
}

function compareSpans(a: ISpan, b: ISpan): number {
  return a.cell - b.cell || a.from - b.from;
}

/**
 * Takes a statement out. A line of its own goes with its comment and line break; inside a block, among others on one line
 * or behind a `\`, `pass` stays in its place, since the block may hold nothing else.
 */
function removeStatement(notebook: INotebook, span: ISpan): IReplaceEdit {
  const { source } = notebook.cells[span.cell];
  const start = lineStart(source, span.from);
  const end = lineEnd(source, span.to);
  const after = source.slice(span.to, end);
  const isJoined = source[beforeLineBreak(source, start) - 1] === '\\';
  const isAlone = start === span.from && !isJoined && /^\s*(#.*)?$/.test(after);
  if (!isAlone) {
    return replaceSpan(notebook, span, 'pass');
  }
  const isLast = end === source.length;
  const from = isLast ? beforeLineBreak(source, start) : start;
  const to = afterLineBreak(source, end);
  return replaceSpan(notebook, { cell: span.cell, from, to }, '');
}

/** Writes another simple statement behind one, as deep in the same block. */
export function addStatement(
  notebook: INotebook,
  { cell, from, to }: ISpan,
  statement: string
): IReplaceEdit {
  const { source } = notebook.cells[cell];
  const before = source.slice(lineStart(source, from), from);
  const separator = /^\s*$/.test(before) ? `\n${before}` : '; ';
  const end: ISpan = { cell, from: to, to };
  return replaceSpan(notebook, end, `${separator}${statement}`);
}

/** Writes simple statements in front of one, as deep in the same block. */
export function putStatements(
  notebook: INotebook,
  { cell, from }: ISpan,
  statements: readonly string[]
): IReplaceEdit {
  const { source } = notebook.cells[cell];
  const before = source.slice(lineStart(source, from), from);
  const separator = /^\s*$/.test(before) ? `\n${before}` : '; ';
  const text = statements.map(one => one + separator).join('');
  return replaceSpan(notebook, { cell, from, to: from }, text);
}
