import { removeArguments, findArgument } from '../fixes/edit-arguments';
import { migration } from '../fixes/legacy-or-migrate';
import type { IFix } from '../fixes/model';
import { putStatements, replaceSpan } from '../fixes/replace-text';
import { kerasReferences } from '../keras-names';
import type { IArgument, IFacts, IReference } from '../notebook/model';
import type { ITranslate } from '../translate';
import { defineKeras2Rule } from './define-keras-2-rule';
import type { IKeras2Place } from './define-keras-2-rule';
import type { IContext } from './model';

interface IPlace extends IKeras2Place {
  readonly reference: IReference;
  readonly argument: IArgument;
}

/** Layers and `Input`, but no `InputLayer`. */
const takesShape =
  /^((layers\.)?Input|layers\.([\w.]+\.)?(?!Input(Layer)?$)[A-Z]\w*)$/;

/** A layer that is told the batch size; what stateful recurrent networks need, and what only `Input` takes in Keras 3. */
export const batchInputShape = defineKeras2Rule<IPlace>({
  id: 'batch-input-shape',
  docs: {
    summary: 'A layer is given `batch_input_shape=` or `batch_size=`.',
    why: 'In Keras 2 any layer takes the shape of a whole batch; stateful recurrent networks cannot do without. Keras 3 raises "Unrecognized keyword arguments": the shape goes to an `Input(batch_shape=…)` in front. `InputLayer(batch_input_shape=…)` still works.',
    limitations:
      'The rewrite is offered where the layer stands in the list of a `Sequential` or in `add`. Such networks mostly need `model.reset_states()` as well, which Keras 3 does not have.',
    references: [
      'https://github.com/keras-team/keras/issues/20106',
      'https://github.com/ageron/handson-ml3/issues/163'
    ]
  },
  find: kerasReferences(
    path => takesShape.test(path),
    ({ root, path, reference }) => {
      const argument = batchArgument(path, reference);
      if (!argument) {
        return [];
      }
      const layer = path.split('.').pop();
      const what = `${layer}(${argument.keyword}=…)`;
      const { span } = argument;
      return [{ span, what, root, reference, argument }];
    }
  ),
  message({ argument }, trans) {
    return trans.__(
      'Keras 3 has no %1 here: the shape of a batch goes to Input(batch_shape=…).',
      argument.keyword ?? ''
    );
  },
  migrate,
  recognise({ evalue }, trans) {
    return /(Unrecognized keyword arguments passed to \w+: \{.*'batch_(input_shape|size)'|Input\(\) got an unexpected keyword argument 'batch_input_shape')/.test(
      evalue
    )
      ? trans.__(
          'Layers of Keras 3 do not take the shape of a batch; Input(batch_shape=…) does.'
        )
      : null;
  },
  examples: [
    {
      name: 'stateful network in a list',
      environment: 'tf-2.16-with-tf-keras',
      before: [
        'import tensorflow as tf',
        'model = tf.keras.Sequential([\n    tf.keras.layers.GRU(4, stateful=True, batch_input_shape=[1, None, 3]),\n    tf.keras.layers.Dense(1)\n])\nassert model.output_shape == (1, 1)'
      ],
      fails: {
        ename: 'ValueError',
        evalue: /passed to GRU: \{'batch_input_shape'/
      },
      after: [
        '# Keras Doctor: this notebook needs Keras 2. Keep this cell before the first import of TensorFlow or Keras.\nimport os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        'import tensorflow as tf',
        'model = tf.keras.Sequential([\n    tf.keras.layers.GRU(4, stateful=True, batch_input_shape=[1, None, 3]),\n    tf.keras.layers.Dense(1)\n])\nassert model.output_shape == (1, 1)'
      ]
    },
    {
      name: 'standalone Keras',
      environment: 'tf-2.16-with-tf-keras',
      before: [
        'from keras.models import Sequential\nfrom keras.layers import LSTM, Dense',
        'model = Sequential()\nmodel.add(LSTM(4, batch_input_shape=(2, 5, 3), stateful=True))\nmodel.add(Dense(1))'
      ],
      fails: {
        ename: 'ValueError',
        evalue: /passed to LSTM: \{'batch_input_shape'/
      },
      after: [
        '# Keras Doctor: this notebook needs Keras 2. Keep this cell before the first import of TensorFlow or Keras.\nimport os, sys\nos.environ["TF_USE_LEGACY_KERAS"] = "1"\nimport tf_keras\nsys.modules["keras"] = tf_keras',
        'from keras.models import Sequential\nfrom keras.layers import LSTM, Dense',
        'model = Sequential()\nmodel.add(LSTM(4, batch_input_shape=(2, 5, 3), stateful=True))\nmodel.add(Dense(1))'
      ]
    }
  ],
  clean: [
    {
      name: 'the batch shape where Keras 3 takes it',
      environment: 'tf-2.16',
      cells: [
        'import tensorflow as tf\nfrom tensorflow.keras import layers',
        'model = tf.keras.Sequential([\n    layers.InputLayer(batch_input_shape=[2, None, 3]),\n    layers.GRU(4, stateful=True)\n])\nother = tf.keras.Sequential([\n    tf.keras.Input(shape=[None, 3], batch_size=2),\n    layers.GRU(4, stateful=True)\n])'
      ]
    },
    {
      name: 'Keras 2 by itself',
      environment: 'tf-2.15',
      cells: [
        'import tensorflow as tf\nlayer = tf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])'
      ]
    }
  ]
});

/** The argument that Keras 3 refuses. `InputLayer` takes both in every Keras (seen in 3.15.1); `Input` takes `batch_size`. */
function batchArgument(path: string, { call }: IReference): IArgument | null {
  const shape = findArgument(call, 'batch_input_shape');
  const isInput = /(^|\.)Input$/.test(path);
  return shape || isInput ? shape : findArgument(call, 'batch_size');
}

/** Puts an `Input` in front of the first layer of a `Sequential`, in its list or by `add`. */
function migrate(
  { facts }: IContext,
  { reference, argument }: IPlace,
  trans: ITranslate
): IFix | null {
  const { notebook } = facts;
  const { call, fullSpan, span, lastSpan, statementSpan } = reference;
  const { source } = notebook.cells[fullSpan.cell];
  const prefix = source.slice(span.from, lastSpan.from);
  const removed = call ? removeArguments(notebook, call, [argument]) : [];
  const isNamed = prefix !== '' || importsInput(facts);
  if (argument.keyword !== 'batch_input_shape' || !isNamed || !removed.length) {
    return null;
  }
  const shape = source.slice(argument.valueSpan.from, argument.valueSpan.to);
  const input = `${prefix}Input(batch_shape=${shape})`;
  const before = source.slice(statementSpan.from, fullSpan.from);
  const start = { ...fullSpan, to: fullSpan.from };
  const adds = /^(\w+\.add\(\s*)$/.exec(before);
  const edit = adds
    ? putStatements(notebook, statementSpan, [`${adds[1]}${input})`])
    : /\[\s*$/.test(before)
      ? replaceSpan(notebook, start, `${input}, `)
      : null;
  return (
    edit &&
    migration(trans.__('Put Input(batch_shape=…) in front'), [edit, ...removed])
  );
}

function importsInput(facts: IFacts): boolean {
  return facts.imports.some(
    ({ module, name, alias }) =>
      name === 'Input' && alias === 'Input' && /(^|\.)keras\b/.test(module)
  );
}
