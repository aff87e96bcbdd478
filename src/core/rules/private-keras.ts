import { repair } from '../fixes/legacy-or-migrate';
import { rewriteImportedName, rewriteModule } from '../fixes/rewrite-import';
import type { Edit } from '../fixes/model';
import type { IFacts, IImport } from '../notebook/model';
import { defineRule } from './define-rule';
import { own } from '../own';

/** `tensorflow.python.keras`: an old copy inside of TensorFlow that nothing keeps going. */
export const privateKeras = defineRule({
  id: 'private-keras',
  severity: 'error',
  docs: {
    summary: 'Keras is imported from `tensorflow.python.keras`.',
    why: 'It is a private copy of an old Keras inside of TensorFlow, kept for Estimators. Its layers are no layers to `tf.keras` ("Only instances of `keras.Layer` can be added"), its models stopped training with TensorFlow 2.12 or so, and it takes neither Keras 3 nor tf-keras. `tensorflow.keras` is the public one.',
    limitations:
      'Inner modules such as `tensorflow.python.keras.engine` are only led to their public place where that is known.',
    references: ['https://github.com/keras-team/keras/issues/18467']
  },
  check({ facts, keras }, trans) {
    return keras.flavor === null
      ? []
      : facts.imports
          .filter(({ guard }) => guard === null)
          .filter(isPrivate)
          .filter(statement => keras.flavor === 'keras3' || isModel(statement))
          .map(statement => ({
            span: statement.statementSpan,
            message: trans.__(
              'tensorflow.python.keras is a private copy of an old Keras; its objects do not work with tf.keras.'
            ),
            fixes: repair(
              trans.__('Import from tensorflow.keras'),
              importEdits(facts, statement)
            )
          }));
  },
  recognise({ evalue }, trans) {
    return /tensorflow\.python\.keras|'tensorflow\.python\.distribute\.input_lib' has no attribute/.test(
      evalue
    )
      ? trans.__(
          'Something comes from tensorflow.python.keras, a private copy of an old Keras; import it from tensorflow.keras.'
        )
      : null;
  },
  examples: [
    {
      name: 'a layer',
      environment: 'tf-2.16',
      before: [
        'from tensorflow import keras\nfrom tensorflow.python.keras.layers import Dense',
        'model = keras.Sequential([Dense(1)])'
      ],
      fails: {
        ename: 'ValueError',
        evalue: /Only instances of `keras\.Layer` can be added/
      },
      after: [
        'from tensorflow import keras\nfrom tensorflow.keras.layers import Dense',
        'model = keras.Sequential([Dense(1)])'
      ]
    },
    {
      name: 'a model of its own',
      environment: 'tf-2.15',
      before: [
        'import numpy as np\nfrom tensorflow.python.keras.models import Sequential\nfrom tensorflow.keras.layers import Dense',
        'model = Sequential([Dense(1, input_shape=(2,))])\nmodel.compile("sgd", "mse")\nhistory = model.fit(np.ones((4, 2)), np.ones(4), verbose=0)'
      ],
      fails: {
        ename: 'AttributeError',
        evalue: /has no attribute 'DistributedDatasetInterface'/
      },
      after: [
        'import numpy as np\nfrom tensorflow.keras.models import Sequential\nfrom tensorflow.keras.layers import Dense',
        'model = Sequential([Dense(1, input_shape=(2,))])\nmodel.compile("sgd", "mse")\nhistory = model.fit(np.ones((4, 2)), np.ones(4), verbose=0)'
      ]
    }
  ],
  clean: [
    {
      name: 'the public one',
      environment: 'tf-2.16',
      cells: [
        'from tensorflow.keras.layers import Dense\nfrom tensorflow.python.client import device_lib\nlayer = Dense(1)'
      ]
    }
  ]
});

function isPrivate({ module, name }: IImport): boolean {
  return (
    /^tensorflow\.python\.keras(\.|$)/.test(module) ||
    (module === 'tensorflow.python' && name === 'keras')
  );
}

/** Its models cannot be trained any more; its layers do in a model of Keras 2. */
function isModel({ module, name }: IImport): boolean {
  return (
    /\.(models|engine\.(training|sequential))$/.test(module) ||
    /^(Model|Sequential)$/.test(name ?? '')
  );
}

/** The public modules; those of the private copy's inside have other names, or none. */
const published =
  /^(activations|applications|backend|callbacks|constraints|datasets|initializers|layers|losses|metrics|models|optimizers|preprocessing(\.\w+)?|regularizers|utils)$/;

/** Where the insides are in public. */
const places: Readonly<Record<string, string>> = {
  'utils.np_utils': 'utils',
  'utils.vis_utils': 'utils',
  'utils.generic_utils': 'utils',
  'utils.data_utils': 'utils',
  'layers.core': 'layers',
  'layers.convolutional': 'layers',
  'layers.recurrent': 'layers',
  'layers.recurrent_v2': 'layers',
  'layers.embeddings': 'layers',
  'layers.merge': 'layers',
  'layers.pooling': 'layers',
  'layers.wrappers': 'layers',
  'layers.normalization': 'layers',
  'layers.advanced_activations': 'layers',
  'engine.base_layer': 'layers',
  'engine.input_layer': 'layers',
  'engine.training': 'models',
  'engine.sequential': 'models'
};

function importEdits(facts: IFacts, statement: IImport): Edit[] {
  const { module, name } = statement;
  const path = module.replace(/^tensorflow\.python\.?(keras\.?)?/, '');
  const inner = name === null ? path : `${path}.${name}`;
  if (module === 'tensorflow.python') {
    return rewriteImportedName(facts, statement, {
      module: 'tensorflow',
      name: 'keras'
    });
  }
  const innerPlace = own(places, inner);
  if (path !== '' && innerPlace !== undefined) {
    return rewriteImportedName(facts, statement, {
      module: 'tensorflow.keras',
      name: innerPlace
    });
  }
  const place = path === '' || published.test(path) ? path : own(places, path);
  return place === undefined
    ? []
    : [
        rewriteModule(
          facts.notebook,
          statement,
          ['tensorflow.keras', place].filter(Boolean).join('.')
        )
      ];
}
