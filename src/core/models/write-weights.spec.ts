import { repairModelJson } from './repair-model-json';

/** A Normalization over two features: its weights are computed from others, and `count` is dropped. */
function normalization(entry: object): string {
  const layers = [
    {
      class_name: 'InputLayer',
      config: { batch_shape: [null, 2], name: 'in' }
    },
    {
      class_name: 'Normalization',
      config: {
        name: 'n',
        trainable: true,
        axis: [-1],
        mean: null,
        variance: null
      }
    }
  ];
  return JSON.stringify({
    modelTopology: {
      keras_version: '3.10.0',
      model_config: { class_name: 'Sequential', config: { name: 's', layers } }
    },
    weightsManifest: [
      {
        paths: ['one.bin', 'two.bin'],
        weights: [
          { name: 'n/count', shape: [], dtype: 'int32' },
          { name: 'n/mean', shape: [2], dtype: 'float32' },
          { name: 'n/variance', shape: [2], dtype: 'float32', ...entry }
        ]
      }
    ]
  });
}

function rewritten(
  text: string,
  files: Record<string, Uint8Array>
): Float32Array {
  const { weights } = repairModelJson(text);
  const result = weights?.apply(new Map(Object.entries(files))) as Map<
    string,
    Uint8Array
  >;
  expect([...result.keys()]).toEqual(weights?.writes);
  const [bytes] = [...result.values()];
  return new Float32Array(
    bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)
  );
}

const bytesOf = (...values: number[]): Uint8Array =>
  new Uint8Array(new Float32Array(values).buffer);

const count = new Uint8Array(4);

it('computes new weights from all shards of a group', () => {
  const files = {
    'one.bin': new Uint8Array([...count, ...bytesOf(1)]),
    'two.bin': bytesOf(2, 4, 9)
  };
  expect([...rewritten(normalization({}), files)]).toEqual([1, 2, 4, 9]);
});

it('reads what the converter quantized', () => {
  const text = normalization({
    quantization: {
      dtype: 'uint8',
      scale: 0.5,
      min: 1,
      original_dtype: 'float32'
    }
  });
  const files = {
    'one.bin': new Uint8Array([...count, ...bytesOf(1, 2)]),
    'two.bin': new Uint8Array([6, 16])
  };
  expect([...rewritten(text, files)]).toEqual([1, 2, 4, 9]);
});

it('reads halves', () => {
  const text = normalization({
    quantization: { dtype: 'float16', original_dtype: 'float32' }
  });
  const files = {
    'one.bin': new Uint8Array([...count, ...bytesOf(1, 2)]),
    'two.bin': new Uint8Array([0x00, 0x44, 0x80, 0x48])
  };
  expect([...rewritten(text, files)]).toEqual([1, 2, 4, 9]);
});

it('writes beside the files that are there', () => {
  const { weights } = repairModelJson(normalization({}));
  expect(weights).toMatchObject({
    reads: ['one.bin', 'two.bin'],
    writes: ['repaired-shard1of1.bin'],
    size: 16
  });
});

it.each([
  ['missing', { 'one.bin': new Uint8Array(8) }, 'missing weight file: two.bin'],
  [
    'cut off',
    { 'one.bin': new Uint8Array(8), 'two.bin': new Uint8Array(3) },
    'before the weight'
  ]
])('tells which file is %s', (name, files, message) => {
  expect(() =>
    repairModelJson(normalization({})).weights?.apply(
      new Map(Object.entries(files))
    )
  ).toThrow(message);
});
