import { argumentAt } from '../fixes/edit-arguments';
import { legacyOrMigrate } from '../fixes/legacy-or-migrate';
import { literalText } from '../fixes/rewrite-path';
import { kerasReferences, keras3Uses, modelMethod } from '../keras-names';
import type { IPart } from '../notebook/model';
import { defineRule } from './define-rule';

/** `load_model('folder')`: a SavedModel, which Keras 3 does not load. */
export const loadSavedModelFolder = defineRule({
  id: 'load-saved-model-folder',
  severity: 'error',
  docs: {
    summary: 'A model is loaded from a folder, which Keras 3 cannot.',
    why: 'Keras 3 loads `.keras` and `.h5` files alone and raises "File format not supported" for a SavedModel, and for a path that is not there. tf-keras loads a SavedModel as before. For predictions alone `keras.layers.TFSMLayer(folder, call_endpoint="serving_default")` does; it is a layer, not a model, and cannot be trained.',
    limitations:
      'A folder that `model.export` wrote is no Keras model in any Keras; `tf.saved_model.load` or `TFSMLayer` reads it.',
    references: [
      'https://github.com/keras-team/keras/issues/18709',
      'https://github.com/tensorflow/tensorflow/issues/63853'
    ]
  },
  evidence: facts =>
    foreignFolders(facts).map(({ folder: { span } }) => ({
      side: 'keras2',
      span,
      what: 'load_model(SavedModel)'
    })),
  check(context, trans) {
    return keras3Uses(context, foreignFolders).map(({ folder: { span } }) => ({
      span,
      message: trans.__(
        'Keras 3 loads .keras and .h5 files, no SavedModel folders.'
      ),
      fixes: legacyOrMigrate(context, trans, null)
    }));
  },
  recognise({ evalue }, trans) {
    // `load_weights` says it of `.weights.h5` files (load-checkpoint).
    return /^File format not supported: filepath=(?!.*`\.weights\.h5`)/s.test(
      evalue
    )
      ? trans.__(
          'Keras 3 loads .keras and .h5 files, no SavedModel folders and no TensorFlow checkpoints; or there is nothing at this path.'
        )
      : null;
  },
  examples: [
    {
      name: 'a SavedModel of Keras 2',
      environment: 'tf-2.16-with-tf-keras',
      before: [
        'import subprocess, sys\ncode = "import tf_keras; m = tf_keras.Sequential([tf_keras.layers.Dense(1, input_shape=(2,))]); m.save(\'old_model\')"\nsubprocess.run([sys.executable, "-c", code], check=True)',
        'from tensorflow import keras\nmodel = keras.models.load_model("old_model")\nassert model.count_params() == 3'
      ],
      fails: { ename: 'ValueError', evalue: /File format not supported/ },
      after: [
        'import subprocess, sys\ncode = "import tf_keras; m = tf_keras.Sequential([tf_keras.layers.Dense(1, input_shape=(2,))]); m.save(\'old_model\')"\nsubprocess.run([sys.executable, "-c", code], check=True)',
        '# Keras Doctor: this notebook needs Keras 2. Keep this cell before the first import of TensorFlow or Keras.\nimport os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        'from tensorflow import keras\nmodel = keras.models.load_model("old_model")\nassert model.count_params() == 3'
      ]
    }
  ],
  clean: [
    {
      name: 'a file',
      environment: 'tf-2.16',
      cells: [
        'from tensorflow import keras\nkeras.Sequential([keras.Input((2,)), keras.layers.Dense(1)]).save("a.keras")\nmodel = keras.models.load_model("a.keras")'
      ]
    }
  ]
});

/** The path of a `load_model`, where it is written out and has no extension. */
const loadedFolders = kerasReferences(
  path => /^(models|saving)\.load_model$/.test(path),
  use => {
    const folder = argumentAt(use.reference.call, 0, 'filepath');
    const written = literalText(folder);
    return folder === null ||
      written === null ||
      /\.[A-Za-z]\w*$|:\/\/|^\s*$/.test(written)
      ? []
      : [{ ...use, folder, written }];
  }
);

const isFunction = /^(models|saving)\.save_model$/;

/** What the notebook saves itself: the rule about saving mends those places together. */
const writtenPaths = kerasReferences(
  path =>
    isFunction.test(path) ||
    modelMethod(path) === 'save' ||
    path === 'callbacks.ModelCheckpoint',
  ({ path, reference }) => {
    const position = isFunction.test(path) ? 1 : 0;
    const written = literalText(
      argumentAt(reference.call, position, 'filepath')
    );
    return written === null ? [] : [written];
  }
);

function foreignFolders(facts: IPart) {
  const loaded = loadedFolders(facts);
  const saved = new Set(loaded.length > 0 ? writtenPaths(facts) : []);
  return loaded.filter(({ written }) => !saved.has(written));
}
