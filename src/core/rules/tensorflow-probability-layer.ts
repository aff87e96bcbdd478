import { placedLayers } from '../keras-models';
import { defineKeras2Rule } from './define-keras-2-rule';

const layers = placedLayers(layer =>
  /^tensorflow_probability\.(\w+\.)*layers\./.test(layer)
);

/** A layer of TensorFlow Probability, which is one of tf-keras, as a part of a Keras 3 model. */
export const tensorflowProbabilityLayer = defineKeras2Rule({
  id: 'tensorflow-probability-layer',
  docs: {
    summary: 'A layer of TensorFlow Probability is part of a Keras 3 model.',
    why: 'TensorFlow Probability makes its layers with tf-keras. Keras 3 takes only its own. Distributions and bijectors by themselves do not mind.',
    references: [
      'https://github.com/keras-team/keras/issues/19894',
      'https://github.com/tensorflow/probability/issues/1774'
    ]
  },
  find: facts =>
    layers(facts).map(({ span, root, layer }) => ({
      span,
      root,
      what: `tfp.layers.${layer.split('.').pop()}`
    })),
  message: ({ what }, trans) =>
    trans.__(
      '%1 is a layer of tf-keras: a Keras 3 model does not take it.',
      what
    ),
  recognise({ evalue }, trans) {
    return /Only instances of `?keras\.Layer`? can be added to a Sequential model\. Received: <tensorflow_probability\./.test(
      evalue
    )
      ? trans.__(
          'Layers of TensorFlow Probability are layers of tf-keras: a Keras 3 model does not take them.'
        )
      : null;
  },
  examples: [
    {
      name: 'variational layer',
      environment: 'tf-2.16-with-add-ons',
      before: [
        'import tensorflow as tf\nimport tensorflow_probability as tfp\ntfpl = tfp.layers',
        'model = tf.keras.Sequential()\nmodel.add(tf.keras.layers.Dense(4))\nmodel.add(tfpl.DenseFlipout(2))'
      ],
      fails: {
        ename: 'ValueError',
        evalue: /Received: <tensorflow_probability/
      },
      after: [
        '# Keras Doctor: this notebook needs Keras 2. Keep this cell before the first import of TensorFlow or Keras.\nimport os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        'import tensorflow as tf\nimport tensorflow_probability as tfp\ntfpl = tfp.layers',
        'model = tf.keras.Sequential()\nmodel.add(tf.keras.layers.Dense(4))\nmodel.add(tfpl.DenseFlipout(2))'
      ]
    },
    {
      name: 'on a symbolic tensor',
      environment: 'tf-2.16-with-add-ons',
      before: [
        'import tensorflow as tf\nimport tensorflow_probability as tfp',
        'inputs = tf.keras.Input(shape=[3])\noutputs = tfp.layers.DenseFlipout(2)(inputs)'
      ],
      fails: {
        ename: 'AttributeError',
        evalue: /'tuple' object has no attribute 'rank'/
      },
      after: [
        '# Keras Doctor: this notebook needs Keras 2. Keep this cell before the first import of TensorFlow or Keras.\nimport os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        'import tensorflow as tf\nimport tensorflow_probability as tfp',
        'inputs = tf.keras.Input(shape=[3])\noutputs = tfp.layers.DenseFlipout(2)(inputs)'
      ]
    }
  ],
  clean: [
    {
      name: 'distributions',
      environment: 'tf-2.16-with-add-ons',
      cells: [
        'import tensorflow as tf\nimport tensorflow_probability as tfp',
        'model = tf.keras.Sequential([tf.keras.layers.Dense(1)])\nsample = tfp.distributions.Normal(0.0, 1.0).sample(3)'
      ]
    }
  ]
});
