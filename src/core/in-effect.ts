import type { IDiagnosis } from './diagnose';
import type { IEnvironment } from './environment/model';
import { findTensorFlow } from './environment/find-tensorflow';
import { isLegacyValue } from './legacy-value';

/** A Keras that is there. */
export interface IKerasNow {
  /** It is the continued Keras 2, installed on its own. */
  readonly isTfKeras: boolean;
  readonly version: string;
}

/**
 * Whether what the notebook asks for has come about in the running kernel: its variable is set, and what it installs is there. A
 * kernel that has imported TensorFlow has chosen; that it chose otherwise is a finding.
 */
export function isInEffect(
  environment: IEnvironment,
  { keras, expected }: Pick<IDiagnosis, 'keras' | 'expected'>
): boolean {
  const { loaded, variables } = environment;
  const asks = keras.legacy && (keras.setting ?? keras.askedBy) !== null;
  const isLegacy =
    isLegacyValue(variables.TF_USE_LEGACY_KERAS) ||
    loaded.tfKeras === 'tf-keras';
  if (asks && !isLegacy) {
    return false;
  }
  return (
    loaded.tensorflow || loaded.keras || hasSameKeras(environment, expected)
  );
}

/** What `tf.keras` is in the running process; where nothing has touched it, what it is with the variables of the process. */
export function kerasNow({
  distributions,
  loaded,
  variables
}: IEnvironment): IKerasNow | null {
  const isTfKeras = loaded.tfKeras
    ? loaded.tfKeras === 'tf-keras'
    : isLegacyValue(variables.TF_USE_LEGACY_KERAS) &&
      distributions.has('tf-keras');
  const name = isTfKeras ? 'tf-keras' : 'keras';
  const version = distributions.get(name)?.version;
  return version === undefined ? null : { isTfKeras, version };
}

/** What `tf.keras` will be when the notebook has run, as text; null where that is not known. */
export function kerasThen({ keras }: Pick<IDiagnosis, 'keras'>): string | null {
  const { flavor, version } = keras;
  return flavor && version
    ? `${version}${flavor === 'tf-keras' ? ' (tf-keras)' : ''}`
    : null;
}

function hasSameKeras(now: IEnvironment, then: IEnvironment): boolean {
  const versions = (environment: IEnvironment) =>
    [
      findTensorFlow(environment),
      environment.distributions.get('keras'),
      environment.distributions.get('tf-keras')
    ]
      .map(distribution => distribution?.version)
      .join();
  return versions(now) === versions(then);
}
