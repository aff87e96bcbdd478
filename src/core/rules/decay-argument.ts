import { repair } from '../fixes/legacy-or-migrate';
import { formerArguments, replaceDecay } from '../fixes/optimizer-arguments';
import { defineRule } from './define-rule';

const former = formerArguments('decay');

/** `decay=`: Keras 3 ignores it, and the optimizers of Keras 2.11 and later raise. */
export const decayArgument = defineRule({
  id: 'decay-argument',
  severity: 'error',
  docs: {
    summary: 'An optimizer is given `decay=`, which is gone.',
    why: 'Keras 3 warns once and trains with a constant rate. Keras 2.11 to 2.15 and tf-keras raise. What it did was `rate / (1 + decay * step)`, which is the schedule `InverseTimeDecay(rate, 1, decay)`.',
    limitations:
      'With a schedule in its place, the rate of the optimizer cannot be set from a callback any more.',
    references: [
      'https://github.com/keras-team/keras/issues/18540',
      'https://github.com/keras-team/keras-tuner/issues/1039'
    ]
  },
  check(context, trans) {
    return former(context).map(({ argument, reference, isKeras2 }) => ({
      span: argument.span,
      severity: isKeras2 ? 'error' : 'warning',
      message: isKeras2
        ? trans.__('This optimizer has no decay any more: it raises.')
        : trans.__('Keras 3 ignores decay: the learning rate stays constant.'),
      fixes: repair(
        trans.__('Write the decay as a schedule'),
        replaceDecay(context.facts, reference)
      )
    }));
  },
  recognise({ evalue }, trans) {
    return /^decay is deprecated in the new (TF-)?Keras optimizer/.test(evalue)
      ? trans.__(
          'The optimizers of Keras 2.11 and later have no decay; InverseTimeDecay(rate, 1, decay) does the same.'
        )
      : null;
  },
  examples: [
    {
      name: 'ignored by Keras 3',
      environment: 'tf-2.16',
      before: [
        'import tensorflow as tf\noptimizer = tf.keras.optimizers.SGD(learning_rate=0.1, momentum=0.9, decay=0.01)'
      ],
      fails: {
        silently:
          'isinstance(optimizer._learning_rate, tf.keras.optimizers.schedules.LearningRateSchedule)'
      },
      after: [
        'import tensorflow as tf\noptimizer = tf.keras.optimizers.SGD(learning_rate=tf.keras.optimizers.schedules.InverseTimeDecay(0.1, decay_steps=1, decay_rate=0.01), momentum=0.9)'
      ]
    },
    {
      name: 'refused by Keras 2.15',
      environment: 'tf-2.15',
      before: [
        'from tensorflow.keras.optimizers import SGD\noptimizer = SGD(decay=1e-6, momentum=0.9)'
      ],
      fails: { ename: 'ValueError', evalue: /decay is deprecated in the new/ },
      after: [
        'from tensorflow.keras.optimizers import SGD\nfrom tensorflow.keras.optimizers.schedules import InverseTimeDecay\noptimizer = SGD(learning_rate=InverseTimeDecay(0.01, decay_steps=1, decay_rate=1e-6), momentum=0.9)'
      ]
    }
  ],
  clean: [
    {
      name: 'a schedule',
      environment: 'tf-2.16',
      cells: [
        'import tensorflow as tf\nschedule = tf.keras.optimizers.schedules.InverseTimeDecay(0.1, 1, 0.01)\noptimizer = tf.keras.optimizers.SGD(schedule)'
      ]
    },
    {
      name: 'a legacy optimizer takes decay',
      environment: 'tf-2.15',
      cells: [
        'import tensorflow as tf\noptimizer = tf.keras.optimizers.legacy.SGD(0.1, decay=0.01)'
      ]
    }
  ]
});
