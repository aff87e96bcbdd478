import { findArgument } from '../fixes/edit-arguments';
import { findReferences } from '../find-references';
import { kerasReferences, parseKerasName } from '../keras-names';
import type { IKerasReference } from '../keras-names';
import type { ICall, IFacts, Value } from '../notebook/model';
import { defineKeras2Rule } from './define-keras-2-rule';
import type { IKeras2Place } from './define-keras-2-rule';

/** Recurrent layers: they index into the time steps, which Keras 3 cannot do in a ragged tensor. */
const recurrent =
  /^layers\.(GRU|LSTM|SimpleRNN|RNN|Bidirectional|ConvLSTM[123]D)$/;

/** Ragged sequences into a recurrent network. Embeddings and pooling alone take them in Keras 3 as well. */
export const raggedInput = defineKeras2Rule<IKeras2Place>({
  id: 'ragged-input',
  docs: {
    summary: 'Ragged tensors go into a recurrent network.',
    why: 'Keras 3 says nothing about `Input(ragged=True)` and fails at the first batch with "Cannot index into an inner ragged dimension". Keras 2 computes recurrent layers on ragged tensors.',
    limitations:
      'For Keras 3, pad the sequences: `to_tensor()` or `pad_sequences`, and `Embedding(mask_zero=True)`.',
    references: [
      'https://github.com/ageron/handson-ml3/issues/163',
      'https://keras.io/guides/migrating_to_keras_3/'
    ]
  },
  find(facts) {
    const isRecurrent = findReferences(facts, name =>
      recurrent.test(parseKerasName(name)?.path ?? '')
    ).some(({ call }) => call !== null);
    return isRecurrent
      ? kerasReferences(facts, isTaker).flatMap(use => raggedPlace(facts, use))
      : [];
  },
  message(place, trans) {
    return trans.__(
      'The recurrent layers of Keras 3 do not take ragged tensors.'
    );
  },
  recognise({ evalue, traceback }, trans) {
    return /Cannot index into an inner ragged dimension|Index 1 is not uniform/.test(
      evalue + traceback
    )
      ? trans.__('The recurrent layers of Keras 3 do not take ragged tensors.')
      : null;
  },
  examples: [
    {
      name: 'ragged input',
      environment: 'tf-2.16-with-tf-keras',
      before: [
        'import numpy as np\nimport tensorflow as tf',
        'words = tf.ragged.constant([[1, 2], [3], [4, 5, 6]])',
        'model = tf.keras.Sequential([\n    tf.keras.layers.Input(shape=[None], ragged=True, dtype=tf.int32),\n    tf.keras.layers.Embedding(10, 4),\n    tf.keras.layers.LSTM(4),\n    tf.keras.layers.Dense(1)\n])\nprediction = model.predict(words, verbose=0)'
      ],
      fails: {
        ename: 'ValueError',
        evalue: /Cannot index into an inner ragged dimension/
      },
      after: [
        '# Keras Doctor: this notebook needs Keras 2. Keep this cell before the first import of TensorFlow or Keras.\nimport os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        'import numpy as np\nimport tensorflow as tf',
        'words = tf.ragged.constant([[1, 2], [3], [4, 5, 6]])',
        'model = tf.keras.Sequential([\n    tf.keras.layers.Input(shape=[None], ragged=True, dtype=tf.int32),\n    tf.keras.layers.Embedding(10, 4),\n    tf.keras.layers.LSTM(4),\n    tf.keras.layers.Dense(1)\n])\nprediction = model.predict(words, verbose=0)'
      ]
    },
    {
      name: 'ragged text',
      environment: 'tf-2.16-with-tf-keras',
      before: [
        'import tensorflow as tf\nfrom tensorflow.keras import layers',
        'vectorize = layers.TextVectorization(ragged=True)\nvectorize.adapt(["a b c", "d"])',
        'model = tf.keras.Sequential([vectorize, layers.Embedding(10, 4), layers.GRU(4)])\nprediction = model.predict(tf.constant(["a b", "c"]), verbose=0)'
      ],
      fails: {
        ename: 'ValueError',
        evalue: /Cannot index into an inner ragged dimension/
      },
      after: [
        '# Keras Doctor: this notebook needs Keras 2. Keep this cell before the first import of TensorFlow or Keras.\nimport os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        'import tensorflow as tf\nfrom tensorflow.keras import layers',
        'vectorize = layers.TextVectorization(ragged=True)\nvectorize.adapt(["a b c", "d"])',
        'model = tf.keras.Sequential([vectorize, layers.Embedding(10, 4), layers.GRU(4)])\nprediction = model.predict(tf.constant(["a b", "c"]), verbose=0)'
      ]
    }
  ],
  clean: [
    {
      name: 'pooling takes ragged tensors in Keras 3',
      environment: 'tf-2.16',
      cells: [
        'import tensorflow as tf\nwords = tf.ragged.constant([[1, 2], [3], [4, 5, 6]])',
        'model = tf.keras.Sequential([\n    tf.keras.Input(shape=[None], ragged=True, dtype="int32"),\n    tf.keras.layers.Embedding(10, 4),\n    tf.keras.layers.GlobalAveragePooling1D()\n])\nprediction = model.predict(words, verbose=0)'
      ]
    },
    {
      name: 'ragged tensors padded before the network',
      environment: 'tf-2.16',
      cells: [
        'import tensorflow as tf\nwords = tf.ragged.constant([[1, 2], [3], [4, 5, 6]]).to_tensor()',
        'model = tf.keras.Sequential([tf.keras.layers.Embedding(10, 4, mask_zero=True), tf.keras.layers.GRU(4)])\nprediction = model.predict(words, verbose=0)'
      ]
    }
  ]
});

