import { placedLayers } from '../keras-models';
import { defineKeras2Rule } from './define-keras-2-rule';

const layers = placedLayers(layer => layer === 'tensorflow_hub.KerasLayer');

/** A layer of TensorFlow Hub, which is one of tf-keras, as a part of a Keras 3 model. */
export const hubLayer = defineKeras2Rule({
  id: 'hub-layer',
  docs: {
    summary: '`hub.KerasLayer` is part of a Keras 3 model.',
    why: 'tensorflow-hub makes its layers with tf-keras. Keras 3 takes only its own: "Only instances of `keras.Layer` can be added to a Sequential model".',
    limitations:
      'In Keras 3 the layer can be called inside of a `Lambda` or of a `call` method, where it is not trained. Such notebooks are left alone.',
    references: [
      'https://github.com/tensorflow/tensorflow/issues/63085',
      'https://github.com/tensorflow/hub/issues/920'
    ]
  },
  find: facts =>
    layers(facts).map(({ span, root }) => ({
      span,
      root,
      what: 'hub.KerasLayer'
    })),
  message: (place, trans) =>
    trans.__(
      'hub.KerasLayer is a layer of tf-keras: a Keras 3 model does not take it.'
    ),
  recognise({ evalue, traceback }, trans) {
    return /Only instances of `?keras\.Layer`? can be added to a Sequential model\. Received: <tensorflow_hub\./.test(
      evalue
    ) ||
      (/KerasTensor cannot be used as input/.test(evalue) &&
        traceback.includes('tensorflow_hub'))
      ? trans.__(
          'hub.KerasLayer is a layer of tf-keras: a Keras 3 model does not take it.'
        )
      : null;
  },
  examples: [
    {
      name: 'in a Sequential model',
      environment: 'tf-2.16-with-tf-keras',
      before: [
        'import tensorflow as tf\nclass Double(tf.Module):\n    @tf.function(input_signature=[tf.TensorSpec([None, 3])])\n    def __call__(self, x):\n        return 2 * x\ntf.saved_model.save(Double(), "double")',
        'import tensorflow_hub as hub\nmodel = tf.keras.Sequential([\n    hub.KerasLayer("double", input_shape=[3]),\n    tf.keras.layers.Dense(1)\n])'
      ],
      fails: {
        ename: 'ValueError',
        evalue:
          /Only instances of `keras\.Layer` can be added to a Sequential model\. Received: <tensorflow_hub/
      },
      after: [
        '# Keras Doctor: this notebook needs Keras 2. Keep this cell before the first import of TensorFlow or Keras.\nimport os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        'import tensorflow as tf\nclass Double(tf.Module):\n    @tf.function(input_signature=[tf.TensorSpec([None, 3])])\n    def __call__(self, x):\n        return 2 * x\ntf.saved_model.save(Double(), "double")',
        'import tensorflow_hub as hub\nmodel = tf.keras.Sequential([\n    hub.KerasLayer("double", input_shape=[3]),\n    tf.keras.layers.Dense(1)\n])'
      ]
    },
    {
      name: 'on a symbolic tensor',
      environment: 'tf-2.16-with-tf-keras',
      before: [
        'import tensorflow as tf\nclass Double(tf.Module):\n    @tf.function(input_signature=[tf.TensorSpec([None, 3])])\n    def __call__(self, x):\n        return 2 * x\ntf.saved_model.save(Double(), "double")',
        'import tensorflow_hub as hub\nfrom tensorflow import keras\nlayer = hub.KerasLayer("double")\ninputs = keras.Input(shape=[3])\noutputs = keras.layers.Dense(1)(layer(inputs))'
      ],
      fails: {
        ename: 'TypeError',
        evalue: /KerasTensor cannot be used as input/
      },
      after: [
        '# Keras Doctor: this notebook needs Keras 2. Keep this cell before the first import of TensorFlow or Keras.\nimport os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        'import tensorflow as tf\nclass Double(tf.Module):\n    @tf.function(input_signature=[tf.TensorSpec([None, 3])])\n    def __call__(self, x):\n        return 2 * x\ntf.saved_model.save(Double(), "double")',
        'import tensorflow_hub as hub\nfrom tensorflow import keras\nlayer = hub.KerasLayer("double")\ninputs = keras.Input(shape=[3])\noutputs = keras.layers.Dense(1)(layer(inputs))'
      ]
    }
  ],
  clean: [
    {
      name: 'called on tensors',
      environment: 'tf-2.16-with-tf-keras',
      cells: [
        'import tensorflow as tf\nclass Double(tf.Module):\n    @tf.function(input_signature=[tf.TensorSpec([None, 3])])\n    def __call__(self, x):\n        return 2 * x\ntf.saved_model.save(Double(), "double")',
        'import tensorflow_hub as hub\ndoubled = hub.KerasLayer("double")(tf.zeros([1, 3]))'
      ]
    },
    {
      name: 'inside of a Lambda',
      environment: 'tf-2.16-with-tf-keras',
      cells: [
        'import tensorflow as tf\nclass Double(tf.Module):\n    @tf.function(input_signature=[tf.TensorSpec([None, 3])])\n    def __call__(self, x):\n        return 2 * x\ntf.saved_model.save(Double(), "double")',
        'import tensorflow_hub as hub\nlayer = hub.KerasLayer("double")\nmodel = tf.keras.Sequential([tf.keras.Input(shape=[3]), tf.keras.layers.Lambda(lambda x: layer(x)), tf.keras.layers.Dense(1)])'
      ]
    }
  ]
});
