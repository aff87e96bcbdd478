import { defineKeras2Rule } from './define-keras-2-rule';

/** TF-Agents: its networks are built on Keras 2 and take their layers from `tf.keras`. */
export const tfAgents = defineKeras2Rule({
  id: 'tf-agents',
  docs: {
    summary: 'TF-Agents is built on Keras 2.',
    why: 'The networks of TF-Agents are made of layers of `tf.keras` in the way of Keras 2. With Keras 3 they raise in many ways when they are built. Its last release, 0.19, is of 2023; with legacy Keras it works on TensorFlow 2.16 (seen with tf-keras 2.16 and TensorFlow Probability 0.24).',
    references: [
      'https://github.com/tensorflow/agents/issues/936',
      'https://github.com/googlecolab/colabtools/issues/5193'
    ]
  },
  find(facts) {
    const statement = facts.imports.find(
      ({ module, guard }) => /^tf_agents(\.|$)/.test(module) && guard === null
    );
    return statement
      ? [
          {
            span: statement.statementSpan,
            what: 'tf_agents',
            root: 'tensorflow.keras'
          }
        ]
      : [];
  },
  message: (place, trans) => trans.__('TF-Agents works with Keras 2 only.'),
  examples: [
    {
      name: 'a network',
      environment: 'tf-2.16-with-tf-agents',
      before: [
        'import tensorflow as tf\nfrom tf_agents.networks import q_network\nfrom tf_agents.specs import tensor_spec',
        'observation = tensor_spec.TensorSpec([4], tf.float32)\naction = tensor_spec.BoundedTensorSpec([], tf.int32, 0, 1)\nnetwork = q_network.QNetwork(observation, action, fc_layer_params=[8])\nvalues, state = network(tf.zeros([1, 4]))'
      ],
      fails: {
        ename: 'ValueError',
        evalue: /Received an invalid value for `units`/
      },
      after: [
        '# Keras Doctor: this notebook needs Keras 2. Keep this cell before the first import of TensorFlow or Keras.\nimport os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        'import tensorflow as tf\nfrom tf_agents.networks import q_network\nfrom tf_agents.specs import tensor_spec',
        'observation = tensor_spec.TensorSpec([4], tf.float32)\naction = tensor_spec.BoundedTensorSpec([], tf.int32, 0, 1)\nnetwork = q_network.QNetwork(observation, action, fc_layer_params=[8])\nvalues, state = network(tf.zeros([1, 4]))'
      ]
    }
  ],
  clean: []
});
