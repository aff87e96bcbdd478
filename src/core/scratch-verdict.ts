import type { WantedKeras } from './compatibility/pins';
import type { IScratchStep } from './scratch-run';
import type { ITranslate } from './translate';

/** What came of one step. */
export interface IStepResult {
  readonly step: IScratchStep;
  /** `ModuleNotFoundError: …`, or null when it ran. */
  readonly error: string | null;
  /** Of the last shell command that an install line ran; null where it ran none. */
  readonly exitCode: number | null;
  /** The version of each package that the step must have brought; null for one that is not there. */
  readonly installed: Readonly<Record<string, string | null>>;
  /** The end of what it printed. */
  readonly log: string;
}

/** The Keras that a notebook gets. */
export interface IObtainedKeras {
  readonly module: string;
  readonly version: string;
  /** Null where there is no TensorFlow. */
  readonly tensorflow: string | null;
}

/** What a scratch kernel has shown. */
export interface IScratchResult {
  readonly steps: readonly IStepResult[];
  /** Or the error of asking. */
  readonly keras: IObtainedKeras | string;
}

/** Pass or fail, in one line. */
export interface IScratchVerdict {
  readonly passed: boolean;
  readonly line: string;
}

/** Compares what a notebook wants with what it got. An install line that failed is a failure even where all else is right. */
export function judgeScratch(
  { steps, keras }: IScratchResult,
  wanted: WantedKeras,
  trans: ITranslate
): IScratchVerdict {
  const fail = (reason: string): IScratchVerdict => ({
    passed: false,
    line: trans.__('Failed: %1', reason)
  });
  for (const result of steps) {
    const reason = failureOf(result, trans);
    if (reason !== null) {
      const cell = result.step.cell + 1;
      return fail(trans.__('a line of cell %1 failed: %2', cell, reason));
    }
  }
  if (typeof keras === 'string') {
    return fail(trans.__('Keras could not be imported: %1', keras));
  }
  const obtained = describeKeras(keras, trans);
  const major = keras.version.split('.')[0];
  if (wanted !== 'any' && major !== wanted.slice('keras'.length)) {
    const needed = wanted === 'keras2' ? 'Keras 2' : 'Keras 3';
    return fail(
      trans.__('the notebook needs %1, but it gets %2.', needed, obtained)
    );
  }
  return {
    passed: true,
    line:
      wanted === 'any'
        ? trans.__('Passed: the notebook gets %1.', obtained)
        : trans.__('Passed: the notebook gets %1, as it needs.', obtained)
  };
}

/** Why a step failed; null where it did what it should. */
export function failureOf(
  { step, error, exitCode, installed }: IStepResult,
  trans: ITranslate
): string | null {
  if (error !== null) {
    return error;
  }
  if (step.kind !== 'install') {
    return null;
  }
  const missing = step.packages.filter(name => !installed[name]);
  if (missing.length > 0) {
    return trans.__('%1 is not installed.', missing.join(', '));
  }
  return exitCode !== null && exitCode !== 0
    ? trans.__('the command ended with exit code %1.', exitCode)
    : null;
}

/** "Keras 2.16.0 (tf_keras) on TensorFlow 2.16.2". */
export function describeKeras(
  { module, version, tensorflow }: IObtainedKeras,
  trans: ITranslate
): string {
  const keras = `Keras ${version} (${module})`;
  return tensorflow === null
    ? keras
    : trans.__('%1 on TensorFlow %2', keras, tensorflow);
}
