/** The repair of a large `model.json`, against reading and writing the same JSON. */
import { isQuick, report, takeTurns, time } from './measure';
import { repairModelJson } from '../src/core/models';

const megabyte = 1e6;

/** A layer as Keras 3 writes it. */
function layer(index: number): object {
  const name = `dense_${index}`;
  const from = index === 0 ? 'input' : `dense_${index - 1}`;
  const initializer = (className: string, config: object) => ({
    module: 'keras.initializers',
    class_name: className,
    config,
    registered_name: null
  });
  return {
    module: 'keras.layers',
    class_name: 'Dense',
    config: {
      name,
      trainable: true,
      dtype: {
        module: 'keras',
        class_name: 'DTypePolicy',
        config: { name: 'float32' },
        registered_name: null
      },
      units: 64,
      activation: 'relu',
      use_bias: true,
      kernel_initializer: initializer('GlorotUniform', { seed: null }),
      bias_initializer: initializer('Zeros', {}),
      kernel_regularizer: null,
      bias_regularizer: null,
      kernel_constraint: null,
      bias_constraint: null
    },
    registered_name: null,
    build_config: { input_shape: [null, 64] },
    name,
    inbound_nodes: [
      {
        args: [
          {
            class_name: '__keras_tensor__',
            config: {
              shape: [null, 64],
              dtype: 'float32',
              keras_history: [from, 0, 0]
            }
          }
        ],
        kwargs: {}
      }
    ]
  };
}

function model(bytes: number): string {
  const count = Math.round(bytes / (JSON.stringify(layer(1000)).length + 150));
  const input = {
    module: 'keras.layers',
    class_name: 'InputLayer',
    config: {
      batch_shape: [null, 64],
      dtype: 'float32',
      sparse: false,
      name: 'input'
    },
    registered_name: null,
    name: 'input',
    inbound_nodes: []
  };
  const weights = Array.from({ length: count }, (_, index) => [
    { name: `dense_${index}/kernel`, shape: [64, 64], dtype: 'float32' },
    { name: `dense_${index}/bias`, shape: [64], dtype: 'float32' }
  ]).flat();
  return JSON.stringify({
    format: 'layers-model',
    generatedBy: 'keras v3.10.0',
    convertedBy: 'TensorFlow.js Converter v4.22.0',
    modelTopology: {
      keras_version: '3.10.0',
      backend: 'tensorflow',
      model_config: {
        class_name: 'Functional',
        config: {
          name: 'functional',
          trainable: true,
          layers: [
            input,
            ...Array.from({ length: count }, (_, index) => layer(index))
          ],
          input_layers: [['input', 0, 0]],
          output_layers: [[`dense_${count - 1}`, 0, 0]]
        }
      }
    },
    weightsManifest: [{ paths: ['group1-shard1of1.bin'], weights }]
  });
}

function measure(megabytes: number) {
  const text = model(megabytes * megabyte);
  const outcome = repairModelJson(text);
  if (outcome.kind !== 'repaired') {
    throw new Error(`${outcome.kind}: ${outcome.refusals[0]?.message}`);
  }
  const { ours, json } = takeTurns(isQuick ? 1 : 3, {
    ours: () => time(() => repairModelJson(text)),
    json: () => time(() => JSON.stringify(JSON.parse(text)))
  });
  const n = Math.round((text.length / megabyte) * 10) / 10;
  return {
    what: 'TensorFlow.js repair',
    n,
    unit: 'MB',
    ms: ours,
    rivals: { 'JSON.parse + JSON.stringify': json }
  };
}

report((isQuick ? [2, 4, 7] : [2, 7, 20]).map(measure));
