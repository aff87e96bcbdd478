import { migration } from '../fixes/legacy-or-migrate';
import { replaceSpan } from '../fixes/replace-text';
import { keras3Uses, kerasReferences, rewritable } from '../keras-names';
import { defineRule } from './define-rule';

const tensors = kerasReferences(isTensor, use =>
  use.reference.kind === 'read' ? [use] : []
);

/** `model.output` of a `Sequential`, which Keras 3 does not have before the model is called. */
export const sequentialOutput = defineRule({
  id: 'sequential-output',
  severity: 'error',
  docs: {
    summary: '`input` or `output` of a `Sequential` model is read.',
    why: 'In Keras 2 a `Sequential` model has them as soon as it is built. In Keras 3 they belong to a layer that was called on a symbolic tensor: a model that was only built, trained or used has none, and raises "has never been called and thus has no defined output"; one that is part of another model gives the tensors of that. `model.inputs[0]` and `model.outputs[0]` are those of the model itself in both.',
    limitations:
      'The model must be built: by an `Input`, an `input_shape`, a call or its training. One that comes out of `load_model` is not reported, since it may be a functional model.',
    references: ['https://keras.io/guides/sequential_model/']
  },
  evidence: rewritable(isTensor, ({ reference }) =>
    reference.kind === 'read' ? reference.fullSpan : null
  ),
  check(context, trans) {
    const { notebook } = context.facts;
    return keras3Uses(context, tensors).map(({ path, reference }) => {
      const now = `${path.slice(path.indexOf('#') + 1)}s[0]`;
      return {
        span: reference.span,
        message: trans.__(
          'A Sequential model of Keras 3 has no such tensor unless it was called on one; %1 is that of the model itself.',
          now
        ),
        fixes: [
          migration(trans.__('Write %1', now), [
            replaceSpan(notebook, reference.lastSpan, now)
          ])
        ]
      };
    });
  },
  recognise({ ename, evalue }, trans) {
    const found =
      /The layer \S+ has never been called and thus has no defined (input|output)\./.exec(
        evalue
      );
    // A ValueError up to Keras 3.3.
    return /^(Attribute|Value)Error$/.test(ename) && found
      ? trans.__(
          'A Sequential model of Keras 3 has no such tensor unless it was called on one; %1 is that of the model itself.',
          `${found[1]}s[0]`
        )
      : null;
  },
  examples: [
    {
      name: 'features of a layer',
      environment: 'tf-2.16',
      before: [
        'import numpy as np\nfrom tensorflow import keras\nmodel = keras.Sequential([\n    keras.layers.Dense(4, input_shape=(3,)),\n    keras.layers.Dense(1)\n])',
        'features = keras.Model(inputs=model.input, outputs=[model.layers[0].output, model.output])\nfirst, last = features.predict(np.ones((2, 3)), verbose=0)\nassert first.shape == (2, 4) and last.shape == (2, 1)'
      ],
      fails: {
        ename: 'AttributeError',
        evalue: /has never been called and thus has no defined input/
      },
      after: [
        'import numpy as np\nfrom tensorflow import keras\nmodel = keras.Sequential([\n    keras.layers.Dense(4, input_shape=(3,)),\n    keras.layers.Dense(1)\n])',
        'features = keras.Model(inputs=model.inputs[0], outputs=[model.layers[0].output, model.outputs[0]])\nfirst, last = features.predict(np.ones((2, 3)), verbose=0)\nassert first.shape == (2, 4) and last.shape == (2, 1)'
      ]
    },
    {
      name: 'a new head',
      environment: 'tf-2.21',
      before: [
        'from tensorflow import keras\nbase = keras.models.Sequential()\nbase.add(keras.layers.Dense(4, input_shape=(3,)))',
        'model = keras.Model(base.input, keras.layers.Dense(1)(base.output))'
      ],
      fails: {
        ename: 'AttributeError',
        evalue: /has never been called and thus has no defined input/
      },
      after: [
        'from tensorflow import keras\nbase = keras.models.Sequential()\nbase.add(keras.layers.Dense(4, input_shape=(3,)))',
        'model = keras.Model(base.inputs[0], keras.layers.Dense(1)(base.outputs[0]))'
      ]
    }
  ],
  clean: [
    {
      name: 'a functional model',
      environment: 'tf-2.16',
      cells: [
        'from tensorflow import keras\ninputs = keras.Input([3])\nbase = keras.Model(inputs, keras.layers.Dense(4)(inputs))\nmodel = keras.Model(base.input, keras.layers.Dense(1)(base.output))\nlayers = keras.Sequential([inputs, keras.layers.Dense(4)])\nhead = keras.Model(layers.inputs, layers.layers[-1].output)'
      ]
    },
    {
      name: 'Keras 2',
      environment: 'tf-2.15',
      cells: [
        'from tensorflow import keras\nbase = keras.Sequential([keras.layers.Dense(4, input_shape=(3,))])\nmodel = keras.Model(base.input, base.output)'
      ]
    }
  ]
});

function isTensor(path: string): boolean {
  return /^(?:models\.)?Sequential#(?:input|output)$/.test(path);
}
