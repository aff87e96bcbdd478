import { refusesTfKeras } from '../companions';
import { bringKeras3 } from '../fixes/bring-keras-3';
import { defineRule } from './define-rule';

const summary =
  'A library takes models of the package keras only, and legacy Keras gives it models of tf-keras.';

/** KerasTuner or SciKeras in a notebook whose `tf.keras` is tf-keras. */
export const companionRefusesTfKeras = defineRule({
  id: 'companion-refuses-tf-keras',
  severity: 'error',
  docs: {
    summary,
    why: 'KerasTuner since 1.4 and SciKeras since 0.13 compare a model with the classes of the installed package keras. With `TF_USE_LEGACY_KERAS` the models of `tf.keras` come from tf-keras, another package: KerasTuner raises FatalTypeError, SciKeras AttributeError. For the same reason no Keras 2 cell is offered to a notebook that imports them; what fails on Keras 3 is to be rewritten. On TensorFlow 2.15, whose Keras 2 is the package keras, KerasTuner works.',
    limitations:
      'KerasTuner 1.3.5 and SciKeras 0.12.0 take models of tf-keras: pin them where the notebook has to stay on Keras 2.',
    references: [
      'https://keras.io/keras_tuner/',
      'https://adriangb.com/scikeras/stable/migration.html'
    ]
  },
  check(context, trans) {
    const refused = refusesTfKeras(context);
    if (!refused || context.keras.flavor !== 'tf-keras') {
      return [];
    }
    const fix = bringKeras3(context, trans);
    return [
      {
        span: refused.statementSpan,
        message: trans.__(
          '%1 does not take models of tf-keras, which TF_USE_LEGACY_KERAS gives it.',
          refused.module.split('.')[0]
        ),
        fixes: fix ? [fix] : []
      }
    ];
  },
  recognise({ ename, evalue }, trans) {
    const library =
      ename === 'FatalTypeError' && /of type <class 'tf_keras\./.test(evalue)
        ? 'keras_tuner'
        : ename === 'AttributeError' &&
            /^'\w+' object has no attribute 'compiled'/.test(evalue)
          ? 'scikeras'
          : null;
    return library
      ? trans.__(
          '%1 does not take models of tf-keras, which TF_USE_LEGACY_KERAS gives it.',
          library
        )
      : null;
  },
  examples: [
    {
      name: 'a search with KerasTuner',
      environment: 'tf-2.16-with-keras-tuner',
      before: [
        'import os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        'import numpy as np\nimport tensorflow as tf\nimport keras_tuner as kt',
        'def build(hp):\n    model = tf.keras.Sequential([tf.keras.layers.Dense(hp.Int("units", 1, 2)), tf.keras.layers.Dense(1)])\n    model.compile("sgd", "mse")\n    return model\ntuner = kt.RandomSearch(build, objective="loss", max_trials=1, directory="search", overwrite=True)\ntuner.search(np.ones((4, 2)), np.ones((4, 1)), epochs=1, verbose=0)'
      ],
      fails: {
        ename: 'FatalTypeError',
        evalue: /of type <class 'tf_keras\./
      },
      after: [
        'import os',
        'import numpy as np\nimport tensorflow as tf\nimport keras_tuner as kt',
        'def build(hp):\n    model = tf.keras.Sequential([tf.keras.layers.Dense(hp.Int("units", 1, 2)), tf.keras.layers.Dense(1)])\n    model.compile("sgd", "mse")\n    return model\ntuner = kt.RandomSearch(build, objective="loss", max_trials=1, directory="search", overwrite=True)\ntuner.search(np.ones((4, 2)), np.ones((4, 1)), epochs=1, verbose=0)'
      ]
    },
    {
      name: 'a regressor of SciKeras, the variable set by the environment',
      environment: 'tf-2.16-with-keras-tuner',
      variables: { TF_USE_LEGACY_KERAS: '1' },
      before: [
        'import numpy as np\nimport tensorflow as tf\nfrom scikeras.wrappers import KerasRegressor',
        'def build():\n    model = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(1)])\n    model.compile("sgd", "mse")\n    return model\nKerasRegressor(model=build, epochs=1, verbose=0).fit(np.ones((4, 2)), np.ones(4))'
      ],
      fails: {
        ename: 'AttributeError',
        evalue: /'Sequential' object has no attribute 'compiled'/
      },
      after: [
        '# Keras Doctor: this notebook needs Keras 3, and the environment asks for Keras 2.\nimport os\nos.environ["TF_USE_LEGACY_KERAS"] = "0"',
        'import numpy as np\nimport tensorflow as tf\nfrom scikeras.wrappers import KerasRegressor',
        'def build():\n    model = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(1)])\n    model.compile("sgd", "mse")\n    return model\nKerasRegressor(model=build, epochs=1, verbose=0).fit(np.ones((4, 2)), np.ones(4))'
      ]
    }
  ],
  clean: [
    {
      name: 'a search with KerasTuner on Keras 3',
      environment: 'tf-2.16-with-keras-tuner',
      cells: [
        'import numpy as np\nimport tensorflow as tf\nimport keras_tuner as kt',
        'def build(hp):\n    model = tf.keras.Sequential([tf.keras.layers.Dense(hp.Int("units", 1, 2)), tf.keras.layers.Dense(1)])\n    model.compile("sgd", "mse")\n    return model\ntuner = kt.RandomSearch(build, objective="loss", max_trials=1, directory="search", overwrite=True)\ntuner.search(np.ones((4, 2)), np.ones((4, 1)), epochs=1, verbose=0)'
      ]
    }
  ]
});
