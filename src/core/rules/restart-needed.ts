import { defineRule } from './define-rule';

/** The notebook is right, and the kernel has gone another way before: only a new kernel can follow. */
export const restartNeeded = defineRule({
  id: 'restart-needed',
  severity: 'warning',
  docs: {
    summary:
      'The running kernel has chosen another Keras than the notebook asks for.',
    why: 'TensorFlow chooses its Keras once, while it is imported. Cells that set `TF_USE_LEGACY_KERAS` or install another release have no effect on a kernel in which that has happened.',
    limitations: 'Restarting loses the variables of the kernel.',
    references: ['https://github.com/googlecolab/colabtools/issues/5197']
  },
  check({ environment, keras, facts }, trans) {
    const { tfKeras, tfKerasPath } = environment.loaded;
    const loaded = tfKeras ?? tfKerasPath;
    const usesTensorFlow = facts.imports.some(
      ({ importsTensorFlow }) => importsTensorFlow
    );
    if (
      !usesTensorFlow ||
      loaded === null ||
      keras.flavor === null ||
      loaded === keras.flavor
    ) {
      return [];
    }
    return [
      {
        span: keras.setting?.span ?? null,
        message:
          keras.flavor === 'keras3'
            ? trans.__(
                'The notebook runs on Keras 3, but this kernel has loaded Keras 2. Restart the kernel.'
              )
            : trans.__(
                'The notebook runs on Keras 2, but this kernel has loaded Keras 3. Restart the kernel.'
              ),
        fixes: []
      }
    ];
  },
  examples: [],
  clean: [],
  unproven:
    'It speaks of a kernel that has run before; the proofs start a fresh one. The browser tests watch it on a real kernel.'
});
