import { legacyOrMigrate, migration } from '../fixes/legacy-or-migrate';
import { replaceSpan } from '../fixes/replace-text';
import {
  kerasReferences,
  keras3Uses,
  modelMethod,
  rewritable
} from '../keras-names';
import type { IKerasReference } from '../keras-names';
import { defineRule } from './define-rule';

const calls = kerasReferences(isVariables, use => (isCalled(use) ? [use] : []));

/** `optimizer.variables()`: a list in Keras 3, which cannot be called. */
export const optimizerVariables = defineRule({
  id: 'optimizer-variables',
  severity: 'error',
  docs: {
    summary: '`variables()` of an optimizer is called.',
    why: 'In Keras 3 `variables` is a list, so that the call raises "\'list\' object is not callable". In Keras 2 it was a method; since 2.11 it has been a list that can also be called.',
    references: ['https://keras.io/guides/migrating_to_keras_3/']
  },
  evidence: rewritable(isVariables, use =>
    isCalled(use) ? use.reference.fullSpan : null
  ),
  check(context, trans) {
    const { notebook } = context.facts;
    return keras3Uses(context, calls).map(
      ({ reference: { span, fullSpan } }) => ({
        span: fullSpan,
        message: trans.__(
          'The variables of a Keras 3 optimizer are a list; they cannot be called.'
        ),
        fixes: legacyOrMigrate(
          context,
          trans,
          migration(trans.__('Write %1', 'variables'), [
            replaceSpan(notebook, { ...fullSpan, from: span.to }, '')
          ])
        )
      })
    );
  },
  recognise({ evalue, traceback }, trans) {
    return /^'list' object is not callable/.test(evalue) &&
      /\.variables\(\)/.test(traceback)
      ? trans.__(
          'The variables of a Keras 3 optimizer are a list; they cannot be called.'
        )
      : null;
  },
  examples: [
    {
      name: 'of an optimizer and of that of a model',
      environment: 'tf-2.21',
      before: [
        'import numpy as np\nfrom tensorflow import keras\nmodel = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])\nadam = keras.optimizers.Adam()\nmodel.compile(adam, "mean_squared_error")\nhistory = model.fit(np.ones((4, 2)), np.ones(4), verbose=0)',
        'count = len(adam.variables())\nassert count == len(model.optimizer.variables())'
      ],
      fails: {
        ename: 'TypeError',
        evalue: /'list' object is not callable/
      },
      after: [
        'import numpy as np\nfrom tensorflow import keras\nmodel = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])\nadam = keras.optimizers.Adam()\nmodel.compile(adam, "mean_squared_error")\nhistory = model.fit(np.ones((4, 2)), np.ones(4), verbose=0)',
        'count = len(adam.variables)\nassert count == len(model.optimizer.variables)'
      ]
    }
  ],
  clean: [
    {
      name: 'the list',
      environment: 'tf-2.21',
      cells: [
        'from tensorflow import keras\nadam = keras.optimizers.Adam()\nfor variable in adam.variables:\n    variable.assign(variable)\nfirst = adam.variables[0]'
      ]
    },
    {
      name: 'Keras 2',
      environment: 'tf-2.15',
      cells: [
        'from tensorflow import keras\nadam = keras.optimizers.Adam()\nvariables = adam.variables()'
      ]
    }
  ]
});

function isVariables(path: string): boolean {
  return (
    /^optimizers\.[A-Z]\w*#variables$/.test(path) ||
    modelMethod(path.replace(/\.variables$/, '')) === 'optimizer'
  );
}

function isCalled({
  path,
  reference: { kind, call }
}: IKerasReference): boolean {
  return (
    path.endsWith('variables') &&
    kind === 'call' &&
    call?.arguments.length === 0
  );
}
