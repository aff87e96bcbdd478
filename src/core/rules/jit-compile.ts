import { defineRule } from './define-rule';

/** XLA is asked to compile what it cannot; known from the error alone. */
export const jitCompile = defineRule({
  id: 'jit-compile',
  severity: 'error',
  docs: {
    summary: 'XLA cannot compile an operation of the model.',
    why: 'Keras 3 compiles with XLA by itself where there is a GPU (`jit_compile="auto"`). Operations on strings, some on ragged tensors and some of add-ons are not to be had there: training stops with "Detected unsupported operations when trying to compile graph … on XLA_GPU_JIT". `model.compile(…, jit_compile=False)` leaves XLA out.',
    limitations:
      'Which operations XLA has depends on the device: the same model runs on a CPU. So nothing is said before running.',
    references: ['https://keras.io/guides/migrating_to_keras_3/']
  },
  check: () => [],
  recognise({ traceback }, trans) {
    return /Detected unsupported operations when trying to compile graph .* on XLA_/.test(
      traceback
    )
      ? trans.__(
          'XLA cannot compile this model; compile it with jit_compile=False.'
        )
      : null;
  },
  examples: [],
  clean: [],
  unproven:
    'It takes a GPU: a model with text layers and jit_compile=True trains on the CPU of the proof environments.'
});
