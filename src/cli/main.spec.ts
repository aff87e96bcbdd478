/** The real command line: the bundle, run as users run it. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv';
import probeSchema from '../core/environment/probe-result.schema.json';
import checkSchema from './schemas/check-result.schema.json';

const root = join(__dirname, '..', '..');
const build = mkdtempSync(join(tmpdir(), 'keras-doctor-bundle-'));
const bundle = join(build, 'keras-doctor.cjs');
const table = ['--tensorflow', '2.16.2', '--python-version', '3.12'];
const withTfKeras = [...table, '--tf-keras', '2.16'];

let folder: string;

interface IRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(args: readonly string[], input?: string): IRun {
  return spawnSync(process.execPath, [bundle, ...args], {
    cwd: folder,
    // CI machines set it, and no output may change by it.
    env: { ...process.env, CI: 'true' },
    encoding: 'utf8',
    input: input ?? '',
    maxBuffer: 1e9
  });
}

function legacy(indent = 1): string {
  return `${JSON.stringify(
    {
      cells: [
        {
          cell_type: 'code',
          execution_count: 3,
          id: 'a',
          metadata: {},
          outputs: [],
          source: [
            'import tensorflow as tf\n',
            'layer = tf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])'
          ]
        }
      ],
      metadata: { language_info: { name: 'python' } },
      nbformat: 4,
      nbformat_minor: 5
    },
    null,
    indent
  )}\n`;
}

const clean =
  '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}';

function write(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function read(name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}

beforeAll(() => {
  execFileSync(process.execPath, [join(root, 'scripts', 'build-cli'), build], {
    stdio: 'pipe'
  });
}, 120_000);

afterAll(() => rmSync(build, { recursive: true }));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keras-doctor-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

jest.setTimeout(120_000);

describe('the bundle', () => {
  it('is not built again while nothing changes', () => {
    const script = join(root, 'scripts', 'build-cli');
    const again = (): string =>
      spawnSync(process.execPath, [script, build], { encoding: 'utf8' }).stderr;
    // Somebody may be at work on the sources: what counts is the second of two calls.
    again();
    const { mtimeMs } = statSync(bundle);
    expect(again()).toBe('');
    expect(statSync(bundle).mtimeMs).toBe(mtimeMs);
  });

  it('brings its schemas', () => {
    expect(readdirSync(join(build, 'schema')).sort()).toEqual([
      'check-result.schema.json',
      'probe-result.schema.json'
    ]);
  });
});

describe('check', () => {
  it('ends with 0 where all is well, with 1 on findings, with 2 on what it cannot read', () => {
    write('clean.ipynb', clean);
    write('old.ipynb', legacy());
    write('broken.ipynb', '{"cells": [');
    expect(run(['check', 'clean.ipynb', ...table]).status).toBe(0);
    expect(run(['check', 'old.ipynb', ...table]).status).toBe(1);
    expect(run(['check', '.', ...table]).status).toBe(2);
    write('info.py', 'import tensorflow as tf\ntf.test.is_gpu_available()\n');
    expect(run(['check', 'info.py', ...table]).status).toBe(0);
    expect(
      run(['check', 'info.py', ...table, '--fail-on', 'info']).status
    ).toBe(1);
    write('notes.md', '# text');
    expect(run(['check', 'notes.md', ...table]).status).toBe(2);
    const lenient = ['check', 'old.ipynb', ...table];
    expect(run([...lenient, '--exit-zero']).status).toBe(0);
    expect(
      run([...lenient, '--disable', 'needs-keras-2', '--fail-on', 'error'])
        .status
    ).toBe(1);
    expect(run(['check', 'old.ipynb', '--tensorflow', '2.15.1']).status).toBe(
      0
    );
    expect(
      run(['check', 'old.ipynb', ...table, '--keras', 'legacy']).status
    ).toBe(1);
  });

  it('goes on after a broken file, and prints JSON of its schema', () => {
    write('a.ipynb', '[]');
    write('b.ipynb', legacy());
    write('c.py', '# %%\nimport tensorflow as tf\n');
    write('d.ipynb', `\u0000${clean}`);
    const { stdout, status } = run([
      'check',
      '.',
      '--format',
      'json',
      ...table
    ]);
    const result = JSON.parse(stdout) as {
      files: Record<string, { error?: string; verdict?: { needs: string } }>;
    };
    const validate = new Ajv({ allowUnionTypes: true }).compile(checkSchema);
    expect(validate(result) ? [] : validate.errors).toEqual([]);
    expect(status).toBe(2);
    const {
      'a.ipynb': a,
      'b.ipynb': b,
      'c.py': c,
      'd.ipynb': d
    } = result.files;
    expect(a.error).toMatch(/not a notebook/);
    expect(b.verdict?.needs).toBe('keras2');
    expect(c.verdict?.needs).toBe('none');
    expect(d.error).toMatch(/not JSON/);
  });

  it('reads standard input', () => {
    const named = run(
      [
        'check',
        '-',
        '--stdin-filename',
        'x.ipynb',
        '--format',
        'json',
        ...table
      ],
      legacy()
    );
    expect(JSON.parse(named.stdout)).toHaveProperty(['files', 'x.ipynb']);
    const python = run(['check', '-', ...table], '# %%\nprint(1)\n');
    expect(python).toMatchObject({ status: 0, stderr: '' });
  });

  it('judges against the JSON of a probe, and against a Python', () => {
    write('old.ipynb', legacy());
    const { stdout } = run(['probe', ...table]);
    const validate = new Ajv({ allowUnionTypes: true }).compile(probeSchema);
    const probed: unknown = JSON.parse(stdout);
    expect(validate(probed) ? [] : validate.errors).toEqual([]);
    write('environment.json', stdout);
    const viaFile = run([
      'check',
      'old.ipynb',
      '--environment',
      'environment.json'
    ]);
    expect(viaFile).toMatchObject({ status: 1 });
    const real = run(['probe', '--python', 'python3']);
    const found: unknown = JSON.parse(real.stdout);
    expect(validate(found) ? [] : validate.errors).toEqual([]);
    expect(found).toMatchObject({ platform: process.platform });
  });

  it('is not led astray by a json.py in the folder', () => {
    write('json.py', 'raise SystemExit("led astray")');
    write('sitecustomize.py', 'raise SystemExit("led astray")');
    expect(run(['probe'])).toMatchObject({ status: 0, stderr: '' });
  });

  it('asks the Python of a kernelspec, with its variables', () => {
    const spec = join(folder, 'data', 'kernels', 'mine');
    mkdirSync(spec, { recursive: true });
    writeFileSync(
      join(spec, 'kernel.json'),
      JSON.stringify({
        argv: [
          'python3',
          '-m',
          'ipykernel_launcher',
          '-f',
          '{connection_file}'
        ],
        language: 'python',
        env: { KERAS_BACKEND: 'jax' }
      })
    );
    const probe = (name: string): IRun =>
      spawnSync(process.execPath, [bundle, 'probe', '--kernel', name], {
        encoding: 'utf8',
        env: { ...process.env, JUPYTER_PATH: join(folder, 'data') }
      });
    expect(JSON.parse(probe('mine').stdout)).toMatchObject({
      variables: { KERAS_BACKEND: 'jax' }
    });
    const missing = probe('nobodys');
    expect(missing).toMatchObject({ status: 2, stdout: '' });
    expect(missing.stderr).toMatch(/there is no kernel named nobodys; .*mine/);
  });

  it('heeds pyproject.toml and comments', () => {
    write('old.ipynb', legacy().replace('3])', '3])  # keras-doctor: ignore'));
    expect(run(['check', 'old.ipynb', ...table]).status).toBe(0);
    write('old.ipynb', legacy());
    write('pyproject.toml', '[tool.keras-doctor]\nwantedKeras = 3\n');
    const refused = run(['check', 'old.ipynb', ...table]);
    expect(refused.status).toBe(2);
    expect(refused.stderr).toMatch(
      /pyproject.toml: .*wantedKeras must be one of/
    );
    const rulesFound = (settings: string): string[] => {
      write('pyproject.toml', settings);
      const args = ['check', 'old.ipynb', '--format', 'json', ...table];
      const { files } = JSON.parse(run(args).stdout) as {
        files: Record<string, { diagnostics: { rule: string }[] }>;
      };
      return files['old.ipynb'].diagnostics.map(({ rule }) => rule);
    };
    expect(rulesFound('')).toContain('needs-keras-2');
    expect(
      rulesFound('[tool.keras-doctor]\ndisabledRules = ["needs-keras-2"]\n')
    ).not.toContain('needs-keras-2');
  });

  it('names the runtime of Colab that has what is pinned', () => {
    const pins = '!pip install -q tensorflow==2.19.0 keras==3.10.0';
    const cell = { cell_type: 'code', source: `${pins}`, metadata: {} };
    write(
      'pins.ipynb',
      JSON.stringify({ ...JSON.parse(clean), cells: [cell] })
    );
    const checked = (...args: string[]) =>
      run(['check', 'pins.ipynb', ...args]).stdout;
    const advice =
      "The notebook asks for tensorflow==2.19.0, keras==3.10.0. Colab's runtime version 2026.01 has that";
    expect(checked('--colab', 'latest')).toContain(
      `\npins.ipynb: runtime ${advice}`
    );
    expect(checked('--colab', '2026.07', '--format', 'github')).toContain(
      `::notice file=pins.ipynb,title=Keras Doctor (Colab)::${advice}`
    );
    expect(checked('--colab', '2026.01')).toBe('No problem found in 1 file.\n');
    expect(checked(...table)).not.toContain('runtime');
    write('pins.ipynb', legacy());
    expect(checked('--colab', '2026.07-tpu')).toContain(
      'This is a TPU runtime of Colab, and those have no TensorFlow.'
    );
  });

  it.each([
    [['check']],
    [['check', 'x', '--format', 'yaml']],
    [['check', 'x', '--disable', 'no-such-rule']],
    [['check', 'x', '--colab', '1999.01']],
    [['check', 'x', '--tensorflow', '2.15.1', '--python-version', '3.12']],
    [['check', 'x', '--python', 'nowhere/python']],
    [['check', 'x', '--environment', 'nowhere.json']],
    [['check', 'x', '--tensorflow', '2.16', '--colab', 'latest']],
    [['check', 'x', '--python-version', '3.12']],
    [['explain', 'no-such-rule']],
    [['inspect', 'nowhere']],
    [['repair-tfjs', 'nowhere']],
    [['no-such-command']],
    [['--no-such-option']]
  ])('calls %j wrong usage', args => {
    const { status, stdout, stderr } = run(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(stderr.trim()).not.toBe('');
  });

  it('helps', () => {
    const { status, stdout } = run(['--help']);
    expect(status).toBe(0);
    expect(stdout).toContain('repair-tfjs');
    expect(run(['check', '--help']).stdout).toContain('--python-version');
  });

  it('gives the same in workers as alone, in the same order', () => {
    for (let index = 0; index < 60; index++) {
      const name = `${String(index).padStart(2, '0')}.ipynb`;
      write(name, index % 7 === 3 ? '{' : index % 2 ? legacy() : clean);
    }
    const all = run(['check', '.', '--format', 'json', ...table]);
    const { files } = JSON.parse(all.stdout) as { files: object };
    expect(Object.keys(files)).toEqual(readdirSync(folder).sort());
    for (const [name, report] of Object.entries(files).slice(0, 4)) {
      const one = run(['check', name, '--format', 'json', ...table]);
      expect(JSON.parse(one.stdout)).toMatchObject({
        files: { [name]: report }
      });
    }
    write('pyproject.toml', '[tool.keras-doctor]\nx = 1\n');
    expect(run(['check', '.', ...table])).toMatchObject({
      status: 2,
      stdout: ''
    });
  });
});

describe('fix', () => {
  it('shows a diff that git can apply, and writes nothing', () => {
    write('old.ipynb', legacy());
    const { status, stdout } = run(['fix', 'old.ipynb', ...withTfKeras]);
    expect(status).toBe(1);
    expect(read('old.ipynb')).toBe(legacy());
    execFileSync('git', ['apply', '-p0', '--unsafe-paths', '-'], {
      cwd: folder,
      input: stdout
    });
    const patched = read('old.ipynb');
    write('old.ipynb', legacy());
    run(['fix', 'old.ipynb', '--write', ...withTfKeras]);
    expect(read('old.ipynb')).toBe(patched);
  });

  it.each([1, 2, 0])(
    'writes what a notebook with indentation %p needs, once, and keeps the rest',
    indent => {
      write('old.ipynb', legacy(indent));
      chmodSync(join(folder, 'old.ipynb'), 0o600);
      const first = run(['fix', 'old.ipynb', '--write', ...withTfKeras]);
      expect(first).toMatchObject({ status: 0, stdout: '' });
      const fixed = read('old.ipynb');
      const value = JSON.parse(fixed) as { cells: { source: string[] }[] };
      expect(value.cells[0].source.join('')).toMatch(/TF_USE_LEGACY_KERAS/);
      expect(fixed).toBe(`${JSON.stringify(value, null, indent)}\n`);
      expect(statSync(join(folder, 'old.ipynb')).mode & 0o777).toBe(0o600);
      value.cells.shift();
      expect(`${JSON.stringify(value, null, indent)}\n`).toBe(legacy(indent));
      const second = run(['fix', 'old.ipynb', '--write', ...withTfKeras]);
      expect(second.status).toBe(0);
      expect(read('old.ipynb')).toBe(fixed);
      expect(run(['check', 'old.ipynb', ...withTfKeras]).status).toBe(0);
    }
  );

  it('leaves clean and broken files alone', () => {
    write('clean.ipynb', clean);
    write('broken.ipynb', '{');
    expect(run(['fix', '.', '--write', ...table]).status).toBe(2);
    expect([read('clean.ipynb'), read('broken.ipynb')]).toEqual([clean, '{']);
    expect(readdirSync(folder).sort()).toEqual(['broken.ipynb', 'clean.ipynb']);
  });

  it('mends only what it is asked to', () => {
    write('old.ipynb', legacy());
    const only = ['--only', 'legacy-flag-after-import'];
    run(['fix', 'old.ipynb', '--write', ...only, ...withTfKeras]);
    expect(read('old.ipynb')).toBe(legacy());
  });

  it('works as a filter', () => {
    const { stdout } = run(['fix', '-', '--write', ...withTfKeras], legacy());
    expect(stdout).toMatch(/TF_USE_LEGACY_KERAS/);
    expect(run(['fix', '-', '--write', ...table], clean).stdout).toBe(clean);
  });

  it('puts a cell into a Python file with cells, and none into a script', () => {
    const code =
      'import tensorflow as tf\nlayer = tf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])\n';
    write('cells.py', `# %%\n${code}`);
    write('script.py', code);
    run(['fix', 'cells.py', '--write', ...withTfKeras]);
    expect(read('cells.py')).toMatch(/^# %% tags=.*\n[^]*\n\n# %%\nimport/);
    const script = run(['fix', 'script.py', '--write', ...withTfKeras]);
    expect(read('script.py')).toBe(code);
    expect(script.stderr).toContain('not done: Use Keras 2');
    expect(script.status).toBe(1);
  });
});

describe('report', () => {
  it('prints Markdown without the home folder', () => {
    mkdirSync(join(folder, 'home'));
    write('home/old.ipynb', legacy());
    const { stdout, status } = spawnSync(
      process.execPath,
      [bundle, 'report', join(folder, 'home', 'old.ipynb'), ...table],
      { encoding: 'utf8', env: { ...process.env, HOME: join(folder, 'home') } }
    );
    expect(status).toBe(0);
    expect(stdout).toContain('### `~/old.ipynb`');
    expect(stdout).not.toContain(folder);
  });
});

describe('explain', () => {
  it('tells of one rule, and lists all', () => {
    expect(run(['explain', 'needs-keras-2']).stdout).toContain(
      'keras-doctor: ignore[needs-keras-2]'
    );
    expect(run(['explain']).stdout).toMatch(/^legacy-flag-after-import +\S/m);
  });
});

describe('repair-tfjs', () => {
  const graph = JSON.stringify({
    format: 'graph-model',
    modelTopology: { node: [] },
    weightsManifest: []
  });

  it('says that a graph model needs nothing, and what is no model', () => {
    write('model.json', graph);
    expect(run(['repair-tfjs', 'model.json'])).toMatchObject({ status: 0 });
    expect(run(['repair-tfjs', '.', '--write'])).toMatchObject({ status: 0 });
    expect(read('model.json')).toBe(graph);
    write('other.json', '{"a": 1}');
    const other = run(['repair-tfjs', 'other.json']);
    expect(other.status).toBe(2);
    expect(other.stderr).toMatch(/modelTopology/);
    write('cut.json', graph.slice(0, 30));
    expect(run(['repair-tfjs', 'cut.json']).stderr).toMatch(/line 1/);
  });

  it('repairs a model that Keras 3 wrote, and keeps the original', () => {
    const model = keras3Model();
    write('model.json', model);
    writeFileSync(join(folder, 'w.bin'), Buffer.alloc(16));
    const look = run(['repair-tfjs', 'model.json']);
    expect(look.status).toBe(1);
    expect(look.stdout).toContain('would be repaired');
    expect(read('model.json')).toBe(model);
    const out = run(['repair-tfjs', 'model.json', '--output', 'out/deep']);
    expect(out.status).toBe(0);
    expect(read('out/deep/model.json')).toContain('batch_input_shape');
    expect(existsSync(join(folder, 'out', 'deep', 'w.bin'))).toBe(true);
    expect(read('model.json')).toBe(model);
    expect(run(['repair-tfjs', 'model.json', '--write']).status).toBe(0);
    expect(read('model.json')).toBe(read('out/deep/model.json'));
    expect(read('model.json.keras3')).toBe(model);
    expect(run(['repair-tfjs', 'model.json', '--write']).status).toBe(0);
    expect(read('model.json.keras3')).toBe(model);
  });

  it('does not leave the folder of the model', () => {
    write('model.json', keras3Model('../w.bin'));
    const outside = run(['repair-tfjs', 'model.json', '--output', 'out']);
    expect(outside.status).toBe(1);
    expect(outside.stderr).toMatch(/\.\.\/w\.bin/);
    expect(readdirSync(folder)).toEqual(['model.json']);
  });
});

/** A Dense(1) on three inputs, as the converter writes it under Keras 3. */
function keras3Model(path = 'w.bin'): string {
  const layer = (class_name: string, config: object): object => ({
    class_name,
    module: 'keras.layers',
    registered_name: null,
    config
  });
  return JSON.stringify({
    format: 'layers-model',
    generatedBy: 'keras v3.15.1',
    convertedBy: 'TensorFlow.js Converter v4.22.0',
    modelTopology: {
      keras_version: '3.15.1',
      backend: 'tensorflow',
      model_config: {
        class_name: 'Sequential',
        config: {
          name: 'sequential',
          trainable: true,
          layers: [
            layer('InputLayer', {
              batch_shape: [null, 3],
              dtype: 'float32',
              sparse: false,
              name: 'input_layer'
            }),
            layer('Dense', {
              name: 'dense',
              trainable: true,
              dtype: 'float32',
              units: 1,
              activation: 'linear',
              use_bias: true
            })
          ],
          build_input_shape: [null, 3]
        }
      }
    },
    weightsManifest: [
      {
        paths: [path],
        weights: [
          { name: 'sequential/dense/kernel', shape: [3, 1], dtype: 'float32' },
          { name: 'sequential/dense/bias', shape: [1], dtype: 'float32' }
        ]
      }
    ]
  });
}

describe('many and large files', () => {
  it('reads a notebook of 100 MB, and changes nothing but what it must', () => {
    const image = 'iVBORw0KGgo'.repeat(9_600_000);
    const text = legacy().replace(
      '"outputs": []',
      `"outputs": [{"output_type": "display_data", "data": {"image/png": "${image}"}, "metadata": {}}]`
    );
    write('large.ipynb', text);
    expect(run(['check', 'large.ipynb', ...table]).status).toBe(1);
    expect(run(['fix', 'large.ipynb', '--write', ...withTfKeras]).status).toBe(
      0
    );
    const fixed = read('large.ipynb');
    const added = fixed.length - text.length;
    expect(added).toBeGreaterThan(0);
    expect(fixed.slice(-1e8) === text.slice(-1e8)).toBe(true);
  });

  it('leaves nothing in a folder that is only checked', () => {
    cpSync(join(root, 'examples'), join(folder, 'examples'), {
      recursive: true
    });
    const before = readdirSync(join(folder, 'examples'));
    run(['check', 'examples', ...table]);
    expect(readdirSync(join(folder, 'examples'))).toEqual(before);
  });
});
