import { legacyFix } from '../fixes/legacy-cell';
import type { IFix } from '../fixes/model';
import { removeLegacyFlag } from '../fixes/remove-legacy-flag';
import { refersTo } from '../find-references';
import { flavorOfRoot, kerasReferences, parseKerasName } from '../keras-names';
import type { ITranslate } from '../translate';
import { goesToKeras3 } from '../verdict';
import { defineRule } from './define-rule';
import type { IContext } from './model';

/** `import keras` beside legacy Keras: it stays Keras 3, whatever the variable says. */
export const standaloneKerasIgnoresFlag = defineRule({
  id: 'standalone-keras-ignores-flag',
  severity: 'error',
  docs: {
    summary: '`import keras` does not follow TF_USE_LEGACY_KERAS.',
    why: 'The variable is read by TensorFlow, for `tf.keras` and `tensorflow.keras` only. `import keras` is Keras 3 all the same; layers, optimizers, metrics and callbacks of it do not fit into the models of `tf.keras`, which is Keras 2 then. The fix puts tf-keras in the place of `keras` for the whole process.',
    limitations:
      'Packages that build on Keras 3 themselves do not work in a kernel where `keras` is led to tf-keras.',
    references: [
      'https://github.com/keras-team/keras-tuner/issues/1039',
      'https://keras.io/getting_started/#tensorflow--keras-2-backwards-compatibility'
    ]
  },
  check(context, trans) {
    const { facts, keras } = context;
    if (
      keras.flavor !== 'tf-keras' ||
      flavorOfRoot(context, 'keras') !== 'keras3'
    ) {
      return [];
    }
    const [used] = usesOfKeras(facts);
    if (!used) {
      return [];
    }
    const statement = facts.imports.find(
      ({ module, guard }) => /^keras(\.|$)/.test(module) && guard === null
    );
    const isMixed = usesTensorFlowKeras(facts);
    return [
      {
        span: statement?.statementSpan ?? used.span,
        severity: isMixed ? ('error' as const) : ('warning' as const),
        message: isMixed
          ? trans.__(
              'import keras is Keras 3 here, and tf.keras is Keras 2: their objects do not fit together.'
            )
          : trans.__(
              'import keras does not follow TF_USE_LEGACY_KERAS: this is Keras 3.'
            ),
        fixes: fixes(context, trans)
      }
    ];
  },
  recognise({ ename, evalue }, trans) {
    const isMixture =
      /^The added layer must be an instance of class Layer\. Received: layer=<.*'keras\.src|^Could not interpret optimizer identifier: <keras\.src|has no attribute '_implements_train_batch_hooks'|'Variable' object has no attribute '_distribute_strategy'|Only instances of `?keras\.Layer`? can be added to a Sequential model\. Received: <tf_keras\./.test(
        evalue
      );
    return isMixture && ename !== ''
      ? trans.__(
          'Objects of Keras 3 and of Keras 2 are mixed: import keras does not follow TF_USE_LEGACY_KERAS, and tf_keras never is tf.keras of Keras 3.'
        )
      : null;
  },
  examples: [
    {
      name: 'a layer of Keras 3 in a model of Keras 2',
      environment: 'tf-2.16-with-tf-keras',
      before: [
        'import os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        'import tensorflow as tf\nfrom keras.layers import Dense',
        'model = tf.keras.Sequential([Dense(1)])\nmodel.build((None, 3))'
      ],
      fails: {
        ename: 'TypeError',
        evalue: /The added layer must be an instance of class Layer/
      },
      after: [
        'import os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        '# Keras Doctor: this notebook needs Keras 2. Keep this cell before the first import of TensorFlow or Keras.\nimport os, sys\nos.environ["TF_USE_LEGACY_KERAS"] = "1"\nimport tf_keras\nsys.modules["keras"] = tf_keras',
        'import tensorflow as tf\nfrom keras.layers import Dense',
        'model = tf.keras.Sequential([Dense(1)])\nmodel.build((None, 3))'
      ]
    },
    {
      name: 'an optimizer of Keras 3',
      environment: 'tf-2.21-with-tf-keras',
      before: [
        'import os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        'import keras\nfrom tensorflow.keras import Sequential, layers',
        'model = Sequential([layers.Dense(1)])\nmodel.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse")'
      ],
      fails: {
        ename: 'ValueError',
        evalue: /Could not interpret optimizer identifier: <keras\.src/
      },
      after: [
        'import os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        '# Keras Doctor: this notebook needs Keras 2. Keep this cell before the first import of TensorFlow or Keras.\nimport os, sys\nos.environ["TF_USE_LEGACY_KERAS"] = "1"\nimport tf_keras\nsys.modules["keras"] = tf_keras',
        'import keras\nfrom tensorflow.keras import Sequential, layers',
        'model = Sequential([layers.Dense(1)])\nmodel.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse")'
      ]
    }
  ],
  clean: [
    {
      name: 'led to tf-keras',
      environment: 'tf-2.16-with-tf-keras',
      cells: [
        'import os, sys\nos.environ["TF_USE_LEGACY_KERAS"] = "1"\nimport tf_keras\nsys.modules["keras"] = tf_keras',
        'import tensorflow as tf\nfrom keras.layers import Dense\nmodel = tf.keras.Sequential([Dense(1)])'
      ]
    },
    {
      name: 'only asked for its version',
      environment: 'tf-2.16-with-tf-keras',
      cells: [
        'import os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        'import keras\nimport tensorflow as tf\nprint(keras.__version__)\nlayer = tf.keras.layers.Dense(1)'
      ]
    }
  ]
});

const usesTensorFlowKeras = refersTo(
  name => parseKerasName(name)?.root === 'tensorflow.keras'
);

/** What the notebook takes from `keras` itself, apart from its version. */
const usesOfKeras = kerasReferences(
  path => !/^(__version__|version|config\..*)?$/.test(path),
  ({ root, reference }) => (root === 'keras' ? [reference] : [])
);

/** A notebook that needs Keras 3 loses the variable; any other has `keras` led to tf-keras. */
function fixes(context: IContext, trans: ITranslate): IFix[] {
  if (goesToKeras3(context)) {
    return removeLegacyFlag(context, trans);
  }
  const legacy = legacyFix(context, trans);
  return legacy ? [legacy] : [];
}
