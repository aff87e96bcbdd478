import { knows } from '../compatibility/api-names';
import { diagnose } from '../diagnose';
import { makeEnvironment } from '../environment/make-environment';
import { makeNotebook } from '../notebook/make-notebook';
import { scan } from '../notebook/scan';
import { ScanCache } from '../notebook/scan-cache';
import { untranslated } from '../translate';
import { defaultOptions } from './model';

const start =
  'from tensorflow import keras\nfrom tensorflow.keras import layers as L\n';
const input = 'i = keras.Input((4, 2))\n';

/** What is offered first for the shape of a layer, and what the rewrite writes. */
function offered(source: string): string[] {
  const { diagnostics } = diagnose(
    scan(makeNotebook(start + source), new ScanCache(knows)),
    makeEnvironment({
      python: '3.11.9',
      versions: { tensorflow: '2.16.2', keras: '3.15.1', 'tf-keras': '2.16.0' }
    }),
    defaultOptions,
    untranslated
  );
  return diagnostics.map(({ fixes }) => fixes[0]?.title ?? 'nothing');
}

const keras2 = 'Use Keras 2 (insert the TF_USE_LEGACY_KERAS cell)';

describe('the shape of a layer', () => {
  it.each([
    ['m = keras.Sequential([L.Dense(1)])\nm.layers[0].input_shape', 'input'],
    ['m = keras.Model(i, L.Dense(1)(i))\nm.layers[-1].output_shape', 'output'],
    [
      'm = keras.Model(i, L.LSTM(3)(i))\nfor l in m.layers:\n    print(l.output_shape)',
      'output'
    ],
    ['add = L.Add()\nadd([i, i])\nadd.output_shape', 'output'],
    [
      'd = L.Dense(1)\nd(i)\nshape = d.output_shape\nprint(shape, shape[1:])',
      'output'
    ]
  ])('is rewritten in %s', (source, tensor) => {
    expect(offered(input + source)).toEqual([`Write ${tensor}.shape`]);
  });

  it.each([
    'm = keras.Model(i, L.Add()([i, i]))\nfor l in m.layers:\n    print(l.input_shape)',
    'm = keras.Model(i, L.Dense(1)(i))\nm.layers[1].input_shape',
    'add = L.Add()\nadd([i, i])\nadd.input_shape',
    'l = L.LSTM(3, return_state=True)\nl(i)\nl.output_shape'
  ])('is a reason for Keras 2 in %s', source => {
    expect(offered(input + source)).toEqual([keras2, keras2]);
  });

  it('is not there in a model that only an input_length builds', () => {
    const source =
      'm = keras.Sequential([L.Embedding(9, 2, input_length=4)])\nm.layers[0].output_shape';
    expect(offered(source)).toEqual([keras2, keras2]);
    expect(offered(input + source)).toEqual(['Write output.shape']);
  });

  it('has no rewrite where an input layer and another may stand', () => {
    const source =
      'm = keras.applications.VGG16() if big else keras.Sequential([L.Dense(1)])\nm.layers[0].output_shape';
    expect(offered(source)).toEqual([keras2, keras2]);
  });

  it.each([
    'b = keras.Sequential([L.Dense(1)])\nm = keras.Sequential([b])\nm.layers[0].output_shape',
    'keras.models.load_model("m.keras").layers[0].output_shape',
    'm = keras.Sequential([L.Dense(1)])\nm.output_shape'
  ])('is not spoken of in %s', source => {
    expect(offered(input + source)).toEqual([]);
  });
});
