import { legacyOrMigrate } from '../fixes/legacy-or-migrate';
import { kerasReferences, keras3Uses, modelMethod } from '../keras-names';
import type { IKerasReference } from '../keras-names';
import type { ISpan } from '../notebook/model';
import { defineRule } from './define-rule';

const loads = kerasReferences(path => modelMethod(path) === 'load_weights');
const hardSigmoids = kerasReferences(
  () => true,
  use => {
    const span = placeOf(use);
    return span ? [{ root: use.root, span }] : [];
  }
);

/** `hard_sigmoid` with weights of Keras 2: Keras 3 computes another function. */
export const hardSigmoid = defineRule({
  id: 'hard-sigmoid',
  severity: 'warning',
  docs: {
    summary:
      '`hard_sigmoid` is another function in Keras 3, and the notebook loads weights.',
    why: 'Keras 2 computes `clip(0.2 * x + 0.5, 0, 1)`, Keras 3 `clip(x / 6 + 0.5, 0, 1)`. Nothing says so: weights that were trained with the one give other predictions with the other. A model that is trained anew does not mind.',
    limitations:
      'Weights that Keras 3 has written are right as they are; switch the rule off for such a notebook.',
    references: [
      'https://github.com/keras-team/keras/issues/18467',
      'https://keras.io/guides/migrating_to_keras_3/'
    ]
  },
  check(context, trans) {
    const isConcerned = keras3Uses(context, loads).length > 0;
    return (isConcerned ? keras3Uses(context, hardSigmoids) : []).map(
      ({ span }) => ({
        span,
        message: trans.__(
          'Keras 3 computes another hard_sigmoid than Keras 2: weights that Keras 2 wrote give other predictions.'
        ),
        fixes: legacyOrMigrate(context, trans, null)
      })
    );
  },
  examples: [
    {
      name: 'weights read back',
      environment: 'tf-2.16-with-tf-keras',
      before: [
        'from tensorflow import keras\nimport numpy as np',
        'model = keras.Sequential([keras.layers.Dense(1, activation="hard_sigmoid", use_bias=False, input_shape=(1,))])\nmodel.set_weights([np.ones((1, 1))])\nmodel.save_weights("old.weights.h5")\nmodel.load_weights("old.weights.h5")',
        'prediction = float(model.predict(np.ones((1, 1)), verbose=0)[0, 0])'
      ],
      fails: { silently: 'round(prediction, 3) == 0.7' },
      after: [
        '# Keras Doctor: this notebook needs Keras 2. Keep this cell before the first import of TensorFlow or Keras.\nimport os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"\n# Keras Doctor: keeps AutoGraph from converting tf-keras itself, as later releases of TensorFlow do.\nfrom tensorflow.python.autograph.core import config\nconfig.CONVERSION_RULES = (config.DoNotConvert("tf_keras"),) + config.CONVERSION_RULES',
        'from tensorflow import keras\nimport numpy as np',
        'model = keras.Sequential([keras.layers.Dense(1, activation="hard_sigmoid", use_bias=False, input_shape=(1,))])\nmodel.set_weights([np.ones((1, 1))])\nmodel.save_weights("old.weights.h5")\nmodel.load_weights("old.weights.h5")',
        'prediction = float(model.predict(np.ones((1, 1)), verbose=0)[0, 0])'
      ]
    }
  ],
  clean: [
    {
      name: 'trained anew',
      environment: 'tf-2.16',
      cells: [
        'from tensorflow import keras\nmodel = keras.Sequential([keras.layers.Dense(1, activation="hard_sigmoid")])'
      ]
    },
    {
      name: 'Keras 2',
      environment: 'tf-2.15',
      cells: [
        'from tensorflow import keras\nmodel = keras.Sequential([keras.layers.Dense(1, activation="hard_sigmoid", input_shape=(1,))])\nmodel.save_weights("a.h5")\nmodel.load_weights("a.h5")'
      ]
    }
  ]
});

/** The activation given by name, or the function itself. */
function placeOf({ path, reference }: IKerasReference): ISpan | null {
  const argument = reference.call?.arguments.find(
    ({ value }) => value.kind === 'literal' && value.value === 'hard_sigmoid'
  );
  return path === 'activations.hard_sigmoid' && reference.kind !== 'import'
    ? reference.span
    : (argument?.span ?? null);
}
