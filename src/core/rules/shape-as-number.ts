import { argumentAt, valueText } from '../fixes/edit-arguments';
import { migration } from '../fixes/legacy-or-migrate';
import { replaceSpan } from '../fixes/replace-text';
import { kerasMet, kerasReferences } from '../keras-names';
import type { IKerasReference } from '../keras-names';
import type { IArgument, IFacts, INotebook } from '../notebook/model';
import { once } from '../once';
import { defineRule } from './define-rule';

const inputs = kerasReferences(
  path => /^(?:layers\.)?Input$/.test(path),
  use => (use.reference.kind === 'call' ? [use] : [])
);

/** `Input(shape=5)` and `Input(shape=(5))`: a number is no shape in Keras 3. */
export const shapeAsNumber = defineRule({
  id: 'shape-as-number',
  severity: 'error',
  docs: {
    summary: '`Input` is given a number for a shape.',
    why: 'Keras 2 takes `Input(shape=5)` for `Input(shape=(5,))`; so it does `Input(shape=(5))`, which is the same number in parentheses. Keras 3 raises "Cannot convert \'5\' to a shape". The tuple is the same in both.',
    references: ['https://keras.io/api/layers/core_layers/input/']
  },
  evidence: facts =>
    numbers(facts)
      .filter(({ root }) => root !== 'tf_keras')
      .map(({ shape }) => ({
        side: 'keras2',
        span: shape.span,
        what: 'keras.Input(5)',
        weak: true
      })),
  check(context, trans) {
    const { notebook } = context.facts;
    return numbers(context.facts)
      .filter(({ root }) => kerasMet(context, root).flavor === 'keras3')
      .map(({ shape }) => {
        const text = `(${innerText(notebook, shape)},)`;
        const written = shape.keyword ? `${shape.keyword}=${text}` : text;
        return {
          span: shape.span,
          message: trans.__('A number is no shape in Keras 3: write a tuple.'),
          fixes: [
            migration(trans.__('Write %1', text), [
              replaceSpan(notebook, shape.span, written)
            ])
          ]
        };
      });
  },
  recognise({ ename, evalue }, trans) {
    return ename === 'ValueError' &&
      /^Cannot convert '\d+' to a shape\./.test(evalue)
      ? trans.__('A number is no shape in Keras 3: write a tuple.')
      : null;
  },
  examples: [
    {
      name: 'a number, and one in parentheses',
      environment: 'tf-2.16',
      before: [
        'import numpy as np\nfrom tensorflow.keras.layers import Input, Dense\nfrom tensorflow.keras import Model\nX, size = np.ones((4, 3)), 3',
        'a = Input(shape=(X.shape[1]))\nb = Input(size)\nmodel = Model([a, b], Dense(1)(a + b))'
      ],
      fails: { ename: 'ValueError', evalue: /^Cannot convert '3' to a shape/ },
      after: [
        'import numpy as np\nfrom tensorflow.keras.layers import Input, Dense\nfrom tensorflow.keras import Model\nX, size = np.ones((4, 3)), 3',
        'a = Input(shape=(X.shape[1],))\nb = Input((size,))\nmodel = Model([a, b], Dense(1)(a + b))'
      ]
    }
  ],
  clean: [
    {
      name: 'shapes',
      environment: 'tf-2.16',
      cells: [
        'import numpy as np\nfrom tensorflow import keras\nX, shape = np.ones((4, 3)), (3,)\nmodels = [keras.Input(X.shape[1:]), keras.Input(shape=shape), keras.Input((X.shape[1],)), keras.Input(shape=[3]), keras.Input(shape=())]'
      ]
    },
    {
      name: 'Keras 2',
      environment: 'tf-2.15',
      cells: [
        'from tensorflow import keras\nassert tuple(keras.Input(shape=(5)).shape) == (None, 5)'
      ]
    }
  ]
});

const numbers = once(
  (facts: IFacts): (IKerasReference & { readonly shape: IArgument })[] =>
    inputs(facts).flatMap(use => {
      const shape = argumentAt(use.reference.call, 0, 'shape');
      return shape && isNumber(facts.notebook, shape)
        ? [{ ...use, shape }]
        : [];
    })
);

/** A number, or one side of the shape of an array. */
function isNumber(notebook: INotebook, shape: IArgument): boolean {
  const { value } = shape;
  return value.kind === 'literal'
    ? typeof value.value === 'number'
    : /^[\w.]+\.shape\[-?\d+\]$/.test(innerText(notebook, shape));
}

/** Without parentheses around it. */
function innerText(notebook: INotebook, argument: IArgument): string {
  const text = valueText(notebook, argument);
  return /^\(([^(),]*)\)$/.exec(text)?.[1].trim() ?? text;
}
