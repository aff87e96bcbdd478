import { describe as inShort, sideOf } from './api-evidence';
import type { IApiFinding, ISides } from './compatibility/api-model';

function finding(sides: ISides, more: Partial<IApiFinding> = {}): IApiFinding {
  const span = { cell: 0, from: 0, to: 1 };
  return { name: 'keras.layers.X', what: 'name', span, ...sides, ...more };
}

const only2 = { keras2: true, keras3: false, legacy: true };
const only3 = { keras2: false, keras3: true, legacy: false };

describe('sideOf', () => {
  it.each([
    ['what only Keras 2 has', finding(only2), 'keras2'],
    ['what only Keras 3 has', finding(only3), 'keras3'],
    [
      'what came in the middle of Keras 3',
      finding({ ...only3, keras3: { since: '3.5' } }),
      'keras3'
    ],
    [
      'what legacy Keras does not bring back',
      finding({ ...only2, legacy: false }),
      null
    ],
    [
      'what went in the middle of Keras 2',
      finding({ ...only2, keras2: { until: '2.12' }, legacy: false }),
      null
    ],
    [
      'what Keras 2.15 has as well',
      finding({ ...only3, keras2: { since: '2.13' }, legacy: true }),
      null
    ],
    [
      'what tf-keras takes without effect',
      finding(only2, { silent: only2 }),
      null
    ],
    [
      'what Keras 3 takes without effect',
      finding(only2, { silent: only3 }),
      null
    ]
  ])('%s', (_, found, side) => {
    expect(sideOf(found)).toBe(side);
  });
});

describe('describe', () => {
  it.each([
    [{ name: 'tensorflow.keras.layers.DenseFeatures' }, 'layers.DenseFeatures'],
    [
      {
        name: 'tensorflow.keras.Sequential#fit',
        what: 'parameter' as const,
        parameter: 'workers'
      },
      'Sequential.fit(workers=…)'
    ],
    [
      {
        name: 'keras.losses.Huber',
        what: 'identifier' as const,
        parameter: 'reduction',
        value: 'auto'
      },
      'losses.Huber(reduction="auto")'
    ]
  ])('%j', (more, text) => {
    expect(inShort(finding(only2, more))).toBe(text);
  });
});
