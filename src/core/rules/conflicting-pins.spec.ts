import { diagnose } from '../diagnose';
import { environmentFromTable } from '../compatibility/table-environment';
import { makeEnvironment } from '../environment/make-environment';
import { apply } from '../fixes/apply';
import { plan } from '../fixes/plan';
import type { INotebook } from '../notebook/model';
import { scan } from '../notebook/scan';
import { planOutcome } from '../outcome';
import { untranslated } from '../translate';
import { defaultOptions } from './model';

const own = [
  'conflicting-pins',
  'pin-not-installable',
  'unpinned-tf-keras',
  'tensorflow-not-installed'
];

const base = {
  numpy: '1.26.4',
  protobuf: '4.25.3',
  'ml-dtypes': '0.3.2'
};
const tf216 = { tensorflow: '2.16.2', keras: '3.15.1', ...base };

function notebook(...sources: string[]): INotebook {
  return {
    language: 'python',
    cells: sources.map((source, index) => ({
      id: `cell-${index}`,
      type: 'code' as const,
      source,
      editable: true,
      insertedBy: null
    }))
  };
}

/** The rules that speak, and the cells after their fixes. */
function mend(
  cells: readonly string[],
  versions: Record<string, string> = tf216,
  python = '3.11.7'
) {
  const before = notebook(...cells);
  const environment = makeEnvironment({ python, versions });
  const diagnosis = diagnose(
    scan(before),
    environment,
    defaultOptions,
    untranslated
  );
  const found = diagnosis.diagnostics.filter(({ rule }) => own.includes(rule));
  const { edits } = planOutcome(diagnosis, untranslated, {
    concerns: ({ rule }) => own.includes(rule)
  });
  const after = apply(before, edits);
  expect(after.stale).toEqual([]);
  return {
    rules: found.map(({ rule }) => rule),
    messages: found.map(({ message }) => message),
    cells: after.notebook.cells.map(({ source }) => source)
  };
}

