import { findTensorFlow } from '../../core/environment/find-tensorflow';
import type {
  IAccelerators,
  IEnvironment,
  IGpu,
  KerasFlavor
} from '../../core/environment/model';
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
  const installed = (name: string) =>
    distributions.get(name)?.version ?? trans.__('not installed');
  if (loaded.tfKeras) {
    const name = nameOf(loaded.tfKeras);
    return trans.__('%1 %2, as loaded in this kernel', name, installed(name));
  }
  return !keras || keras.fault === 'no-tensorflow'
    ? installed('keras')
    : expectedReason(keras, trans);
}

function expectedReason(
  { flavor, legacy, setting, version }: IExpectedKeras,
  trans: ITranslate
): string {
  if (flavor === null) {
    return trans.__(
      'cannot be imported: TF_USE_LEGACY_KERAS is set and tf-keras is missing'
    );
  }
  const named = `${nameOf(flavor)} ${version ?? ''}`.trim();
  if (!legacy) {
    return trans.__('%1, the default of this TensorFlow', named);
  }
  return setting
    ? trans.__(
        '%1, by the variable set in cell %2',
        named,
        setting.span.cell + 1
      )
    : trans.__('%1, by TF_USE_LEGACY_KERAS in the environment', named);
}

function nameOf(flavor: KerasFlavor): string {
  return flavor === 'tf-keras' ? 'tf-keras' : 'keras';
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
      ? gpuNames(gpus)
      : source === 'none'
        ? 'CPU'
        : source.toUpperCase(),
    driver && trans.__('driver %1', driver),
    driverCuda && `CUDA ${driverCuda}`,
    builtWith.cuda && trans.__('TensorFlow built with CUDA %1', builtWith.cuda)
  ];
  return parts.filter(Boolean).join(' · ');
}

/** Each name once: `8 × NVIDIA H100 80GB HBM3`. */
function gpuNames(gpus: readonly IGpu[]): string {
  const names = gpus.map(({ name }) => name);
  return [...new Set(names)]
    .map(name => [names.filter(other => other === name).length, name] as const)
    .map(([count, name]) => (count > 1 ? `${count} × ${name}` : name))
    .join(', ');
}
