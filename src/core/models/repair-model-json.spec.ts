import type { IJsonObject, Json } from './json';
import { repairModelJson } from './repair-model-json';

/** A layer as Keras 3 writes it, called on the output of another. */
function layer(
  className: string,
  name: string,
  from: string | null,
  config: IJsonObject = {}
): IJsonObject {
  return {
    class_name: className,
    name,
    config: { name, trainable: true, ...config },
    inbound_nodes: from === null ? [] : [{ args: [tensor(from)], kwargs: {} }]
  };
}

function tensor(from: string): IJsonObject {
  return {
    class_name: '__keras_tensor__',
    config: { shape: [null, 2], dtype: 'float32', keras_history: [from, 0, 0] }
  };
}

const input = layer('InputLayer', 'in', null, { batch_shape: [null, 2] });

function model(
  layers: Json[],
  weights: [string, number[]][] = [],
  output = 'out'
): string {
  return JSON.stringify({
    format: 'layers-model',
    modelTopology: {
      keras_version: '3.10.0',
      model_config: {
        class_name: 'Functional',
        config: {
          name: 'm',
          layers,
          input_layers: ['in', 0, 0],
          output_layers: [output, 0, 0]
        }
      }
    },
    weightsManifest: [
      {
        paths: ['a.bin'],
        weights: weights.map(([name, shape]) => ({
          name,
          shape,
          dtype: 'float32'
        }))
      }
    ]
  });
}

const dense = layer('Dense', 'out', 'in', {
  units: 1,
  use_bias: false,
  activation: 'silu'
});

function messages(text: string): string {
  return repairModelJson(text)
    .refusals.map(refusal => refusal.message)
    .join('\n');
}

describe('a file that is no model', () => {
  it.each([
    ['', 'The file is empty.'],
    [
      '{"modelTopology": {"a": 1',
      'The JSON ends too early, at line 1, column 26: the file is cut off.'
    ],
    [
      '{\n  "modelTopology": nonsense\n}',
      'This is not JSON at line 2, column 20.'
    ],
    ['[1, 2]', 'it holds no object'],
    ['{"nbformat": 4}', '"modelTopology" is missing'],
    [
      '{"class_name": "Sequential", "config": {}}',
      'This is the config of a Keras model'
    ],
    [
      '{"modelTopology": {"model_config": {}}}',
      '"class_name" or "config" is missing'
    ],
    ['{"a": "b', 'The JSON ends too early, at line 1, column 9'],
    ['{"a": [1, 2}}', 'This is not JSON at line 1, column 12.'],
    ['{"a": 1,}', 'This is not JSON at line 1, column 9.'],
    ['{"a": NaN}', 'This is not JSON at line 1, column 7.']
  ])('%j is told what it is', (text, message) => {
    expect(repairModelJson(text)).toMatchObject({
      kind: 'not-a-model',
      text: null,
      weights: null
    });
    expect(messages(text)).toContain(message);
  });

  it('is refused when it is nested too deep for any recursion', () => {
    const text = '['.repeat(100_000) + ']'.repeat(100_000);
    expect(messages(text)).toContain('nested more than');
  });
});

it('knows a graph model', () => {
  const text = JSON.stringify({
    format: 'graph-model',
    modelTopology: { node: [] }
  });
  expect(repairModelJson(text)).toMatchObject({
    kind: 'graph-model',
    text: null,
    refusals: []
  });
});

describe('a model of Keras 3', () => {
  const repair = repairModelJson(
    model([input, dense], [['m/out/kernel', [2, 1]]])
  );

  it('is written as TensorFlow.js reads it', () => {
    expect(repair.kind).toBe('repaired');
    const written = JSON.parse(repair.text as string) as IJsonObject;
    expect(written).toMatchObject({
      modelTopology: {
        model_config: {
          config: {
            layers: [
              { config: { batch_input_shape: [null, 2] }, inbound_nodes: [] },
              {
                config: { activation: 'swish' },
                inbound_nodes: [[['in', 0, 0, {}]]]
              }
            ],
            input_layers: [['in', 0, 0]],
            output_layers: [['out', 0, 0]]
          }
        }
      },
      weightsManifest: [{ paths: ['a.bin'], weights: [{ name: 'out/kernel' }] }]
    });
  });

  it('keeps its weight files where only names change', () => {
    expect(repair.weights).toBeNull();
  });

  it('tells what was done', () => {
    expect(repair.repairs.map(note => note.id)).toEqual([
      'batch-shape',
      'inbound-nodes',
      'model-ends',
      'weight-names',
      'activations'
    ]);
  });

  it('needs no second repair', () => {
    const again = repairModelJson(repair.text as string);
    expect(again).toMatchObject({
      kind: 'no-repair-needed',
      text: null,
      repairs: [],
      refusals: []
    });
  });
});

