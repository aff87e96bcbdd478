import { readOutputs } from './read-output';
import { recognise } from './recognise';
import { untranslated } from './translate';

describe('readOutputs', () => {
  it('strips colours and keeps chained causes', () => {
    const [error] = readOutputs([
      {
        output_type: 'error',
        ename: 'RuntimeError',
        evalue: 'Failed to import transformers',
        traceback: [
          '\u001b[0;31mValueError\u001b[0m: the cause',
          'RuntimeError: the consequence'
        ]
      }
    ]);
    expect(error.traceback).toBe(
      'ValueError: the cause\nRuntimeError: the consequence'
    );
  });

  it('reads a stream only where it tells of trouble', () => {
    expect(readOutputs([{ output_type: 'stream', text: 'epoch 1' }])).toEqual(
      []
    );
    expect(
      readOutputs([
        {
          output_type: 'stream',
          text: [
            'ERROR: No matching distribution found for tensorflow==2.13.0\n'
          ]
        }
      ])
    ).toHaveLength(1);
  });

  it.each([
    [null],
    ['text'],
    [{ output_type: 'error', traceback: [1, null] }],
    [{ output_type: 7 }]
  ])('bears %j', output => {
    expect(() => readOutputs([output])).not.toThrow();
  });

  it('is bounded', () => {
    const [error] = readOutputs([
      {
        output_type: 'error',
        ename: 'x'.repeat(1e6),
        evalue: 'y'.repeat(1e6),
        traceback: 'z'.repeat(5e6)
      }
    ]);
    expect(JSON.stringify(error).length).toBeLessThan(50_000);
  });
});

describe('recognise', () => {
  it.each([
    [
      'stateful-batch-size',
      'Input tensor `functional_1/gru_1/zeros:0` enters the loop with shape (1, 5), but has shape (None, 5) after one iteration.'
    ],
    [
      'stateful-batch-size',
      'When using `stateful=True` in a RNN, the batch size must be static. Found dynamic batch size: sequence.shape=(None, 10, 3)'
    ],
    [
      'stateful-batch-size',
      'If a RNN is stateful, it needs to know its batch size. Specify the batch size of your input tensors'
    ],
    [
      'singular-model-arguments',
      "Unrecognized keyword arguments passed to Model: {'input': <KerasTensor shape=(None, 3), dtype=float32>}"
    ],
    [
      'singular-model-arguments',
      "('Keyword argument not understood:', 'output')"
    ]
  ])('knows the words of %s', (rule, evalue) => {
    const error = {
      ename: 'ValueError',
      evalue,
      traceback: `ValueError: ${evalue}`
    };
    expect(recognise(error, untranslated)?.rule).toBe(rule);
  });

  it('knows the words of Keras 3 for batch_input_shape', () => {
    const evalue =
      "Unrecognized keyword arguments passed to GRU: {'batch_input_shape': [1, None, 3]}";
    const found = recognise(
      { ename: 'ValueError', evalue, traceback: `ValueError: ${evalue}` },
      untranslated
    );
    expect(found?.rule).toBe('batch-input-shape');
  });

  it.each([
    [
      'pin-not-installable',
      'ERROR: Could not find a version that satisfies the requirement tensorflow==2.13.0 (from versions: 2.16.0rc0, 2.16.1)\nERROR: No matching distribution found for tensorflow==2.13.0\n'
    ],
    [
      'conflicting-pins',
      "ERROR: pip's dependency resolver does not currently take into account all the packages that are installed. This behaviour is the source of the following dependency conflicts.\nfastai 2.7.13 requires torch<2.3,>=1.7, but you have torch 2.4.0 which is incompatible.\ntf-keras 2.15.1 requires tensorflow<2.16,>=2.15, but you have tensorflow 2.16.2 which is incompatible.\n"
    ],
    [
      'gpu-not-used',
      '2024-03-09 14:02:19.250076: W tensorflow/core/common_runtime/gpu/gpu_device.cc:2251] Cannot dlopen some GPU libraries. Please make sure the missing libraries mentioned above are installed properly if you would like to use GPU.\nSkipping registering GPU devices...\n'
    ],
    [
      'gpu-not-used',
      '2025-01-01 00:00:00.000000: E external/local_xla/xla/stream_executor/cuda/cuda_dnn.cc:466] Loaded runtime CuDNN library: 9.1.0 but source was compiled with: 9.3.0.\n'
    ],
    [
      null,
      "2022-01-01 00:00:00.000000: W tensorflow/stream_executor/platform/default/dso_loader.cc:64] Could not load dynamic library 'libcudart.so.11.0'; dlerror: libcudart.so.11.0: cannot open shared object file\n2022-01-01 00:00:00.000000: I tensorflow/stream_executor/cuda/cudart_stub.cc:29] Ignore above cudart dlerror if you do not have a GPU set up on your machine.\n"
    ],
    [
      null,
      '2024-01-01 00:00:00.000000: I external/local_tsl/tsl/cuda/cudart_stub.cc:31] Could not find cuda drivers on your machine, GPU will not be used.\n'
    ],
    [
      null,
      '2024-01-01 00:00:00.000000: E external/local_xla/xla/stream_executor/cuda/cuda_dnn.cc:9261] Unable to register cuDNN factory: Attempting to register factory for plugin cuDNN when one has already been registered\n'
    ],
    [
      null,
      '2024-01-01 00:00:00.000000: I tensorflow/core/platform/cpu_feature_guard.cc:210] This TensorFlow binary is optimized to use available CPU instructions in performance-critical operations.\n'
    ],
    [null, 'ERROR: No matching distribution found for flax==99\n'],
    [
      null,
      'ERROR: fastai 2.7.13 requires torch<2.3,>=1.7, but you have torch 2.4.0 which is incompatible.\n'
    ]
  ])('finds %s in a stream', (rule, text) => {
    const stream = { output_type: 'stream', name: 'stderr', text };
    const rules = readOutputs([stream]).map(
      error => recognise(error, untranslated)?.rule ?? null
    );
    expect(rules.find(each => each !== null) ?? null).toBe(rule);
  });

  it('is silent about errors of another kind', () => {
    const error = {
      ename: 'ZeroDivisionError',
      evalue: 'division by zero',
      traceback: 'ZeroDivisionError: division by zero'
    };
    expect(recognise(error, untranslated)).toBeNull();
  });
});
