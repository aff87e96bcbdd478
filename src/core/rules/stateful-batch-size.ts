import { referencesTo } from '../find-references';
import { argumentAt, findArgument } from '../fixes/edit-arguments';
import { repair } from '../fixes/legacy-or-migrate';
import type { Edit } from '../fixes/model';
import { replaceSpan } from '../fixes/replace-text';
import { kerasReferences, keras3Uses } from '../keras-names';
import type { IArgument, INotebook, IReference } from '../notebook/model';
import { defineRule } from './define-rule';

const batches = referencesTo(
  name => /^tensorflow\.data\.\S+#batch$/.test(name),
  reference => (mayHaveRemainder(reference) ? [reference] : [])
);
const statefulLayers = kerasReferences(
  path => /^layers\.(GRU|LSTM|SimpleRNN|RNN)$/.test(path),
  use =>
    isLiteral(findArgument(use.reference.call, 'stateful'), true) ? [use] : []
);

/** A stateful recurrent network that is trained on batches of which Keras 3 does not know the size. */
export const statefulBatchSize = defineRule({
  id: 'stateful-batch-size',
  severity: 'error',
  docs: {
    summary:
      'A stateful network is given batches whose size Keras 3 does not know.',
    why: 'A stateful recurrent layer keeps a state for each row of the batch, so the size must be known before the first one. The model says it with `Input(batch_shape=[1, None, 3])`. A `tf.data` pipeline says it with `batch(1, drop_remainder=True)`: without, its last batch might be smaller, and with a batch of one Keras 3 stops in `fit` with "enters the loop with shape (1, 4), but has shape (None, 4)". Of one there is never a remainder, so nothing else changes.',
    limitations:
      'Only a pipeline that can be followed from where it is made is found before it runs; the others are known by their error.',
    references: ['https://keras.io/guides/working_with_rnns/']
  },
  check(context, trans) {
    const { notebook } = context.facts;
    const isConcerned = keras3Uses(context, statefulLayers).length > 0;
    return (isConcerned ? batches(context.facts) : []).map(reference => ({
      span: reference.fullSpan,
      message: trans.__(
        'In Keras 3 a stateful network cannot be trained on this: the size of its batches is not known. Write drop_remainder=True.'
      ),
      fixes: repair(
        trans.__('Write drop_remainder=True'),
        withoutRemainder(notebook, reference)
      )
    }));
  },
  recognise({ evalue }, trans) {
    if (
      /enters the loop with shape \(\d+, \d+\), but has shape \(None, \d+\) after one iteration/.test(
        evalue
      )
    ) {
      return trans.__(
        'A stateful network is trained on batches of unknown size: write batch(…, drop_remainder=True) in the pipeline.'
      );
    }
    return /When using `stateful=True` in a RNN, the batch size must be static|If a RNN is stateful, it needs to know its batch size/.test(
      evalue
    )
      ? trans.__(
          'A stateful network must know the size of its batches: begin it with Input(batch_shape=…).'
        )
      : null;
  },
  examples: [
    {
      name: 'a pipeline of single sequences',
      environment: 'tf-2.16',
      before: [
        'import tensorflow as tf\nsequences, targets = tf.zeros((3, 10), tf.int32), tf.zeros((3, 10), tf.int32)\ntrain = tf.data.Dataset.from_tensor_slices((sequences, targets)).batch(1)',
        'model = tf.keras.Sequential([\n    tf.keras.Input(batch_shape=[1, None]),\n    tf.keras.layers.Embedding(9, 4),\n    tf.keras.layers.GRU(5, return_sequences=True, stateful=True),\n    tf.keras.layers.Dense(9, activation="softmax")\n])\nmodel.compile("adam", "sparse_categorical_crossentropy")\nhistory = model.fit(train, verbose=0)'
      ],
      fails: { ename: 'ValueError', evalue: /enters the loop with shape/ },
      after: [
        'import tensorflow as tf\nsequences, targets = tf.zeros((3, 10), tf.int32), tf.zeros((3, 10), tf.int32)\ntrain = tf.data.Dataset.from_tensor_slices((sequences, targets)).batch(1, drop_remainder=True)',
        'model = tf.keras.Sequential([\n    tf.keras.Input(batch_shape=[1, None]),\n    tf.keras.layers.Embedding(9, 4),\n    tf.keras.layers.GRU(5, return_sequences=True, stateful=True),\n    tf.keras.layers.Dense(9, activation="softmax")\n])\nmodel.compile("adam", "sparse_categorical_crossentropy")\nhistory = model.fit(train, verbose=0)'
      ]
    }
  ],
  clean: [
    {
      name: 'batches of more than one',
      environment: 'tf-2.16',
      cells: [
        'import tensorflow as tf\ntrain = tf.data.Dataset.from_tensor_slices((tf.zeros((4, 10), tf.int32), tf.zeros((4, 10), tf.int32))).batch(2)',
        'model = tf.keras.Sequential([\n    tf.keras.Input(batch_shape=[2, None]),\n    tf.keras.layers.Embedding(9, 4),\n    tf.keras.layers.GRU(5, return_sequences=True, stateful=True),\n    tf.keras.layers.Dense(9, activation="softmax")\n])\nmodel.compile("adam", "sparse_categorical_crossentropy")\nhistory = model.fit(train, verbose=0)'
      ]
    }
  ]
});

/** `dataset.batch(1)`; with more than one, Keras 3 takes the size from the model. */
function mayHaveRemainder({ kind, guard, call }: IReference): boolean {
  return (
    guard === null &&
    kind === 'call' &&
    isLiteral(argumentAt(call, 0, 'batch_size'), 1) &&
    argumentAt(call, 1, 'drop_remainder') === null
  );
}

function isLiteral(
  argument: IArgument | null,
  value: number | boolean
): boolean {
  return argument?.value.kind === 'literal' && argument.value.value === value;
}

function withoutRemainder(notebook: INotebook, { call }: IReference): Edit[] {
  const last = call?.arguments[call.arguments.length - 1];
  if (!last || call.open) {
    return [];
  }
  const { cell, to } = last.span;
  return [
    replaceSpan(notebook, { cell, from: to, to }, ', drop_remainder=True')
  ];
}
