import { isAtLeast } from '../compatibility/version';
import { findTensorFlow } from '../environment/find-tensorflow';
import { legacyFix } from '../fixes/legacy-cell';
import { legacyCellMark } from '../fixes/missing-tf-keras';
import type { IFix } from '../fixes/model';
import { removeLegacyFlag } from '../fixes/remove-legacy-flag';
import type { ITranslate } from '../translate';
import { goesToKeras3 } from '../verdict';
import { defineRule } from './define-rule';
import type { IContext } from './model';

/** Legacy Keras is asked for, and tf-keras is not there to give it. */
export const legacyFlagWithoutTfKeras = defineRule({
  id: 'legacy-flag-without-tf-keras',
  severity: 'error',
  docs: {
    summary: 'TF_USE_LEGACY_KERAS is set, and tf-keras is not installed.',
    why: 'No TensorFlow installs tf-keras. Without it the first use of `tf.keras` raises "Keras cannot be imported. Check that it is installed." and every later one a RecursionError, which neither an installation nor unsetting the variable cures in that kernel; from TensorFlow 2.16 on, `from tensorflow.keras …` silently takes Keras 3. TensorFlow 2.15 is Keras 2 by itself: there the variable only breaks it.',
    references: ['https://github.com/huggingface/transformers/pull/40391']
  },
  check(context, trans) {
    const { keras, expected } = context;
    const tensorflow = findTensorFlow(expected);
    if (keras.fault !== 'tf-keras-missing' || !tensorflow) {
      return [];
    }
    const isKeras2 = !isAtLeast(tensorflow.version, 2, 16);
    return [
      {
        span: keras.setting?.span ?? null,
        message: isKeras2
          ? trans.__(
              'TensorFlow %1 is Keras 2 by itself; with this variable and without tf-keras, tf.keras cannot be imported.',
              tensorflow.version
            )
          : context.environment.failedInstalls?.has('tf-keras')
            ? trans.__(
                'tf-keras is still not installed: the line that installs it has run and failed. See what it has printed.'
              )
            : trans.__(
                'TF_USE_LEGACY_KERAS is set, but tf-keras is not installed: tf.keras cannot be imported.'
              ),
        fixes: fixes(context, isKeras2, trans)
      }
    ];
  },
  examples: [
    {
      name: 'tf-keras missing',
      environment: 'tf-2.16',
      before: [
        'import os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        'import tensorflow as tf\ntf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])'
      ],
      fails: {
        ename: 'ImportError',
        evalue: /Keras cannot be imported\. Check that it is installed\./
      },
      after: [
        'import os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        '# Keras Doctor: Keras 2 (tf-keras) in the minor release of TensorFlow.\n%pip install -q --no-deps "tf-keras~=2.16.0"',
        'import tensorflow as tf\ntf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])'
      ]
    },
    {
      name: 'a TensorFlow that is Keras 2 by itself',
      environment: 'tf-2.15',
      before: [
        'import os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"\nimport tensorflow as tf\ntf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])'
      ],
      fails: {
        ename: 'ImportError',
        evalue: /Keras cannot be imported\. Check that it is installed\./
      },
      after: [
        'import os\nimport tensorflow as tf\ntf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])'
      ]
    }
  ],
  clean: [
    {
      name: 'tf-keras there',
      environment: 'tf-2.16-with-tf-keras',
      cells: [
        'import os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        'import tensorflow as tf\ntf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])'
      ]
    }
  ]
});

/**
 * TensorFlow 2.15, and a notebook that needs Keras 3, lose the variable; any other gets tf-keras. One that is to run on
 * Keras 2 and takes tf-keras away itself keeps the variable: another rule would put it back.
 */
function fixes(
  context: IContext,
  isKeras2: boolean,
  trans: ITranslate
): IFix[] {
  const { facts, keras, verdict, options } = context;
  const remove = removeLegacyFlag(context, trans);
  if (isKeras2 || goesToKeras3(context)) {
    return remove;
  }
  const legacy = legacyFix(context, trans);
  const cell = keras.setting && facts.notebook.cells[keras.setting.span.cell];
  const isWanted =
    verdict.needs === 'keras2' ||
    options.wantedKeras === 'legacy' ||
    cell?.insertedBy === legacyCellMark;
  return legacy ? [legacy, ...remove] : isWanted ? [] : remove;
}
