import { findArgument, valueText } from '../fixes/edit-arguments';
import { referencesTo } from '../find-references';
import { kerasReferences, keras3Uses } from '../keras-names';
import type { ICall, IFacts, IReference, Value } from '../notebook/model';
import { defineRule } from './define-rule';

/** Attributes of layers and models: of the notebook's classes, only those are noted as assigned that hold a `tf.Variable`. */
const assignments = kerasReferences(
  path => /^(?:(?:layers\.)?[A-Z]\w*|models\.\w+)#\w+$/.test(path),
  use => (use.reference.kind === 'assign' ? [use] : [])
);

/** A `tf.Variable` as a weight of a layer: Keras 3 does not train it. */
export const untrackedVariable = defineRule({
  id: 'untracked-variable',
  severity: 'warning',
  docs: {
    summary: 'A layer or model keeps a `tf.Variable` as its weight.',
    why: 'Keras 3 counts only its own variables among the weights of a layer. A `tf.Variable` is computed with, but `fit` does not train it and `save` leaves it out, and nothing says so. Keras 2 tracks it. `self.add_weight(shape=…, initializer=…)` is tracked in both.',
    limitations:
      'A loop of the notebook that hands the variable to the optimizer itself trains it all the same. Counters, and what is made with `trainable=False`, are not reported.',
    references: [
      'https://keras.io/guides/migrating_to_keras_3/',
      'https://github.com/keras-team/keras/issues/18467'
    ]
  },
  check(context, trans) {
    return keras3Uses(context, assignments)
      .filter(({ reference }) => isWeight(context.facts, reference))
      .map(({ reference }) => ({
        span: reference.span,
        message: trans.__(
          'Keras 3 neither trains nor saves a tf.Variable of a layer; what add_weight makes, it does.'
        ),
        fixes: []
      }));
  },
  examples: [
    {
      name: 'a layer that learns nothing',
      environment: 'tf-2.16',
      before: [
        'import numpy as np\nimport tensorflow as tf',
        'class Scale(tf.keras.layers.Layer):\n    def __init__(self):\n        super().__init__()\n        self.factor = tf.Variable(1.0)\n    def call(self, inputs):\n        return inputs * self.factor',
        'layer = Scale()\nmodel = tf.keras.Sequential([layer])\nmodel.compile("sgd", "mse")\nhistory = model.fit(np.ones((4, 1)), np.zeros((4, 1)), verbose=0)'
      ],
      fails: { silently: 'float(layer.factor) < 1' },
      after: null
    }
  ],
  clean: [
    {
      name: 'Keras 2 trains it',
      environment: 'tf-2.15',
      cells: [
        'import numpy as np\nimport tensorflow as tf',
        'class Scale(tf.keras.layers.Layer):\n    def __init__(self):\n        super().__init__()\n        self.factor = tf.Variable(1.0)\n    def call(self, inputs):\n        return inputs * self.factor',
        'layer = Scale()\nmodel = tf.keras.Sequential([layer])\nmodel.compile("sgd", "mse")\nhistory = model.fit(np.ones((4, 1)), np.zeros((4, 1)), verbose=0)\nassert float(layer.factor) < 1'
      ]
    },
    {
      name: 'weights, counters and constants',
      environment: 'tf-2.16',
      cells: [
        'import tensorflow as tf',
        'class Scale(tf.keras.layers.Layer):\n    def __init__(self):\n        super().__init__()\n        self.steps = tf.Variable(0)\n        self.seen = tf.Variable([0], dtype=tf.int64)\n        self.mean = tf.Variable(0.5, trainable=False)\n        self.factor = self.add_weight(shape=(), initializer="ones")\n    def call(self, inputs):\n        return inputs * self.factor',
        'layer = Scale()\nassert len(layer.trainable_weights) == 1'
      ]
    },
    {
      name: 'a module of TensorFlow',
      environment: 'tf-2.16',
      cells: [
        'import tensorflow as tf\nfrom tensorflow import keras',
        'class Scale(tf.Module):\n    def __init__(self):\n        super().__init__()\n        self.factor = tf.Variable(1.0)\nassert len(Scale().trainable_variables) == 1'
      ]
    }
  ]
});

const variables = referencesTo(name => name === 'tensorflow.Variable');

/** The call that makes the variable of an assignment. */
function variableFor(
  facts: IFacts,
  { statementSpan }: IReference
): ICall | null {
  return (
    variables(facts).find(
      ({ fullSpan }) =>
        fullSpan.cell === statementSpan.cell &&
        fullSpan.from >= statementSpan.from &&
        fullSpan.to <= statementSpan.to
    )?.call ?? null
  );
}

/** Made to be trained: a number that is no count, and not with `trainable=False`. */
function isWeight(facts: IFacts, assigned: IReference): boolean {
  const variable = variableFor(facts, assigned);
  const initial =
    findArgument(variable, 'initial_value') ?? variable?.arguments[0];
  const trainable = findArgument(variable, 'trainable')?.value;
  return (
    initial !== undefined &&
    !/^\d+$/.test(valueText(facts.notebook, initial)) &&
    !(trainable?.kind === 'literal' && trainable.value === false) &&
    !isOtherType(findArgument(variable, 'dtype')?.value)
  );
}

function isOtherType(dtype: Value | undefined): boolean {
  const name =
    dtype?.kind === 'name'
      ? dtype.name
      : dtype?.kind === 'literal'
        ? String(dtype.value)
        : '';
  return /(?:^|\.)(?:u?int\d+|bool|string)$/.test(name);
}
