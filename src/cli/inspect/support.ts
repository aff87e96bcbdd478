import type { IInspection, IKerasSupport } from './model';

/** The major release of a version, or null. */
export function majorOf(version: string | null): number | null {
  const match = version === null ? null : /^(\d+)\./.exec(version);
  return match ? Number(match[1]) : null;
}

/** What wrote a file of that version: Keras 2 goes on as tf-keras from 2.16. */
export function writerOf(version: string | null): string | null {
  const name = version && /^2\.(1[6-9]|[2-9]\d)\./.test(version);
  return version && `${name ? 'tf-keras' : 'Keras'} ${version}`;
}

/**
 * Which `load_model` takes a file of a Keras. Seen: Keras 3 loads what tf-keras and Keras 2 wrote as long as every layer and
 * argument still exists; neither Keras 2 nor tf-keras loads what Keras 3 wrote.
 */
export function supportOf(major: number | null): IKerasSupport {
  if (major === null) {
    return { keras2: 'maybe', keras3: 'maybe' };
  }
  return major >= 3
    ? { keras2: 'no', keras3: 'yes' }
    : { keras2: 'yes', keras3: 'maybe' };
}

/** How to load a file that `load_model` takes. */
export function adviceFor(
  major: number | null,
  custom: readonly string[]
): string[] {
  const code =
    custom.length > 0
      ? [
          `Loading needs the code of ${custom.join(', ')}: pass it as custom_objects, or register it before.`
        ]
      : [];
  const lambda = custom.includes('Lambda')
    ? [
        'It has Lambda layers, whose Python code is in the file: Keras 3 runs it only with safe_mode=False. Do that only with a file that you trust.'
      ]
    : [];
  return [...loading(major), ...code, ...lambda];
}

function loading(major: number | null): string[] {
  if (major === null) {
    return ['It does not say which Keras wrote it.'];
  }
  return major >= 3
    ? [
        'Load it with Keras 3: TensorFlow 2.16 or newer, without TF_USE_LEGACY_KERAS.'
      ]
    : [
        'Load it with Keras 2: TensorFlow up to 2.15, or tf-keras of the minor release of TensorFlow (tf_keras.models.load_model, or TF_USE_LEGACY_KERAS=1 before the first import).',
        'Keras 3 loads it too where all its layers and arguments still exist there.'
      ];
}

/** The order in which an inspection is shown. */
export const formatNames: Record<IInspection['format'], string> = {
  keras: 'Keras archive (.keras)',
  'hdf5-model': 'Keras model in HDF5',
  'hdf5-weights': 'weights in HDF5, without the model',
  'saved-model': 'TensorFlow SavedModel',
  'tfjs-layers-model': 'TensorFlow.js layers model',
  'tfjs-graph-model': 'TensorFlow.js graph model'
};
