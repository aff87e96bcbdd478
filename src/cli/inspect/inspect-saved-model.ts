import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { IInspection } from './model';
import { withFile } from './read-part';

/** Where the version stands is behind the list of operations; seen at 2 KB, and at some 100 KB in large graphs. */
const maxHead = 64 * 1024 * 1024;

/** In `MetaInfoDef`: field 5 of wire type 2, `tensorflow_version`, then field 6, the git version; each with a byte of length. */
const tensorflowVersion =
  /\*[^](\d+\.\d+\.\d+[\w.+-]{0,24}?)2[^](?:v\d|unknown)/;

/** A SavedModel folder. With `keras_metadata.pb` it is one that Keras 2's `model.save` wrote; else an exported graph. */
export function inspectSavedModel(folder: string): IInspection {
  const version = withFile(join(folder, 'saved_model.pb'), file => {
    const head = file.read(0, maxHead).toString('latin1');
    return tensorflowVersion.exec(head)?.[1] ?? null;
  });
  const writer = version && `TensorFlow ${version}`;
  if (existsSync(join(folder, 'keras_metadata.pb'))) {
    return {
      format: 'saved-model',
      writer,
      keras: { keras2: 'yes', keras3: 'no' },
      custom: [],
      advice: [
        'Keras 2 wrote it by model.save: load it with Keras 2 (TensorFlow up to 2.15, or tf-keras) and save it again as .keras.',
        'Keras 3 takes it for inference only: keras.layers.TFSMLayer(folder, call_endpoint="serving_default").'
      ]
    };
  }
  return {
    format: 'saved-model',
    writer,
    keras: { keras2: 'no', keras3: 'no' },
    custom: [],
    advice: [
      'It is an exported graph without a Keras model: load it with tf.saved_model.load(folder), or for inference in Keras 3 with keras.layers.TFSMLayer(folder, call_endpoint=…).'
    ]
  };
}
