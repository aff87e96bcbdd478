/**
 * Names that were gone before TensorFlow 2.9, the oldest release that the table is measured on: no environment with them can be
 * installed any more, so they are typed from release notes and the old source trees. All of them fail on every side; legacy Keras
 * brings none back.
 */
const SOURCES: Readonly<Record<string, readonly string[]>> = {
  'TensorFlow 2.6 release notes: Sequential.predict_proba and predict_classes removed':
    ['Model#predict_classes', 'Model#predict_proba'],
  'TensorFlow 2.4 release notes: tf.keras.utils.multi_gpu_model removed': [
    'utils.multi_gpu_model'
  ],
  'TensorFlow 2.0: sessions and cuDNN layers only in tf.compat.v1.keras': [
    'backend.get_session',
    'backend.set_session',
    'layers.CuDNNGRU',
    'layers.CuDNNLSTM'
  ],
  'TensorFlow 2.4 release notes: tf.keras.mixed_precision.experimental deprecated; removed in 2.8':
    ['mixed_precision.experimental', 'mixed_precision.set_policy'],
  'Keras 2.0 release notes: merge layers by operation; losses instead of objectives':
    ['layers.Merge', 'layers.merge', 'objectives'],
  'Keras 2.0 and 2.4 release notes: image_data_format; TensorFlow as the only backend':
    [
      'backend.image_dim_ordering',
      'backend.set_image_dim_ordering',
      'backend.tensorflow_backend'
    ],
  'keras-team/keras v2.3 to v2.8, modules that v2.9 no longer has': [
    'callbacks.callbacks',
    'layers.advanced_activations',
    'layers.convolutional_recurrent',
    'layers.cudnn_recurrent',
    'layers.dense_attention',
    'layers.embeddings',
    'layers.local',
    'layers.recurrent',
    'layers.recurrent_v2',
    'layers.wrappers',
    'optimizer_v2',
    'optimizers.adadelta_v2',
    'optimizers.adagrad_v2',
    'optimizers.adam',
    'optimizers.adam_v2',
    'optimizers.adamax_v2',
    'optimizers.gradient_descent_v2',
    'optimizers.nadam_v2',
    'optimizers.rmsprop_v2'
  ],
  'Graph mode of TensorFlow 1, private or undocumented': [
    'Model#_make_predict_function',
    'Model#total_loss',
    'Model#uses_learning_phase'
  ]
};

/** The same as rows of the table. What is measured goes before it. */
export const GONE: Readonly<Record<string, string>> = Object.fromEntries(
  Object.values(SOURCES)
    .flat()
    .map(name => [name, 'none'])
);
