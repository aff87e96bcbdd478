import { valueText } from '../fixes/edit-arguments';
import { legacyOrMigrate, migration } from '../fixes/legacy-or-migrate';
import { replaceSpan } from '../fixes/replace-text';
import { kerasReferences, keras3Uses } from '../keras-names';
import type { IReference } from '../notebook/model';
import { defineRule } from './define-rule';
import type { IContext } from './model';

const setters = kerasReferences(path => path === 'backend.set_value');

/** `K.set_value(optimizer.learning_rate, …)`, the old way of a schedule in a callback. */
export const setValueOfLearningRate = defineRule({
  id: 'set-value-of-learning-rate',
  severity: 'error',
  docs: {
    summary: 'The learning rate is set with `backend.set_value`.',
    why: "In Keras 3 the learning rate is a Keras variable, which `tf.keras.backend.set_value` cannot write (\"'str' object has no attribute 'name'\"), and `keras.backend` has no `set_value`. Assigning to `optimizer.learning_rate` works in Keras 2 and 3.",
    references: ['https://github.com/keras-team/keras/issues/18467']
  },
  check(context, trans) {
    return keras3Uses(context, setters)
      .filter(({ reference }) => target(context, reference) !== null)
      .map(({ reference }) => ({
        span: reference.fullSpan,
        message: trans.__(
          'Keras 3 cannot set the learning rate like this; assign it.'
        ),
        fixes: legacyOrMigrate(
          context,
          trans,
          migration(
            trans.__('Assign the learning rate'),
            assignment(context, reference)
          )
        )
      }));
  },
  recognise({ ename, evalue, traceback }, trans) {
    return ename === 'AttributeError' &&
      evalue === "'str' object has no attribute 'name'" &&
      traceback.includes('set_value')
      ? trans.__(
          'Keras 3 cannot set the learning rate with set_value; assign optimizer.learning_rate.'
        )
      : null;
  },
  examples: [
    {
      name: 'schedule in a callback',
      environment: 'tf-2.16',
      before: [
        'import tensorflow as tf\nfrom tensorflow.keras import backend as K',
        'class Halve(tf.keras.callbacks.Callback):\n    def on_epoch_begin(self, epoch, logs=None):\n        K.set_value(self.model.optimizer.lr, 0.1 / (epoch + 1))',
        'model = tf.keras.Sequential([tf.keras.layers.Dense(1)])\nmodel.compile("sgd", "mse")\nmodel.fit(tf.ones((4, 2)), tf.ones((4, 1)), epochs=2, verbose=0, callbacks=[Halve()])'
      ],
      fails: { ename: 'AttributeError', evalue: /has no attribute 'lr'/ },
      after: [
        'import tensorflow as tf\nfrom tensorflow.keras import backend as K',
        'class Halve(tf.keras.callbacks.Callback):\n    def on_epoch_begin(self, epoch, logs=None):\n        self.model.optimizer.learning_rate = 0.1 / (epoch + 1)',
        'model = tf.keras.Sequential([tf.keras.layers.Dense(1)])\nmodel.compile("sgd", "mse")\nmodel.fit(tf.ones((4, 2)), tf.ones((4, 1)), epochs=2, verbose=0, callbacks=[Halve()])'
      ]
    },
    {
      name: 'by its new name',
      environment: 'tf-2.16',
      before: [
        'import tensorflow as tf\noptimizer = tf.keras.optimizers.SGD(0.1)',
        'tf.keras.backend.set_value(optimizer.learning_rate, 0.5)'
      ],
      fails: {
        ename: 'AttributeError',
        evalue: /'str' object has no attribute 'name'/
      },
      after: [
        'import tensorflow as tf\noptimizer = tf.keras.optimizers.SGD(0.1)',
        'optimizer.learning_rate = 0.5'
      ]
    }
  ],
  clean: [
    {
      name: 'Keras 2 can',
      environment: 'tf-2.15',
      cells: [
        'import tensorflow as tf\noptimizer = tf.keras.optimizers.SGD(0.1)\ntf.keras.backend.set_value(optimizer.learning_rate, 0.5)'
      ]
    },
    {
      name: 'another variable',
      environment: 'tf-2.16',
      cells: [
        'import tensorflow as tf\nvariable = tf.Variable(1.0)\ntf.keras.backend.set_value(variable, 0.5)'
      ]
    }
  ]
});

/** What the first argument says, when it is a learning rate. */
function target({ facts }: IContext, { call }: IReference): string | null {
  const [first, second] = call?.arguments ?? [];
  if (!first || !second || first.keyword !== null || call?.open) {
    return null;
  }
  const text = valueText(facts.notebook, first);
  return /^[\w.]*\.(lr|learning_rate)$/.test(text)
    ? text.replace(/\.lr$/, '.learning_rate')
    : null;
}

function assignment(context: IContext, reference: IReference) {
  const { notebook } = context.facts;
  const { fullSpan, statementSpan, call } = reference;
  const isStatement =
    fullSpan.from === statementSpan.from && fullSpan.to === statementSpan.to;
  const left = target(context, reference);
  const value = call?.arguments[1];
  return isStatement && left && value
    ? [
        replaceSpan(
          notebook,
          fullSpan,
          `${left} = ${valueText(notebook, value)}`
        )
      ]
    : [];
}