/** What ragged tensors are handed to, and what is said to take them. */
function isTaker(path: string): boolean {
  return input.test(path) || model.test(path) || feeding.test(path);
}

const input = /^(layers\.)?(Input|InputLayer)$/;
const model = /^(models\.)?Sequential$/;
const feeding = /#(fit|predict|evaluate|__call__)$/;

function raggedPlace(
  facts: IFacts,
  { root, path, reference: { call } }: IKerasReference
): IKeras2Place[] {
  const found = call && (saidOfInput(path, call) ?? given(facts, path, call));
  return found ? [{ ...found, root }] : [];
}

type Found = Omit<IKeras2Place, 'root'>;

/** `Input(ragged=True)`. */
function saidOfInput(path: string, call: ICall): Found | null {
  const ragged = findArgument(call, 'ragged');
  return input.test(path) && ragged && isTrue(ragged.value)
    ? { span: ragged.span, what: 'Input(ragged=True)' }
    : null;
}

/** A ragged layer in the list of a model, or a ragged tensor handed to one. */
function given(facts: IFacts, path: string, call: ICall): Found | null {
  if (model.test(path)) {
    const [layers] = call.arguments;
    return raggedText(facts, layers?.value)
      ? { span: layers.span, what: 'TextVectorization(ragged=True)' }
      : null;
  }
  const fed = feeding.test(path)
    ? call.arguments.find(({ value }) => isRagged(value))
    : undefined;
  return fed ? { span: fed.span, what: 'RaggedTensor' } : null;
}

function isTrue(value: Value | undefined): boolean {
  return value?.kind === 'literal' && value.value === true;
}

function isRagged(value: Value): boolean {
  return value.kind === 'instance' && value.of === 'tensorflow.RaggedTensor';
}

/** A text layer, then a recurrent one, in one list, where every text layer of the notebook is a ragged one. */
function raggedText(facts: IFacts, layers: Value | undefined): boolean {
  const names =
    layers?.kind === 'sequence'
      ? layers.items.map(item =>
          item.kind === 'instance' ? (parseKerasName(item.of)?.path ?? '') : ''
        )
      : [];
  const text = names.findIndex(path => /\.TextVectorization$/.test(path));
  const isFed =
    text >= 0 && names.slice(text).some(path => recurrent.test(path));
  return (
    isFed &&
    findReferences(facts, name => /\.TextVectorization$/.test(name))
      .filter(({ kind }) => kind === 'call')
      .every(({ call }) => isTrue(findArgument(call, 'ragged')?.value))
  );
}
