import type { IDiagnosticReport } from '../check/model';
import type { IOutput } from './model';
import { printable } from './model';

const commands = {
  error: 'error',
  warning: 'warning',
  info: 'notice'
} as const;

/** Workflow commands, which GitHub shows as annotations at the lines of the files. */
export function githubOutput(): IOutput {
  return {
    file(outcome) {
      const { path } = outcome;
      if ('error' in outcome) {
        return `::error file=${property(path)},title=Keras Doctor::${data(outcome.error)}\n`;
      }
      const { diagnostics, runtime } = outcome.report;
      const advice = runtime
        ? `::notice file=${property(path)},title=Keras Doctor (Colab)::${data(runtime)}\n`
        : '';
      return (
        diagnostics.map(diagnostic => annotation(path, diagnostic)).join('') +
        advice
      );
    },
    end: () => ''
  };
}

function annotation(
  path: string,
  { rule, severity, message, cell, span }: IDiagnosticReport
): string {
  const isNotebook = !/\.py$/i.test(path);
  const place =
    cell !== null && span && isNotebook
      ? `cell ${cell + 1}, line ${span.line}: `
      : '';
  const line = span ? `,line=${span.fileLine}` : '';
  return `::${commands[severity]} file=${property(path)}${line},title=${property(`Keras Doctor (${rule})`)}::${data(place + message)}\n`;
}

/** Escaped as github.com/actions/toolkit does it for the text of a command. */
function data(text: string): string {
  return printable(
    text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A')
  );
}

/** Escaped for a property, where `:` and `,` end it. */
function property(text: string): string {
  return data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
