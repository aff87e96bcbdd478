import { refersTo } from '../find-references';
import { kerasReferences, parseKerasName } from '../keras-names';
import type { IKerasReference, KerasRoot } from '../keras-names';
import type { Value } from '../notebook/model';
import { defineKeras2Rule } from './define-keras-2-rule';

/** Calls that take objects of Keras, which must be of the same Keras. */
const takesObjects =
  /^((models\.)?(Sequential|Model)(#(add|compile|fit|evaluate|predict|__call__))?|layers\.[\w.]+(#__call__)?)$/;
/** Objects that only their own Keras understands. A loss or a regularizer is a mere function to the other one. */
const belongsToOne =
  /^((models\.)?(Sequential|Model)|KerasTensor|(layers|optimizers|metrics|callbacks)\.[\w.]+)$/;

/** `import tf_keras` beside a `tf.keras` or `keras` of Keras 3, with objects of one handed to the other. */
export const tfKerasBesideKeras3 = defineKeras2Rule({
  id: 'tf-keras-beside-keras-3',
  docs: {
    summary: 'Objects of `tf_keras` and of Keras 3 are put together.',
    why: '`import tf_keras` gives Keras 2 beside `tf.keras`, which stays Keras 3. A layer, optimizer, metric or callback of one raises in a model of the other. With `TF_USE_LEGACY_KERAS` set, `tf.keras` is tf-keras itself.',
    limitations: 'Using both for separate models is fine, and is not reported.',
    references: ['https://github.com/keras-team/tf-keras/issues/257']
  },
  find: facts => (usesTfKeras(facts) ? mixtures(facts) : []),
  message: (place, trans) =>
    trans.__('An object of tf_keras and one of Keras 3 do not fit together.'),
  examples: [
    {
      name: 'a layer of tf.keras',
      environment: 'tf-2.16-with-tf-keras',
      before: [
        'import tf_keras as keras\nfrom tensorflow.keras.layers import Dense',
        'model = keras.Sequential()\nmodel.add(Dense(1))'
      ],
      fails: {
        ename: 'TypeError',
        evalue: /The added layer must be an instance of class Layer/
      },
      after: [
        '# Keras Doctor: this notebook needs Keras 2. Keep this cell before the first import of TensorFlow or Keras.\nimport os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        'import tf_keras as keras\nfrom tensorflow.keras.layers import Dense',
        'model = keras.Sequential()\nmodel.add(Dense(1))'
      ]
    },
    {
      name: 'an optimizer of tf.keras',
      environment: 'tf-2.16-with-tf-keras',
      before: [
        'import tensorflow as tf\nimport tf_keras',
        'model = tf_keras.Sequential([tf_keras.layers.Dense(1)])\nmodel.compile(optimizer=tf.keras.optimizers.Adam(0.01), loss="mse")'
      ],
      fails: {
        ename: 'ValueError',
        evalue: /Could not interpret optimizer identifier: <keras\.src/
      },
      after: [
        '# Keras Doctor: this notebook needs Keras 2. Keep this cell before the first import of TensorFlow or Keras.\nimport os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        'import tensorflow as tf\nimport tf_keras',
        'model = tf_keras.Sequential([tf_keras.layers.Dense(1)])\nmodel.compile(optimizer=tf.keras.optimizers.Adam(0.01), loss="mse")'
      ]
    }
  ],
  clean: [
    {
      name: 'side by side',
      environment: 'tf-2.16-with-tf-keras',
      cells: [
        'import tensorflow as tf\nimport tf_keras',
        'old = tf_keras.Sequential([tf_keras.layers.Dense(1)])\nnew = tf.keras.Sequential([tf.keras.layers.Dense(1)])\nold.compile("adam", loss=tf.keras.losses.MeanSquaredError())'
      ]
    }
  ]
});

/** Its name stands somewhere; without that, nothing can be of it. */
const usesTfKeras = refersTo(name => /^tf_keras(\.|$)/.test(name));

const mixtures = kerasReferences(
  path => takesObjects.test(path),
  use => {
    const root = mixedWith(use);
    return root ? [{ span: use.reference.span, what: 'tf_keras', root }] : [];
  }
);

/** The package other than `tf_keras` in a call where both meet; null where they do not. */
function mixedWith({
  root: own,
  reference
}: IKerasReference): KerasRoot | null {
  const given = reference.call?.arguments ?? [];
  const roots = given.flatMap(({ value }) => rootsIn(value));
  const other = roots.find(root => root !== own);
  const both = [own, other];
  return both.includes('tf_keras')
    ? (both.find(root => root !== undefined && root !== 'tf_keras') ?? null)
    : null;
}

function rootsIn(value: Value, depth = 0): KerasRoot[] {
  if (value.kind === 'sequence') {
    return depth > 3
      ? []
      : value.items.flatMap(item => rootsIn(item, depth + 1));
  }
  const keras = value.kind === 'instance' ? parseKerasName(value.of) : null;
  return keras && belongsToOne.test(keras.path) ? [keras.root] : [];
}
