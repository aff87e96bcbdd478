import { readFileSync } from 'fs';
import { join } from 'path';
import { knows } from '../compatibility/api-names';
import { diagnose } from '../diagnose';
import type { IEnvironment } from '../environment/model';
import { parseProbe } from '../environment/parse-probe';
import { apply } from '../fixes/apply';
import { plan } from '../fixes/plan';
import type { ICell, INotebook } from '../notebook/model';
import { scan } from '../notebook/scan';
import { ScanCache } from '../notebook/scan-cache';
import { planOutcome } from '../outcome';
import { untranslated } from '../translate';
import type { IOptions, ProofEnvironment } from './model';
import { defaultOptions } from './model';

/** Notebooks that the fuzzer (`fuzz/`) found: a fix broke a cell, took too much, did its work twice or was undone by another. */
interface ICase {
  readonly environment: ProofEnvironment;
  readonly options?: Partial<IOptions>;
  /** `TF_USE_LEGACY_KERAS` of the kernel. */
  readonly flag?: string;
  readonly cells: readonly (string | Partial<ICell>)[];
  /** How often "Fix Keras Version" has something to do. */
  readonly rounds: number;
  /** The cells at the end, without those that a fix inserted. */
  readonly after: readonly string[];
}

const legacy = 'import os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"';
const gru =
  'from tensorflow import keras\nkeras.layers.GRU(4, batch_input_shape=[1, None, 3])';
const bert = 'from transformers import BertConfig, TFBertModel';

const cases: Record<string, ICase> = {
  'a redirection goes with its install': {
    environment: 'tf-2.16',
    cells: ['import keras', '!pip install -q keras==3.12.1 > log.txt\nprint()'],
    rounds: 1,
    after: ['import keras', 'print()']
  },
  'an install whose output is used stays': {
    environment: 'tf-2.16',
    cells: ['import keras', 'lines = !pip install keras==3.12.1'],
    rounds: 0,
    after: ['import keras', 'lines = !pip install keras==3.12.1']
  },
  'all late installs move at once': {
    environment: 'tf-2.16',
    cells: [
      'import keras',
      '!pip install keras==3.12.1\n!pip install keras==3.12.0\nprint()'
    ],
    rounds: 1,
    after: ['import keras', 'print()']
  },
  'a notebook that takes tf-keras away first gets it back': {
    environment: 'tf-2.16-with-tf-keras',
    cells: ['!pip uninstall -y tf-keras', gru],
    rounds: 1,
    after: ['!pip uninstall -y tf-keras', gru]
  },
  'a notebook that takes tf-keras away at the end': {
    environment: 'tf-2.16-with-tf-keras',
    cells: [gru, '!pip uninstall -y tf-keras'],
    rounds: 1,
    after: [gru, '!pip uninstall -y tf-keras']
  },
  'one that wants Keras 3 is not given Keras 2 for Transformers': {
    environment: 'tf-2.16-with-transformers-4',
    options: { wantedKeras: 'keras3' },
    cells: [legacy, bert],
    rounds: 1,
    after: ['import os', bert]
  },
  'the legacy cell belongs to its own fix, not to the pins': {
    environment: 'tf-2.15',
    flag: '1',
    cells: [
      '!uv pip install --system tensorflow\n!uv add keras\n%conda install -y tensorflow'
    ],
    rounds: 1,
    after: [
      '!uv pip install --system tensorflow==2.15.1\n!uv add keras\n%conda install -y tensorflow'
    ]
  },
  'a second import stands as deep as the first': {
    environment: 'tf-2.15',
    cells: [
      'if True:\n    from tensorflow.keras.optimizers import SGD\n    SGD(decay=0.1)'
    ],
    rounds: 1,
    after: [
      'if True:\n    from tensorflow.keras.optimizers import SGD\n    from tensorflow.keras.optimizers.schedules import InverseTimeDecay\n    SGD(learning_rate=InverseTimeDecay(0.01, decay_steps=1, decay_rate=0.1))'
    ]
  },
  'a second statement stays under the condition of the first': {
    environment: 'tf-2.16',
    options: { wantedKeras: 'keras3' },
    cells: [
      'import keras\nm = keras.Sequential()\nif x: m.add(keras.layers.LSTM(4, batch_input_shape=(1, None, 1)))'
    ],
    rounds: 1,
    after: [
      'import keras\nm = keras.Sequential()\nif x: m.add(keras.layers.Input(batch_shape=(1, None, 1))); m.add(keras.layers.LSTM(4))'
    ]
  },
  'a lone carriage return ends a line': {
    environment: 'tf-2.16',
    options: { wantedKeras: 'keras3' },
    cells: [
      'import keras\rdef f():\r    m = keras.Sequential()\r    m.add(keras.layers.LSTM(4, batch_input_shape=(1, None, 1)))'
    ],
    rounds: 1,
    after: [
      'import keras\rdef f():\r    m = keras.Sequential()\r    m.add(keras.layers.Input(batch_shape=(1, None, 1)))\n    m.add(keras.layers.LSTM(4))'
    ]
  },
  'two candidates for one call are edited once': {
    environment: 'tf-2.16',
    cells: [
      'import keras\nif x: from tensorflow import keras\nmodel = keras.Sequential([keras.layers.Dense(1)])',
      'model.save_weights("first")\nmodel.load_weights("first")'
    ],
    rounds: 1,
    after: [
      'import keras\nif x: from tensorflow import keras\nmodel = keras.Sequential([keras.layers.Dense(1)])',
      'model.save_weights("first.weights.h5")\nmodel.load_weights("first.weights.h5")'
    ]
  },
  'a cell that was turned into Markdown is text': {
    environment: 'tf-2.16-with-tf-keras',
    cells: [
      { source: 'text', type: 'markdown', insertedBy: 'needs-keras-2' },
      gru
    ],
    rounds: 1,
    after: ['text', gru]
  },
  'two late settings in the last lines go together': {
    environment: 'tf-2.16-with-tf-keras',
    cells: [gru, `${legacy}\n${legacy.split('\n')[1]}`],
    rounds: 1,
    after: [gru, 'import os\n']
  },
  'a late value is not both corrected and removed': {
    environment: 'tf-2.16-with-tf-keras',
    cells: [
      'import tensorflow as tf',
      'import os\nos.environ["TF_USE_LEGACY_KERAS"] = "yes"',
      'tf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])'
    ],
    rounds: 1,
    after: [
      'import tensorflow as tf',
      'import os',
      'tf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])'
    ]
  },
  'a setting inside of another statement is left alone': {
    environment: 'tf-2.16-with-tf-keras',
    cells: [
      gru,
      'import os\nprint(os.environ.pop("TF_USE_LEGACY_KERAS", None))'
    ],
    rounds: 1,
    after: [
      gru,
      'import os\nprint(os.environ.pop("TF_USE_LEGACY_KERAS", None))'
    ]
  },
  'what is set together with other variables is left alone': {
    environment: 'tf-2.16',
    options: { wantedKeras: 'keras3' },
    cells: [
      'import os\nos.environ.update({"TF_USE_LEGACY_KERAS": "1", "CUDA_VISIBLE_DEVICES": "0"})',
      'import tensorflow as tf\ntf.keras.layers.Dense(1)'
    ],
    rounds: 0,
    after: [
      'import os\nos.environ.update({"TF_USE_LEGACY_KERAS": "1", "CUDA_VISIBLE_DEVICES": "0"})',
      'import tensorflow as tf\ntf.keras.layers.Dense(1)'
    ]
  },
  'all that asks for Keras 2 is removed at once': {
    environment: 'tf-2.16',
    options: { wantedKeras: 'keras3' },
    cells: [
      `${legacy}\n%env TF_USE_LEGACY_KERAS=1`,
      'import tensorflow as tf\ntf.keras.layers.Dense(1)'
    ],
    rounds: 1,
    after: ['import os\n', 'import tensorflow as tf\ntf.keras.layers.Dense(1)']
  }
};