describe('pins', () => {
  it.each([
    [
      '!pip install tensorflow==2.16.2 tf-keras==2.15.1',
      '!pip install tensorflow==2.16.2 tf-keras~=2.16.0'
    ],
    [
      '%pip install -q "tensorflow==2.16.2" "tf-keras==2.15.1" matplotlib',
      '%pip install -q "tensorflow==2.16.2" "tf-keras~=2.16.0" matplotlib'
    ],
    [
      "!python -m pip install 'tf_keras == 2.15.1' tensorflow[and-cuda]==2.16.2",
      "!python -m pip install 'tf_keras~=2.16.0' tensorflow[and-cuda]==2.16.2"
    ],
    [
      'import sys\n!{sys.executable} -m pip install tensorflow==2.16.2 \\\n  tf-keras==2.15.1 # legacy',
      'import sys\n!{sys.executable} -m pip install tensorflow==2.16.2 \\\n  tf-keras~=2.16.0 # legacy'
    ],
    [
      '!uv pip install tensorflow==2.16.2 tf-keras==2.15.1',
      '!uv pip install tensorflow==2.16.2 tf-keras~=2.16.0'
    ],
    [
      '!pip install tensorflow==2.16.2\n!pip install tf-keras==2.15.1',
      '!pip install tensorflow==2.16.2\n!pip install tf-keras~=2.16.0'
    ],
    [
      '!pip install tf-keras==2.15.1\n!pip install tensorflow==2.16.2',
      '!pip install tf-keras~=2.16.0\n!pip install tensorflow==2.16.2'
    ],
    ['!pip install tf-keras==2.15.1', '!pip install tf-keras~=2.16.0'],
    [
      '!pip install tensorflow==2.16.2 tf-keras==2.17.0',
      '!pip install tensorflow==2.16.2 tf-keras~=2.16.0'
    ]
  ])('corrects %s', (before, after) => {
    const mended = mend([before]);
    expect(mended.rules).toContain('conflicting-pins');
    expect(mended.cells).toEqual([after]);
    expect(mend(mended.cells).rules).toEqual([]);
  });

  it('says what pip would say', () => {
    const { messages } = mend([
      '!pip install tensorflow==2.16.2 tf-keras==2.15.1'
    ]);
    expect(messages).toEqual([
      expect.stringContaining('tf-keras 2.15.1 depends on tensorflow<2.16')
    ]);
  });

  it.each([
    ['!pip install tensorflow==2.16.2 tf-keras==2.16.0'],
    ['!pip install tensorflow==2.16.2 "tf-keras~=2.16.0"'],
    ['!pip install matplotlib pandas'],
    ['!pip install -r requirements.txt'],
    ['!pip install git+https://example.org/some/thing.git'],
    ['if False:\n    !pip install tensorflow==2.16.2 tf-keras==2.15.1'],
    ['# !pip install tensorflow==2.16.2 tf-keras==2.15.1'],
    ['text = "!pip install tensorflow==2.16.2 tf-keras==2.15.1"']
  ])('leaves %s alone', before => {
    expect(mend([before])).toEqual({
      rules: [],
      messages: [],
      cells: [before]
    });
  });

  it('leaves alone what other packages of the kernel complain about', () => {
    const versions = {
      'tensorflow-cpu': '2.16.2',
      keras: '3.15.1',
      'tf-keras': '2.16.0',
      'tensorflow-hub': '0.16.1',
      ...base
    };
    expect(mend(['!pip install matplotlib'], versions).rules).toEqual([]);
    expect(
      mend(['%pip install -q --no-deps "tf-keras~=2.16.0"'], versions).rules
    ).toEqual([]);
    expect(mend(['!pip install tensorflow_hub'], versions).rules).toEqual([]);
  });

  it('takes the nearest TensorFlow that the Python can install', () => {
    const before = '!pip install "tensorflow==2.15.0"';
    const versions = { ...tf216, numpy: '1.26.4' };
    const mended = mend([before], versions, '3.12.4');
    expect(mended.rules).toEqual(['pin-not-installable']);
    expect(mended.cells).toEqual(['!pip install "tensorflow~=2.16.0"']);
    expect(mend(mended.cells, versions, '3.12.4').rules).toEqual([]);
  });

  it('stays with the TensorFlow that is there', () => {
    expect(mend(['!pip install tensorflow==2.9.1']).cells).toEqual([
      '!pip install tensorflow~=2.16.0'
    ]);
    expect(mend(['!pip install tensorflow==2.9.1'], {}).cells).toEqual([
      '!pip install tensorflow~=2.12.0'
    ]);
  });

  it('keeps Keras 2 when TensorFlow moves over the line', () => {
    const cells = [
      '!pip install tensorflow==2.15.0',
      'import tensorflow as tf\nlayer = tf.keras.layers.GRU(4, stateful=True, batch_input_shape=[1, None, 3])'
    ];
    const environment = makeEnvironment({ python: '3.12.4', versions: tf216 });
    const facts = scan(notebook(...cells));
    const { diagnostics } = diagnose(
      facts,
      environment,
      { ...defaultOptions, wantedKeras: 'legacy' },
      untranslated
    );
    const pins = diagnostics.filter(
      ({ rule }) => rule === 'pin-not-installable'
    );
    const after = apply(
      facts.notebook,
      plan(pins.flatMap(({ fixes }) => fixes.slice(0, 1))).edits
    );
    expect(after.notebook.cells.map(({ source }) => source)).toEqual([
      '!pip install tensorflow~=2.16.0 tf-keras~=2.16.0',
      '# Keras Doctor: this notebook needs Keras 2. Keep this cell before the first import of TensorFlow or Keras.\nimport os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
      cells[1]
    ]);
  });

  it.each([
    ['!pip install tf-keras', '!pip install tf-keras~=2.16.0'],
    ['!pip install -U "tf_keras>=2.16"', '!pip install -U "tf_keras~=2.16.0"'],
    ['%pip install tf-keras tf2onnx', '%pip install tf-keras~=2.16.0 tf2onnx']
  ])('pins %s', (before, after) => {
    const mended = mend([before]);
    expect(mended.rules).toEqual(['unpinned-tf-keras']);
    expect(mended.cells).toEqual([after]);
  });

  it('tells that an upgrade brings Keras 3 under TensorFlow 2.15', () => {
    const rulesOn = (version: string, cell: string) => {
      const kernel = { python: '3.11.7', platform: 'linux', machine: 'x86_64' };
      const made = environmentFromTable([`tensorflow==${version}`], kernel);
      return 'error' in made
        ? [made.error]
        : diagnose(
            scan(notebook(cell)),
            made,
            defaultOptions,
            untranslated
          ).diagnostics.map(({ rule, fixes }) => [rule, fixes[0].title]);
    };
    expect(rulesOn('2.15.1', '!pip install -U keras')).toEqual([
      ['conflicting-pins', 'Install keras==2.15.0']
    ]);
    expect(rulesOn('2.15.1', '!pip install keras')).toEqual([]);
    expect(rulesOn('2.16.2', '!pip install -U keras')).toEqual([]);
  });

  it('goes by markers, and keeps them', () => {
    const older = `'tensorflow==2.15.1; python_version < "3.12"'`;
    const on = (cell: string) => mend([cell], tf216, '3.12.4');
    expect(on(`!pip install ${older}`).rules).toEqual([]);
    const newer = `'tf-keras==2.17.0; python_version >= "3.12"'`;
    expect(on(`!pip install ${older} ${newer}`).cells).toEqual([
      `!pip install ${older} ${newer.replace('==2.17.0', '~=2.16.0')}`
    ]);
  });

  it('does not judge by a version that it cannot read', () => {
    const cell = '!pip install tensorflow=={TF} keras==2.15.0';
    expect(mend([cell]).rules).toEqual([]);
    expect(mend([`TF = "2.17.0"\n${cell}`]).rules).toEqual([
      'conflicting-pins'
    ]);
    expect(mend([`TF = "2.15.0"\n${cell}`], tf216).cells).toEqual([
      `TF = "2.15.0"\n${cell}`
    ]);
  });

  it('lets a pinned TensorFlow bound tf-keras', () => {
    expect(mend(['!pip install tensorflow==2.16.2 tf-keras']).rules).toEqual(
      []
    );
  });
});
