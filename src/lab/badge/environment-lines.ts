import { findTensorFlow } from '../../core/environment/find-tensorflow';
import type {
  IAccelerators,
  IEnvironment,
  IGpu,
  KerasFlavor
} from '../../core/environment/model';
import type { IDiagnosis } from '../../core/diagnose';
import type { IExpectedKeras } from '../../core/expected-keras';
import type { ITranslate } from '../../core/translate';

/** A labelled line of the environment. */
export type Line = readonly [label: string, text: string];

/** What a notebook makes of the environment; null where nothing is known of the notebook. */
type Expected = Pick<IDiagnosis, 'keras' | 'expected'> | null;

/** The environment in five lines. */
export function environmentLines(
  environment: IEnvironment,
  expected: Expected,
  trans: ITranslate
): Line[] {
  const { distributions, platform, python } = environment;
  const none = trans.__('not installed');
  const tensorflow = findTensorFlow(environment);
  return [
    [
      'TensorFlow',
      tensorflow ? `${tensorflow.version} (${tensorflow.name})` : none
    ],
    ['tf.keras', kerasReason(environment, expected, trans)],
    ['tf-keras', distributions.get('tf-keras')?.version ?? none],
    // Which Python it is, JupyterLite's kernel does not tell.
    ['Python', platform === 'emscripten' ? 'Pyodide' : python],
    [trans.__('Accelerator'), acceleratorLine(environment.accelerators, trans)]
  ];
}

/** Which Keras `tf.keras` is, and why. */
function kerasReason(
  environment: IEnvironment,
  expected: Expected,
  trans: ITranslate
): string {
  const { loaded, distributions } = environment;
  const installed = (name: string) =>
    distributions.get(name)?.version ?? trans.__('not installed');
  if (loaded.tfKeras) {
    const name = nameOf(loaded.tfKeras);
    return trans.__('%1 %2, as loaded in this kernel', name, installed(name));
  }
  if (!expected || expected.keras.fault === 'no-tensorflow') {
    return installed('keras');
  }
  if (expected.keras.fault === 'unread') {
    return trans.__(
      'not known: the notebook installs TensorFlow or Keras in a release that cannot be read off its source'
    );
  }
  return expectedReason(
    expected.keras,
    whenInstalled(environment, expected),
    trans
  );
}

/** The TensorFlow that is there only once the notebook has installed it; null where it is the one of the kernel. */
function whenInstalled(
  environment: IEnvironment,
  { expected }: NonNullable<Expected>
): string | null {
  const future = findTensorFlow(expected)?.version ?? null;
  return future === findTensorFlow(environment)?.version ? null : future;
}

function expectedReason(
  keras: IExpectedKeras,
  future: string | null,
  trans: ITranslate
): string {
  if (keras.flavor === null) {
    return trans.__(
      'cannot be imported: TF_USE_LEGACY_KERAS is set and tf-keras is missing'
    );
  }
  const named = `${nameOf(keras.flavor)} ${keras.version ?? ''}`.trim();
  if (keras.legacy) {
    return legacyReason(keras, named, trans);
  }
  return future === null
    ? trans.__('%1, the default of this TensorFlow', named)
    : trans.__(
        '%1, once the notebook has installed TensorFlow %2',
        named,
        future
      );
}

/** Who asks for legacy Keras. */
function legacyReason(
  { setting, askedBy }: IExpectedKeras,
  named: string,
  trans: ITranslate
): string {
  if (askedBy === 'import') {
    return trans.__(
      '%1, because a library that is imported asks for it',
      named
    );
  }
  if (askedBy === 'condition') {
    return trans.__('%1, which the notebook asks for under a condition', named);
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
    return trans.__('the NVIDIA driver refuses (%1)', fault);
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
