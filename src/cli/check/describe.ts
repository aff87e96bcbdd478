import type { Edit, IFix } from '../../core/fixes/model';
import type { ICell, ISpan } from '../../core/notebook/model';
import type { IDiagnostic } from '../../core/rules/model';
import type { IDocument } from '../documents/model';
import { LineIndex } from '../documents/line-index';
import type {
  EditReport,
  ICellReference,
  IDiagnosticReport,
  IExcerpt,
  IFixReport,
  ISpanReport
} from './model';

export function describeCell(
  document: IDocument,
  cell: number | null
): ICellReference {
  return {
    cell,
    cellId: cell === null ? null : (document.cellIds[cell] ?? null)
  };
}

const indices = new WeakMap<ICell, LineIndex>();

function linesOf(cell: ICell): LineIndex {
  const lines = indices.get(cell) ?? new LineIndex(cell.source);
  indices.set(cell, lines);
  return lines;
}

export function describeSpan(document: IDocument, span: ISpan): ISpanReport {
  const lines = linesOf(document.notebook.cells[span.cell]);
  const start = lines.placeOf(span.from);
  const end = lines.placeOf(span.to);
  return {
    from: span.from,
    to: span.to,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    fileLine: document.fileLine(span)
  };
}

export function describeDiagnostic(
  document: IDocument,
  { rule, severity, span, message, fixes }: IDiagnostic
): IDiagnosticReport {
  return {
    rule,
    severity,
    ...describeCell(document, span?.cell ?? null),
    span: span && describeSpan(document, span),
    message,
    fixes: fixes.map(fix => describeFix(document, fix))
  };
}

/** The longest line that is shown; of a longer one the part around the finding. */
const maxLine = 160;

/** The first line of a span, and where on it the span stands. */
export function excerptOf(
  document: IDocument,
  span: ISpan | null
): IExcerpt | null {
  const source = span && document.notebook.cells[span.cell]?.source;
  if (!span || !source) {
    return null;
  }
  const start = source.lastIndexOf('\n', span.from - 1) + 1;
  const lineBreak = source.indexOf('\n', span.from);
  const end = lineBreak < 0 ? source.length : lineBreak;
  const skipped = Math.max(0, span.from - start - maxLine / 2);
  const from = span.from - start - skipped;
  const text = source
    .slice(start + skipped, end)
    .slice(0, maxLine)
    .trimEnd();
  const to = Math.min(span.to - start - skipped, text.length);
  return { text, from, to: Math.max(to, from + 1) };
}

function describeFix(document: IDocument, fix: IFix): IFixReport {
  return {
    title: fix.title,
    choice: fix.choice,
    edits: fix.edits.map(edit => describeEdit(document, edit))
  };
}

function describeEdit(document: IDocument, edit: Edit): EditReport {
  if (edit.kind === 'insert-cell') {
    const { beforeCellId, source, rule } = edit;
    const before = beforeCellId === null ? null : Number(beforeCellId);
    return {
      kind: edit.kind,
      ...describeCell(document, before),
      source,
      rule
    };
  }
  const { from, to, expected, text } = edit;
  return {
    kind: edit.kind,
    ...describeCell(document, Number(edit.cellId)),
    from,
    to,
    expected,
    text
  };
}
