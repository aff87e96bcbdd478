import { referencesTo } from '../find-references';
import { migration } from '../fixes/legacy-or-migrate';
import type { IFix } from '../fixes/model';
import { replaceSpan } from '../fixes/replace-text';
import { symbolicArgument } from '../keras-models';
import type { IReference } from '../notebook/model';
import type { ITranslate } from '../translate';
import { defineKeras2Rule } from './define-keras-2-rule';
import type { IKeras2Place } from './define-keras-2-rule';
import type { IContext } from './model';
import { own } from '../own';

interface IPlace extends IKeras2Place {
  readonly reference: IReference;
}

/** A TensorFlow function called on the symbolic tensor of a functional model. */
export const tfOpOnKerasTensor = defineKeras2Rule<IPlace>({
  id: 'tf-op-on-keras-tensor',
  docs: {
    summary: 'A TensorFlow function is called on a symbolic Keras tensor.',
    why: 'In Keras 2, `tf.concat` and its like on the output of `Input` or of a layer became layers of the model. Keras 3 raises "A KerasTensor cannot be used as input to a TensorFlow function"; there it takes `keras.ops`, or a layer whose `call` holds the function.',
    limitations:
      'Functions that stand in a `Lambda`, a `call` method, a loss or a metric get real tensors and are fine in every Keras; they are not reported. The rewrite is offered for functions that `keras.ops` has with the same arguments.',
    references: [
      'https://github.com/keras-team/keras/issues/20124',
      'https://keras.io/guides/migrating_to_keras_3/'
    ]
  },
  find: referencesTo(isTensorFunction, reference => {
    const { name, guard, span } = reference;
    const root = symbolicArgument(reference);
    const what = `${name.replace('tensorflow.', 'tf.')}(KerasTensor)`;
    return root && guard === null ? [{ span, what, root, reference }] : [];
  }),
  message({ reference: { name } }, trans) {
    return trans.__(
      'Keras 3 does not let %1 take a symbolic tensor.',
      name.replace('tensorflow.', 'tf.')
    );
  },
  migrate,
  recognise({ evalue, traceback }, trans) {
    return /A KerasTensor (cannot be used as input to a TensorFlow function|is symbolic)/.test(
      evalue
    ) && !traceback.includes('tensorflow_hub')
      ? trans.__(
          'Keras 3 does not let TensorFlow functions take the symbolic tensors of a functional model; keras.ops does.'
        )
      : null;
  },
  examples: [
    {
      name: 'states put together',
      environment: 'tf-2.16-with-tf-keras',
      before: [
        'import tensorflow as tf',
        'inputs = tf.keras.Input(shape=[4])\nleft = tf.keras.layers.Dense(3)(inputs)\nright = tf.keras.layers.Dense(3)(inputs)\nmodel = tf.keras.Model(inputs, tf.concat([left, right], axis=-1))'
      ],
      fails: {
        ename: 'ValueError',
        evalue: /A KerasTensor cannot be used as input to a TensorFlow function/
      },
      after: [
        '# Keras Doctor: this notebook needs Keras 2. Keep this cell before the first import of TensorFlow or Keras.\nimport os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        'import tensorflow as tf',
        'inputs = tf.keras.Input(shape=[4])\nleft = tf.keras.layers.Dense(3)(inputs)\nright = tf.keras.layers.Dense(3)(inputs)\nmodel = tf.keras.Model(inputs, tf.concat([left, right], axis=-1))'
      ]
    },
    {
      name: 'a function of the backend',
      environment: 'tf-2.16-with-tf-keras',
      before: [
        'from tensorflow import keras\nfrom tensorflow.keras import backend as K',
        'inputs = keras.Input(shape=[4])\nmodel = keras.Model(inputs, K.mean(inputs, axis=-1))'
      ],
      fails: {
        ename: 'AttributeError',
        evalue: /'str' object has no attribute 'base_dtype'/
      },
      after: [
        '# Keras Doctor: this notebook needs Keras 2. Keep this cell before the first import of TensorFlow or Keras.\nimport os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        'from tensorflow import keras\nfrom tensorflow.keras import backend as K',
        'inputs = keras.Input(shape=[4])\nmodel = keras.Model(inputs, K.mean(inputs, axis=-1))'
      ]
    }
  ],
  clean: [
    {
      name: 'keras.ops, layers and Lambda',
      environment: 'tf-2.16',
      cells: [
        'import tensorflow as tf',
        'inputs = tf.keras.Input(shape=[4])\nouter = tf.keras.ops.expand_dims(inputs, -1)\ninner = tf.keras.layers.Lambda(lambda x: tf.reduce_mean(x, axis=-1))(inputs)\nmodel = tf.keras.Model(inputs, [outer, inner])'
      ]
    },
    {
      name: 'in the call method of a layer',
      environment: 'tf-2.16',
      cells: [
        'import tensorflow as tf\n\nclass Mean(tf.keras.layers.Layer):\n    def call(self, inputs):\n        return tf.reduce_mean(inputs, axis=-1)',
        'inputs = tf.keras.Input(shape=[4])\nmodel = tf.keras.Model(inputs, Mean()(inputs))'
      ]
    }
  ]
});

