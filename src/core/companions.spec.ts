import { knows } from './compatibility/api-names';
import { diagnose } from './diagnose';
import { makeEnvironment } from './environment/make-environment';
import { makeNotebook } from './notebook/make-notebook';
import { scan } from './notebook/scan';
import { ScanCache } from './notebook/scan-cache';
import { defaultOptions } from './rules/model';
import { untranslated } from './translate';

/** What is said of a notebook that searches with KerasTuner and calls a method that only Keras 2 has. */
function diagnosed(first: string, versions: Record<string, string> = {}) {
  const notebook = makeNotebook(
    first,
    'import tensorflow as tf\nlayer = tf.keras.layers.Dense(3)\nprint(layer.get_output_shape_at(0))'
  );
  const environment = makeEnvironment({
    python: '3.11.9',
    versions: {
      tensorflow: '2.16.2',
      keras: '3.15.1',
      'tf-keras': '2.16.0',
      ...versions
    }
  });
  return diagnose(
    scan(notebook, new ScanCache(knows)),
    environment,
    defaultOptions,
    untranslated
  ).diagnostics;
}

function choices(first: string, versions?: Record<string, string>): string[] {
  return diagnosed(first, versions).flatMap(({ fixes }) =>
    fixes.map(({ choice }) => choice)
  );
}

describe('a library that refuses models of tf-keras', () => {
  it.each([
    ['import keras_tuner as kt', {}],
    ['import kerastuner', { 'keras-tuner': '1.4.8' }],
    ['from scikeras.wrappers import KerasClassifier', { scikeras: '0.13.0' }]
  ])('%s bars the way to Keras 2', (statement, versions) => {
    expect(choices(statement, versions)).not.toContain('legacy');
  });

  it.each([
    ['import pandas', {}],
    ['import keras_tuner', { 'keras-tuner': '1.3.5' }],
    ['import scikeras', { scikeras: '0.12.0' }],
    ['try:\n    import keras_tuner\nexcept ImportError:\n    pass', {}]
  ])('%s does not', (statement, versions) => {
    expect(choices(statement, versions)).toContain('legacy');
  });

  it('does not let the badge say that the notebook needs Keras 2', () => {
    const rules = diagnosed('import keras_tuner').map(({ rule }) => rule);
    expect(rules).toContain('missing-api');
    expect(rules).not.toContain('needs-keras-2');
  });
});
