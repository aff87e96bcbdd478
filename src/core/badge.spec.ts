import { badge } from './badge';
import { diagnose } from './diagnose';
import type { IBadge, IBadgeFields } from './badge';
import { makeEnvironment } from './environment/make-environment';
import type { IEnvironment } from './environment/model';
import { makeNotebook } from './notebook/make-notebook';
import { scan } from './notebook/scan';
import { defaultOptions } from './rules/model';
import { untranslated } from './translate';

const none: IBadgeFields = { tensorflow: false, keras: false, gpu: false };
const all: IBadgeFields = { tensorflow: true, keras: true, gpu: true };

const tf216 = makeEnvironment({
  python: '3.11.7',
  versions: { tensorflow: '2.16.2', keras: '3.15.1' }
});

/** What it shows of a notebook of these cells. */
function shown(
  environment: IEnvironment,
  sources: readonly string[] = [],
  fields = none
): IBadge {
  const cells = sources.map((source, index) => ({
    id: `cell-${index}`,
    type: 'code' as const,
    source,
    editable: true,
    insertedBy: null
  }));
  const facts = scan({ cells, language: 'python' });
  const diagnosis = diagnose(facts, environment, defaultOptions, untranslated);
  const kernel = { kind: 'ready', environment } as const;
  return badge(kernel, diagnosis, fields, untranslated)!;
}

function label(environment: IEnvironment, fields = all): string {
  return shown(environment, [], fields).label;
}

const gru = 'tf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])';
const flag = 'import os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"';
const legacy = [flag, 'import tensorflow as tf', gru];
const withTfKeras = makeEnvironment({
  python: '3.11.7',
  versions: { tensorflow: '2.16.2', keras: '3.15.1', 'tf-keras': '2.16.0' }
});

describe('what the badge means', () => {
  it('counts lines, not findings', () => {
    const twice = ['import tensorflow as tf', `${gru}\n${gru}; ${gru}`];
    expect(shown(withTfKeras, twice)).toMatchObject({
      state: 'error',
      label: 'Keras: 2 problems'
    });
    expect(shown(withTfKeras, legacy.slice(1)).label).toBe('Keras: 1 problem');
  });

  it('is ready where nothing was found', () => {
    expect(shown(tf216, ['import tensorflow as tf'])).toMatchObject({
      state: 'ok',
      label: 'Keras: ready'
    });
  });

  it('does not claim what the notebook is yet to do', () => {
    const planned = shown(withTfKeras, legacy, all);
    expect(planned).toMatchObject({
      state: 'planned',
      label: 'Keras: run the notebook · TF 2.16.2 · Keras 3.15.1 · CPU'
    });
    expect(planned.tooltip).toContain(
      'When the notebook has run: Keras 2.16.0 (tf-keras)'
    );
    const variables = { ...withTfKeras.variables, TF_USE_LEGACY_KERAS: '1' };
    const ran = shown({ ...withTfKeras, variables }, legacy, all);
    expect(ran).toMatchObject({
      state: 'ok',
      label: 'Keras: ready · TF 2.16.2 · Keras 2.16.0 (tf-keras) · CPU'
    });
    expect(ran.tooltip).not.toContain('When');
  });

  it('does not claim what the notebook is yet to install', () => {
    const install = '%pip install tf-keras~=2.16.0';
    const sources = [install, ...legacy];
    const { state, tooltip } = shown(tf216, sources);
    expect(state).toBe('planned');
    expect(tooltip).toContain('Keras 3.15.1 · CPU');
  });

  it('asks for a restart where nothing else helps', () => {
    const loaded = {
      ...withTfKeras.loaded,
      tensorflow: true,
      tfKeras: 'keras3' as const
    };
    expect(shown({ ...withTfKeras, loaded }, legacy)).toMatchObject({
      state: 'warning',
      label: 'Keras: restart'
    });
  });
});

