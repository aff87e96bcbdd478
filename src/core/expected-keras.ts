import { isAtLeast, isVersion, minorOf } from './compatibility/version';
import { findTensorFlow } from './environment/find-tensorflow';
import type { IEnvironment, KerasFlavor } from './environment/model';
import { isLegacyValue } from './legacy-value';
import type { IFacts, IImport, IVariableSetting } from './notebook/model';
import { isBefore } from './notebook/model';
import { leavesOpen } from './unread-installs';

/** Why `tf.keras` will not be there, or not as asked. */
export type KerasFault =
  /** No TensorFlow is installed. */
  | 'no-tensorflow'
  /** Legacy Keras is asked for, but tf-keras is not installed: `tf.keras` raises. */
  | 'tf-keras-missing'
  /** Legacy Keras is asked for, and tf-keras was made for another TensorFlow. */
  | 'tf-keras-mismatch'
  /** The notebook installs TensorFlow or Keras in a release that cannot be read off: nothing is known of them. */
  | 'unread';

/** What `tf.keras` will be. */
export interface IExpectedKeras {
  readonly flavor: KerasFlavor | null;
  /** Version of the distribution it comes from. */
  readonly version: string | null;
  /** Legacy Keras is asked for in time and in a way that TensorFlow accepts. */
  readonly legacy: boolean;
  /** The notebook's statement that asks for it; null when the environment does, or nothing. */
  readonly setting: IVariableSetting | null;
  /** What asks for legacy Keras where no plain setting does: a setting under a condition, or a library that is imported. */
  readonly askedBy: 'condition' | 'import' | null;
  readonly fault: KerasFault | null;
}

/** TensorFlow looks at TF_USE_LEGACY_KERAS from this release on (absent in 2.14.1's source, seen working in 2.15.1). */
export function honoursLegacyFlag(tensorflowVersion: string): boolean {
  return isAtLeast(tensorflowVersion, 2, 15);
}

/** What `tf.keras` will be when a notebook runs from the top in a fresh kernel of this environment. */
export function expectKeras(
  facts: IFacts,
  environment: IEnvironment
): IExpectedKeras {
  const setting = settingInTime(facts);
  if (leavesOpen(facts)) {
    return {
      flavor: null,
      version: null,
      legacy: false,
      setting,
      askedBy: null,
      fault: 'unread'
    };
  }
  const value = setting
    ? setting.value
    : environment.variables.TF_USE_LEGACY_KERAS;
  const resolved = resolveKeras(environment, isLegacyValue(value));
  if (resolved.flavor !== 'keras3') {
    return { ...resolved, setting, askedBy: null };
  }
  const legacy = resolveKeras(environment, true);
  if (setsUnderCondition(facts)) {
    return { ...legacy, fault: null, setting: null, askedBy: 'condition' };
  }
  return legacy.flavor && setByImport(facts, environment)
    ? { ...legacy, setting: null, askedBy: 'import' }
    : { ...resolved, setting, askedBy: null };
}

/** What `tf.keras` becomes when TensorFlow is imported with legacy Keras asked for or not. */
export function resolveKeras(
  environment: IEnvironment,
  asked: boolean
): Omit<IExpectedKeras, 'setting' | 'askedBy'> {
  const tensorflow = findTensorFlow(environment);
  if (!tensorflow) {
    return {
      flavor: null,
      version: null,
      legacy: false,
      fault: 'no-tensorflow'
    };
  }
  const legacy = asked && honoursLegacyFlag(tensorflow.version);
  if (!legacy) {
    const version = environment.distributions.get('keras')?.version ?? null;
    return {
      flavor: flavorOf(tensorflow.version, version),
      version,
      legacy,
      fault: null
    };
  }
  const tfKeras = environment.distributions.get('tf-keras');
  if (!tfKeras) {
    return { flavor: null, version: null, legacy, fault: 'tf-keras-missing' };
  }
  const fits = minorOf(tfKeras.version) === minorOf(tensorflow.version);
  return {
    flavor: 'tf-keras',
    version: tfKeras.version,
    legacy,
    fault: fits ? null : 'tf-keras-mismatch'
  };
}

/** TensorFlow 2.15 takes a Keras 3 that was installed over its own; earlier releases bring a Keras 2, later ones a Keras 3. */
function flavorOf(tensorflow: string, keras: string | null): KerasFlavor {
  const isKeras3 =
    keras && isVersion(keras)
      ? isAtLeast(keras, 3, 0)
      : isAtLeast(tensorflow, 2, 16);
  return isKeras3 ? 'keras3' : 'keras2';
}

/** The last setting of the legacy variable that comes in time. */
function settingInTime(facts: IFacts): IVariableSetting | null {
  const settings = legacySettings(facts).filter(({ guard }) => guard === null);
  return settings[settings.length - 1] ?? null;
}

/**
 * The notebook asks for legacy Keras in time where a version or an import says so: it takes care of itself, and what it installs
 * for that is not known.
 */
function setsUnderCondition(facts: IFacts): boolean {
  return legacySettings(facts).some(
    ({ guard, value }) => guard !== null && isLegacyValue(value)
  );
}

/**
 * Whether a library asks for legacy Keras itself when it is imported, and in time: tensorflow-model-optimization (seen in 0.8.0),
 * and the TensorFlow classes of Transformers from 4.39 on, not yet in 4.38.2 (seen in the sources of both, and in 4.57). Both
 * import TensorFlow first, so that only `tf.keras` follows.
 */
function setByImport(facts: IFacts, environment: IEnvironment): boolean {
  const transformers = environment.distributions.get('transformers')?.version;
  const asks =
    transformers !== undefined &&
    isAtLeast(transformers, 4, 39) &&
    !isAtLeast(transformers, 5, 0);
  return (
    !facts.imports.some(importsFromKeras) &&
    facts.imports.some(
      ({ module, name, guard, statementSpan }) =>
        guard === null &&
        (/^tensorflow_model_optimization(\.|$)/.test(module) ||
          (asks && module === 'transformers' && /^TF[A-Z]/.test(name ?? ''))) &&
        !comesTooLate(facts, { span: statementSpan })
    )
  );
}

function legacySettings(facts: IFacts): IVariableSetting[] {
  return facts.variables.filter(
    setting =>
      setting.variable === 'TF_USE_LEGACY_KERAS' &&
      setting.effective &&
      !comesTooLate(facts, setting)
  );
}

/**
 * Whether TensorFlow has chosen its Keras when a setting of TF_USE_LEGACY_KERAS is reached. `import tensorflow` and `from
 * tensorflow import keras` leave the choice to the first use of `tf.keras`; any other import that brings TensorFlow counts as a
 * use, and so does an import from `tensorflow.keras` or `keras` anywhere, which follows what was chosen when TensorFlow was
 * imported (seen in 2.16.2 and 2.21).
 */
export function comesTooLate(
  facts: IFacts,
  { span }: Pick<IVariableSetting, 'span'>
): boolean {
  const earlier = facts.imports.filter(
    ({ importsTensorFlow, guard, statementSpan }) =>
      importsTensorFlow && guard === null && isBefore(statementSpan, span)
  );
  return (
    earlier.length > 0 &&
    (earlier.some(({ module }) => module !== 'tensorflow') ||
      facts.imports.some(importsFromKeras) ||
      facts.references.some(
        ({ name, kind, span: used }) =>
          kind !== 'import' &&
          name.startsWith('tensorflow.keras.') &&
          isBefore(used, span)
      ))
  );
}

function importsFromKeras({ module }: IImport): boolean {
  return /^(tensorflow\.keras|keras)(\.|$)/.test(module);
}
