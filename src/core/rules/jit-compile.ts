import { findArgument } from '../fixes/edit-arguments';
import { repair } from '../fixes/legacy-or-migrate';
import { replaceSpan } from '../fixes/replace-text';
import { kerasUses, modelMethod } from '../keras-names';
import type { IKerasUse } from '../keras-names';
import { defineRule } from './define-rule';

/** `jit_compile=True` for a model with operations that XLA cannot compile. */
export const jitCompile = defineRule({
  id: 'jit-compile',
  severity: 'error',
  docs: {
    summary: 'A model that handles text is compiled with `jit_compile=True`.',
    why: 'XLA compiles no operations on strings: training stops with "Detected unsupported operations when trying to compile graph … on XLA_CPU_JIT" or XLA_GPU_JIT. Keras 3 asks for XLA by itself on a GPU, as `jit_compile="auto"`, and leaves it where it knows that a layer cannot.',
    limitations:
      'Other operations that XLA cannot compile are only recognised in the error.',
    references: ['https://keras.io/guides/migrating_to_keras_3/']
  },
  check(context, trans) {
    const uses = kerasUses(context);
    const hasText = uses.some(isTextInModel);
    return uses.flatMap(({ path, reference }) => {
      const jit =
        modelMethod(path) === 'compile'
          ? findArgument(reference.call, 'jit_compile')
          : null;
      return hasText &&
        jit?.value.kind === 'literal' &&
        jit.value.value === true
        ? [
            {
              span: jit.span,
              message: trans.__(
                'XLA cannot compile the text layers of this model.'
              ),
              fixes: repair(trans.__('Write jit_compile=False'), [
                replaceSpan(context.facts.notebook, jit.valueSpan, 'False')
              ])
            }
          ]
        : [];
    });
  },
  recognise({ traceback }, trans) {
    return /Detected unsupported operations when trying to compile graph .* on XLA_/.test(
      traceback
    )
      ? trans.__(
          'XLA cannot compile this model; compile it with jit_compile=False.'
        )
      : null;
  },
  examples: [
    {
      name: 'text vectorization',
      environment: 'tf-2.16',
      before: [
        'import tensorflow as tf\ntexts = tf.constant([["a b"], ["b c"]])\nvectorize = tf.keras.layers.TextVectorization(max_tokens=5, output_sequence_length=2)\nvectorize.adapt(texts)',
        'model = tf.keras.Sequential([tf.keras.Input((1,), dtype="string"), vectorize, tf.keras.layers.Embedding(5, 2), tf.keras.layers.Flatten(), tf.keras.layers.Dense(1)])\nmodel.compile("sgd", "mse", jit_compile=True)\nhistory = model.fit(texts, tf.ones((2, 1)), verbose=0)'
      ],
      fails: {
        ename: 'InvalidArgumentError',
        evalue: /Detected unsupported operations when trying to compile graph/
      },
      after: [
        'import tensorflow as tf\ntexts = tf.constant([["a b"], ["b c"]])\nvectorize = tf.keras.layers.TextVectorization(max_tokens=5, output_sequence_length=2)\nvectorize.adapt(texts)',
        'model = tf.keras.Sequential([tf.keras.Input((1,), dtype="string"), vectorize, tf.keras.layers.Embedding(5, 2), tf.keras.layers.Flatten(), tf.keras.layers.Dense(1)])\nmodel.compile("sgd", "mse", jit_compile=False)\nhistory = model.fit(texts, tf.ones((2, 1)), verbose=0)'
      ]
    }
  ],
  clean: [
    {
      name: 'numbers',
      environment: 'tf-2.16',
      cells: [
        'import tensorflow as tf\nmodel = tf.keras.Sequential([tf.keras.layers.Dense(1)])\nmodel.compile("sgd", "mse", jit_compile=True)\nhistory = model.fit(tf.ones((2, 1)), tf.ones((2, 1)), verbose=0)'
      ]
    }
  ]
});

/** A model takes strings: an input of that type. A text layer alone may stand in the input pipeline. */
function isTextInModel({ path, reference }: IKerasUse): boolean {
  const dtype = findArgument(reference.call, 'dtype')?.value;
  const isString =
    (dtype?.kind === 'literal' && dtype.value === 'string') ||
    (dtype?.kind === 'name' && dtype.name === 'tensorflow.string');
  return /^(layers\.)?Input(Layer)?$/.test(path) && isString;
}
