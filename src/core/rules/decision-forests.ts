import { referencesTo } from '../find-references';
import { defineKeras2Rule } from './define-keras-2-rule';
import type { IKeras2Place } from './define-keras-2-rule';

/** TensorFlow Decision Forests: its models are models of tf-keras. */
export const decisionForests = defineKeras2Rule({
  id: 'decision-forests',
  docs: {
    summary: 'TensorFlow Decision Forests has models of tf-keras.',
    why: "Its models derive from tf-keras. A metric, an optimizer or a layer of Keras 3 handed to them raises (\"'Variable' object has no attribute '_distribute_strategy'\"), and `tf.keras.models.load_model` of Keras 3 does not read what they save. Its own documentation asks for `TF_USE_LEGACY_KERAS`.",
    limitations:
      'A notebook that uses nothing of `tf.keras` beside these models runs without the variable as well; the cell does no harm there.',
    references: [
      'https://github.com/tensorflow/decision-forests/issues/206',
      'https://www.tensorflow.org/decision_forests/migration'
    ]
  },
  find: referencesTo(
    name => /^tensorflow_decision_forests\.keras\.[A-Z]\w*Model$/.test(name),
    ({ span, name, kind, guard }): IKeras2Place[] => {
      const what = name.replace('tensorflow_decision_forests', 'tfdf');
      return kind === 'call' && guard === null
        ? [{ span, what, root: 'tensorflow.keras' }]
        : [];
    }
  ),
  message: ({ what }, trans) =>
    trans.__(
      '%1 is a model of tf-keras: what it gets from tf.keras must be of Keras 2.',
      what
    ),
  examples: [
    {
      name: 'a metric of Keras 3',
      environment: 'tf-2.16-with-add-ons',
      before: [
        'import numpy as np\nimport pandas as pd\nimport tensorflow as tf\nimport tensorflow_decision_forests as tfdf',
        'frame = pd.DataFrame({"a": np.random.rand(50), "b": np.random.rand(50), "y": np.arange(50) % 2})\ndata = tfdf.keras.pd_dataframe_to_tf_dataset(frame, label="y")',
        'model = tfdf.keras.RandomForestModel(num_trees=3, verbose=0)\nmodel.compile(metrics=[tf.keras.metrics.AUC()])\nhistory = model.fit(data, verbose=0)\nscore = model.evaluate(data, verbose=0)'
      ],
      fails: {
        ename: 'AttributeError',
        evalue: /'Variable' object has no attribute '_distribute_strategy'/
      },
      after: [
        '# Keras Doctor: this notebook needs Keras 2. Keep this cell before the first import of TensorFlow or Keras.\nimport os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        'import numpy as np\nimport pandas as pd\nimport tensorflow as tf\nimport tensorflow_decision_forests as tfdf',
        'frame = pd.DataFrame({"a": np.random.rand(50), "b": np.random.rand(50), "y": np.arange(50) % 2})\ndata = tfdf.keras.pd_dataframe_to_tf_dataset(frame, label="y")',
        'model = tfdf.keras.RandomForestModel(num_trees=3, verbose=0)\nmodel.compile(metrics=[tf.keras.metrics.AUC()])\nhistory = model.fit(data, verbose=0)\nscore = model.evaluate(data, verbose=0)'
      ]
    }
  ],
  clean: [
    {
      name: 'the data of tfdf alone',
      environment: 'tf-2.16-with-add-ons',
      cells: [
        'import pandas as pd\nimport tensorflow_decision_forests as tfdf\ndata = tfdf.keras.pd_dataframe_to_tf_dataset(pd.DataFrame({"a": [1.0, 2.0], "y": [0, 1]}), label="y")'
      ]
    }
  ]
});
