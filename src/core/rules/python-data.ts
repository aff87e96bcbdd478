import { argumentAt, findArgument, valueText } from '../fixes/edit-arguments';
import { repair } from '../fixes/legacy-or-migrate';
import type { Edit } from '../fixes/model';
import { addStatement, replaceSpan } from '../fixes/replace-text';
import { keras3Uses, kerasReferences, modelMethod } from '../keras-names';
import type { IKerasReference } from '../keras-names';
import type { IArgument, IFacts, Value } from '../notebook/model';
import { defineRule } from './define-rule';

const methods = /^(?:fit|evaluate|predict)$/;

/** Data that are plain numbers or texts in lists. */
const listed = kerasReferences(
  path => methods.test(modelMethod(path) ?? ''),
  use =>
    dataOf(use).map(argument => ({
      ...use,
      argument,
      // A list beside an array that is not known: Keras 2 does not take that either.
      isTarget: argument === argumentAt(use.reference.call, 1, 'y')
    }))
);

/** Plain Python lists as data: Keras 2 takes them, Keras 3 does not. */
export const pythonData = defineRule({
  id: 'python-data',
  severity: 'error',
  docs: {
    summary: 'A model is given Python lists as data.',
    why: 'Keras 2 makes arrays of lists of numbers or texts that `fit`, `evaluate` and `predict` are given. Keras 3 raises "Unrecognized data type" and names x, even where y is the list. `np.array(…)` is the same in both; texts go in as `tf.constant(…)`, since Keras 3 takes no NumPy array of texts either. A list of arrays is meant for a model with several inputs, and is left alone.',
    limitations:
      'Only lists that are written out in the notebook are found, not those that are filled in a loop.',
    references: ['https://keras.io/guides/migrating_to_keras_3/']
  },
  evidence: facts =>
    listed(facts)
      .filter(({ root, isTarget }) => root !== 'tf_keras' && !isTarget)
      .map(({ path, argument }) => ({
        side: 'keras2',
        span: argument.valueSpan,
        what: `keras.${path.replace('#', '.')}([…])`,
        weak: true
      })),
  check(context, trans) {
    return keras3Uses(context, listed).map(({ argument }) => {
      const maker = makerFor(context.facts, argument.value);
      return {
        span: argument.valueSpan,
        message: trans.__(
          'Keras 3 takes no Python lists as data: make an array of this.'
        ),
        fixes: repair(
          trans.__('Write %1', `${maker.name}(…)`),
          arrayOf(context.facts, argument, maker)
        )
      };
    });
  },
  recognise({ evalue }, trans) {
    if (
      /^Unrecognized data type: x=[[(].*\(of type <class '(?:list|tuple)'>\)/s.test(
        evalue
      )
    ) {
      return trans.__(
        'Keras 3 takes no Python lists as data: make arrays of them, np.array(…), or tf.constant(…) of texts.'
      );
    }
    if (
      /^Unrecognized data type: x=.*\(of type <class 'numpy\.ndarray'>\)/s.test(
        evalue
      )
    ) {
      return trans.__(
        'Of x and y one is a plain Python list: make an array of it.'
      );
    }
    if (/^Invalid dtype: str\d+/.test(evalue)) {
      return trans.__(
        'Keras 3 takes no NumPy array of texts: write tf.constant(…).'
      );
    }
    return /the generator must return a tuple|`output_signature` must contain objects that are subclass of `tf\.TypeSpec` but found <class 'list'>/.test(
      evalue
    )
      ? trans.__(
          'Keras 3 takes tuples from a generator, not lists: yield (x, y), and several inputs as (x1, x2), y.'
        )
      : null;
  },
  examples: [
    {
      name: 'lists of numbers',
      environment: 'tf-2.16',
      before: [
        'import numpy as np\nimport tensorflow as tf\nmodel = tf.keras.Sequential([tf.keras.layers.Dense(units=1, input_shape=[1])])\nmodel.compile(optimizer="sgd", loss="mean_squared_error")',
        'xs = [-1.0, 0.0, 1.0, 2.0]\nys = [-3.0, -1.0, 1.0, 3.0]\nhistory = model.fit(xs, ys, verbose=0)',
        'print(model.predict([10.0]))'
      ],
      fails: {
        ename: 'ValueError',
        evalue: /^Unrecognized data type: x=\[-1\.0/
      },
      after: [
        'import numpy as np\nimport tensorflow as tf\nmodel = tf.keras.Sequential([tf.keras.layers.Dense(units=1, input_shape=[1])])\nmodel.compile(optimizer="sgd", loss="mean_squared_error")',
        'xs = [-1.0, 0.0, 1.0, 2.0]\nys = [-3.0, -1.0, 1.0, 3.0]\nhistory = model.fit(np.array(xs), np.array(ys), verbose=0)',
        'print(model.predict(np.array([10.0])))'
      ]
    },
    {
      name: 'validation data, in a notebook without NumPy',
      environment: 'tf-2.21',
      before: [
        'from tensorflow import keras\nmodel = keras.Sequential([keras.layers.Dense(1)])\nmodel.compile("sgd", "mse")',
        'history = model.fit(x=[[1.0, 2.0], [3.0, 4.0]], y=[0, 1], validation_data=([[1.0, 3.0]], [0]), verbose=0)'
      ],
      fails: { ename: 'ValueError', evalue: /^Unrecognized data type: x=\[\[/ },
      after: [
        'from tensorflow import keras\nimport numpy as np\nmodel = keras.Sequential([keras.layers.Dense(1)])\nmodel.compile("sgd", "mse")',
        'history = model.fit(x=np.array([[1.0, 2.0], [3.0, 4.0]]), y=np.array([0, 1]), validation_data=tuple(np.array(data) for data in ([[1.0, 3.0]], [0])), verbose=0)'
      ]
    },
    {
      name: 'texts',
      environment: 'tf-2.16',
      before: [
        'import tensorflow as tf\nwords = tf.keras.layers.TextVectorization(10, output_sequence_length=3)\nwords.adapt(["a b"])\nmodel = tf.keras.Sequential([tf.keras.Input(shape=(1,), dtype="string"), words, tf.keras.layers.Embedding(10, 2), tf.keras.layers.Flatten(), tf.keras.layers.Dense(1)])',
        'model.predict(["a b", "c"])'
      ],
      fails: {
        ename: 'ValueError',
        evalue: /^Unrecognized data type: x=\['a b'/
      },
      after: [
        'import tensorflow as tf\nwords = tf.keras.layers.TextVectorization(10, output_sequence_length=3)\nwords.adapt(["a b"])\nmodel = tf.keras.Sequential([tf.keras.Input(shape=(1,), dtype="string"), words, tf.keras.layers.Embedding(10, 2), tf.keras.layers.Flatten(), tf.keras.layers.Dense(1)])',
        'model.predict(tf.constant(["a b", "c"]))'
      ]
    }
  ],
  clean: [
    {
      name: 'lists of arrays, for several inputs',
      environment: 'tf-2.16',
      cells: [
        'import numpy as np\nfrom tensorflow import keras\na, b = keras.Input([1]), keras.Input([1])\nmodel = keras.Model([a, b], keras.layers.Add()([keras.layers.Dense(1)(a), b]))\nmodel.compile("sgd", "mse")\none, two, y = np.ones((2, 1)), np.ones((2, 1)), np.ones((2, 1))\nhistory = model.fit([one, two], y, validation_data=([one, two], y), class_weight=None, verbose=0)\nmodel.predict([one, two])\nxs = [1.0, 2.0]\nxs = np.array(xs)\nmodel.evaluate([xs, xs], np.array([1, 2]))'
      ]
    },
    {
      name: 'Keras 2 takes them',
      environment: 'tf-2.15',
      cells: [
        'from tensorflow import keras\nmodel = keras.Sequential([keras.layers.Dense(1, input_shape=[1])])\nmodel.compile("sgd", "mse")\nhistory = model.fit([1.0, 2.0], [2.0, 4.0], verbose=0)\nmodel.predict([10.0])'
      ]
    }
  ]
});

/** The arguments of a call that are plain data. */
function dataOf({ path, reference }: IKerasReference): IArgument[] {
  const { call } = reference;
  if (!call) {
    return [];
  }
  const method = modelMethod(path);
  const given = [
    argumentAt(call, 0, 'x'),
    method === 'predict' ? null : argumentAt(call, 1, 'y'),
    method === 'fit' ? findArgument(call, 'validation_data') : null
  ];
  return given.filter(
    (argument): argument is IArgument =>
      argument !== null && isPlain(argument.value)
  );
}

/** A list of numbers or texts, or of such lists. */
function isPlain(value: Value, depth = 0): boolean {
  return (
    value.kind === 'sequence' &&
    depth < 4 &&
    value.items.length > 0 &&
    value.items.every(item =>
      item.kind === 'literal' ? item.value !== null : isPlain(item, depth + 1)
    )
  );
}

function isOfTexts(value: Value): boolean {
  return value.kind === 'sequence'
    ? value.items.some(isOfTexts)
    : value.kind === 'literal' && typeof value.value === 'string';
}

interface IMaker {
  /** `np.array`. */
  readonly name: string;
  /** What brings it into the notebook, where nothing does yet. */
  readonly statement: string | null;
}

/** What makes an array in this notebook. */
function makerFor({ imports }: IFacts, value: Value): IMaker {
  const aliasOf = (module: string): string | null =>
    imports.find(
      ({ module: of, name, alias }) =>
        of === module && name === null && alias !== null
    )?.alias ?? null;
  const tensorflow = aliasOf('tensorflow');
  if (isOfTexts(value)) {
    return {
      name: `${tensorflow ?? 'tf'}.constant`,
      statement: tensorflow ? null : 'import tensorflow as tf'
    };
  }
  const numpy = aliasOf('numpy');
  return {
    name: `${numpy ?? 'np'}.array`,
    statement: numpy ? null : 'import numpy as np'
  };
}

function arrayOf(
  { notebook, imports }: IFacts,
  argument: IArgument,
  { name, statement }: IMaker
): Edit[] {
  const text = valueText(notebook, argument);
  const isPair = argument.keyword === 'validation_data';
  const written = isPair
    ? `tuple(${name}(data) for data in ${text})`
    : `${name}(${text})`;
  const replaced = replaceSpan(notebook, argument.valueSpan, written);
  if (statement === null) {
    return [replaced];
  }
  const first = imports.find(({ importsTensorFlow }) => importsTensorFlow);
  return first
    ? [replaced, addStatement(notebook, first.statementSpan, statement)]
    : [];
}
