import { isAtLeast } from '../compatibility/version';
import { findTensorFlow } from '../environment/find-tensorflow';
import { referencesTo } from '../find-references';
import { convertExported } from '../fixes/export-model';
import { legacyOrMigrate, migration } from '../fixes/legacy-or-migrate';
import { defineRule } from './define-rule';

const converters = referencesTo(
  name => name === 'tensorflow.lite.TFLiteConverter.from_keras_model'
);

/** `TFLiteConverter.from_keras_model` on TensorFlow 2.16 with Keras 3: the kernel dies. */
export const tfliteFromKerasModel = defineRule({
  id: 'tflite-from-keras-model',
  severity: 'error',
  docs: {
    summary:
      'The TFLite converter is given a Keras 3 model on TensorFlow 2.16.',
    why: 'TensorFlow 2.16 cannot lower what Keras 3 hands it and aborts: "LLVM ERROR: Failed to infer result type(s)". The kernel dies with all its variables. A folder that `model.export` wrote is converted; so are models of tf-keras, and models of Keras 3 on later releases of TensorFlow.',
    references: ['https://github.com/tensorflow/tensorflow/issues/63849']
  },
  check(context, trans) {
    const { facts, keras, expected } = context;
    const tensorflow = findTensorFlow(expected)?.version ?? '';
    const dies =
      keras.flavor === 'keras3' &&
      isAtLeast(tensorflow, 2, 16) &&
      !isAtLeast(tensorflow, 2, 17);
    return (dies ? converters(facts) : [])
      .filter(({ kind, guard }) => guard === null && kind === 'call')
      .map(reference => ({
        span: reference.span,
        message: trans.__(
          'With Keras 3 this kills the kernel on TensorFlow %1; convert an exported folder.',
          tensorflow
        ),
        fixes: legacyOrMigrate(
          context,
          trans,
          migration(
            trans.__('Export the model and convert the folder'),
            convertExported(facts, reference, {
              method: 'from_saved_model',
              positions: 1
            })
          )
        )
      }));
  },
  recognise({ traceback }, trans) {
    return traceback.includes('LLVM ERROR: Failed to infer result type')
      ? trans.__(
          'TensorFlow 2.16 cannot convert a Keras 3 model to TFLite; convert a folder that model.export wrote.'
        )
      : null;
  },
  examples: [
    {
      name: 'a small model',
      environment: 'tf-2.16',
      before: [
        'import tensorflow as tf\nmodel = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(1)])',
        'converter = tf.lite.TFLiteConverter.from_keras_model(model)\nflat = converter.convert()'
      ],
      fails: { ename: 'DeadKernel', evalue: /the kernel died/ },
      after: [
        'import tensorflow as tf\nmodel = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(1)])',
        'model.export("exported_model")\nconverter = tf.lite.TFLiteConverter.from_saved_model("exported_model")\nflat = converter.convert()'
      ]
    }
  ],
  clean: [
    {
      name: 'a later TensorFlow',
      environment: 'tf-2.21',
      cells: [
        'import tensorflow as tf\nmodel = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(1)])\nflat = tf.lite.TFLiteConverter.from_keras_model(model).convert()'
      ]
    }
  ]
});
