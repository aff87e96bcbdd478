import type { INotebook } from './notebook/model';
import { joinedLines, type ILines } from './notebook/source/joined-lines';
import { afterLineBreak } from './notebook/source/lines';
import type { IDiagnostic } from './rules/model';

/**
 * Comments by which authors silence findings:
 * `# keras-doctor: ignore[rule-a, rule-b]` on a line that the finding touches, `# keras-doctor: ignore` there for every rule;
 * or above such a line, where it is a line of its own: a magic would take it for an argument;
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
  const suppressions = suppressionsIn(notebook);
  return diagnostics.filter(
    diagnostic => !suppressions.some(each => silences(each, diagnostic))
  );
}

/** Hardly any cell has one, and all are looked at after each keystroke: no list is made for each. */
function suppressionsIn({ cells }: INotebook): ISuppression[] {
  const suppressions: ISuppression[] = [];
  cells.forEach(({ type, source }, index) => {
    if (type === 'code' && source.includes('keras-doctor:')) {
      suppressions.push(...suppressionsOf(source, index));
    }
  });
  return suppressions;
}

function suppressionsOf(source: string, index: number): ISuppression[] {
  const lines = joinedLines(source);
  return [...source.matchAll(comment)]
    .filter(({ index: at = 0 }) => lines.isComment(at))
    .map(({ index: at = 0, groups }) => ({
      line: groups?.file
        ? null
        : { cell: index, ...spokenFor(lines, source, at) },
      rules: groups?.rules?.split(',').map(rule => rule.trim()) ?? null
    }));
}

/** The lines that a comment is about: its own; with the one below, where it and what stands between are comments alone. */
function spokenFor(
  { lineAt }: ILines,
  source: string,
  offset: number
): { from: number; to: number } {
  const { from, to } = lineAt(offset);
  let last = { from, to };
  while (isBare(source, last) && last.to < source.length) {
    last = lineAt(afterLineBreak(source, last.to));
  }
  return { from, to: last.to };
}

function isBare(
  source: string,
  { from, to }: { from: number; to: number }
): boolean {
  return /^\s*(#.*)?$/.test(source.slice(from, to));
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
