import { rules } from '../../core/rules';
import type { Severity } from '../../core/rules/model';
import type { IDiagnosticReport } from '../check/model';
import type { IOutput, IRunHead } from './model';

const levels: Record<Severity, string> = {
  error: 'error',
  warning: 'warning',
  info: 'note'
};

/** SARIF 2.1.0, for GitHub's code scanning and other viewers. */
export function sarifOutput({ version }: IRunHead): IOutput {
  const results: object[] = [];
  const notifications: object[] = [];
  return {
    file(outcome) {
      const { path } = outcome;
      if ('error' in outcome) {
        notifications.push({
          level: 'error',
          message: { text: outcome.error },
          locations: [{ physicalLocation: physical(path, null) }]
        });
      } else {
        const { diagnostics } = outcome.report;
        results.push(...diagnostics.map(each => resultOf(path, each)));
      }
      return '';
    },
    end() {
      const log = {
        $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
        version: '2.1.0',
        runs: [
          {
            tool: { driver: driver(version) },
            columnKind: 'utf16CodeUnits',
            invocations: [
              {
                executionSuccessful: notifications.length === 0,
                toolExecutionNotifications: notifications
              }
            ],
            results
          }
        ]
      };
      return `${JSON.stringify(log, null, 2)}\n`;
    }
  };
}

function driver(version: string): object {
  return {
    name: 'Keras Doctor',
    semanticVersion: version,
    rules: rules.map(({ id, severity, docs }) => ({
      id,
      shortDescription: { text: plain(docs.summary) },
      fullDescription: { text: plain(docs.why) },
      help: { text: [docs.why, docs.limitations ?? ''].join('\n\n').trim() },
      defaultConfiguration: { level: levels[severity] }
    }))
  };
}

function resultOf(path: string, diagnostic: IDiagnosticReport): object {
  const { rule, severity, message, cell, span } = diagnostic;
  const logical =
    cell === null
      ? {}
      : {
          logicalLocations: [{ name: `cell ${cell + 1}`, kind: 'module' }]
        };
  const place =
    span && cell !== null ? `cell ${cell + 1}, line ${span.line}: ` : '';
  return {
    ruleId: rule,
    ruleIndex: rules.findIndex(({ id }) => id === rule),
    level: levels[severity],
    message: { text: /\.py$/i.test(path) ? message : place + message },
    locations: [
      {
        physicalLocation: physical(path, span?.fileLine ?? null),
        ...logical
      }
    ]
  };
}

function physical(path: string, startLine: number | null): object {
  return {
    artifactLocation: { uri: uriOf(path) },
    ...(startLine === null ? {} : { region: { startLine } })
  };
}

/** A relative path stays relative, so that a viewer finds it in the repository. */
function uriOf(path: string): string {
  const forward = path.replace(/\\/g, '/');
  const encoded = forward.split('/').map(encodeURIComponent).join('/');
  if (/^[A-Za-z]:\//.test(forward)) {
    return `file:///${encoded.replace('%3A', ':')}`;
  }
  return forward.startsWith('/')
    ? `file://${encoded}`
    : encoded.replace(/^\.\//, '');
}

/** SARIF's short texts are plain. */
function plain(text: string): string {
  return text.replace(/`/g, '');
}