describe('badge', () => {
  it('names TensorFlow, Keras and the accelerator where that is wanted, and always in its tooltip', () => {
    expect(label(tf216)).toBe('Keras: ready · TF 2.16.2 · Keras 3.15.1 · CPU');
    expect(label(tf216, none)).toBe('Keras: ready');
    expect(shown(tf216).tooltip).toContain('TF 2.16.2 · Keras 3.15.1 · CPU');
  });

  it('shows only the fields that are wanted', () => {
    expect(label(tf216, { ...none, keras: true })).toBe(
      'Keras: ready · Keras 3.15.1'
    );
  });

  it('names tf-keras when that is loaded, and a backend other than TensorFlow', () => {
    const loaded = { ...tf216.loaded, tfKeras: 'tf-keras' as const };
    expect(label({ ...withTfKeras, loaded })).toBe(
      'Keras: ready · TF 2.16.2 · Keras 2.16.0 (tf-keras) · CPU'
    );
    const variables = { ...tf216.variables, KERAS_BACKEND: 'jax' };
    expect(label({ ...tf216, variables })).toBe(
      'Keras: ready · TF 2.16.2 · Keras 3.15.1 (jax) · CPU'
    );
  });

  it('counts GPUs', () => {
    const gpu = { name: 'NVIDIA H100', memory: 81559 };
    const accelerators = {
      ...tf216.accelerators,
      source: 'nvml' as const,
      gpus: [gpu]
    };
    expect(label({ ...tf216, accelerators })).toBe(
      'Keras: ready · TF 2.16.2 · Keras 3.15.1 · GPU'
    );
    expect(
      label({ ...tf216, accelerators: { ...accelerators, gpus: [gpu, gpu] } })
    ).toBe('Keras: ready · TF 2.16.2 · Keras 3.15.1 · 2 GPUs');
  });

  it.each([
    ['metal', null, 'GPU'],
    ['rocm', null, 'GPU'],
    ['tpu', null, 'TPU'],
    ['none', null, 'CPU'],
    ['proc', 'NVML_ERROR_LIB_RM_VERSION_MISMATCH', 'GPU fault']
  ] as const)(
    'calls an accelerator of source %s, fault %s, %s',
    (source, fault, text) => {
      const accelerators = { ...tf216.accelerators, source, fault };
      expect(label({ ...tf216, accelerators })).toBe(
        `Keras: ready · TF 2.16.2 · Keras 3.15.1 · ${text}`
      );
    }
  );

  it('says that nothing is installed', () => {
    const empty = makeEnvironment({ python: '3.11.7', versions: {} });
    expect(label(empty)).toBe('Keras: not installed · No TensorFlow');
  });

  it('keeps a hostile version short', () => {
    const hostile = makeEnvironment({
      python: '3.11.7',
      versions: {
        tensorflow: `"><img src=x onerror=alert(1)>${'x'.repeat(1000)}`
      }
    });
    expect(label(hostile).length).toBeLessThan(80);
  });

  it.each([
    ['none', undefined],
    ['not-python', undefined],
    ['starting', 'busy'],
    ['busy', 'busy']
  ] as const)('kernel %s', (kind, state) => {
    expect(badge({ kind }, null, all, untranslated)?.state).toBe(state);
  });

  it('stays calm about what is only worth knowing', () => {
    const source =
      'import tensorflow as tf\ntf.config.experimental.list_physical_devices()';
    const { state, tooltip } = shown(tf216, [source]);
    expect(state).toBe('ok');
    expect(tooltip).toContain('tf.config.list_physical_devices');
  });

  it('says why it does not know', () => {
    const unknown = badge(
      { kind: 'unknown', reason: 'no answer' },
      null,
      all,
      untranslated
    );
    expect(unknown).toMatchObject({ state: 'unknown' });
    expect(unknown?.tooltip).toContain('no answer');
  });

  it('says without a kernel what the notebook was checked against', () => {
    const facts = scan(
      makeNotebook('import tensorflow as tf\ntf.keras.optimizers.Adam(lr=1)')
    );
    const diagnosis = diagnose(facts, tf216, defaultOptions, untranslated);
    const shown = badge({ kind: 'none' }, diagnosis, all, untranslated);
    expect(shown).toMatchObject({ state: 'error', label: 'Keras: 1 problem' });
    expect(shown?.tooltip).toContain(
      'No kernel: the notebook is checked against TensorFlow 2.16.2, the newest.'
    );
    expect(badge({ kind: 'none' }, null, all, untranslated)).toBeNull();
  });
});
