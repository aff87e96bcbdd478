import type { Command } from 'commander';
import { Option } from 'commander';
import { createColors } from 'picocolors';
import { chooseEnvironment } from '../environments/choose-environment';
import { findFiles } from '../files/find-files';
import { paintDiff } from '../output/diff';
import { isColored } from '../output/is-colored';
import { printable } from '../output/model';
import { print, printNote } from '../output/print';
import { showProgress } from '../output/progress';
import type { IWorkResult } from '../work/job';
import { workThrough } from '../work/pool';
import { UsageError } from '../usage-error';
import { exitCodeOf } from './check';
import type { IJudgeOptions } from './shared-options';
import { addJudgeOptions, collectRule, overridesOf } from './shared-options';

interface IFixOptions extends IJudgeOptions {
  readonly diff?: boolean;
  readonly write?: boolean;
  readonly only?: readonly string[];
}

export function addFix(program: Command): void {
  const command = program
    .command('fix')
    .description(
      'mend notebooks; everything that a fix does not change keeps its bytes'
    )
    .argument('<path...>', 'files, folders, patterns, or - for standard input')
    .addOption(
      new Option(
        '--diff',
        'show what would be changed (the default without --write)'
      )
    )
    .addOption(new Option('--write', 'write the files'))
    .option(
      '--only <rule>',
      'mend only what this rule finds; may be given more than once',
      collectRule
    )
    .action(fix);
  addJudgeOptions(command);
}

/**
 * Exit code with --write: 1 where findings are left. Without: 1 where anything would be changed. For standard input the new text
 * is printed with --write.
 */
async function fix(
  paths: readonly string[],
  options: IFixOptions
): Promise<void> {
  if (paths.includes('-') && paths.length > 1) {
    throw new UsageError('standard input goes alone');
  }
  const { environment } = await chooseEnvironment(options);
  const files = await findFiles(paths);
  const wish = {
    rules: options.only ?? null,
    write: options.write ?? false,
    diff: options.diff ?? !options.write
  };
  const colors = createColors(isColored());
  const progress = showProgress(files.length);
  let exitCode = 0;
  let changed = 0;
  await workThrough(
    files,
    {
      environment,
      overrides: overridesOf(options),
      stdinName: options.stdinFilename,
      fix: wish
    },
    result => {
      changed += result.fix?.changed ? 1 : 0;
      exitCode = Math.max(exitCode, exitCodeFor(result, options));
      progress.step(paintDiff(result.fix?.diff ?? '', colors));
      if (wish.write) {
        print(result.fix?.text ?? '');
      }
      printNote(describe(result, wish.write));
    }
  );
  progress.stop();
  printNote(summary(files.length, changed, wish.write));
  process.exitCode = exitCode;
}

function exitCodeFor(
  { check, fix: outcome }: IWorkResult,
  { write, exitZero }: IFixOptions
): number {
  if (write || 'error' in check) {
    return exitCodeOf(check, { exitZero });
  }
  return outcome?.changed && !exitZero ? 1 : 0;
}

function describe(
  { check, fix: outcome }: IWorkResult,
  wrote: boolean
): string {
  const path = printable(check.path);
  if ('error' in check) {
    return `${path}: ${printable(check.error)}`;
  }
  const left = check.report.diagnostics.length;
  const parts = [
    ...(outcome?.done ?? []),
    ...(outcome?.skipped ?? []).map(title => `not done: ${title}`),
    ...(wrote && left > 0 ? [`${left} left: see keras-doctor check`] : [])
  ];
  return parts.length > 0 ? `${path}: ${printable(parts.join('; '))}` : '';
}

function summary(files: number, changed: number, wrote: boolean): string {
  const verb = wrote ? 'fixed' : 'to be fixed';
  const hint = !wrote && changed > 0 ? '; --write does it' : '';
  return `${changed} of ${files} files ${verb}${hint}`;
}
