import { findTensorFlow } from '../environment/find-tensorflow';
import { installTfKeras } from '../fixes/legacy-cell';
import { defineRule } from './define-rule';

/** The notebook imports `tf_keras`, and neither the kernel nor a line of the notebook has it. */
export const tfKerasNotInstalled = defineRule({
  id: 'tf-keras-not-installed',
  severity: 'error',
  docs: {
    summary: 'The notebook imports `tf_keras`, which is not installed.',
    why: "No TensorFlow installs tf-keras: `ModuleNotFoundError: No module named 'tf_keras'`. It has to be of TensorFlow's own minor release; `pip install tf-keras` without a pin moves TensorFlow to the newest one.",
    references: ['https://github.com/keras-team/tf-keras/issues/756']
  },
  check(context, trans) {
    const { facts, expected } = context;
    const imported = facts.imports.find(
      ({ module, guard }) => guard === null && /^tf_keras(\.|$)/.test(module)
    );
    if (
      !imported ||
      !findTensorFlow(expected) ||
      expected.distributions.has('tf-keras')
    ) {
      return [];
    }
    const fix = installTfKeras(context, trans);
    return [
      {
        span: imported.statementSpan,
        message: trans.__('tf-keras is not installed in this kernel.'),
        fixes: fix ? [fix] : []
      }
    ];
  },
  recognise({ ename, evalue }, trans) {
    return ename === 'ModuleNotFoundError' &&
      evalue.startsWith("No module named 'tf_keras'")
      ? trans.__('tf-keras is not installed in this kernel.')
      : null;
  },
  examples: [
    {
      name: 'tf-keras by its own name',
      environment: 'tf-2.16',
      before: [
        'import tensorflow as tf\nimport tf_keras as keras',
        'model = keras.Sequential([keras.layers.GRU(4, stateful=True, batch_input_shape=[1, None, 3])])\nmodel.reset_states()'
      ],
      fails: {
        ename: 'ModuleNotFoundError',
        evalue: /No module named 'tf_keras'/
      },
      after: [
        '# Keras Doctor: Keras 2 (tf-keras) in the minor release of TensorFlow.\n%pip install -q --no-deps "tf-keras~=2.16.0"',
        'import tensorflow as tf\nimport tf_keras as keras',
        'model = keras.Sequential([keras.layers.GRU(4, stateful=True, batch_input_shape=[1, None, 3])])\nmodel.reset_states()'
      ]
    }
  ],
  clean: [
    {
      name: 'installed',
      environment: 'tf-2.16-with-tf-keras',
      cells: ['import tf_keras\ntf_keras.layers.Dense(1)']
    },
    {
      name: 'only if it is there',
      environment: 'tf-2.16',
      cells: [
        'try:\n    import tf_keras as keras\nexcept ImportError:\n    from tensorflow import keras\nkeras.layers.Dense(1)'
      ]
    }
  ]
});
