import { refersTo } from '../find-references';
import { argumentAt } from '../fixes/edit-arguments';
import { legacyOrMigrate } from '../fixes/legacy-or-migrate';
import { endsIn, knownEnd } from '../fixes/rewrite-path';
import { kerasReferences, keras3Uses, modelMethod } from '../keras-names';
import type { IArgument, IFacts } from '../notebook/model';
import { defineRule } from './define-rule';

/** `load_weights` of a TensorFlow checkpoint, which Keras 3 does not read. */
export const loadCheckpoint = defineRule({
  id: 'load-checkpoint',
  severity: 'error',
  docs: {
    summary: 'Weights are loaded from a TensorFlow checkpoint.',
    why: 'Keras 2 wrote weights as a TensorFlow checkpoint (`cp.ckpt.index`, `cp.ckpt.data-00000-of-00001`) unless the path ended in `.h5`, and read them back. Keras 3 reads `.weights.h5`, `.h5` and `.keras` alone and raises "File format not supported"; `tf.train.latest_checkpoint` finds none of these. Legacy Keras (tf-keras) reads checkpoints as before.',
    limitations:
      'Paths of which the end is not known are not reported, nor is what the notebook saves itself: the rules about saving speak of that.',
    references: ['https://keras.io/guides/migrating_to_keras_3/']
  },
  evidence: facts =>
    checkpoints(facts)
      .filter(({ root }) => root !== 'tf_keras')
      .map(({ file: { span } }) => ({
        side: 'keras2',
        span,
        what: 'load_weights(checkpoint)'
      })),
  check(context, trans) {
    return keras3Uses(context, () => checkpoints(context.facts)).map(
      ({ file: { span } }) => ({
        span,
        message: trans.__(
          'Keras 3 cannot read TensorFlow checkpoints; it loads weights from .weights.h5 and .h5 files.'
        ),
        fixes: legacyOrMigrate(context, trans, null)
      })
    );
  },
  recognise({ evalue }, trans) {
    return /^File format not supported: filepath=.*`\.weights\.h5`/s.test(
      evalue
    )
      ? trans.__(
          'Keras 3 reads weights from .weights.h5, .h5 and .keras files, not from a TensorFlow checkpoint; or there is nothing at this path.'
        )
      : null;
  },
  examples: [
    {
      name: 'a checkpoint of Keras 2, by its path and as the latest one',
      environment: 'tf-2.16-with-tf-keras',
      before: [
        'import subprocess, sys\ncode = "import tf_keras; m = tf_keras.Sequential([tf_keras.layers.Dense(1, input_shape=(2,))]); m.save_weights(\'old/my.ckpt\')"\nsubprocess.run([sys.executable, "-c", code], check=True)',
        'import os\nimport tensorflow as tf\nfolder = "old"\nmodel = tf.keras.Sequential([tf.keras.layers.Dense(1, input_shape=(2,))])\nstatus = model.load_weights(os.path.join(folder, "my.ckpt"))\nlatest = tf.train.latest_checkpoint(folder)\nstatus = model.load_weights(latest)'
      ],
      fails: { ename: 'ValueError', evalue: /File format not supported/ },
      after: [
        'import subprocess, sys\ncode = "import tf_keras; m = tf_keras.Sequential([tf_keras.layers.Dense(1, input_shape=(2,))]); m.save_weights(\'old/my.ckpt\')"\nsubprocess.run([sys.executable, "-c", code], check=True)',
        '# Keras Doctor: this notebook needs Keras 2. Keep this cell before the first import of TensorFlow or Keras.\nimport os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        'import os\nimport tensorflow as tf\nfolder = "old"\nmodel = tf.keras.Sequential([tf.keras.layers.Dense(1, input_shape=(2,))])\nstatus = model.load_weights(os.path.join(folder, "my.ckpt"))\nlatest = tf.train.latest_checkpoint(folder)\nstatus = model.load_weights(latest)'
      ]
    }
  ],
  clean: [
    {
      name: 'files',
      environment: 'tf-2.21',
      cells: [
        'import os\nfrom tensorflow import keras\nmodel = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])\nfor name in ["a.weights", "b.weights"]:\n    model.save_weights(f"{name}.h5")\n    model.load_weights(f"{name}.h5")'
      ]
    },
    {
      name: 'a checkpoint that Keras does not read',
      environment: 'tf-2.21',
      cells: [
        'import tensorflow as tf\nstep = tf.Variable(1)\ncheckpoint = tf.train.Checkpoint(step=step)\ncheckpoint.save("here/c")\nstatus = checkpoint.restore(tf.train.latest_checkpoint("here"))'
      ]
    }
  ]
});

const loads = kerasReferences(
  path => modelMethod(path) === 'load_weights',
  use => {
    const file = argumentAt(use.reference.call, 0, 'filepath');
    return file && isCheckpoint(file) ? [{ ...use, file }] : [];
  }
);

/** What Keras 3 reads. */
const readable = ['.h5', '.hdf5', '.keras'];

function isCheckpoint(file: IArgument): boolean {
  const { value } = file;
  return (
    (value.kind === 'instance' &&
      /^tensorflow\.(compat\.v1\.)?train\.latest_checkpoint$/.test(value.of)) ||
    (readable.every(extension => endsIn(file, extension) === false) &&
      /[^\s/]$/.test(knownEnd(file) ?? ''))
  );
}

/** What the notebook writes itself. */
const written = kerasReferences(
  path =>
    modelMethod(path) === 'save_weights' ||
    path === 'callbacks.ModelCheckpoint',
  ({ reference }) => {
    const end = knownEnd(argumentAt(reference.call, 0, 'filepath'));
    return end === null ? [] : [end];
  }
);

/** A folder of Orbax may have any name. */
const usesOrbax = refersTo(name => /orbax/i.test(name));

function checkpoints(facts: IFacts) {
  const found = loads(facts);
  if (found.length === 0 || usesOrbax(facts)) {
    return [];
  }
  const ends = written(facts);
  return found.filter(({ file }) => !ends.includes(knownEnd(file) ?? ''));
}
