import { isAtLeast } from '../compatibility/version';
import { findArgument } from '../fixes/edit-arguments';
import { installFix } from '../fixes/install-cell';
import { firstImport, legacyFix } from '../fixes/legacy-cell';
import type { IFix } from '../fixes/model';
import { kerasReferences, kerasUses, modelMethod } from '../keras-names';
import type { IKerasReference, IMetKeras } from '../keras-names';
import type { IArgument, Value } from '../notebook/model';
import type { ITranslate } from '../translate';
import { goesToKeras3 } from '../verdict';
import { defineRule } from './define-rule';
import type { IContext } from './model';

const masked = kerasReferences(
  () => true,
  use => (hasMask(use) ? [use] : [])
);
const lastLayers = kerasReferences(
  path =>
    /^layers\.(LSTM|GRU|SimpleRNN|RNN|GlobalAverage\w+|GlobalMax\w+|Flatten)$/.test(
      path
    ),
  use => (use.reference.kind === 'call' ? [use] : [])
);
const accuracies = kerasReferences(
  path => modelMethod(path) === 'compile',
  use => {
    const metrics = findArgument(use.reference.call, 'metrics');
    return metrics && namesAccuracy(metrics) ? [{ ...use, metrics }] : [];
  }
);

/** Accuracy of a masked sequence model under Keras 3.0 to 3.11, which counts the padding as well. */
export const maskedAccuracy = defineRule({
  id: 'masked-accuracy',
  severity: 'warning',
  docs: {
    summary:
      'The accuracy of a model with masked sequences counts the padding.',
    why: 'Keras 3.0 to 3.11 leave the mask out of `metrics=["accuracy"]` (15 releases were run): the padding counts as wrong, and a translation model falls from 60 % to 10 % without learning any worse, for the loss is masked in every release. Keras 3.12 and later count real tokens only, as Keras 2 does.',
    limitations:
      'The model itself is not worse. Numbers of one release cannot be compared with those of the other.',
    references: [
      'https://github.com/ageron/handson-ml3/issues/163',
      'https://github.com/keras-team/keras/issues/20320'
    ]
  },
  check(context, trans) {
    const counts = ({ flavor, version }: IMetKeras): boolean =>
      flavor === 'keras3' && version !== null && !isAtLeast(version, 3, 12);
    const masks =
      kerasUses(context, masked).some(counts) &&
      givesSequences(kerasUses(context, lastLayers).filter(counts));
    return (masks ? kerasUses(context, accuracies).filter(counts) : []).map(
      ({ version, metrics }) => ({
        span: metrics.span,
        message: trans.__(
          'Keras %1 counts the padding in this accuracy: it comes out far too low. Keras 3.12 and later do not, nor does Keras 2.',
          version ?? ''
        ),
        fixes: fixes(context, trans)
      })
    );
  },
  examples: [
    {
      name: 'two real tokens in ten',
      environment: 'tf-2.16-with-keras-3.11',
      before: [
        'import numpy as np\nfrom tensorflow import keras',
        'x = np.zeros((8, 10), "int32")\nx[:, :2] = 1\nmodel = keras.Sequential([\n    keras.layers.Embedding(3, 4, mask_zero=True),\n    keras.layers.LSTM(4, return_sequences=True),\n    keras.layers.Dense(3, activation="softmax")\n])\nmodel.compile(loss="sparse_categorical_crossentropy", metrics=["accuracy"])\nmodel.build((None, 10))\nmodel.layers[-1].set_weights([np.zeros((4, 3)), np.array([0, 9, 0])])',
        'accuracy = model.evaluate(x, x, verbose=0)[1]'
      ],
      fails: { silently: 'accuracy == 1' },
      after: [
        '# Keras Doctor: accuracy without the padding.\n%pip install -q "keras>=3.12"',
        'import numpy as np\nfrom tensorflow import keras',
        'x = np.zeros((8, 10), "int32")\nx[:, :2] = 1\nmodel = keras.Sequential([\n    keras.layers.Embedding(3, 4, mask_zero=True),\n    keras.layers.LSTM(4, return_sequences=True),\n    keras.layers.Dense(3, activation="softmax")\n])\nmodel.compile(loss="sparse_categorical_crossentropy", metrics=["accuracy"])\nmodel.build((None, 10))\nmodel.layers[-1].set_weights([np.zeros((4, 3)), np.array([0, 9, 0])])',
        'accuracy = model.evaluate(x, x, verbose=0)[1]'
      ]
    }
  ],
  clean: [
    {
      name: 'a later Keras',
      environment: 'tf-2.16',
      cells: [
        'from tensorflow import keras\nmodel = keras.Sequential([keras.layers.Embedding(3, 4, mask_zero=True), keras.layers.LSTM(4, return_sequences=True), keras.layers.Dense(3)])\nmodel.compile(loss="mse", metrics=["accuracy"])'
      ]
    },
    {
      name: 'one output for each sequence',
      environment: 'tf-2.16-with-keras-3.11',
      cells: [
        'from tensorflow import keras\nmodel = keras.Sequential([keras.layers.Embedding(3, 4, mask_zero=True), keras.layers.LSTM(4), keras.layers.Dense(1, activation="sigmoid")])\nmodel.compile(loss="binary_crossentropy", metrics=["accuracy"])'
      ]
    }
  ]
});

function hasMask({ path, reference }: IKerasReference): boolean {
  const mask = findArgument(reference.call, 'mask_zero')?.value;
  return (
    (path === 'layers.Masking' && reference.kind === 'call') ||
    (mask?.kind === 'literal' && mask.value === true)
  );
}

/** The last recurrent layer gives an output for each step; without one, the mask reaches the end anyway. */
function givesSequences(layers: readonly IKerasReference[]): boolean {
  const last = layers[layers.length - 1];
  const value = findArgument(last?.reference.call ?? null, 'return_sequences');
  return (
    last === undefined ||
    (value?.value.kind === 'literal' && value.value.value === true)
  );
}

function namesAccuracy({ value }: IArgument): boolean {
  const isName = (one: Value): boolean =>
    one.kind === 'literal' &&
    /^(sparse_categorical_|categorical_)?acc(uracy)?$/.test(String(one.value));
  return value.kind === 'sequence' ? value.items.some(isName) : isName(value);
}

function fixes(context: IContext, trans: ITranslate): IFix[] {
  const { facts, options } = context;
  const cell =
    facts.notebook.cells[firstImport(facts)?.statementSpan.cell ?? 0];
  const comment = trans.__('Keras Doctor: accuracy without the padding.');
  const newer = installFix(
    context,
    {
      title: trans.__('Install Keras 3.12 or later'),
      choice: 'pins',
      comment,
      requirements: ['keras>=3.12'],
      edits: source => [
        {
          kind: 'insert-cell',
          beforeCellId: cell?.id ?? null,
          source,
          rule: 'masked-accuracy'
        }
      ]
    },
    trans
  );
  const legacy = goesToKeras3(context) ? null : legacyFix(context, trans);
  return legacy === null
    ? [newer]
    : context.verdict.needs === 'keras2' || options.wantedKeras === 'legacy'
      ? [legacy, newer]
      : [newer, legacy];
}
