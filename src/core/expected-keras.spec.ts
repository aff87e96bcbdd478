import { makeNotebook } from './notebook/make-notebook';
import { makeEnvironment } from './environment/make-environment';
import { expectKeras, resolveKeras } from './expected-keras';
import { isLegacyValue } from './legacy-value';
import { scan } from './notebook/scan';

function resolve(versions: Record<string, string>, asked: boolean) {
  const environment = makeEnvironment({ python: '3.11.7', versions });
  const { flavor, fault, version } = resolveKeras(environment, asked);
  return [flavor, version, fault];
}

describe('resolveKeras', () => {
  it.each([
    [
      '2.14 ignores the variable',
      { tensorflow: '2.14.1', keras: '2.14.0' },
      true,
      ['keras2', '2.14.0', null]
    ],
    [
      '2.15 is Keras 2',
      { tensorflow: '2.15.1', keras: '2.15.0' },
      false,
      ['keras2', '2.15.0', null]
    ],
    [
      '2.15 breaks without tf-keras',
      { tensorflow: '2.15.1', keras: '2.15.0' },
      true,
      [null, null, 'tf-keras-missing']
    ],
    [
      '2.15 takes a Keras 3 over its own',
      { tensorflow: '2.15.1', keras: '3.3.3' },
      false,
      ['keras3', '3.3.3', null]
    ],
    [
      '2.16 is Keras 3',
      { 'tensorflow-cpu': '2.16.2', keras: '3.15.1' },
      false,
      ['keras3', '3.15.1', null]
    ],
    [
      '2.16 with tf-keras',
      { tensorflow: '2.16.2', 'tf-keras': '2.16.0' },
      true,
      ['tf-keras', '2.16.0', null]
    ],
    [
      'tf-keras of another minor',
      { tensorflow: '2.16.2', 'tf-keras': '2.15.1' },
      true,
      ['tf-keras', '2.15.1', 'tf-keras-mismatch']
    ],
    ['nothing', {}, true, [null, null, 'no-tensorflow']]
  ])('%s', (_, versions, asked, expected) => {
    expect(resolve(versions as Record<string, string>, asked)).toEqual(
      expected
    );
  });
});

describe('isLegacyValue', () => {
  it.each(['1', 'true', 'True'])('%s counts', value => {
    expect(isLegacyValue(value)).toBe(true);
  });

  it.each(['TRUE', 'yes', '2', ' 1', '"1"', '', null])('%s does not', value => {
    expect(isLegacyValue(value)).toBe(false);
  });
});

describe('expectKeras', () => {
  const installed = { tensorflow: '2.16.2', 'tf-keras': '2.16.0' };
  const flag = 'os.environ["TF_USE_LEGACY_KERAS"] = "1"';

  function flavor(
    cells: string[],
    versions: Record<string, string> = installed
  ) {
    const environment = makeEnvironment({ python: '3.11.7', versions });
    return expectKeras(scan(makeNotebook(...cells)), environment).flavor;
  }

  it('follows a setting before the first import', () => {
    const cells = [`import os\n${flag}`, 'import tensorflow as tf'];
    expect(flavor(cells)).toBe('tf-keras');
  });

  it('follows a setting between the import and the first use of tf.keras', () => {
    const cells = [
      `import os\nimport tensorflow as tf\n${flag}`,
      'layer = tf.keras.layers.Dense(1)'
    ];
    expect(flavor(cells)).toBe('tf-keras');
  });

  it.each([
    ['a use', 'tf.keras.backend.clear_session()'],
    ['an import from tensorflow.keras', 'from tensorflow.keras import layers'],
    ['another package that uses it', 'import tensorflow_hub as hub']
  ])('does not follow one after %s', (_, line) => {
    const cells = ['import os\nimport tensorflow as tf', line, flag];
    expect(flavor(cells)).toBe('keras3');
  });

  it('takes a setting under a condition for the care of its author', () => {
    const cells = [
      'import os\nfrom importlib.metadata import version',
      `if version("tensorflow") >= "2.16":\n    ${flag}`,
      'import tensorflow as tf'
    ];
    expect(flavor(cells)).toBe('tf-keras');
    expect(flavor(cells, { tensorflow: '2.16.2' })).toBeNull();
    expect(flavor(cells, { tensorflow: '2.15.1', keras: '2.15.0' })).toBe(
      'keras2'
    );
  });

  it.each([
    ['4.38.2', 'keras3'],
    ['4.39.0', 'tf-keras'],
    ['4.57.1', 'tf-keras'],
    ['5.0.0', 'keras3']
  ])('knows that Transformers %s leads to %s', (transformers, expected) => {
    const cells = ['from transformers import BertConfig, TFBertModel'];
    const versions = { ...installed, keras: '3.15.1', transformers };
    expect(flavor(cells, versions)).toBe(expected);
  });
});
