import { isInNewest } from '../compatibility/api-availability';
import { rowOf } from '../compatibility/api-table';
import { findTensorFlow } from '../environment/find-tensorflow';
import { legacyOrMigrate, migration } from '../fixes/legacy-or-migrate';
import type { Edit } from '../fixes/model';
import { rewriteModule, sameStatement } from '../fixes/rewrite-import';
import { flavorOfRoot, kerasReferences, rewritable } from '../keras-names';
import type { IFacts, IImport, IReference } from '../notebook/model';
import { defineRule } from './define-rule';

/**
 * What `tensorflow.keras` of TensorFlow 2.16 and later has and the package `keras` has not, by comparing both on Keras 3.15.1, besides
 * the operations of the backend.
 */
const missing =
  /^(preprocessing\.text(\.|$)|preprocessing\.image\.(ImageDataGenerator|(Directory|NumpyArray)?Iterator|apply_\w+|random_\w+)$|preprocessing\.sequence\.(TimeseriesGenerator|make_sampling_table|skipgrams)$|losses\.Reduction(\.|$))/;

const missingUses = kerasReferences(isMissing);

/** Names that Keras 3 left behind in TensorFlow's copy: `ImageDataGenerator`, `Tokenizer`, `K.mean`. */
export const onlyInTfKeras = defineRule({
  id: 'only-in-tf-keras',
  severity: 'error',
  docs: {
    summary:
      'Something is taken from `keras` that only `tensorflow.keras` still has.',
    why: 'The package Keras 3 has no `ImageDataGenerator`, no `Tokenizer`, no `TimeseriesGenerator` and next to nothing in `keras.backend`. `tensorflow.keras` keeps them, deprecated, in every TensorFlow from 2.16 to 2.21. With TensorFlow as the backend the rest of the notebook may stay with `keras`.',
    limitations:
      'The functions of `tensorflow.keras.backend` take tensors, not the symbolic inputs of a functional model: there `keras.ops` is the way.',
    references: [
      'https://github.com/keras-team/keras/issues/19517',
      'https://github.com/kr-colab/diploSHIC/issues/55'
    ]
  },
  evidence: rewritable(isMissing, ({ root, reference }) =>
    root === 'keras' && reference.kind !== 'assign' ? reference.span : null
  ),
  check(context, trans) {
    const { facts } = context;
    const isKeras3 =
      flavorOfRoot(context, 'keras') === 'keras3' &&
      flavorOfRoot(context, 'tensorflow.keras') === 'keras3';
    if (!isKeras3 || !findTensorFlow(context.expected)) {
      return [];
    }
    return findPlaces(facts).map(({ statement, reference, what }) => ({
      span: reference?.span ?? statement.nameSpan,
      message: trans.__(
        'The package keras has no %1 any more; tensorflow.keras still has it.',
        what
      ),
      fixes: legacyOrMigrate(
        context,
        trans,
        migration(
          trans.__('Import it from tensorflow.keras'),
          importEdits(facts, statement)
        )
      )
    }));
  },
  recognise({ evalue }, trans) {
    const name =
      /^(?:cannot import name '(ImageDataGenerator|TimeseriesGenerator|Reduction)' from 'keras\.|No module named 'keras\.(preprocessing\.text)'|module 'keras(?:\.api)?\.(?:_tf_keras\.)?backend' has no attribute '(\w+)')/.exec(
        evalue
      );
    const what = name?.[1] ?? name?.[2] ?? name?.[3];
    return what && (name?.[3] === undefined || isMissing(`backend.${what}`))
      ? trans.__(
          'The package keras has no %1 any more; tensorflow.keras still has it.',
          what
        )
      : null;
  },
  examples: [
    {
      name: 'preprocessing',
      environment: 'tf-2.16',
      before: [
        'from keras.preprocessing.image import ImageDataGenerator\nfrom keras.preprocessing.text import Tokenizer, one_hot',
        'generator = ImageDataGenerator(rescale=1 / 255)\ntokenizer = Tokenizer()\nword = one_hot("word", 8)'
      ],
      fails: {
        ename: 'ImportError',
        evalue: /cannot import name 'ImageDataGenerator'/
      },
      after: [
        'from tensorflow.keras.preprocessing.image import ImageDataGenerator\nfrom tensorflow.keras.preprocessing.text import Tokenizer, one_hot',
        'generator = ImageDataGenerator(rescale=1 / 255)\ntokenizer = Tokenizer()\nword = one_hot("word", 8)'
      ]
    },
    {
      name: 'the backend in a metric',
      environment: 'tf-2.21',
      before: [
        'import keras\nfrom keras import backend as K\nimport numpy as np',
        'def recall(y_true, y_pred):\n    positives = K.sum(K.round(K.clip(y_true, 0, 1)))\n    return K.sum(K.round(K.clip(y_true * y_pred, 0, 1))) / (positives + K.epsilon())',
        'model = keras.Sequential([keras.layers.Dense(1, activation="sigmoid")])\nmodel.compile("sgd", "binary_crossentropy", metrics=[recall])\nmodel.fit(np.ones((4, 2)), np.ones((4, 1)), verbose=0)'
      ],
      fails: { ename: 'AttributeError', evalue: /backend' has no attribute/ },
      after: [
        'import keras\nfrom tensorflow.keras import backend as K\nimport numpy as np',
        'def recall(y_true, y_pred):\n    positives = K.sum(K.round(K.clip(y_true, 0, 1)))\n    return K.sum(K.round(K.clip(y_true * y_pred, 0, 1))) / (positives + K.epsilon())',
        'model = keras.Sequential([keras.layers.Dense(1, activation="sigmoid")])\nmodel.compile("sgd", "binary_crossentropy", metrics=[recall])\nmodel.fit(np.ones((4, 2)), np.ones((4, 1)), verbose=0)'
      ]
    }
  ],
  clean: [
    {
      name: 'what keras.backend still has',
      environment: 'tf-2.16',
      cells: [
        'from keras import backend as K\nK.clear_session()\nprint(K.epsilon(), K.image_data_format())\nfrom keras.preprocessing.sequence import pad_sequences\nfrom keras.preprocessing.image import load_img'
      ]
    },
    {
      name: 'Keras 2',
      environment: 'tf-2.15',
      cells: [
        'from keras import backend as K\nfrom keras.preprocessing.image import ImageDataGenerator\nmean = K.mean(K.constant([1.0, 2.0]))'
      ]
    }
  ]
});

function isMissing(path: string): boolean {
  return missing.test(path) || isOperation(path);
}

/** The backend's `set_value` has a rule of its own. */
function isOperation(path: string): boolean {
  if (!/^backend\.(?!set_value$)\w+$/.test(path)) {
    return false;
  }
  const here = rowOf('keras', path)?.sides.keras3 ?? true;
  const there = rowOf('tensorflow.keras', path)?.sides.keras3 ?? true;
  return !isInNewest(here) && isInNewest(there);
}

/** What an import names, without the package. */
function pathOf({ module, name }: IImport): string {
  return [module, name]
    .filter(Boolean)
    .join('.')
    .replace(/^keras\./, '');
}

interface IPlace {
  readonly statement: IImport;
  /** The use that fails; null where the import itself does. */
  readonly reference: IReference | null;
  readonly what: string;
}

/** The imports that fail, and the first use that fails of each import that does not. */
function findPlaces(facts: IFacts): IPlace[] {
  const places: IPlace[] = [];
  for (const statement of facts.imports) {
    const { module, guard } = statement;
    const own = pathOf(statement);
    if (guard !== null || !/^keras(\.|$)/.test(module)) {
      continue;
    }
    if (isMissing(own) || isMissing(module.replace(/^keras\./, ''))) {
      places.push({ statement, reference: null, what: own });
      continue;
    }
    const reference = firstMissing(facts, statement, own);
    if (reference) {
      const what = reference.name.replace(/^keras\./, '');
      places.push({ statement, reference, what });
    }
  }
  return places;
}

/** The first use of something missing through the name that an import binds. */
function firstMissing(
  facts: IFacts,
  { alias }: IImport,
  own: string
): IReference | null {
  if (own !== 'backend') {
    return null;
  }
  const found = missingUses(facts).find(
    ({ root, reference: { name, kind, span } }) => {
      const { source } = facts.notebook.cells[span.cell];
      const [bound] = source.slice(span.from, span.to).split(/[.\s]/);
      return root === 'keras' && kind !== 'import' && bound === alias;
    }
  );
  return found?.reference ?? null;
}

/** The same import from TensorFlow; nothing where other names stand in the statement that are better left. */
function importEdits(facts: IFacts, statement: IImport): Edit[] {
  const { module, alias, name } = statement;
  const together = sameStatement(facts.imports, statement);
  const areAllMissing = together.every(one => isMissing(pathOf(one)));
  const isBare = name === null && alias === 'keras';
  return (together.length === 1 || areAllMissing) && !isBare
    ? [rewriteModule(facts.notebook, statement, `tensorflow.${module}`)]
    : [];
}
