import { apiFailures, firstFailures, mendableEvidence } from '../api-failures';
import type { IApiUse } from '../api-failures';
import { legacyOrMigrate, migration, repair } from '../fixes/legacy-or-migrate';
import type { Edit } from '../fixes/model';
import { replaceSpan } from '../fixes/replace-text';
import type { ISpan } from '../notebook/model';
import { defineRule } from './define-rule';
import type { IContext } from './model';

const pattern = /^layers\.CuDNN(LSTM|GRU)$/;

/** `CuDNNLSTM` and `CuDNNGRU`: since TensorFlow 2.0 `LSTM` and `GRU` are that by themselves. */
export const cudnnLayer = defineRule({
  id: 'cudnn-layer',
  severity: 'error',
  docs: {
    summary: 'A recurrent layer is asked for by the name that it had on GPUs.',
    why: 'TensorFlow 2.0 made `LSTM` and `GRU` use cuDNN by themselves where there is a GPU, with the same results, and dropped `CuDNNLSTM` and `CuDNNGRU`; no Keras since then has them among its layers, nor brings legacy Keras them back. On a CPU the two plain layers work as well.',
    limitations:
      'Weights that are read from an old file are not looked at. `tf.compat.v1.keras` has the layers as long as it is Keras 2.',
    references: [
      'https://www.tensorflow.org/guide/keras/working_with_rnns',
      'https://github.com/tensorflow/tensorflow/releases/tag/v2.0.0'
    ]
  },
  evidence: facts => mendableEvidence(facts, ({ path }) => pattern.test(path)),
  check(context, trans) {
    const failures = apiFailures(context).filter(({ path }) =>
      pattern.test(path)
    );
    return firstFailures(failures).map(failure => {
      const { finding, reference } = failure;
      const name = plainName(failure);
      const title = trans.__('Write %1', name);
      const edits = rewritten(context, failure, name);
      return {
        span: reference.lastSpan,
        message: trans.__(
          'This Keras has no CuDNN%1; %1 uses the GPU by itself.',
          name
        ),
        fixes: finding.legacy
          ? legacyOrMigrate(context, trans, migration(title, edits))
          : repair(title, edits)
      };
    });
  },
  recognise({ ename, evalue }, trans) {
    const found = /'CuDNN(LSTM|GRU)'/.exec(evalue);
    return found && /^(AttributeError|ImportError)$/.test(ename)
      ? trans.__(
          'This Keras has no CuDNN%1; %1 uses the GPU by itself.',
          found[1]
        )
      : null;
  },
  examples: [
    {
      name: 'imported',
      environment: 'tf-2.16',
      before: [
        'from tensorflow.keras.layers import Input, CuDNNLSTM, Dense',
        'output = CuDNNLSTM(4, return_sequences=True)(Input([5, 3]))'
      ],
      fails: {
        ename: 'ImportError',
        evalue: /cannot import name 'CuDNNLSTM'/
      },
      after: [
        'from tensorflow.keras.layers import Input, LSTM as CuDNNLSTM, Dense',
        'output = CuDNNLSTM(4, return_sequences=True)(Input([5, 3]))'
      ]
    },
    {
      name: 'spelled out, and Keras 2 does not have it either',
      environment: 'tf-2.15',
      before: [
        'from tensorflow import keras',
        'layer = keras.layers.CuDNNGRU(4)\noutput = layer(keras.Input([5, 3]))'
      ],
      fails: { ename: 'AttributeError', evalue: /no attribute 'CuDNNGRU'/ },
      after: [
        'from tensorflow import keras',
        'layer = keras.layers.GRU(4)\noutput = layer(keras.Input([5, 3]))'
      ]
    },
    {
      name: 'that of TensorFlow 1',
      environment: 'tf-2.16',
      before: [
        'import tensorflow as tf',
        'layer = tf.compat.v1.keras.layers.CuDNNLSTM(4)'
      ],
      fails: { ename: 'AttributeError', evalue: /no attribute 'CuDNNLSTM'/ },
      after: [
        'import tensorflow as tf',
        'layer = tf.compat.v1.keras.layers.LSTM(4)'
      ]
    }
  ],
  clean: [
    {
      name: "a class of one's own by that name",
      environment: 'tf-2.16',
      cells: [
        'from tensorflow.keras.layers import LSTM as CuDNNLSTM\nlayer = CuDNNLSTM(4)'
      ]
    },
    {
      name: 'Keras 2 has that of TensorFlow 1',
      environment: 'tf-2.15',
      cells: [
        'import tensorflow as tf\nlayer = tf.compat.v1.keras.layers.CuDNNLSTM(4)'
      ]
    }
  ]
});

function plainName({ path }: IApiUse): string {
  return pattern.exec(path)?.[1] ?? '';
}

/** An import without `as` keeps the name that the notebook calls it by. */
function rewritten(
  { facts: { imports, notebook } }: IContext,
  { reference: { lastSpan } }: IApiUse,
  name: string
): Edit[] {
  const isBound = imports.some(({ nameSpan }) => isSame(nameSpan, lastSpan));
  const text = isBound ? `${name} as CuDNN${name}` : name;
  return [replaceSpan(notebook, lastSpan, text)];
}

function isSame(first: ISpan, second: ISpan): boolean {
  return (
    first.cell === second.cell &&
    first.from === second.from &&
    first.to === second.to
  );
}
