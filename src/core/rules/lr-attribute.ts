import { referencesTo } from '../find-references';
import { repair } from '../fixes/legacy-or-migrate';
import { replaceSpan } from '../fixes/replace-text';
import { kerasReferences, keras3Uses, rewritable } from '../keras-names';
import type { IKerasReference } from '../keras-names';
import { defineRule } from './define-rule';
import type { IContext } from './model';

const rates = kerasReferences(isLr);
const setters = referencesTo(name => name.endsWith('backend.set_value'));

/** `optimizer.lr`: Keras 3 raises where it is read, and keeps the old rate where it is set. */
export const lrAttribute = defineRule({
  id: 'lr-attribute',
  severity: 'error',
  docs: {
    summary: 'The learning rate is read or set as `optimizer.lr`.',
    why: 'In Keras 3 the attribute is `learning_rate` alone. Reading `lr` raises an AttributeError; setting it makes a new attribute that nobody looks at, so a schedule in a callback silently does nothing. `learning_rate` works in Keras 2 as well.',
    references: [
      'https://github.com/amaiya/ktrain/issues/525',
      'https://keras.io/guides/migrating_to_keras_3/'
    ]
  },
  evidence: rewritable(isLr, ({ reference }) =>
    reference.kind !== 'assign' ? reference.span : null
  ),
  check(context, trans) {
    return keras3Uses(context, rates)
      .filter(use => !isSetByBackend(context, use))
      .map(({ reference }) => {
        const isSet = reference.kind === 'assign';
        return {
          span: reference.span,
          severity: isSet ? ('warning' as const) : ('error' as const),
          message: isSet
            ? trans.__(
                'Keras 3 ignores this: the learning rate stays as it is. The attribute is learning_rate.'
              )
            : trans.__('Keras 3 has no lr; the attribute is learning_rate.'),
          fixes: repair(trans.__('Write learning_rate'), [
            replaceSpan(
              context.facts.notebook,
              reference.lastSpan,
              'learning_rate'
            )
          ])
        };
      });
  },
  recognise({ ename, evalue }, trans) {
    return ename === 'AttributeError' &&
      /object has no attribute 'lr'$/.test(evalue)
      ? trans.__(
          'Optimizers of Keras 3 have no attribute lr; it is learning_rate.'
        )
      : null;
  },
  examples: [
    {
      name: 'set, without effect',
      environment: 'tf-2.16',
      before: [
        'from tensorflow.keras.optimizers import Adam',
        'optimizer = Adam(0.001)\noptimizer.lr = 0.5'
      ],
      fails: { silently: 'round(float(optimizer.learning_rate), 3) == 0.5' },
      after: [
        'from tensorflow.keras.optimizers import Adam',
        'optimizer = Adam(0.001)\noptimizer.learning_rate = 0.5'
      ]
    },
    {
      name: 'read off a model',
      environment: 'tf-2.16',
      before: [
        'from tensorflow import keras\nmodel = keras.Sequential([keras.layers.Dense(1)])\nmodel.compile("sgd", "mse")',
        'print(float(model.optimizer.lr))'
      ],
      fails: { ename: 'AttributeError', evalue: /has no attribute 'lr'/ },
      after: [
        'from tensorflow import keras\nmodel = keras.Sequential([keras.layers.Dense(1)])\nmodel.compile("sgd", "mse")',
        'print(float(model.optimizer.learning_rate))'
      ]
    }
  ],
  clean: [
    {
      name: 'Keras 2 has it',
      environment: 'tf-2.15',
      cells: [
        'import tensorflow as tf\noptimizer = tf.keras.optimizers.Adam()\noptimizer.lr = 0.5\nassert float(optimizer.learning_rate) == 0.5'
      ]
    },
    {
      name: 'an lr of something else',
      environment: 'tf-2.16',
      cells: [
        'import tensorflow as tf\nclass Settings:\n    lr = 0.1\nsettings = Settings()\nsettings.lr = 0.2\noptimizer = tf.keras.optimizers.Adam(settings.lr)'
      ]
    }
  ]
});

function isLr(path: string): boolean {
  return /^optimizers\.(\w+\.)*[A-Z]\w*#lr$|#(model\.)?optimizer\.lr$/.test(
    path
  );
}

/** `K.set_value(optimizer.lr, …)` fails in Keras 3 under either name; it has a rule of its own. */
function isSetByBackend(
  { facts }: IContext,
  { reference }: IKerasReference
): boolean {
  const { cell, from, to } = reference.span;
  return setters(facts).some(
    ({ call }) =>
      call !== null &&
      call.argumentsSpan.cell === cell &&
      call.argumentsSpan.from < from &&
      call.argumentsSpan.to > to
  );
}
