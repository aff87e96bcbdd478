import { formerArguments, renameLr } from '../fixes/optimizer-arguments';
import { repair } from '../fixes/legacy-or-migrate';
import { defineRule } from './define-rule';

const former = formerArguments('lr');

/** `lr=`: Keras 3 raises, and the optimizers of Keras 2.11 and later train with their default rate instead. */
export const lrArgument = defineRule({
  id: 'lr-argument',
  severity: 'error',
  docs: {
    summary: 'An optimizer is given `lr=`, which no Keras takes any more.',
    why: 'The name is `learning_rate`. Keras 3 raises. The optimizers of Keras 2.11 to 2.15 and of tf-keras ignore `lr=` with one line in the log and train with their default rate, so going back to Keras 2 does not bring the old training back.',
    limitations:
      'Where `lr` was ignored so far, the training changes: it takes the rate that is written.',
    references: [
      'https://github.com/keras-team/keras/issues/18540',
      'https://github.com/keras-team/keras-tuner/issues/1039'
    ]
  },
  check(context, trans) {
    return former(context).map(({ argument, reference, isKeras2 }) => ({
      span: argument.span,
      severity: isKeras2 ? 'warning' : 'error',
      message: isKeras2
        ? trans.__(
            'Ignored: the optimizer trains with its default rate. The argument is learning_rate.'
          )
        : trans.__('Keras 3 has no lr; the argument is learning_rate.'),
      fixes: repair(
        trans.__('Write learning_rate'),
        renameLr(context.facts.notebook, reference)
      )
    }));
  },
  recognise({ evalue }, trans) {
    return /^Argument\(s\) not recognized: \{'lr'/.test(evalue)
      ? trans.__(
          'Keras 3 has no argument lr for its optimizers; it is learning_rate.'
        )
      : null;
  },
  examples: [
    {
      name: 'Adam under Keras 3',
      environment: 'tf-2.16',
      before: [
        'from tensorflow import keras',
        'optimizer = keras.optimizers.Adam(lr=0.01, beta_1=0.9)'
      ],
      fails: {
        ename: 'ValueError',
        evalue: /Argument\(s\) not recognized: \{'lr'/
      },
      after: [
        'from tensorflow import keras',
        'optimizer = keras.optimizers.Adam(learning_rate=0.01, beta_1=0.9)'
      ]
    },
    {
      name: 'ignored by Keras 2.15',
      environment: 'tf-2.15',
      before: [
        'from tensorflow.keras.optimizers import Adam\noptimizer = Adam(lr=0.5)'
      ],
      fails: { silently: 'round(float(optimizer.learning_rate), 3) == 0.5' },
      after: [
        'from tensorflow.keras.optimizers import Adam\noptimizer = Adam(learning_rate=0.5)'
      ]
    }
  ],
  clean: [
    {
      name: 'a legacy optimizer takes lr',
      environment: 'tf-2.15',
      cells: [
        'import tensorflow as tf\noptimizer = tf.keras.optimizers.legacy.Adam(lr=0.01)'
      ]
    },
    {
      name: 'learning_rate',
      environment: 'tf-2.16',
      cells: [
        'import tensorflow as tf\noptimizer = tf.keras.optimizers.Adam(learning_rate=0.01)'
      ]
    }
  ]
});
