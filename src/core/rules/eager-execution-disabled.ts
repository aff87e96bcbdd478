import { referencesTo } from '../find-references';
import { parseKerasName } from '../keras-names';
import { defineKeras2Rule } from './define-keras-2-rule';

const switches =
  /^tensorflow\.compat\.v1\.(disable_eager_execution|disable_v2_behavior)$/;

const switchings = referencesTo(name => switches.test(name));
const trainings = referencesTo(name =>
  /#(fit|predict|evaluate)$/.test(parseKerasName(name)?.path ?? '')
);

/** TensorFlow's graph mode, in which Keras 3 cannot train. */
export const eagerExecutionDisabled = defineKeras2Rule({
  id: 'eager-execution-disabled',
  docs: {
    summary: 'Eager execution is switched off, and a Keras model is trained.',
    why: 'After `disable_eager_execution()` or `disable_v2_behavior()`, Keras 3 cannot read its data: "`tf.data.Dataset` only supports Python-style iteration in eager mode". Keras 2 trains in graph mode.',
    limitations:
      'Most notebooks have the line from the time of TensorFlow 1 and run without it.',
    references: [
      'https://www.tensorflow.org/api_docs/python/tf/compat/v1/disable_eager_execution'
    ]
  },
  find(facts) {
    const [trained] = trainings(facts);
    const root = trained && parseKerasName(trained.name)?.root;
    return switchings(facts).flatMap(({ name, kind, guard, fullSpan: span }) =>
      root && kind === 'call' && guard === null
        ? [{ span, what: `${name.replace('tensorflow', 'tf')}()`, root }]
        : []
    );
  },
  message: (place, trans) =>
    trans.__('Keras 3 cannot train a model without eager execution.'),
  recognise({ evalue }, trans) {
    return /`tf\.data\.Dataset` only supports Python-style iteration in eager mode/.test(
      evalue
    )
      ? trans.__(
          'Eager execution is switched off; Keras 3 cannot work without it.'
        )
      : null;
  },
  examples: [
    {
      name: 'trained in graph mode',
      environment: 'tf-2.16-with-tf-keras',
      before: [
        'import numpy as np\nimport tensorflow as tf\ntf.compat.v1.disable_eager_execution()',
        'model = tf.keras.Sequential([tf.keras.layers.Dense(1)])\nmodel.compile("sgd", "mse")\nhistory = model.fit(np.zeros((4, 3)), np.zeros((4, 1)), verbose=0)'
      ],
      fails: {
        ename: 'RuntimeError',
        evalue: /only supports Python-style iteration in eager mode/
      },
      after: [
        '# Keras Doctor: this notebook needs Keras 2. Keep this cell before the first import of TensorFlow or Keras.\nimport os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"\n# Keras Doctor: keeps AutoGraph from converting tf-keras itself, as later releases of TensorFlow do.\nfrom tensorflow.python.autograph.core import config\nconfig.CONVERSION_RULES = (config.DoNotConvert("tf_keras"),) + config.CONVERSION_RULES',
        'import numpy as np\nimport tensorflow as tf\ntf.compat.v1.disable_eager_execution()',
        'model = tf.keras.Sequential([tf.keras.layers.Dense(1)])\nmodel.compile("sgd", "mse")\nhistory = model.fit(np.zeros((4, 3)), np.zeros((4, 1)), verbose=0)'
      ]
    }
  ],
  clean: [
    {
      name: 'no model of Keras',
      environment: 'tf-2.16',
      cells: [
        'import tensorflow as tf\ntf.compat.v1.disable_eager_execution()\nplaceholder = tf.compat.v1.placeholder(tf.float32, [None])'
      ]
    }
  ]
});
