import { makeNotebook } from './notebook/make-notebook';
import { adviseRuntime } from './advise-runtime';
import { makeEnvironment } from './environment/make-environment';
import type { IEnvironment } from './environment/model';
import { scan } from './notebook/scan';
import { untranslated } from './translate';

function advise(environment: IEnvironment, ...sources: string[]) {
  return adviseRuntime(
    scan(makeNotebook(...sources)),
    environment,
    untranslated
  );
}

function colab(versions: Record<string, string>): IEnvironment {
  return { ...makeEnvironment({ python: '3.13.15', versions }), host: 'colab' };
}

const here = colab({
  tensorflow: '2.20.0',
  keras: '3.13.2',
  'tf-keras': '2.20.1'
});

describe('adviseRuntime', () => {
  it('names the runtime that has what the notebook pins', () => {
    expect(advise(here, '!pip install tensorflow==2.19.0 keras==3.10.0')).toBe(
      "The notebook asks for tensorflow==2.19.0, keras==3.10.0. Colab's runtime version 2026.01 has that (TensorFlow 2.19.0, Keras 3.10.0, Python 3.12.12): Runtime → Change runtime type → Runtime version → 2026.01. Then the line that installs it can go."
    );
  });

  it('says of which day the latest one is known', () => {
    const old = colab({ tensorflow: '2.19.0', keras: '3.10.0' });
    expect(advise(old, '!pip install tf_keras==2.20.1')).toMatch(
      /^The notebook asks for tf_keras==2\.20\.1\. Colab's latest runtime had that on 2026-\d\d-\d\d \(TensorFlow 2\.20\.0, .* → Latest\./
    );
  });

  it('leaves notebooks alone that are about something else', () => {
    const pin = '!pip install "transformers<5"';
    expect(advise(here, pin, 'import torch')).toBeNull();
    expect(advise(here, pin, 'import tensorflow')).toMatch(/ 2026\.01\. Then/);
  });

  it.each([
    ['the running one has it', '!pip install tensorflow==2.20.0'],
    ['none has it', '!pip install tensorflow==2.12.0'],
    ['nothing is pinned', 'import tensorflow'],
    ['it is uninstalled', '!pip uninstall tensorflow==2.19.0'],
    [
      'it may not run',
      'if missing():\n    !pip install tensorflow==2.19.0 keras==3.10.0'
    ]
  ])('says nothing where %s', (_, source) => {
    expect(advise(here, source)).toBeNull();
  });

  it('says nothing elsewhere than on Colab', () => {
    const elsewhere = { ...here, host: null };
    expect(advise(elsewhere, '!pip install tensorflow==2.19.0')).toBeNull();
  });

  describe('on a runtime with a TPU', () => {
    const empty = colab({});
    const accelerators = { ...empty.accelerators, source: 'tpu' as const };
    const tpu = { ...empty, accelerators };

    it.each(['import keras', 'from tensorflow.keras import layers'])(
      'says after %j that there is no TensorFlow',
      source => {
        expect(advise(tpu, source)).toMatch(
          /TPU runtime of Colab, and those have no TensorFlow/
        );
        expect(advise(empty, source)).toBeNull();
      }
    );

    it.each([
      [['import jax']],
      [['import os\nos.environ["KERAS_BACKEND"] = "jax"', 'import keras']],
      [['!pip install tensorflow==2.20.0', 'import tensorflow']]
    ])('says nothing to %j', cells => {
      expect(advise(tpu, ...cells)).toBeNull();
    });

    it('says nothing where the session has another backend', () => {
      const variables = { ...tpu.variables, KERAS_BACKEND: 'jax' };
      expect(advise({ ...tpu, variables }, 'import keras')).toBeNull();
    });
  });
});
