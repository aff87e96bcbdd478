import { findArgument } from '../fixes/edit-arguments';
import { kerasReferences, parseKerasName } from '../keras-names';
import type { IKerasReference } from '../keras-names';
import type { ICall, IFacts, Value } from '../notebook/model';
import { passesRagged } from '../notebook/passes-ragged';
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
  find: facts => (meets(facts) ? raggedPlaces(facts) : []),
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
        '# Keras Doctor: this notebook needs Keras 2. Keep this cell before the first import of TensorFlow or Keras.\nimport os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"\n# Keras Doctor: keeps AutoGraph from converting tf-keras itself, as later releases of TensorFlow do.\nfrom tensorflow.python.autograph.core import config\nconfig.CONVERSION_RULES = (config.DoNotConvert("tf_keras"),) + config.CONVERSION_RULES',
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
        '# Keras Doctor: this notebook needs Keras 2. Keep this cell before the first import of TensorFlow or Keras.\nimport os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"\n# Keras Doctor: keeps AutoGraph from converting tf-keras itself, as later releases of TensorFlow do.\nfrom tensorflow.python.autograph.core import config\nconfig.CONVERSION_RULES = (config.DoNotConvert("tf_keras"),) + config.CONVERSION_RULES',
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
      name: 'a ragged network that pools beside one that is recurrent',
      environment: 'tf-2.16',
      cells: [
        'import tensorflow as tf\nwords = tf.ragged.constant([[1, 2], [3], [4, 5, 6]])',
        'pooled = tf.keras.Sequential([\n    tf.keras.Input(shape=[None], ragged=True, dtype="int32"),\n    tf.keras.layers.Embedding(10, 4),\n    tf.keras.layers.GlobalAveragePooling1D()\n])\nprediction = pooled.predict(words, verbose=0)',
        'x = tf.keras.Input(shape=[None, 4])\nrecurrent = tf.keras.Model(x, tf.keras.layers.LSTM(4)(x))\nprediction = recurrent.predict(tf.zeros([2, 3, 4]), verbose=0)'
      ]
    },
    {
      name: 'ragged tensors averaged before a recurrent layer',
      environment: 'tf-2.16',
      cells: [
        'import tensorflow as tf\nfrom tensorflow.keras import layers\nwords = tf.ragged.constant([[1, 2], [3], [4, 5, 6]])',
        'x = tf.keras.Input(shape=[None], ragged=True, dtype="int32")\ny = layers.GlobalAveragePooling1D()(layers.Embedding(10, 4)(x))\ny = layers.LSTM(4)(layers.RepeatVector(3)(y))\nmodel = tf.keras.Model(x, y)\nprediction = model.predict(words, verbose=0)'
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

/**
 * Whether something ragged goes into a recurrent layer: seen to, or in a notebook of one network in which nothing makes the rows
 * even. A network that pools beside one that is recurrent runs on Keras 3.
 */
function meets(facts: IFacts): boolean {
  const isSeen = meetings(facts).length > 0;
  const hasRecurrent = recurrentCalls(facts).length > 0;
  return isSeen || (hasRecurrent && isOneNetwork(facts));
}

/** Where a recurrent layer is seen to get something ragged. */
const meetings = kerasReferences(
  path => recurrent.test(path.replace(/#__call__$/, '')) || model.test(path),
  ({ path, reference: { call } }) => {
    const isMet = model.test(path)
      ? leadsOn(call?.arguments[0]?.value)
      : call?.arguments.some(({ value }) => isRaggedTensor(value));
    return isMet ? [path] : [];
  }
);
const recurrentCalls = kerasReferences(
  path => recurrent.test(path),
  pathOfCall
);

function pathOfCall({ path, reference: { call } }: IKerasReference): string[] {
  return call ? [path] : [];
}

/** Whether a list of layers has a recurrent one behind a ragged one. */
function leadsOn(layers: Value | undefined): boolean {
  const items = layers?.kind === 'sequence' ? layers.items : [];
  let isRaggedHere = false;
  for (const item of items) {
    const name = item.kind === 'instance' ? item.of : '';
    if (isRaggedHere && isRecurrent(name)) {
      return true;
    }
    isRaggedHere = isRaggedTensor(item) || (isRaggedHere && passesRagged(name));
  }
  return false;
}

function isRecurrent(layer: string): boolean {
  return recurrent.test(parseKerasName(layer)?.path ?? '');
}

function isOneNetwork(facts: IFacts): boolean {
  const parts = networkParts(facts);
  return parts.length < 2 && !parts.some(path => evens.test(path));
}

const network = /^(models\.)?(Sequential|Model)$/;
const evens = /^layers\.(Global\w+|Flatten|Lambda)$/;
const networkParts = kerasReferences(
  path => network.test(path) || evens.test(path),
  pathOfCall
);

/** What ragged tensors are handed to, and what is said to take them. */
function isTaker(path: string): boolean {
  return input.test(path) || model.test(path) || feeding.test(path);
}

const input = /^(layers\.)?(Input|InputLayer)$/;
const model = /^(models\.)?Sequential$/;
const feeding = /#(fit|predict|evaluate|__call__)$/;

const raggedPlaces = kerasReferences(isTaker, raggedPlace);

function raggedPlace({
  root,
  path,
  reference: { call }
}: IKerasReference): IKeras2Place[] {
  const found = call && (saidOfInput(path, call) ?? given(path, call));
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
function given(path: string, call: ICall): Found | null {
  if (model.test(path)) {
    const [layers] = call.arguments;
    return isRaggedText(layers?.value)
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

/** A symbolic one, or a layer that gives such. */
function isRaggedTensor(value: Value): boolean {
  return value.kind === 'instance' && value.ragged === true;
}

/** A list of layers in which a recurrent one comes behind a text layer that gives ragged tensors. */
function isRaggedText(layers: Value | undefined): boolean {
  const hasText =
    layers?.kind === 'sequence' &&
    layers.items.some(
      item =>
        item.kind === 'instance' &&
        /\.TextVectorization$/.test(item.of) &&
        item.ragged
    );
  return hasText && leadsOn(layers);
}
