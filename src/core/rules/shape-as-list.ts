import { migration } from '../fixes/legacy-or-migrate';
import type { IFix } from '../fixes/model';
import { replaceSpan } from '../fixes/replace-text';
import { kerasReferences, keras3Uses, rewritable } from '../keras-names';
import type { IKerasReference } from '../keras-names';
import type { ITranslate } from '../translate';
import { defineRule } from './define-rule';
import type { IContext } from './model';

/** What the shapes of TensorFlow have and a tuple has not, as a function that both know. */
const functions: Readonly<Record<string, string>> = {
  as_list: 'list',
  ndims: 'len',
  rank: 'len'
};

const shapes = kerasReferences(isOfTensorShape);

/** `input_shape.as_list()`: the shapes of Keras 3 are tuples. */
export const shapeAsList = defineRule({
  id: 'shape-as-list',
  severity: 'error',
  docs: {
    summary: 'A shape of Keras is asked for `as_list()`.',
    why: 'Keras 2 hands a `TensorShape` to `build` and `compute_output_shape`, and a symbolic tensor has one. In Keras 3 all these are tuples, without `as_list`, `ndims` and `rank`. `list(shape)` and `len(shape)` do the same in both.',
    limitations:
      'Within `call` the tensors are those of TensorFlow, whose shapes are not meant here.',
    references: [
      'https://github.com/keras-team/keras/issues/18467',
      'https://keras.io/guides/migrating_to_keras_3/'
    ]
  },
  evidence: rewritable(isOfTensorShape, ({ reference }) => reference.fullSpan),
  check(context, trans) {
    return keras3Uses(context, shapes).map(use => ({
      span: use.reference.fullSpan,
      message: trans.__(
        'The shapes of Keras 3 are tuples, which have no %1.',
        attributeOf(use)
      ),
      fixes: [rewrite(context, use, trans)]
    }));
  },
  recognise({ ename, evalue }, trans) {
    const found = /'tuple' object has no attribute '(as_list|ndims|rank)'/.exec(
      evalue
    );
    return ename === 'AttributeError' && found
      ? trans.__(
          'The shapes of Keras 3 are tuples, which have no %1.',
          found[1]
        )
      : null;
  },
  examples: [
    {
      name: 'a layer of the notebook',
      environment: 'tf-2.16',
      before: [
        'import tensorflow as tf',
        'class Project(tf.keras.layers.Layer):\n    def build(self, input_shape):\n        size = input_shape.as_list()[-1]\n        self.kernel = self.add_weight(name="kernel", shape=[size, 3])\n    def call(self, inputs):\n        return inputs @ self.kernel\n    def compute_output_shape(self, input_shape):\n        return tf.TensorShape(input_shape.as_list()[:-1] + [3])',
        'model = tf.keras.Sequential([tf.keras.Input([4]), Project()])'
      ],
      fails: {
        ename: 'AttributeError',
        evalue: /'tuple' object has no attribute 'as_list'/
      },
      after: [
        'import tensorflow as tf',
        'class Project(tf.keras.layers.Layer):\n    def build(self, input_shape):\n        size = list(input_shape)[-1]\n        self.kernel = self.add_weight(name="kernel", shape=[size, 3])\n    def call(self, inputs):\n        return inputs @ self.kernel\n    def compute_output_shape(self, input_shape):\n        return tf.TensorShape(list(input_shape)[:-1] + [3])',
        'model = tf.keras.Sequential([tf.keras.Input([4]), Project()])'
      ]
    },
    {
      name: 'a symbolic tensor',
      environment: 'tf-2.16',
      before: [
        'from tensorflow import keras\nx = keras.layers.Dense(3)(keras.Input([5, 4]))',
        'rank = x.shape.rank'
      ],
      fails: {
        ename: 'AttributeError',
        evalue: /'tuple' object has no attribute 'rank'/
      },
      after: [
        'from tensorflow import keras\nx = keras.layers.Dense(3)(keras.Input([5, 4]))',
        'rank = len(x.shape)'
      ]
    }
  ],
  clean: [
    {
      name: 'a tensor of TensorFlow',
      environment: 'tf-2.16',
      cells: [
        'import tensorflow as tf',
        'class Flat(tf.keras.layers.Layer):\n    def call(self, inputs):\n        return tf.reshape(inputs, [-1, inputs.shape.as_list()[-1]])',
        'flat = Flat()(tf.ones([2, 3, 4]))'
      ]
    },
    {
      name: 'Keras 2',
      environment: 'tf-2.15',
      cells: [
        'from tensorflow import keras\nassert keras.Input([4]).shape.as_list() == [None, 4]'
      ]
    }
  ]
});

function isOfTensorShape(path: string): boolean {
  return /^(?:InputShape#|KerasTensor#shape\.)(?:as_list|ndims|rank)$/.test(
    path
  );
}

function attributeOf({ path }: IKerasReference): string {
  return path.slice(Math.max(path.indexOf('#'), path.lastIndexOf('.')) + 1);
}

function rewrite(
  { facts: { notebook } }: IContext,
  use: IKerasReference,
  trans: ITranslate
): IFix {
  const { span, lastSpan, fullSpan } = use.reference;
  const written = notebook.cells[span.cell].source.slice(span.from, span.to);
  const length = lastSpan.from - span.from;
  const shape = written.slice(0, length).replace(/\s*\.\s*$/, '');
  const text = `${functions[attributeOf(use)]}(${shape})`;
  return migration(trans.__('Write %1', text), [
    replaceSpan(notebook, fullSpan, text)
  ]);
}
