import { migration } from '../fixes/legacy-or-migrate';
import type { IFix } from '../fixes/model';
import { replaceSpan } from '../fixes/replace-text';
import { kerasReferences } from '../keras-names';
import type { IReference } from '../notebook/model';
import type { ITranslate } from '../translate';
import { lineStart } from '../notebook/source/lines';
import { defineKeras2Rule } from './define-keras-2-rule';
import type { IKeras2Place } from './define-keras-2-rule';
import type { IContext } from './model';

interface IPlace extends IKeras2Place {
  readonly reference: IReference;
}

/** Models, however they come about, and the model that a callback watches. */
const modelPath =
  /^((models\.)?(Sequential|Model|Functional|load_model|clone_model|model_from_json)#|callbacks\.\w*Callback#model\.)reset_states$/;

/** `model.reset_states()`: models of Keras 3 do not have it, only their layers do. */
export const modelResetStates = defineKeras2Rule<IPlace>({
  id: 'model-reset-states',
  docs: {
    summary: '`model.reset_states()` is called.',
    why: 'It clears what the stateful layers of a model remember. Keras 3 took it from models; recurrent layers kept it.',
    limitations:
      'The rewrite resets the layers of the model itself, not those of models inside of it.',
    references: [
      'https://github.com/MITDeepLearning/introtodeeplearning/issues/174',
      'https://github.com/keras-team/keras/issues/20327'
    ]
  },
  find: kerasReferences(
    path => modelPath.test(path),
    ({ root, reference }) => {
      const what = 'model.reset_states()';
      return reference.kind === 'assign'
        ? []
        : [{ span: reference.lastSpan, what, root, reference }];
    }
  ),
  message(place, trans) {
    return trans.__('Models of Keras 3 have no reset_states().');
  },
  migrate,
  recognise({ evalue }, trans) {
    return /'(Sequential|Functional|Model)' object has no attribute 'reset_states'/.test(
      evalue
    )
      ? trans.__(
          'Models of Keras 3 have no reset_states(); their recurrent layers do.'
        )
      : null;
  },
  examples: [
    {
      name: 'between two sequences',
      environment: 'tf-2.16-with-tf-keras',
      before: [
        'import tensorflow as tf',
        'model = tf.keras.Sequential([\n    tf.keras.Input(batch_shape=[2, None, 3]),\n    tf.keras.layers.LSTM(4, stateful=True)\n])',
        'model.reset_states()'
      ],
      fails: {
        ename: 'AttributeError',
        evalue: /'Sequential' object has no attribute 'reset_states'/
      },
      after: [
        '# Keras Doctor: this notebook needs Keras 2. Keep this cell before the first import of TensorFlow or Keras.\nimport os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        'import tensorflow as tf',
        'model = tf.keras.Sequential([\n    tf.keras.Input(batch_shape=[2, None, 3]),\n    tf.keras.layers.LSTM(4, stateful=True)\n])',
        'model.reset_states()'
      ]
    },
    {
      name: 'in a callback',
      environment: 'tf-2.21-with-tf-keras',
      before: [
        'import numpy as np\nfrom tensorflow import keras',
        'class ResetStates(keras.callbacks.Callback):\n    def on_epoch_begin(self, epoch, logs=None):\n        self.model.reset_states()',
        'model = keras.Sequential([keras.layers.Dense(1)])\nmodel.compile("sgd", "mse")\nhistory = model.fit(np.zeros((4, 3)), np.zeros((4, 1)), callbacks=[ResetStates()], verbose=0)'
      ],
      fails: {
        ename: 'AttributeError',
        evalue: /'Sequential' object has no attribute 'reset_states'/
      },
      after: [
        '# Keras Doctor: this notebook needs Keras 2. Keep this cell before the first import of TensorFlow or Keras.\nimport os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        'import numpy as np\nfrom tensorflow import keras',
        'class ResetStates(keras.callbacks.Callback):\n    def on_epoch_begin(self, epoch, logs=None):\n        self.model.reset_states()',
        'model = keras.Sequential([keras.layers.Dense(1)])\nmodel.compile("sgd", "mse")\nhistory = model.fit(np.zeros((4, 3)), np.zeros((4, 1)), callbacks=[ResetStates()], verbose=0)'
      ]
    }
  ],
  clean: [
    {
      name: 'the layers are reset',
      environment: 'tf-2.16',
      cells: [
        'import tensorflow as tf\nmodel = tf.keras.Sequential([tf.keras.Input(batch_shape=[2, None, 3]), tf.keras.layers.LSTM(4, stateful=True)])',
        'for layer in model.layers:\n    if hasattr(layer, "reset_states"):\n        layer.reset_states()'
      ]
    }
  ]
});

/** A loop over the layers, where the call is a statement of its own. */
function migrate(
  { facts }: IContext,
  { reference }: IPlace,
  trans: ITranslate
): IFix | null {
  const { fullSpan, statementSpan, span, lastSpan } = reference;
  const { source } = facts.notebook.cells[span.cell];
  const indent = source.slice(lineStart(source, fullSpan.from), fullSpan.from);
  const isStatement =
    statementSpan.from === fullSpan.from && statementSpan.to === fullSpan.to;
  if (!isStatement || !/^\s*$/.test(indent)) {
    return null;
  }
  const model = source.slice(span.from, lastSpan.from - 1);
  const loop = [
    `for layer in ${model}.layers:`,
    `${indent}    if hasattr(layer, "reset_states"):`,
    `${indent}        layer.reset_states()`
  ].join('\n');
  return migration(trans.__('Reset the layers one by one'), [
    replaceSpan(facts.notebook, fullSpan, loop)
  ]);
}
