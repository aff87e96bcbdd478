import {
  argumentAt,
  findArgument,
  removeArguments
} from '../fixes/edit-arguments';
import { legacyOrMigrate, migration } from '../fixes/legacy-or-migrate';
import type { Edit, IFix } from '../fixes/model';
import {
  endsIn,
  knownEnd,
  literalText,
  makeFolder,
  readers,
  rewriteExtension
} from '../fixes/rewrite-path';
import {
  kerasReferences,
  keras3Uses,
  modelMethod,
  rewritable
} from '../keras-names';
import type { IArgument, IFacts, IReference } from '../notebook/model';
import type { ITranslate } from '../translate';
import { defineRule } from './define-rule';
import type { IContext } from './model';

const saves = kerasReferences(isSaveWeights);

/** `model.save_weights('x')`: Keras 3 wants `x.weights.h5`. */
export const weightsFileName = defineRule({
  id: 'weights-file-name',
  severity: 'error',
  docs: {
    summary: 'Weights are saved to a file that does not end in `.weights.h5`.',
    why: 'Keras 2 wrote a TensorFlow checkpoint, or HDF5 for `.h5`. Keras 3 writes HDF5 alone and raises "The filename must end in `.weights.h5`"; it knows no `save_format=` for weights, and cannot read TensorFlow checkpoints.',
    limitations:
      'Checkpoints that were written before are read by Keras 2 only (`keras.Model.load_weights` of tf-keras).',
    references: [
      'https://github.com/hfawaz/dl-4-tsc/issues/53',
      'https://github.com/tensorflow/tensorflow/issues/74342'
    ]
  },
  evidence: rewritable(isSaveWeights, ({ reference: { call } }) => {
    const file = argumentAt(call, 0, 'filepath');
    const isRefused = endsIn(file, '.weights.h5') === false;
    return (
      findArgument(call, 'save_format')?.span ??
      (isRefused ? (file?.span ?? null) : null)
    );
  }),
  check(context, trans) {
    return keras3Uses(context, saves).flatMap(({ reference }) => {
      const file = argumentAt(reference.call, 0, 'filepath');
      const format = findArgument(reference.call, 'save_format');
      const isRight = endsIn(file, '.weights.h5') !== false;
      if (!file || (isRight && !format)) {
        return [];
      }
      return [
        {
          span: isRight ? (format ?? file).span : file.span,
          message: trans.__(
            'Keras 3 saves weights to a file that ends in .weights.h5, and takes no save_format.'
          ),
          fixes: legacyOrMigrate(
            context,
            trans,
            rewritten(context, trans, {
              reference,
              format,
              file: isRight ? null : file
            })
          )
        }
      ];
    });
  },
  recognise({ evalue }, trans) {
    return /^The filename must end in `\.weights\.h5`|^Model\.save_weights\(\) got an unexpected keyword argument 'save_format'/.test(
      evalue
    )
      ? trans.__(
          'Keras 3 saves weights to a file that ends in .weights.h5, and takes no save_format.'
        )
      : null;
  },
  examples: [
    {
      name: 'saved and loaded',
      environment: 'tf-2.16',
      before: [
        'from tensorflow import keras\nmodel = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])',
        'model.save_weights("checkpoints/first")\nmodel.load_weights("checkpoints/first")\nmodel.save_weights("second.h5", save_format="h5")'
      ],
      fails: {
        ename: 'ValueError',
        evalue: /The filename must end in `\.weights\.h5`/
      },
      after: [
        'from tensorflow import keras\nmodel = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])',
        'import os\nos.makedirs("checkpoints", exist_ok=True)\nmodel.save_weights("checkpoints/first.weights.h5")\nmodel.load_weights("checkpoints/first.weights.h5")\nmodel.save_weights("second.weights.h5")'
      ]
    },
    {
      name: 'a path that is put together',
      environment: 'tf-2.21',
      before: [
        'import os\nfrom pathlib import Path\nfrom tensorflow import keras\nmodel = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])\nhere = os.getcwd()',
        'model.save_weights(os.path.join(here, "a.h5"))\nmodel.save_weights(f"{here}/b.h5")\nmodel.save_weights(here + "/c.h5")\nmodel.save_weights(Path(here) / "d.h5")'
      ],
      fails: {
        ename: 'ValueError',
        evalue: /The filename must end in `\.weights\.h5`/
      },
      after: [
        'import os\nfrom pathlib import Path\nfrom tensorflow import keras\nmodel = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])\nhere = os.getcwd()',
        'model.save_weights(os.path.join(here, "a.weights.h5"))\nmodel.save_weights(f"{here}/b.weights.h5")\nmodel.save_weights(here + "/c.weights.h5")\nmodel.save_weights(Path(here) / "d.weights.h5")'
      ]
    }
  ],
  clean: [
    {
      name: 'ends that are not known, or right',
      environment: 'tf-2.21',
      cells: [
        'import os\nfrom tensorflow import keras\nmodel = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])\nfor name in ["a.weights", "b.weights"]:\n    model.save_weights(f"./{name}.h5")\n    model.save_weights(os.path.join(".", name + ".h5"))\n    model.save_weights("./%s.h5" % name)'
      ]
    },
    {
      name: 'the name that Keras 3 wants',
      environment: 'tf-2.16',
      cells: [
        'from tensorflow import keras\nmodel = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])\nmodel.save_weights("a.weights.h5")'
      ]
    },
    {
      name: 'Keras 2',
      environment: 'tf-2.15',
      cells: [
        'from tensorflow import keras\nmodel = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])\nmodel.save_weights("a")'
      ]
    }
  ]
});

function isSaveWeights(path: string): boolean {
  return modelMethod(path) === 'save_weights';
}

/** Whether Keras 2 wrote HDF5 there, which makes no folders. */
function isHdf5(file: IArgument): boolean {
  return /\.(h5|hdf5)$/.test(knownEnd(file) ?? '');
}

const loaders = readers(/#load_weights$/);

function rewritten(
  { facts }: IContext,
  trans: ITranslate,
  {
    reference,
    file,
    format
  }: {
    reference: IReference;
    file: IArgument | null;
    format: IArgument | null;
  }
): IFix | null {
  const removed =
    format && reference.call
      ? removeArguments(facts.notebook, reference.call, [format])
      : [];
  const edits = file ? pathEdits(facts, file) : [];
  const isLost =
    edits.some(({ length }) => length === 0) ||
    (format !== null && removed.length === 0);
  return isLost
    ? null
    : migration(trans.__('Save to a .weights.h5 file'), [
        ...makeFolder(facts, reference, literalText(file) ?? ''),
        ...edits.flat(),
        ...removed
      ]);
}

/** The file under its new name, where it is written and where it is read back; one is empty where that cannot be. */
function pathEdits(facts: IFacts, file: IArgument): readonly Edit[][] {
  const path = literalText(file);
  const read = loaders(facts, path);
  const isLost = path === null && (read.length > 0 || !isHdf5(file));
  return isLost
    ? [[]]
    : [file, ...read].map(one => rewriteExtension(facts, one, '.weights.h5'));
}
