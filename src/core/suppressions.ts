import { parser } from '@lezer/python';
import type { ICell, INotebook } from './notebook/model';
import { blankMagics } from './notebook/source/blank-magics';
import type { IDiagnostic } from './rules/model';

/**
 * Comments by which authors silence findings:
 * `# keras-doctor: ignore[rule-a, rule-b]` on a line that the finding touches, `# keras-doctor: ignore` there for every rule;
 * `# keras-doctor: ignore-file[rule-a]` and `# keras-doctor: ignore-file` anywhere in a code cell, for the whole notebook.
 */
const comment =
  /#\s*keras-doctor:\s*ignore(?<file>-file)?(?![\w-])\s*(?:\[(?<rules>[^\]]*)\])?/g;

interface ISuppression {
  /** The cell, and the line's offsets in it; null for the whole notebook. */
  readonly line: {
    readonly cell: number;
    readonly from: number;
    readonly to: number;
  } | null;
  /** Null for every rule. */
  readonly rules: readonly string[] | null;
}

/** The findings that no comment in the notebook silences. */
export function withoutSuppressed(
  diagnostics: readonly IDiagnostic[],
  notebook: INotebook
): readonly IDiagnostic[] {
  if (diagnostics.length === 0) {
    return diagnostics;
  }
  const suppressions = notebook.cells.flatMap(suppressionsOf);
  return diagnostics.filter(
    diagnostic => !suppressions.some(each => silences(each, diagnostic))
  );
}

function suppressionsOf(cell: ICell, index: number): ISuppression[] {
  const { source, type } = cell;
  if (type !== 'code' || !source.includes('keras-doctor:')) {
    return [];
  }
  const isComment = commentTest(source);
  return [...source.matchAll(comment)]
    .filter(match => isComment(match.index ?? 0))
    .map(({ index: at = 0, groups }) => ({
      line: groups?.file ? null : lineAt(source, at, index),
      rules: groups?.rules?.split(',').map(rule => rule.trim()) ?? null
    }));
}

/** Tells whether an offset is in a comment, of Python or behind a magic, and not in a string. */
function commentTest(source: string): (offset: number) => boolean {
  const { code, commands } = blankMagics(source);
  const comments: { from: number; to: number }[] = [...commands];
  parser.parse(code).iterate({
    enter: ({ name, from, to }) => {
      if (name === 'Comment') {
        comments.push({ from, to });
      }
    }
  });
  return offset =>
    comments.some(({ from, to }) => from <= offset && offset < to);
}

function lineAt(
  source: string,
  offset: number,
  cell: number
): ISuppression['line'] {
  const lineBreak = source.indexOf('\n', offset);
  return {
    cell,
    from: source.lastIndexOf('\n', offset - 1) + 1,
    to: lineBreak < 0 ? source.length : lineBreak
  };
}

function silences(
  { line, rules }: ISuppression,
  { rule, span }: IDiagnostic
): boolean {
  if (rules !== null && !rules.includes(rule)) {
    return false;
  }
  return (
    line === null ||
    (span !== null &&
      span.cell === line.cell &&
      span.from <= line.to &&
      Math.max(span.from, span.to - 1) >= line.from)
  );
}
