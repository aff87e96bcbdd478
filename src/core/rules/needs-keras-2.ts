import { refusesTfKeras } from '../companions';
import { legacyFix } from '../fixes/legacy-cell';
import { isBoundToKeras2 } from '../verdict';
import { defineRule } from './define-rule';
import type { IContext, IEvidence, IVerdict } from './model';

/** The source needs Keras 2, and `tf.keras` will be Keras 3: the one line that the badge says. */
export const needsKeras2 = defineRule({
  id: 'needs-keras-2',
  severity: 'error',
  reach: 'notebook',
  docs: {
    summary:
      'The notebook is written for Keras 2, and the kernel will give it Keras 3.',
    why: 'Every TensorFlow since 2.16 takes Keras 3 for `tf.keras`. tf-keras, the continued Keras 2, is installed on its own, in the minor release of TensorFlow, and is taken when `TF_USE_LEGACY_KERAS` is set before the first import.',
    limitations:
      'Keras 2 gets only repairs by now. A notebook that is to live on is better migrated; set "Wanted Keras" to `keras3` to be offered that instead.',
    references: [
      'https://keras.io/guides/migrating_to_keras_3/',
      'https://github.com/keras-team/keras/issues/18467'
    ]
  },
  check(context, trans) {
    if (!isWanted(context) || context.keras.flavor !== 'keras3') {
      return [];
    }
    const first = firstReason(context.verdict);
    const version = context.keras.version ?? '3';
    const fix = legacyFix(context, trans);
    return [
      {
        span: first?.span ?? null,
        message: first
          ? trans.__(
              'This notebook needs Keras 2 (%1); the kernel has Keras %2.',
              first.what,
              version
            )
          : trans.__('Keras 2 is wanted; the kernel has Keras %1.', version),
        fixes: fix ? [fix] : []
      }
    ];
  },
  examples: [
    {
      name: 'stateful recurrent network',
      environment: 'tf-2.16-with-tf-keras',
      before: [
        'import tensorflow as tf',
        'model = tf.keras.Sequential([\n    tf.keras.layers.GRU(4, stateful=True, batch_input_shape=[1, None, 3]),\n    tf.keras.layers.Dense(1)\n])'
      ],
      fails: {
        ename: 'ValueError',
        evalue:
          /Unrecognized keyword arguments passed to GRU: \{'batch_input_shape'/
      },
      after: [
        '# Keras Doctor: this notebook needs Keras 2. Keep this cell before the first import of TensorFlow or Keras.\nimport os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        'import tensorflow as tf',
        'model = tf.keras.Sequential([\n    tf.keras.layers.GRU(4, stateful=True, batch_input_shape=[1, None, 3]),\n    tf.keras.layers.Dense(1)\n])'
      ]
    }
  ],
  clean: [
    {
      name: 'the same network written for Keras 3',
      environment: 'tf-2.16-with-tf-keras',
      cells: [
        'import tensorflow as tf',
        'model = tf.keras.Sequential([\n    tf.keras.Input(batch_shape=[1, None, 3]),\n    tf.keras.layers.GRU(4, stateful=True),\n    tf.keras.layers.Dense(1)\n])'
      ]
    },
    {
      name: 'Keras 2 by itself',
      environment: 'tf-2.15',
      cells: [
        'import tensorflow as tf',
        'layer = tf.keras.layers.GRU(4, stateful=True, batch_input_shape=[1, None, 3])'
      ]
    }
  ]
});

/**
 * Code that a rewrite mends is reported at its place, with the choice; it is no reason to stay on Keras 2 by itself. Where a library
 * refuses tf-keras there is no staying.
 */
function isWanted(context: IContext): boolean {
  const { verdict, options } = context;
  if (refusesTfKeras(context)) {
    return false;
  }
  switch (options.wantedKeras) {
    case 'auto':
      return isBoundToKeras2(verdict);
    case 'legacy':
      return ['keras2', 'either'].includes(verdict.needs);
    case 'keras3':
      return false;
  }
}

/** What no rewrite mends goes before what one does. */
function firstReason({ evidence }: IVerdict): IEvidence | undefined {
  const reasons = evidence.filter(({ side }) => side === 'keras2');
  return reasons.find(({ weak }) => !weak) ?? reasons[0];
}
