import { kerasReferences } from '../keras-names';
import { defineKeras2Rule } from './define-keras-2-rule';

/** Layers and models that take the feature columns of estimators. */
export const denseFeatures = defineKeras2Rule({
  id: 'dense-features',
  docs: {
    summary: 'Feature columns go into a Keras model (`DenseFeatures`).',
    why: 'Keras 3 has neither `DenseFeatures` nor `experimental.LinearModel` and `WideDeepModel`. tf-keras kept them, as TensorFlow kept `tf.feature_column`.',
    limitations:
      'For Keras 3, preprocessing layers (`Normalization`, `StringLookup`, `CategoryEncoding`) or `keras.utils.FeatureSpace` do the same.',
    references: [
      'https://www.tensorflow.org/guide/migrate/migrating_feature_columns',
      'https://keras.io/api/utils/feature_space/'
    ]
  },
  find: kerasReferences(
    path =>
      /^(layers\.DenseFeatures|experimental\.(LinearModel|WideDeepModel|SequenceFeatures))$/.test(
        path
      ),
    ({ root, path, reference: { kind, span } }) =>
      kind === 'assign' ? [] : [{ span, what: path, root }]
  ),
  message: ({ what }, trans) => trans.__('Keras 3 has no %1.', what),
  recognise({ evalue }, trans) {
    return /(has no attribute|cannot import name) 'DenseFeatures'/.test(evalue)
      ? trans.__('Keras 3 has no layers for feature columns; tf-keras has.')
      : null;
  },
  examples: [
    {
      name: 'numeric columns',
      environment: 'tf-2.16-with-tf-keras',
      before: [
        'import tensorflow as tf',
        'columns = [tf.feature_column.numeric_column("age")]\nmodel = tf.keras.Sequential([\n    tf.keras.layers.DenseFeatures(columns),\n    tf.keras.layers.Dense(1)\n])\noutput = model({"age": tf.constant([[1.0], [2.0]])})'
      ],
      fails: {
        ename: 'AttributeError',
        evalue: /has no attribute 'DenseFeatures'/
      },
      after: [
        '# Keras Doctor: this notebook needs Keras 2. Keep this cell before the first import of TensorFlow or Keras.\nimport os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        'import tensorflow as tf',
        'columns = [tf.feature_column.numeric_column("age")]\nmodel = tf.keras.Sequential([\n    tf.keras.layers.DenseFeatures(columns),\n    tf.keras.layers.Dense(1)\n])\noutput = model({"age": tf.constant([[1.0], [2.0]])})'
      ]
    }
  ],
  clean: [
    {
      name: 'preprocessing layers',
      environment: 'tf-2.16',
      cells: [
        'import tensorflow as tf\nfeatures = tf.keras.layers.Normalization(axis=None)\nfeatures.adapt(tf.constant([1.0, 2.0, 3.0]))'
      ]
    }
  ]
});
