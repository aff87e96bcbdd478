import { isAtLeast } from '../compatibility/version';
import { findTensorFlow } from '../environment/find-tensorflow';
import { defineRule } from './define-rule';

/** TensorFlow Addons, which ended before Keras 3 and does not even load beside it. */
export const tensorflowAddons = defineRule({
  id: 'tensorflow-addons',
  severity: 'error',
  docs: {
    summary: 'tensorflow-addons is imported.',
    why: 'The project ended in 2024. Its last release reaches into a Keras that is gone: on TensorFlow 2.16 and later the import fails with "No module named \'keras.src.engine\'", with and without legacy Keras.',
    limitations:
      'There is no fix: most of it is in Keras by now (`AdamW`, `GroupNormalization`, `F1Score`, `gelu`, `SigmoidFocalCrossEntropy` as `BinaryFocalCrossentropy`). The rest needs TensorFlow 2.15 and a Python below 3.12.',
    references: ['https://github.com/tensorflow/addons/issues/2807']
  },
  check({ facts, expected }, trans) {
    const tensorflow = findTensorFlow(expected);
    if (!tensorflow || !isAtLeast(tensorflow.version, 2, 16)) {
      return [];
    }
    return facts.imports
      .filter(
        ({ module, guard }) =>
          /^tensorflow_addons(\.|$)/.test(module) && guard === null
      )
      .slice(0, 1)
      .map(({ statementSpan }) => ({
        span: statementSpan,
        message: trans.__(
          'tensorflow-addons cannot be imported with TensorFlow %1, with legacy Keras neither.',
          tensorflow.version
        ),
        fixes: []
      }));
  },
  recognise({ evalue, traceback }, trans) {
    return /No module named 'keras\.src\.engine'/.test(evalue) &&
      traceback.includes('tensorflow_addons')
      ? trans.__(
          'tensorflow-addons works with TensorFlow up to 2.15 only; legacy Keras does not help.'
        )
      : null;
  },
  examples: [
    {
      name: 'the import fails',
      environment: 'tf-2.16-with-add-ons',
      before: [
        'import tensorflow_addons as tfa\noptimizer = tfa.optimizers.AdamW(weight_decay=0.01)'
      ],
      fails: {
        ename: 'ModuleNotFoundError',
        evalue: /No module named 'keras\.src\.engine'/
      },
      after: null
    }
  ],
  clean: [
    {
      name: 'what Keras has itself',
      environment: 'tf-2.16',
      cells: [
        'import tensorflow as tf\noptimizer = tf.keras.optimizers.AdamW(weight_decay=0.01)'
      ]
    }
  ]
});
