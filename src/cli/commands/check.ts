import type { Command } from 'commander';
import { Option } from 'commander';
import { findTensorFlow } from '../../core/environment/find-tensorflow';
import type { IEnvironment } from '../../core/environment/model';
import type { Severity } from '../../core/rules/model';
import { version } from '../../core/version';
import type { FileOutcome } from '../check/model';
import { chooseEnvironment } from '../environments/choose-environment';
import { findFiles } from '../files/find-files';
import type { Format } from '../output/choose-output';
import { chooseOutput, formats } from '../output/choose-output';
import { isColored } from '../output/is-colored';
import { showProgress } from '../output/progress';
import { print, printNote } from '../output/print';
import { workThrough } from '../work/pool';
import type { IJudgeOptions } from './shared-options';
import { addJudgeOptions, overridesOf } from './shared-options';

interface ICheckOptions extends IJudgeOptions {
  readonly format: Format;
  readonly failOn: Severity;
}

export function addCheck(program: Command): void {
  const command = program
    .command('check')
    .description('say what will go wrong in notebooks')
    .argument('<path...>', 'files, folders, patterns, or - for standard input')
    .addOption(
      new Option('--format <format>', 'how to print')
        .choices(formats)
        .default('text')
    )
    .addOption(
      new Option(
        '--fail-on <severity>',
        'the least severity that makes the exit code 1'
      )
        .choices(['error', 'warning', 'info'])
        .default('warning')
    )
    .action(check);
  addJudgeOptions(command);
}

async function check(
  paths: readonly string[],
  options: ICheckOptions
): Promise<void> {
  const { environment, source } = await chooseEnvironment(options);
  const files = await findFiles(paths);
  const output = chooseOutput(
    options.format,
    { environment, source, version },
    isColored()
  );
  if (options.format === 'text') {
    printNote(noteOn(files, environment));
  }
  const progress = showProgress(files.length);
  let exitCode = 0;
  await workThrough(
    files,
    {
      environment,
      overrides: overridesOf(options),
      stdinName: options.stdinFilename,
      fix: null
    },
    ({ check: outcome }) => {
      exitCode = Math.max(exitCode, exitCodeOf(outcome, options));
      progress.step(output.file(outcome));
    }
  );
  progress.stop();
  print(output.end());
  process.exitCode = exitCode;
}

function noteOn(files: readonly string[], environment: IEnvironment): string {
  if (files.length === 0) {
    return 'no notebooks found';
  }
  const hasKeras = environment.distributions.has('keras');
  return hasKeras || findTensorFlow(environment)
    ? ''
    : 'the environment has neither TensorFlow nor Keras; say what to judge against with --python, --kernel, --tensorflow or --colab';
}

const weights: Record<Severity, number> = { error: 2, warning: 1, info: 0 };

/** 0 clean, 1 findings, 2 unreadable. */
export function exitCodeOf(
  outcome: FileOutcome,
  { exitZero, failOn = 'warning' }: { exitZero?: boolean; failOn?: Severity }
): number {
  if ('error' in outcome) {
    return 2;
  }
  const counts = outcome.report.diagnostics.some(
    ({ severity }) => weights[severity] >= weights[failOn]
  );
  return counts && !exitZero ? 1 : 0;
}
