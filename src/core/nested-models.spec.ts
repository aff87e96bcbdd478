import { knows } from './compatibility/api-names';
import { hasNestedModels } from './nested-models';
import { makeNotebook } from './notebook/make-notebook';
import { scan } from './notebook/scan';
import { ScanCache } from './notebook/scan-cache';

const start =
  'from tensorflow import keras\nfrom tensorflow.keras import layers\ninputs = keras.Input([3])\nbase = keras.Sequential([inputs, layers.Dense(2)])\n';

function isNested(source: string): boolean {
  return hasNestedModels(
    scan(makeNotebook(start + source), new ScanCache(knows))
  );
}

describe('models among the layers of a model', () => {
  it.each([
    'keras.Sequential([base])',
    'm = keras.Sequential()\nm.add(base)',
    'keras.Model(inputs, layers.Dense(1)(base(inputs)))',
    'keras.Sequential(layers=[layers.Dense(1), keras.applications.VGG16()])',
    'm = keras.Sequential()\nfor each in read():\n    m.add(each)',
    'keras.Sequential(read())',
    'keras.Sequential(*read())',
    'keras.Model(inputs, read(inputs))',
    'class Mine(keras.Model):\n    pass'
  ])('%s', source => {
    expect(isNested(source)).toBe(true);
  });

  it.each([
    '',
    'm = keras.Sequential()\nm.add(layers.Dense(1))\nm.add(keras.Input([2]))',
    'class Mine(layers.Layer):\n    pass\nkeras.Sequential([Mine()])',
    'keras.Model(inputs=inputs, outputs=[layers.Dense(1)(inputs)])',
    'keras.Model(base.input, base.layers[-1].output)',
    'vgg = keras.applications.VGG16()\nkeras.Model(vgg.input, vgg.get_layer("fc1").output)',
    'base(read())'
  ])('none in %s', source => {
    expect(isNested(source)).toBe(false);
  });
});
