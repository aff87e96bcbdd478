import type { IDiagnosis } from './diagnose';
import type { IEnvironment } from './environment/model';
import type { ISpan } from './notebook/model';
import type { IPerson } from './redact';
import { redact } from './redact';
import type { IDiagnostic } from './rules/model';
import type { IStanding } from './standing';
import type { ITranslate } from './translate';
import { version } from './version';

/** One notebook of a report. */
export interface IReported {
  /** Name or path, as the report shall show it. */
  readonly name: string;
  readonly diagnosis: IDiagnosis;
  /** How it fares as it stands; `standing` tells. Handed in, so that a report does not bring all rules with it. */
  readonly standing: IStanding;
}

/** What a report is made of. */
export interface IReportParts {
  readonly environment: IEnvironment;
  /** Any number, also none: then the report is about the environment alone. */
  readonly notebooks: readonly IReported[];
  /** Whose traces are taken out. */
  readonly person: IPerson;
}

const maxFindings = 100;

/**
 * A Markdown text to paste into an issue: what is installed, what each notebook needs and what was found in it. Holds single
 * lines of the notebooks where something was found, and no other content of them; see `redact` for what is taken out of those.
 */
export function report(parts: IReportParts, trans: ITranslate): string {
  const sections = [
    [`## ${trans.__('Keras Doctor %1: report', version)}`],
    environmentSection(parts.environment, trans),
    ...parts.notebooks.map(each => notebookSection(each, trans))
  ];
  const text = sections.map(lines => lines.join('\n')).join('\n\n');
  return `${redact(text, parts.person)}\n`;
}

function environmentSection(
  environment: IEnvironment,
  trans: ITranslate
): string[] {
  const { python, platform, machine, host, accelerators } = environment;
  const { gpus, driver, driverCuda, fault } = accelerators;
  const rows: [string, string][] = [
    ['Python', python],
    [trans.__('Platform'), [platform, machine, host].filter(Boolean).join(' ')],
    ...[...environment.distributions.values()].map((one): [string, string] => [
      one.name,
      one.version
    ]),
    ...Object.entries(environment.variables)
      .filter(([, value]) => value !== null)
      .map(([name, value]): [string, string] => [name, String(value)]),
    [
      trans.__('Accelerator'),
      gpus.map(({ name }) => name).join(', ') || accelerators.source
    ],
    ...known(trans.__('NVIDIA driver'), driver),
    ...known('CUDA', driverCuda),
    ...known(trans.__('Driver fault'), fault),
    ...known(trans.__('Keras as loaded'), environment.loaded.tfKeras),
    ...(environment.notes ?? []).map((note): [string, string] => [
      trans.__('Note'),
      note
    ])
  ];
  return [
    `### ${trans.__('Environment')}`,
    '',
    `| ${trans.__('Name')} | ${trans.__('Value')} |`,
    '|---|---|',
    ...rows.map(([label, value]) => `| ${cell(label)} | ${cell(value)} |`)
  ];
}

function known(label: string, value: string | null): [string, string][] {
  return value === null ? [] : [[label, value]];
}

function notebookSection(
  { name, diagnosis, standing }: IReported,
  trans: ITranslate
): string[] {
  const { verdict, diagnostics, facts } = diagnosis;
  const fares = standingLines(standing, trans);
  const evidence = [...new Set(verdict.evidence.map(({ what }) => code(what)))];
  const needs =
    evidence.length > 0 ? `: ${evidence.slice(0, 5).join(', ')}` : '';
  const findings = diagnostics
    .slice(0, maxFindings)
    .flatMap(each => findingLines(each, diagnosis, trans));
  const rest = diagnostics.length - maxFindings;
  return [
    `### ${code(name)}`,
    '',
    `${needsText(verdict.needs, trans)}${needs}`,
    '',
    ...fares,
    ...(findings.length > 0 ? findings : [trans.__('Nothing found.')]),
    ...(rest > 0 ? [`- ${trans.__('and %1 more', rest)}`] : []),
    ...(facts.unparsable.length > 0
      ? [
          `- ${trans.__('Cells that could not be read in full: %1', facts.unparsable.map(index => index + 1).join(', '))}`
        ]
      : [])
  ];
}

function needsText(
  needs: IDiagnosis['verdict']['needs'],
  trans: ITranslate
): string {
  switch (needs) {
    case 'keras2':
      return trans.__('Needs Keras 2');
    case 'keras3':
      return trans.__('Needs Keras 3');
    case 'either':
      return trans.__('Needs neither Keras in particular');
    case 'none':
      return trans.__('Uses no Keras');
  }
}

/** How the source fares before anything is done, as a paragraph; nothing where no Keras is used. */
function standingLines(
  { runsOn, rewritable }: IStanding,
  trans: ITranslate
): string[] {
  const text = standingText(runsOn, trans);
  const rewrite = trans.__('A rewrite for Keras 3 is known.');
  return text === null ? [] : [rewritable ? `${text} ${rewrite}` : text, ''];
}

function standingText(
  runsOn: IStanding['runsOn'],
  trans: ITranslate
): string | null {
  switch (runsOn) {
    case 'keras2':
      return trans.__('As it stands it fails or differs on Keras 3.');
    case 'keras3':
      return trans.__('As it stands it fails or differs on Keras 2.');
    case 'either':
      return trans.__('Nothing is known to fail on Keras 2 or on Keras 3.');
    case 'neither':
      return trans.__('As it stands it fails or differs on either Keras.');
    case 'none':
      return null;
  }
}

function findingLines(
  { rule, severity, message, span }: IDiagnostic,
  { facts }: IDiagnosis,
  trans: ITranslate
): string[] {
  const place = span ? ` (${trans.__('cell %1', span.cell + 1)})` : '';
  const line = span && lineOf(facts.notebook.cells[span.cell].source, span);
  return [
    `- **${severity}** ${code(rule)}${place}: ${inline(message)}`,
    ...(line ? [`  ${code(line)}`] : [])
  ];
}

function lineOf(source: string, { from }: ISpan): string {
  const start = source.lastIndexOf('\n', from - 1) + 1;
  return source.slice(start).split('\n', 1)[0].trim().slice(0, 200);
}

/** Text as code, whatever back-ticks it holds. */
function code(text: string): string {
  const flat = oneLine(text);
  const longest = Math.max(
    0,
    ...(flat.match(/`+/g) ?? []).map(run => run.length)
  );
  const fence = '`'.repeat(longest + 1);
  const pad = /^`|`$/.test(flat) ? ' ' : '';
  return `${fence}${pad}${flat}${pad}${fence}`;
}

/** Text from elsewhere that stays text: no markup, no mention of people. */
function inline(text: string): string {
  return oneLine(text)
    .replace(/[\\*_[\]<>#|~]/g, '\\$&')
    .replace(/@(?=\w)/g, '@\u200b');
}

function cell(text: string): string {
  return inline(text).replace(/`/g, '\\`');
}

function oneLine(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is taken out
  return text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ');
}
