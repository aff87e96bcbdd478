import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import { rules } from '../../core/rules';
import type { IOptions } from '../../core/rules/model';
import type { IEnvironmentOptions } from '../environments/choose-environment';

/** What check, fix and report have in common. */
export interface IJudgeOptions extends IEnvironmentOptions {
  readonly keras?: IOptions['wantedKeras'];
  readonly pipStyle?: IOptions['pipStyle'];
  readonly disable?: readonly string[];
  readonly stdinFilename: string;
  readonly exitZero?: boolean;
}

/** Adds the options that say which environment to judge against. */
export function addEnvironmentOptions(command: Command): Command {
  return command
    .optionsGroup(
      'Environment to judge against (default: python3 on the path):'
    )
    .option(
      '--python <path>',
      'a Python, or the folder of a virtual environment'
    )
    .option('--kernel <name>', 'the Python of a Jupyter kernelspec')
    .option(
      '--environment <file>',
      "the probe's JSON, as `keras-doctor probe` prints it"
    )
    .option(
      '--tensorflow <version>',
      'a TensorFlow from the table with what pip would install beside it, on Linux'
    )
    .option(
      '--python-version <version>',
      'with --tensorflow: the Python, such as 3.12 (default: the newest that it runs on)'
    )
    .option(
      '--keras-version <version>',
      'with --tensorflow: another Keras than the newest that it takes'
    )
    .option(
      '--tf-keras <version>',
      'with --tensorflow: tf-keras is installed too'
    )
    .option('--colab <runtime>', 'a Colab runtime, such as 2026.07 or latest');
}

/** Adds the options that say how to judge. */
export function addJudgeOptions(command: Command): Command {
  return addEnvironmentOptions(command)
    .optionsGroup('Options:')
    .addOption(
      new Option(
        '--keras <which>',
        'the Keras wanted: what each file needs, Keras 2 where possible, or never Keras 2'
      ).choices(['auto', 'legacy', 'keras3'])
    )
    .addOption(
      new Option(
        '--pip-style <style>',
        'how inserted install lines are written'
      ).choices(['%pip', '!pip'])
    )
    .option(
      '--disable <rule>',
      'leave a rule out; may be given more than once',
      collectRule
    )
    .option(
      '--stdin-filename <name>',
      'the name for what comes from standard input',
      '-'
    )
    .option('--exit-zero', 'exit with 0 whatever is found');
}

/** Adds one more rule's name to a list. */
export function collectRule(value: string, list: string[] = []): string[] {
  if (!rules.some(({ id }) => id === value)) {
    throw new InvalidArgumentError(`There is no rule ${value}.`);
  }
  return [...list, value];
}

/** What the command line sets of the settings. */
export function overridesOf({
  keras,
  pipStyle,
  disable
}: IJudgeOptions): Partial<IOptions> {
  return {
    ...(keras && { wantedKeras: keras }),
    ...(pipStyle && { pipStyle }),
    ...(disable && { disabledRules: disable })
  };
}
