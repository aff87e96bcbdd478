import { findTensorFlow } from '../environment/find-tensorflow';
import { matchingTfKeras } from '../compatibility/matching-tf-keras';
import { bringKeras3 } from '../fixes/bring-keras-3';
import { firstImport, legacyFix } from '../fixes/legacy-cell';
import type { ISpan } from '../notebook/model';
import { goesToKeras3 } from '../verdict';
import { defineRule } from './define-rule';
import type { IContext } from './model';

/** Legacy Keras is asked for, and the installed tf-keras was made for another TensorFlow. */
export const tfKerasOfOtherMinor = defineRule({
  id: 'tf-keras-of-other-minor',
  severity: 'error',
  docs: {
    summary: 'tf-keras and TensorFlow are of different minor releases.',
    why: 'tf-keras reaches into TensorFlow and is released once for every minor release of it. tf-keras 2.15 on TensorFlow 2.16 raises "has no attribute \'register_load_context_function\'" at the first use; some neighbouring pairs run, and pip calls every one of them a conflict.',
    references: ['https://github.com/keras-team/tf-keras/issues/756']
  },
  check(context, trans) {
    const { keras, expected } = context;
    const tensorflow = findTensorFlow(expected);
    const required = tensorflow && matchingTfKeras(tensorflow.version);
    if (keras.fault !== 'tf-keras-mismatch' || !tensorflow || !required) {
      return [];
    }
    const fix = goesToKeras3(context)
      ? bringKeras3(context, trans)
      : legacyFix(context, trans);
    return [
      {
        span: placeOf(context),
        message: trans.__(
          'tf-keras %1 was made for another TensorFlow than %2: it takes %3.',
          keras.version ?? '?',
          tensorflow.version,
          required
        ),
        fixes: fix ? [fix] : []
      }
    ];
  },
  examples: [
    {
      name: 'tf-keras one release behind',
      environment: 'tf-2.16-with-tf-keras-2.15',
      before: [
        'import os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        'import tensorflow as tf\ntf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])'
      ],
      fails: {
        ename: 'AttributeError',
        evalue: /register_load_context_function/
      },
      after: [
        'import os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        '# Keras Doctor: Keras 2 (tf-keras) in the minor release of TensorFlow.\n%pip install -q --no-deps "tf-keras~=2.16.0"',
        'import tensorflow as tf\ntf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])'
      ]
    },
    {
      name: 'a notebook for Keras 3',
      environment: 'tf-2.16-with-tf-keras-2.15',
      before: [
        'import os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        'import tensorflow as tf\nones = tf.keras.ops.ones([2, 3])'
      ],
      fails: {
        ename: 'AttributeError',
        evalue: /register_load_context_function/
      },
      after: [
        'import os',
        'import tensorflow as tf\nones = tf.keras.ops.ones([2, 3])'
      ]
    }
  ],
  clean: [
    {
      name: 'of one minor release',
      environment: 'tf-2.16-with-tf-keras',
      cells: [
        'import os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        'import tensorflow as tf\ntf.keras.layers.GRU(4)'
      ]
    }
  ]
});

/** The line that asks for legacy Keras or, where the environment does, the first import that meets it. */
function placeOf({ keras, facts }: IContext): ISpan | null {
  return keras.setting?.span ?? firstImport(facts)?.statementSpan ?? null;
}
