import { diagnose } from './diagnose';
import { makeEnvironment } from './environment/make-environment';
import type { IEnvironment } from './environment/model';
import { headline } from './headline';
import { scan } from './notebook/scan';
import { defaultOptions } from './rules/model';
import { untranslated } from './translate';
import { waysOf } from './ways';

const withTfKeras = makeEnvironment({
  python: '3.11.7',
  versions: { tensorflow: '2.16.2', keras: '3.15.1', 'tf-keras': '2.16.0' }
});
const withoutTensorFlow = makeEnvironment({ python: '3.11.7', versions: {} });
const keras2 = makeEnvironment({
  python: '3.11.7',
  versions: { tensorflow: '2.15.1', keras: '2.15.0' }
});

const tf = 'import tensorflow as tf';
const flag = 'import os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"';
const stateful =
  'model = tf.keras.Sequential([tf.keras.layers.GRU(4, stateful=True, batch_input_shape=[1, None, 3])])\nmodel.reset_states()';
const loaded = {
  ...withTfKeras.loaded,
  tensorflow: true,
  tfKeras: 'keras3' as const
};

function diagnosisOf(environment: IEnvironment, sources: readonly string[]) {
  const cells = sources.map((source, index) => ({
    id: `cell-${index}`,
    type: 'code' as const,
    source,
    editable: true,
    insertedBy: null
  }));
  const facts = scan({ cells, language: 'python' });
  return diagnose(facts, environment, defaultOptions, untranslated);
}

function told(environment: IEnvironment, ...sources: readonly string[]) {
  const diagnosis = diagnosisOf(environment, sources);
  const ways = waysOf(diagnosis, untranslated);
  const line = headline(environment, diagnosis, ways, untranslated);
  return { ...line, ways: ways.map(({ label }) => label) };
}

describe('headline and ways', () => {
  it('a notebook without a kernel has nothing yet', () => {
    const diagnosis = diagnosisOf(withTfKeras, [tf, stateful]);
    expect(headline(null, diagnosis, [], untranslated).cause).toBe(
      'Written for Keras 2; it will get Keras 3.15.'
    );
    const fine = diagnosisOf(withTfKeras, [tf, 'tf.keras.layers.Dense(1)']);
    expect(headline(null, fine, [], untranslated)).toEqual({
      state: 'ok',
      cause: 'No problem found in this notebook.',
      remedy: null
    });
  });

  it('a notebook for Keras 2 on Keras 3', () => {
    expect(told(withTfKeras, tf, stateful)).toMatchObject({
      state: 'error',
      cause: 'Written for Keras 2; this kernel has Keras 3.15.',
      remedy: expect.stringContaining('One cell at the top') as string,
      ways: [
        'Make it run: Keras 2 for this notebook',
        'Rewrite for Keras 3 instead'
      ]
    });
    const hub =
      'import tensorflow_hub as hub\nmodel = tf.keras.Sequential([hub.KerasLayer("x")])';
    expect(told(withTfKeras, tf, hub).ways).toEqual([
      'Make it run: Keras 2 for this notebook'
    ]);
  });

  it('the other way is offered where it leaves no problem', () => {
    const generator = `${tf}\nmodel = tf.keras.Sequential([tf.keras.layers.Dense(1)])\nmodel.fit_generator([])`;
    const { ways, cause } = told(withTfKeras, generator);
    expect(cause).toBe('Written for Keras 2; this kernel has Keras 3.15.');
    expect(ways).toEqual([
      'Make it run: rewrite for Keras 3',
      'Keep Keras 2 instead'
    ]);
  });

  it('a notebook for Keras 3 on Keras 2', () => {
    expect(told(keras2, 'import keras\nkeras.ops.sum([1])').cause).toBe(
      'Written for Keras 3; this kernel has Keras 2.15.'
    );
  });

  it('one repair is told by what it does', () => {
    const { ways, cause } = told(
      withTfKeras,
      `${tf}\ntf.keras.optimizers.Adam(lr=0.1)`
    );
    expect(ways).toEqual(['Make it run: Write learning_rate']);
    expect(cause).toContain('lr');
  });

  it('no way where no fix is known', () => {
    expect(
      told(withTfKeras, `${tf}\ntf.estimator.LinearRegressor([])`)
    ).toMatchObject({
      remedy: 'No fix is known: see below what to do by hand.',
      ways: []
    });
  });

  it('a kernel without TensorFlow', () => {
    expect(told(withoutTensorFlow, tf).cause).toBe(
      'The notebook needs TensorFlow; this kernel has none.'
    );
  });

  it('a fix that is in the notebook and not yet in the kernel', () => {
    expect(told(withTfKeras, flag, tf, stateful)).toMatchObject({
      state: 'planned',
      remedy: 'It then gets what it asks for: Keras 2.16.0 (tf-keras).',
      ways: []
    });
  });

  it('a kernel that took another Keras before', () => {
    const running = { ...withTfKeras, loaded };
    expect(told(running, flag, tf, stateful)).toMatchObject({
      state: 'warning',
      cause: 'The notebook is right; the running kernel is not.'
    });
  });

  it('counts as run what runs after a restart', () => {
    const running = { ...withTfKeras, loaded };
    expect(told(running, tf, stateful).ways[0]).toBe(
      'Make it run: Keras 2 for this notebook'
    );
  });

  it('a notebook that fits', () => {
    expect(told(withTfKeras, tf)).toMatchObject({
      state: 'ok',
      cause: 'No problem found: the notebook fits Keras 3.15.',
      remedy: null
    });
  });

  it('a notebook without Keras', () => {
    const { cause } = headline(withTfKeras, null, [], untranslated);
    expect(cause).toBe('This notebook uses neither TensorFlow nor Keras.');
  });
});