const modules =
  'math|nn|linalg|image|strings|signal|sparse|random|bitwise|audio|quantization';
const tensorFunction = new RegExp(
  `^tensorflow\\.(?:compat\\.v[12]\\.)?(?:(?:${modules})\\.)?([a-z]\\w*)$`
);
const backendFunction = /^tensorflow\.keras\.backend\.([a-z]\w*)$/;

/** Those that took a KerasTensor of Keras 3.15 when each public function was called with one (TensorFlow 2.16). */
const harmless = new Set(
  (
    'as_dtype assert_equal cast_to_floatx count_params custom_gradient device dtype eval function get_static_value get_uid ' +
    'get_value grad_pass_through group int_shape inverse_stft_window_fn is_keras_tensor is_sparse is_symbolic_tensor ' +
    'is_tensor ndim no_op print recompute_grad set_epsilon set_global_generator timestamp to_dense tuple variable_creator_scope'
  ).split(' ')
);

function isTensorFunction(name: string): boolean {
  const match = tensorFunction.exec(name) ?? backendFunction.exec(name);
  return match !== null && !harmless.has(match[1]);
}

/** Functions of `keras.ops` that take the same arguments by position. */
const operations: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    (
      'abs add argmax argmin cast ceil cos cumsum divide equal exp expand_dims floor greater greater_equal less less_equal log ' +
      'logical_and logical_or matmul maximum minimum multiply negative not_equal one_hot ones_like pow reshape round rsqrt ' +
      'shape sigmoid sign sin sqrt square squeeze stack subtract tanh tile transpose where zeros_like'
    )
      .split(' ')
      .map(name => [name, name])
  ),
  concat: 'concatenate',
  clip_by_value: 'clip',
  reduce_all: 'all',
  reduce_any: 'any',
  reduce_max: 'max',
  reduce_mean: 'mean',
  reduce_min: 'min',
  reduce_prod: 'prod',
  reduce_sum: 'sum',
  'nn.elu': 'elu',
  'nn.gelu': 'gelu',
  'nn.relu': 'relu',
  'nn.sigmoid': 'sigmoid',
  'nn.softmax': 'softmax',
  'nn.softplus': 'softplus',
  'nn.tanh': 'tanh'
};

/** `tf.concat` becomes `tf.keras.ops.concatenate`, where the keywords mean the same. */
function migrate(
  { facts }: IContext,
  { reference: { name, call, span } }: IPlace,
  trans: ITranslate
): IFix | null {
  const path = name.replace(/^tensorflow\.(math\.)?/, '');
  const operation = own(operations, path);
  const source = facts.notebook.cells[span.cell].source;
  const module = /^\w+(?=\.)/.exec(source.slice(span.from, span.to))?.[0];
  const isTensorFlow = facts.imports.some(
    one =>
      one.module === 'tensorflow' && one.name === null && one.alias === module
  );
  const isSame = call?.arguments.every(({ keyword }) =>
    [null, 'axis', 'keepdims', 'dtype'].includes(keyword)
  );
  return operation && isTensorFlow && isSame && !call?.open
    ? migration(trans.__('Use keras.ops.%1', operation), [
        replaceSpan(facts.notebook, span, `${module}.keras.ops.${operation}`)
      ])
    : null;
}
