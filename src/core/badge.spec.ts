import { badge } from './badge';
import { diagnose } from './diagnose';
import type { IBadgeFields } from './badge';
import { makeEnvironment } from './environment/make-environment';
import type { IEnvironment } from './environment/model';
import { makeNotebook } from './notebook/make-notebook';
import { scan } from './notebook/scan';
import { defaultOptions } from './rules/model';
import { untranslated } from './translate';

const all: IBadgeFields = {
  tensorflow: true,
  keras: true,
  gpu: true,
  hideWithoutTensorFlow: false
};

const tf216 = makeEnvironment({
  python: '3.11.7',
  versions: { tensorflow: '2.16.2', keras: '3.15.1' }
});

function label(environment: IEnvironment, fields = all): string | undefined {
  return badge({ kind: 'ready', environment }, null, fields, untranslated)
    ?.label;
}

describe('badge', () => {
  it('names TensorFlow, Keras and the accelerator', () => {
    expect(label(tf216)).toBe('TF 2.16.2 · Keras 3.15.1 · CPU');
  });

  it('shows only the fields that are wanted', () => {
    expect(label(tf216, { ...all, gpu: false, tensorflow: false })).toBe(
      'Keras 3.15.1'
    );
  });

  it('names tf-keras when that is loaded, and a backend other than TensorFlow', () => {
    const distributions = new Map(tf216.distributions).set('tf-keras', {
      name: 'tf-keras',
      version: '2.16.0',
      requires: []
    });
    const loaded = { ...tf216.loaded, tfKeras: 'tf-keras' as const };
    expect(label({ ...tf216, distributions, loaded })).toBe(
      'TF 2.16.2 · Keras 2.16.0 (tf-keras) · CPU'
    );
    const variables = { ...tf216.variables, KERAS_BACKEND: 'jax' };
    expect(label({ ...tf216, variables })).toBe(
      'TF 2.16.2 · Keras 3.15.1 (jax) · CPU'
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
      'TF 2.16.2 · Keras 3.15.1 · GPU'
    );
    expect(
      label({ ...tf216, accelerators: { ...accelerators, gpus: [gpu, gpu] } })
    ).toBe('TF 2.16.2 · Keras 3.15.1 · 2 GPUs');
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
        `TF 2.16.2 · Keras 3.15.1 · ${text}`
      );
    }
  );

  it('is quiet without TensorFlow, and hidden where that is wanted', () => {
    const empty = makeEnvironment({ python: '3.11.7', versions: {} });
    expect(label(empty)).toBe('No TensorFlow');
    expect(
      label(empty, { ...all, hideWithoutTensorFlow: true })
    ).toBeUndefined();
  });

  it('keeps a hostile version short', () => {
    const hostile = makeEnvironment({
      python: '3.11.7',
      versions: {
        tensorflow: `"><img src=x onerror=alert(1)>${'x'.repeat(1000)}`
      }
    });
    expect(label(hostile)?.length).toBeLessThan(80);
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
    const cell = {
      id: 'cell',
      type: 'code' as const,
      source:
        'import tensorflow as tf\ntf.config.experimental.list_physical_devices()',
      editable: true,
      insertedBy: null
    };
    const facts = scan({ cells: [cell], language: 'python' });
    const diagnosis = diagnose(facts, tf216, defaultOptions, untranslated);
    const kernel = { kind: 'ready', environment: tf216 } as const;
    const shown = badge(kernel, diagnosis, all, untranslated);
    expect(diagnosis.diagnostics).toMatchObject([{ severity: 'info' }]);
    expect(diagnosis.verdict).toEqual({ needs: 'none', evidence: [] });
    expect(shown?.state).toBe('ok');
    expect(shown?.tooltip).toContain('tf.config.list_physical_devices');
  });

  it('says why it does not know', () => {
    const shown = badge(
      { kind: 'unknown', reason: 'no answer' },
      null,
      all,
      untranslated
    );
    expect(shown).toMatchObject({ state: 'unknown' });
    expect(shown?.tooltip).toContain('no answer');
  });

  it('says without a kernel what the notebook was checked against', () => {
    const facts = scan(
      makeNotebook('import tensorflow as tf\ntf.keras.optimizers.Adam(lr=1)')
    );
    const diagnosis = diagnose(facts, tf216, defaultOptions, untranslated);
    const shown = badge({ kind: 'none' }, diagnosis, all, untranslated);
    expect(shown).toMatchObject({ state: 'error', label: 'Keras: no kernel' });
    expect(shown?.tooltip).toContain(
      'No kernel: the notebook is checked against TensorFlow 2.16.2, the newest.'
    );
    expect(badge({ kind: 'none' }, null, all, untranslated)).toBeNull();
  });
});