it('leaves a model of Keras 2 that loads as it is', () => {
  const text = JSON.stringify({
    modelTopology: {
      keras_version: '2.15.0',
      model_config: {
        class_name: 'Sequential',
        config: {
          name: 's',
          layers: [
            {
              class_name: 'InputLayer',
              config: {
                batch_input_shape: [null, 2],
                dtype: 'float32',
                name: 'i'
              }
            },
            {
              class_name: 'Dense',
              config: {
                name: 'd',
                units: 1,
                activation: 'hard_sigmoid',
                use_bias: false
              }
            }
          ]
        }
      }
    },
    weightsManifest: [
      {
        paths: ['a.bin'],
        weights: [{ name: 'd/kernel', shape: [2, 1], dtype: 'float32' }]
      }
    ]
  });
  expect(repairModelJson(text)).toMatchObject({
    kind: 'no-repair-needed',
    writer: 'keras 2.15.0',
    text: null
  });
});

describe('refusals', () => {
  it('name the layer and the class, and never look at the code of a Lambda', () => {
    const lambda = layer('Lambda', 'out', 'in', {
      function: { code: '4wEAAABfX2V2aWw=' }
    });
    const repair = repairModelJson(model([input, lambda]));
    expect(repair).toMatchObject({ kind: 'refused', text: null });
    expect(repair.refusals[0].layer).toBe('out');
    expect(messages(model([input, lambda]))).toContain(
      'no layer Lambda ("out")'
    );
    expect(JSON.stringify(repair)).not.toContain('4wEAAABfX2V2aWw');
  });

  it('are all told at once', () => {
    const text = model([
      input,
      layer('Lambda', 'one', 'in'),
      layer('TextVectorization', 'two', 'one'),
      layer('Mine', 'out', 'two')
    ]);
    expect(
      repairModelJson(text).refusals.map(refusal => refusal.layer)
    ).toEqual(['one', 'two', 'out']);
  });

  it.each([
    [
      'a cycle',
      [input, layer('Dense', 'a', 'out'), layer('Dense', 'out', 'a')],
      'form a cycle'
    ],
    [
      'two layers of one name',
      [input, dense, dense],
      'Two layers of the model "m" are called "out".'
    ],
    [
      'a reference to nothing',
      [input, layer('Dense', 'out', 'nowhere')],
      'not in the model: "nowhere"'
    ],
    [
      'a hostile name',
      [input, layer('Dense', 'out', '__proto__')],
      'not in the model: "__proto__"'
    ]
  ])('%s', (name, layers, message) => {
    expect(messages(model(layers as Json[]))).toContain(message);
  });

  it('a subclassed model', () => {
    const text = model([input, dense]).replace('"Functional"', '"MyModel"');
    expect(messages(text)).toContain('"MyModel" is a subclassed model');
  });

  it('a missing weight', () => {
    expect(messages(model([input, dense]))).toBe(
      'The weight "kernel" of the layer "out" is not in the weights manifest.'
    );
  });

  it('a weight file outside of the folder', () => {
    const text = model([input, dense], [['out/kernel', [2, 1]]]).replace(
      'a.bin',
      '../../etc/passwd'
    );
    expect(messages(text)).toContain(
      'is not a file beside the model: ../../etc/passwd'
    );
  });
});

it('takes a topology of thousands of layers', () => {
  const layers: Json[] = [input];
  for (let at = 0; at < 20_000; at++) {
    layers.push(
      layer('Activation', `a${at}`, at === 0 ? 'in' : `a${at - 1}`, {
        activation: 'silu'
      })
    );
  }
  layers.push(layer('Activation', 'out', 'a19999', { activation: 'relu' }));
  expect(repairModelJson(model(layers)).kind).toBe('repaired');
});
