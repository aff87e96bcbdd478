import { readFileSync } from 'fs';
import { join } from 'path';
import { brotliDecompressSync } from 'zlib';

import * as tf from '@tensorflow/tfjs';

import { repairModelJson } from './repair-model-json';

interface IData {
  shape: number[];
  dtype: 'float32' | 'int32';
  data: string;
}

interface IEntry {
  model: string;
  files: Record<string, string>;
  sets: { inputs: IData[]; outputs: IData[] }[];
}

/** A few of the models of proofs/tfjs, whose runner loads them all; here so that a broken repair is seen at once. */
const MODELS = [
  'cnn.keras',
  'dict_inputs_outputs.h5',
  'grouped_conv1d.keras',
  'inverted_residual.h5',
  'masked_bidirectional_gru.h5',
  'nested_three_levels.keras',
  'ops_reshape.keras',
  'recurrent_bidirectional_gru_sequences.keras',
  'resizing_bilinear.h5',
  'transformer_operators.keras',
  'transfer_learning.h5'
];

const corpus = JSON.parse(
  brotliDecompressSync(
    readFileSync(join(__dirname, '../../../proofs/tfjs/corpus/3.15.1.json.br'))
  ).toString()
) as Record<string, IEntry>;

function values({ data, dtype }: IData): Float32Array | Int32Array {
  const bytes = new Uint8Array(Buffer.from(data, 'base64'));
  return dtype === 'int32'
    ? new Int32Array(bytes.buffer)
    : new Float32Array(bytes.buffer);
}

async function load(
  text: string,
  files: ReadonlyMap<string, Uint8Array>
): Promise<tf.LayersModel> {
  const json = JSON.parse(text) as {
    modelTopology: object;
    weightsManifest: {
      paths: string[];
      weights: tf.io.WeightsManifestEntry[];
    }[];
  };
  const parts = json.weightsManifest.flatMap(group =>
    group.paths.map(path => files.get(path) as Uint8Array)
  );
  return tf.loadLayersModel({
    load: () =>
      Promise.resolve({
        modelTopology: json.modelTopology,
        weightSpecs: json.weightsManifest.flatMap(group => group.weights),
        weightData: new Uint8Array(Buffer.concat(parts)).buffer
      })
  });
}

beforeAll(async () => {
  jest.spyOn(console, 'warn').mockImplementation();
  await tf.setBackend('cpu');
});

it.each(MODELS)(
  '%s predicts in TensorFlow.js what it predicts in Keras',
  async name => {
    const entry = corpus[name];
    const files = new Map(
      Object.entries(entry.files).map(([path, data]) => [
        path,
        new Uint8Array(Buffer.from(data, 'base64'))
      ])
    );
    const repair = repairModelJson(entry.model);
    expect(repair.refusals).toEqual([]);
    const model = await load(
      repair.text as string,
      new Map([...files, ...(repair.weights?.apply(files) ?? [])])
    );
    for (const { inputs, outputs } of entry.sets) {
      const result = model.predict(
        inputs.map(input => tf.tensor(values(input), input.shape, input.dtype))
      );
      const found = Array.isArray(result) ? result : [result];
      expect(found.map(tensor => tensor.shape)).toEqual(
        outputs.map(output => output.shape)
      );
      found.forEach((tensor, at) => {
        const expected = values(outputs[at]);
        const size = Math.max(1e-3, ...expected.map(Math.abs));
        const apart = tensor
          .dataSync()
          .map((value, place) => Math.abs(value - expected[place]) / size);
        expect(Math.max(...apart)).toBeLessThan(1e-4);
      });
    }
  }
);
