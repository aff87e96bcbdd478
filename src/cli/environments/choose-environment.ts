import { readFileSync } from 'node:fs';
import type { IEnvironment } from '../../core/environment/model';
import {
  colabRuntimeNames,
  completeVersion,
  environmentFromTable,
  environmentOfColab,
  newestPython
} from '../../core/compatibility/table-environment';
import { UsageError } from '../usage-error';
import { defaultPython, findPython } from './find-python';
import { interpreterOfKernel } from './kernelspec';
import type { IInterpreter } from './run-probe';
import { readProbe, runProbe } from './run-probe';

/** The options that say what to judge against; at most one of the first five. */
export interface IEnvironmentOptions {
  readonly python?: string;
  readonly kernel?: string;
  readonly environment?: string;
  readonly tensorflow?: string;
  readonly colab?: string;
  readonly pythonVersion?: string;
  readonly kerasVersion?: string;
  readonly tfKeras?: string;
}

export interface IChosenEnvironment {
  readonly environment: IEnvironment;
  /** Where it comes from, in words: `Python at /usr/bin/python3`. */
  readonly source: string;
}

/** The table answers for the platform that most notebooks run on, so that it says the same on every machine. */
const tablePlatform = { platform: 'linux', machine: 'x86_64' };

/**
 * The environment that the options name; without any, that of the `python3` on the path.
 * @throws UsageError where they contradict each other, or there is no such environment.
 */
export async function chooseEnvironment(
  options: IEnvironmentOptions
): Promise<IChosenEnvironment> {
  refuseContradictions(options);
  const { environment: file, tensorflow, colab } = options;
  if (file !== undefined) {
    return { environment: fromFile(file), source: file };
  }
  if (tensorflow !== undefined) {
    return fromTable(tensorflow, options);
  }
  if (colab !== undefined) {
    return fromColab(colab);
  }
  const { interpreter, source } = chooseInterpreter(options);
  const answer = await runProbe(interpreter);
  return { environment: readProbe(answer, source), source };
}

/** The Python that `--python` or `--kernel` names, or the default. */
export function chooseInterpreter({ python, kernel }: IEnvironmentOptions): {
  interpreter: IInterpreter;
  source: string;
} {
  if (kernel !== undefined) {
    return {
      interpreter: interpreterOfKernel(kernel),
      source: `kernel ${kernel}`
    };
  }
  const path = python === undefined ? defaultPython() : findPython(python);
  return {
    interpreter: { command: [path], variables: {} },
    source: `Python at ${path}`
  };
}

function refuseContradictions(options: IEnvironmentOptions): void {
  const sources = [
    'python',
    'kernel',
    'environment',
    'tensorflow',
    'colab'
  ] as const;
  const given = sources.filter(name => options[name] !== undefined);
  if (given.length > 1) {
    throw new UsageError(`--${given.join(' and --')} exclude each other`);
  }
  const details = ['pythonVersion', 'kerasVersion', 'tfKeras'] as const;
  if (
    options.tensorflow === undefined &&
    details.some(name => options[name] !== undefined)
  ) {
    throw new UsageError(
      '--python-version, --keras-version and --tf-keras go with --tensorflow'
    );
  }
}

function fromFile(path: string): IEnvironment {
  let text: string;
  try {
    text = readFileSync(path === '-' ? 0 : path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${path} cannot be read: ${reason}`);
  }
  return readProbe(text.replace(/^\ufeff/, ''), path);
}

function fromColab(name: string): IChosenEnvironment {
  const environment = environmentOfColab(name);
  if (!environment) {
    throw new UsageError(
      `there is no Colab runtime ${name} in the table; there are ${colabRuntimeNames.join(', ')}`
    );
  }
  return { environment, source: `Colab ${name}` };
}

function fromTable(
  given: string,
  { pythonVersion, kerasVersion, tfKeras }: IEnvironmentOptions
): IChosenEnvironment {
  const version = completeVersion('tensorflow', given);
  if (!version) {
    throw new UsageError(`there is no TensorFlow ${given} in the table`);
  }
  const python = pythonVersion ?? newestPython(version, tablePlatform);
  if (!python || !/^3\.\d{1,2}(\.\d{1,3})?$/.test(python)) {
    throw new UsageError(
      `${pythonVersion ?? 'no Python'} is not a Python that TensorFlow ${version} runs on`
    );
  }
  const kernel = {
    ...tablePlatform,
    python: /^3\.\d+$/.test(python) ? `${python}.0` : python
  };
  const requirements = [
    `tensorflow==${version}`,
    ...requirementOf('keras', kerasVersion),
    ...requirementOf('tf-keras', tfKeras)
  ];
  const environment = environmentFromTable(requirements, kernel);
  if ('error' in environment) {
    throw new UsageError(environment.error);
  }
  return {
    environment,
    source: `TensorFlow ${version} on Python ${python}, from the table`
  };
}

function requirementOf(name: string, version: string | undefined): string[] {
  if (version === undefined) {
    return [];
  }
  const complete = completeVersion(name, version);
  if (!complete) {
    throw new UsageError(`there is no ${name} ${version} in the table`);
  }
  return [`${name}==${complete}`];
}
