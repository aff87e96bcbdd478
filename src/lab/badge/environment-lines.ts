import { findTensorFlow } from '../../core/environment/find-tensorflow';
import type { IAccelerators, IEnvironment } from '../../core/environment/model';
import type { IExpectedKeras } from '../../core/expected-keras';
import type { ITranslate } from '../../core/translate';

/** A labelled line of the environment. */
export type Line = readonly [label: string, text: string];

/** The environment in five lines. */
export function environmentLines(
  environment: IEnvironment,
  keras: IExpectedKeras | null,
  trans: ITranslate
): Line[] {
  const { distributions, python } = environment;
  const none = trans.__('not installed');
  const tensorflow = findTensorFlow(environment);
  return [
    [
      'TensorFlow',
      tensorflow ? `${tensorflow.version} (${tensorflow.name})` : none
    ],
    ['tf.keras', kerasReason(environment, keras, trans)],
    ['tf-keras', distributions.get('tf-keras')?.version ?? none],
    ['Python', python],
    [trans.__('Accelerator'), acceleratorLine(environment.accelerators, trans)]
  ];
}

/** Which Keras `tf.keras` is, and why. */
function kerasReason(
  { loaded, distributions }: IEnvironment,
  keras: IExpectedKeras | null,
  trans: ITranslate
): string {
  if (loaded.tfKeras) {
    const name = loaded.tfKeras === 'tf-keras' ? 'tf-keras' : 'keras';
    return trans.__(
      '%1 %2, as loaded in this kernel',
      name,
      distributions.get(name)?.version ?? '?'
    );
  }
  if (!keras || keras.fault === 'no-tensorflow') {
    const version = distributions.get('keras')?.version;
    return version ? `keras ${version}` : trans.__('not installed');
  }
  if (keras.flavor === null) {
    return trans.__(
      'cannot be imported: TF_USE_LEGACY_KERAS is set and tf-keras is missing'
    );
  }
  const name = keras.flavor === 'tf-keras' ? 'tf-keras' : 'keras';
  const version = keras.version ?? '?';
  if (!keras.legacy) {
    return trans.__('%1 %2, the default of this TensorFlow', name, version);
  }
  return keras.setting
    ? trans.__(
        '%1 %2, by the variable set in cell %3',
        name,
        version,
        keras.setting.span.cell + 1
      )
    : trans.__(
        '%1 %2, by TF_USE_LEGACY_KERAS in the environment',
        name,
        version
      );
}

function acceleratorLine(
  { gpus, fault, driver, driverCuda, builtWith, source }: IAccelerators,
  trans: ITranslate
): string {
  if (fault) {
    return fault;
  }
  const parts = [
    gpus.length > 0
      ? gpus.map(({ name }) => name).join(', ')
      : source === 'none'
        ? 'CPU'
        : source.toUpperCase(),
    driver && trans.__('driver %1', driver),
    driverCuda && `CUDA ${driverCuda}`,
    builtWith.cuda && trans.__('TensorFlow built with CUDA %1', builtWith.cuda)
  ];
  return parts.filter(Boolean).join(' · ');
}
