import { argumentAt, findArgument } from '../fixes/edit-arguments';
import { repair } from '../fixes/legacy-or-migrate';
import type { Edit } from '../fixes/model';
import { replaceSpan } from '../fixes/replace-text';
import { literalText } from '../fixes/rewrite-path';
import { kerasReferences, kerasUses } from '../keras-names';
import type { IKerasReference } from '../keras-names';
import { isBefore } from '../notebook/model';
import type { ICall, INotebook, IReference } from '../notebook/model';
import { defineRule } from './define-rule';

const setter =
  /^(mixed_precision\.((experimental\.)?(set_global_policy|set_policy|set_dtype_policy|Policy|DTypePolicy))|config\.set_dtype_policy)$/;

const policies = kerasReferences(
  path => setter.test(path),
  use => (setsFloat16(use) ? [use] : [])
);
const outputs = kerasReferences(
  path => /^layers\.(Softmax|Activation|Dense)$/.test(path),
  use => (isOutput(use) ? [use] : [])
);

/** `mixed_float16` with an output layer in float16: probabilities and loss lose their precision. */
export const mixedPrecisionOutput = defineRule({
  id: 'mixed-precision-output',
  severity: 'warning',
  docs: {
    summary: 'Under `mixed_float16` the output layer computes in float16.',
    why: 'The policy makes every layer compute in float16, the last one too, in Keras 2 and 3 alike; nothing casts its output. Softmax and losses in float16 underflow, and training stalls or gives NaN. `dtype="float32"` on the output layer is what TensorFlow\'s guide asks for.',
    references: ['https://www.tensorflow.org/guide/mixed_precision']
  },
  check(context, trans) {
    const [policy] = kerasUses(context, policies);
    return (policy ? kerasUses(context, outputs) : [])
      .filter(({ reference }) =>
        isBefore(policy.reference.span, reference.span)
      )
      .map(({ reference }) => ({
        span: reference.fullSpan,
        message: trans.__(
          'This output layer computes in float16; give it dtype="float32".'
        ),
        fixes: repair(
          trans.__('Add dtype="float32"'),
          withDtype(context.facts.notebook, reference)
        )
      }));
  },
  examples: [
    {
      name: 'softmax',
      environment: 'tf-2.16',
      before: [
        'from tensorflow import keras\nkeras.mixed_precision.set_global_policy("mixed_float16")',
        'model = keras.Sequential([\n    keras.Input((4,)),\n    keras.layers.Dense(8, activation="relu"),\n    keras.layers.Dense(3, activation="softmax")\n])\noutput = model(keras.ops.ones((1, 4)))'
      ],
      fails: { silently: "'float32' in str(output.dtype)" },
      after: [
        'from tensorflow import keras\nkeras.mixed_precision.set_global_policy("mixed_float16")',
        'model = keras.Sequential([\n    keras.Input((4,)),\n    keras.layers.Dense(8, activation="relu"),\n    keras.layers.Dense(3, activation="softmax", dtype="float32")\n])\noutput = model(keras.ops.ones((1, 4)))'
      ]
    },
    {
      name: 'sigmoid, in Keras 2',
      environment: 'tf-2.15',
      before: [
        'import tensorflow as tf\nfrom tensorflow.keras import layers, mixed_precision\npolicy = mixed_precision.Policy("mixed_float16")\nmixed_precision.set_global_policy(policy)',
        'model = tf.keras.Sequential([layers.Dense(1, activation="sigmoid")])\noutput = model(tf.ones((1, 4)))'
      ],
      fails: { silently: "'float32' in str(output.dtype)" },
      after: [
        'import tensorflow as tf\nfrom tensorflow.keras import layers, mixed_precision\npolicy = mixed_precision.Policy("mixed_float16")\nmixed_precision.set_global_policy(policy)',
        'model = tf.keras.Sequential([layers.Dense(1, activation="sigmoid", dtype="float32")])\noutput = model(tf.ones((1, 4)))'
      ]
    }
  ],
  clean: [
    {
      name: 'an activation of its own in float32',
      environment: 'tf-2.16',
      cells: [
        'from tensorflow import keras\nkeras.mixed_precision.set_global_policy("mixed_float16")\nmodel = keras.Sequential([keras.layers.Dense(3), keras.layers.Activation("softmax", dtype="float32")])'
      ]
    },
    {
      name: 'no policy',
      environment: 'tf-2.16',
      cells: [
        'from tensorflow import keras\nmodel = keras.Sequential([keras.layers.Dense(3, activation="softmax")])'
      ]
    }
  ]
});

function setsFloat16({ reference }: IKerasReference): boolean {
  return literalText(reference.call?.arguments[0] ?? null) === 'mixed_float16';
}

/** A softmax, or one sigmoid, without a dtype of its own. */
function isOutput({ path, reference }: IKerasReference): boolean {
  const { call } = reference;
  if (!call || call.open || findArgument(call, 'dtype')) {
    return false;
  }
  switch (path) {
    case 'layers.Softmax':
      return true;
    case 'layers.Activation':
      return literalText(argumentAt(call, 0, 'activation')) === 'softmax';
    case 'layers.Dense':
      return isOutputDense(call);
    default:
      return false;
  }
}

function isOutputDense(call: ICall): boolean {
  const activation = literalText(argumentAt(call, 1, 'activation'));
  const units = argumentAt(call, 0, 'units')?.value;
  const isSingle = units?.kind === 'literal' && units.value === 1;
  return activation === 'softmax' || (activation === 'sigmoid' && isSingle);
}

function withDtype(notebook: INotebook, { call }: IReference): Edit[] {
  if (!call) {
    return [];
  }
  const last = call.arguments[call.arguments.length - 1];
  const { cell, to } = last?.span ?? {
    ...call.argumentsSpan,
    to: call.argumentsSpan.to - 1
  };
  const text = `${last ? ', ' : ''}dtype="float32"`;
  return [replaceSpan(notebook, { cell, from: to, to }, text)];
}
