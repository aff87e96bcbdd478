import type { createColors } from 'picocolors';
import type { FileOutcome, IDiagnosticReport, IExcerpt } from '../check/model';
import type { IOutput } from './model';
import { count, emptySummary, placeText, printable } from './model';

export type Colors = ReturnType<typeof createColors>;

/** For people: place, rule, message, and the line with a caret under it. */
export function textOutput(colors: Colors): IOutput {
  const summary = emptySummary();
  return {
    file(outcome) {
      count(summary, outcome);
      return describe(outcome, colors);
    },
    end() {
      const { error, warning, info, files, unreadable } = summary;
      const found = error + warning + info;
      const unread = unreadable > 0 ? `, ${unreadable} unreadable` : '';
      if (found === 0) {
        return `No problem found in ${plural(files, 'file')}${unread}.\n`;
      }
      const fixable =
        summary.fixable > 0
          ? ` ${summary.fixable} can be fixed: keras-doctor fix --diff shows how.`
          : '';
      return `Found ${plural(found, 'problem')} (${error} error, ${warning} warning, ${info} info) in ${summary.filesWithFindings} of ${plural(files, 'file')}${unread}.${fixable}\n`;
    }
  };
}

function describe(outcome: FileOutcome, colors: Colors): string {
  const path = printable(outcome.path);
  if ('error' in outcome) {
    return `${colors.bold(path)}: ${colors.red('unreadable')} ${printable(outcome.error)}\n`;
  }
  const { diagnostics, runtime } = outcome.report;
  const findings = diagnostics.map((diagnostic, index) =>
    finding(path, diagnostic, outcome.excerpts[index], colors)
  );
  const advice = runtime
    ? [
        `${colors.bold(path)}: ${colors.cyan('runtime')} ${printable(runtime)}\n`
      ]
    : [];
  return [...findings, ...advice].join('');
}

function finding(
  path: string,
  diagnostic: IDiagnosticReport,
  excerpt: IExcerpt | null,
  colors: Colors
): string {
  const { rule, severity, message, fixes, span } = diagnostic;
  const paint = {
    error: colors.red,
    warning: colors.yellow,
    info: colors.cyan
  }[severity];
  const head = `${colors.bold(placeText(path, diagnostic))}: ${paint(severity)} ${colors.bold(rule)} ${printable(message)}`;
  const lines = excerpt && span ? caret(excerpt, span.line, colors) : [];
  const help = fixes
    .slice(0, 1)
    .map(({ title }) => `  ${colors.cyan('fix:')} ${printable(title)}`);
  return `${[head, ...lines, ...help].join('\n')}\n${lines.length > 0 ? '\n' : ''}`;
}

function caret(
  { text, from, to }: IExcerpt,
  line: number,
  colors: Colors
): string[] {
  const number = String(line);
  const bar = colors.blue('|');
  const gutter = ' '.repeat(number.length);
  const marks = ' '.repeat(from) + colors.red('^'.repeat(to - from));
  return [
    `${gutter} ${bar}`,
    `${colors.blue(number)} ${bar} ${printable(text)}`,
    `${gutter} ${bar} ${marks}`
  ];
}

export function plural(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
