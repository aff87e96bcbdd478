import type { FileOutcome, IDiagnosticReport } from '../check/model';
import type { IEnvironment } from '../../core/environment/model';

/** What a run was judged against, and by which version. */
export interface IRunHead {
  readonly environment: IEnvironment;
  /** Where the environment comes from, in words. */
  readonly source: string;
  readonly version: string;
}

/** One way to write results. Files come in the order in which they are shown. */
export interface IOutput {
  /** What is to be printed for a file, as soon as it is known; empty for nothing. */
  file(outcome: FileOutcome): string;
  /** What is to be printed when all files are done. */
  end(): string;
}

/** Counts of a whole run. */
export interface ISummary {
  files: number;
  filesWithFindings: number;
  unreadable: number;
  error: number;
  warning: number;
  info: number;
  fixable: number;
}

export function emptySummary(): ISummary {
  return {
    files: 0,
    filesWithFindings: 0,
    unreadable: 0,
    error: 0,
    warning: 0,
    info: 0,
    fixable: 0
  };
}

/** Counts one more file. */
export function count(summary: ISummary, outcome: FileOutcome): void {
  summary.files++;
  if ('error' in outcome) {
    summary.unreadable++;
    return;
  }
  const { diagnostics } = outcome.report;
  summary.filesWithFindings += diagnostics.length > 0 ? 1 : 0;
  diagnostics.forEach(({ severity, fixes }) => {
    summary[severity]++;
    summary.fixable += fixes.length > 0 ? 1 : 0;
  });
}

/** A finding's place for people: `cell 3:2:14`, or a Python file's own line and column. */
export function placeText(
  path: string,
  { cell, span }: IDiagnosticReport
): string {
  if (!span || cell === null) {
    return path;
  }
  return /\.py$/i.test(path)
    ? `${path}:${span.fileLine}:${span.column}`
    : `${path}:cell ${cell + 1}:${span.line}:${span.column}`;
}

/** Text from a file or a kernel, without anything that a terminal would obey. */
export function printable(text: string): string {
  return text.replace(
    // eslint-disable-next-line no-control-regex -- control characters are what is taken out
    /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g,
    unit => (unit === '\t' ? ' ' : '\ufffd')
  );
}
