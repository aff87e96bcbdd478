import { isAtLeast, isVersion, minorOf } from './compatibility/version';
import { findTensorFlow } from './environment/find-tensorflow';
import type { IEnvironment, KerasFlavor } from './environment/model';
import type { IFacts, IVariableSetting } from './notebook/model';
import { isBefore } from './notebook/model';

/** Why `tf.keras` will not be there, or not as asked. */
export type KerasFault =
  /** No TensorFlow is installed. */
  | 'no-tensorflow'
  /** Legacy Keras is asked for, but tf-keras is not installed: `tf.keras` raises. */
  | 'tf-keras-missing'
  /** Legacy Keras is asked for, and tf-keras was made for another TensorFlow. */
  | 'tf-keras-mismatch';

/** What `tf.keras` will be. */
export interface IExpectedKeras {
  readonly flavor: KerasFlavor | null;
  /** Version of the distribution it comes from. */
  readonly version: string | null;
  /** Legacy Keras is asked for in time and in a way that TensorFlow accepts. */
  readonly legacy: boolean;
  /** The notebook's statement that asks for it; null when the environment does, or nothing. */
  readonly setting: IVariableSetting | null;
  readonly fault: KerasFault | null;
}

/** TensorFlow compares with exactly these (`tensorflow/python/util/lazy_loader.py`, seen in 2.16.2 and 2.21). */
const valuesThatCount = ['1', 'true', 'True'];

/** Whether TensorFlow takes this value of TF_USE_LEGACY_KERAS for a yes. */
export function isLegacyValue(value: string | null): boolean {
  return value !== null && valuesThatCount.includes(value);
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
  const value = setting
    ? setting.value
    : environment.variables.TF_USE_LEGACY_KERAS;
  return { ...resolveKeras(environment, isLegacyValue(value)), setting };
}

/** What `tf.keras` becomes when TensorFlow is imported with legacy Keras asked for or not. */
export function resolveKeras(
  environment: IEnvironment,
  asked: boolean
): Omit<IExpectedKeras, 'setting'> {
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

/** The last setting of the legacy variable that comes before the first import of TensorFlow. */
function settingInTime(facts: IFacts): IVariableSetting | null {
  const firstImport = facts.imports.find(
    statement => statement.importsTensorFlow && statement.guard === null
  );
  const settings = facts.variables.filter(
    setting =>
      setting.variable === 'TF_USE_LEGACY_KERAS' &&
      setting.effective &&
      setting.guard === null &&
      (!firstImport || isBefore(setting.span, firstImport.statementSpan))
  );
  return settings.length > 0 ? settings[settings.length - 1] : null;
}