function kernel({ environment, flag }: ICase): IEnvironment {
  const folder = join(__dirname, '..', '..', '..', 'proofs', 'fixtures');
  const found = parseProbe(
    readFileSync(join(folder, `${environment}.json`), 'utf8')
  );
  if ('error' in found) {
    throw new Error(found.error);
  }
  const variables = { ...found.variables, TF_USE_LEGACY_KERAS: flag ?? null };
  return { ...found, variables };
}

function cellOf(given: string | Partial<ICell>, index: number): ICell {
  return {
    id: `cell-${index}`,
    type: 'code',
    source: '',
    editable: true,
    insertedBy: null,
    ...(typeof given === 'string' ? { source: given } : given)
  };
}

function fixOnce(notebook: INotebook, example: ICase): INotebook {
  const diagnosis = diagnose(
    scan(notebook, new ScanCache(knows)),
    kernel(example),
    { ...defaultOptions, ...example.options },
    untranslated
  );
  for (const fix of diagnosis.diagnostics.flatMap(({ fixes }) => fixes)) {
    expect(apply(notebook, plan([fix]).edits).stale).toEqual([]);
  }
  const { edits } = planOutcome(diagnosis, untranslated);
  return apply(notebook, edits).notebook;
}

it.each(Object.entries(cases))('%s', (_, example) => {
  const given = example.cells.map(cellOf);
  let notebook: INotebook = { language: 'python', cells: given };
  let rounds = 0;
  for (; rounds < 8; rounds++) {
    const next = fixOnce(notebook, example);
    if (JSON.stringify(next) === JSON.stringify(notebook)) {
      break;
    }
    notebook = next;
  }
  const own = notebook.cells.filter(({ id }) =>
    given.some(one => one.id === id)
  );
  expect({ rounds, after: own.map(({ source }) => source) }).toEqual({
    rounds: example.rounds,
    after: example.after
  });
});
