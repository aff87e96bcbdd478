import { repair } from '../fixes/legacy-or-migrate';
import { removeStatements } from '../fixes/replace-text';
import { defineRule } from './define-rule';

/** `%tensorflow_version 2.x`, a magic of Colab that chooses nothing any more. */
export const tensorflowVersionMagic = defineRule({
  id: 'tensorflow-version-magic',
  severity: 'error',
  docs: {
    summary: '`%tensorflow_version` chooses no TensorFlow.',
    why: 'It was Colab\'s switch between TensorFlow 1 and 2. Colab has one TensorFlow now and ignores the line; every other Jupyter stops the cell with "Line magic function `%tensorflow_version` not found", and what stands below it does not run.',
    references: ['https://github.com/googlecolab/colabtools/issues/4137']
  },
  check({ facts, environment }, trans) {
    const isColab = environment.host === 'colab';
    return facts.magics
      .filter(({ name }) => name === 'tensorflow_version')
      .map(({ span }) => ({
        span,
        severity: isColab ? ('info' as const) : ('error' as const),
        message: isColab
          ? trans.__('Colab ignores this line: it has one TensorFlow.')
          : trans.__('Only Colab knows this magic; here it stops the cell.'),
        fixes: repair(
          trans.__('Remove the line'),
          removeStatements(facts.notebook, [span])
        )
      }));
  },
  recognise({ evalue, traceback }, trans) {
    return /magic function `%tensorflow_version` not found/.test(
      evalue + traceback
    )
      ? trans.__('Only Colab knows %tensorflow_version, and ignores it.')
      : null;
  },
  examples: [
    {
      name: 'first line of a cell',
      environment: 'tf-2.16',
      before: [
        '%tensorflow_version 2.x\nimport tensorflow as tf\nlayer = tf.keras.layers.Dense(1)'
      ],
      fails: { silently: "'layer' in globals()" },
      after: ['import tensorflow as tf\nlayer = tf.keras.layers.Dense(1)']
    }
  ],
  clean: [
    {
      name: 'other magics',
      environment: 'tf-2.16',
      cells: ['%matplotlib --list\nimport tensorflow as tf']
    }
  ]
});
