import { isAtLeast } from '../compatibility/version';
import { argumentAt, findArgument } from '../fixes/edit-arguments';
import { legacyOrMigrate, migration } from '../fixes/legacy-or-migrate';
import type { IFix } from '../fixes/model';
import {
  endsIn,
  literalText,
  readers,
  rewriteExtension
} from '../fixes/rewrite-path';
import { kerasReferences, kerasUses, rewritable } from '../keras-names';
import type { IKerasReference } from '../keras-names';
import type { IArgument } from '../notebook/model';
import type { ITranslate } from '../translate';
import { defineRule } from './define-rule';
import type { IContext } from './model';

const checkpoints = kerasReferences(isCheckpoint);

/** A `ModelCheckpoint` whose path Keras 3 does not take. */
export const checkpointFileName = defineRule({
  id: 'checkpoint-file-name',
  severity: 'error',
  docs: {
    summary: 'A `ModelCheckpoint` writes to a path that Keras 3 refuses.',
    why: 'Whole models go to a file that ends in `.keras` (from Keras 3.8 on also `.h5`), weights alone to one that ends in `.weights.h5`. Keras 2 took anything, and wrote a folder or a TensorFlow checkpoint where there was no extension.',
    references: [
      'https://github.com/keras-team/keras/pull/20561',
      'https://github.com/pythonlessons/mltu/issues/48'
    ]
  },
  evidence: rewritable(isCheckpoint, use => {
    const path = argumentAt(use.reference.call, 0, 'filepath');
    const wanted = wantedExtension(use);
    return path && wanted !== null && isRefused(path, wanted, newest)
      ? path.span
      : null;
  }),
  check(context, trans) {
    return kerasUses(context, checkpoints).flatMap(use => {
      const path = argumentAt(use.reference.call, 0, 'filepath');
      const wanted = wantedExtension(use);
      if (
        !path ||
        wanted === null ||
        use.flavor !== 'keras3' ||
        !isRefused(path, wanted, use.version)
      ) {
        return [];
      }
      return [
        {
          span: path.span,
          message: trans.__(
            'Keras 3 wants a file that ends in %1 here.',
            wanted
          ),
          fixes: legacyOrMigrate(
            context,
            trans,
            rewritten(context, trans, { path, wanted })
          )
        }
      ];
    });
  },
  recognise({ evalue }, trans) {
    if (/the filepath provided must end in `\.weights\.h5`/.test(evalue)) {
      return trans.__(
        'Keras 3 wants a file that ends in %1 here.',
        '.weights.h5'
      );
    }
    return /^The filepath provided must end in `\.keras`/.test(evalue)
      ? trans.__('Keras 3 wants a file that ends in %1 here.', '.keras')
      : null;
  },
  examples: [
    {
      name: 'weights and models',
      environment: 'tf-2.16',
      before: [
        'from tensorflow.keras.callbacks import ModelCheckpoint',
        "weights = ModelCheckpoint('best.h5', save_weights_only=True)\nmodel = ModelCheckpoint(filepath='model-{epoch:02d}.hdf5', save_best_only=True)"
      ],
      fails: {
        ename: 'ValueError',
        evalue: /the filepath provided must end in `\.weights\.h5`/
      },
      after: [
        'from tensorflow.keras.callbacks import ModelCheckpoint',
        "weights = ModelCheckpoint('best.weights.h5', save_weights_only=True)\nmodel = ModelCheckpoint(filepath='model-{epoch:02d}.keras', save_best_only=True)"
      ]
    },
    {
      name: 'a folder, read back',
      environment: 'tf-2.21',
      before: [
        'import numpy as np\nfrom tensorflow import keras\nmodel = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])\nmodel.compile("sgd", "mean_squared_error")',
        'checkpoint = keras.callbacks.ModelCheckpoint("best_model")\nmodel.fit(np.ones((4, 2)), np.ones(4), callbacks=[checkpoint], verbose=0)\nmodel = keras.models.load_model("best_model")'
      ],
      fails: {
        ename: 'ValueError',
        evalue: /The filepath provided must end in `\.keras`/
      },
      after: [
        'import numpy as np\nfrom tensorflow import keras\nmodel = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])\nmodel.compile("sgd", "mean_squared_error")',
        'checkpoint = keras.callbacks.ModelCheckpoint("best_model.keras")\nmodel.fit(np.ones((4, 2)), np.ones(4), callbacks=[checkpoint], verbose=0)\nmodel = keras.models.load_model("best_model.keras")'
      ]
    },
    {
      name: 'a path that is put together, in a folder that is not there yet',
      environment: 'tf-2.21',
      before: [
        'import os\nimport numpy as np\nfrom tensorflow import keras\nmodel = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])\nmodel.compile("sgd", "mean_squared_error")',
        'run = os.path.join(os.getcwd(), "run")\nbest = keras.callbacks.ModelCheckpoint(filepath=f"{run}/best.hdf5")\nweights = keras.callbacks.ModelCheckpoint(os.path.join(run, "cp-{epoch:02d}.ckpt"), save_weights_only=True)\nhistory = model.fit(np.ones((4, 2)), np.ones(4), callbacks=[best, weights], verbose=0)'
      ],
      fails: {
        ename: 'ValueError',
        evalue: /The filepath provided must end in `\.keras`/
      },
      after: [
        'import os\nimport numpy as np\nfrom tensorflow import keras\nmodel = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])\nmodel.compile("sgd", "mean_squared_error")',
        'run = os.path.join(os.getcwd(), "run")\nbest = keras.callbacks.ModelCheckpoint(filepath=f"{run}/best.keras")\nweights = keras.callbacks.ModelCheckpoint(os.path.join(run, "cp-{epoch:02d}.weights.h5"), save_weights_only=True)\nhistory = model.fit(np.ones((4, 2)), np.ones(4), callbacks=[best, weights], verbose=0)'
      ]
    }
  ],
  clean: [
    {
      name: 'paths that Keras 3 takes',
      environment: 'tf-2.16',
      cells: [
        "from tensorflow.keras.callbacks import ModelCheckpoint\nModelCheckpoint('a.keras')\nModelCheckpoint('b.h5')\nModelCheckpoint('c.weights.h5', save_weights_only=True)"
      ]
    },
    {
      name: 'Keras 2',
      environment: 'tf-2.15',
      cells: [
        "from tensorflow.keras.callbacks import ModelCheckpoint\nModelCheckpoint('folder')"
      ]
    }
  ]
});

function isCheckpoint(path: string): boolean {
  return path === 'callbacks.ModelCheckpoint';
}

/** What the path has to end in; null where it is not known whether weights alone are saved. */
function wantedExtension({ reference }: IKerasReference): string | null {
  const only = findArgument(reference.call, 'save_weights_only');
  if (only === null) {
    return reference.call?.open ? null : '.keras';
  }
  return only.value.kind === 'literal'
    ? only.value.value
      ? '.weights.h5'
      : '.keras'
    : null;
}

/** Any Keras 3 that takes all that one ever took. */
const newest = '3.15';

/** Keras 3.8 and later take `.h5` for whole models (3.7.0 refuses it, 3.8.0 does not). */
function isRefused(
  path: IArgument,
  wanted: string,
  version: string | null
): boolean {
  const takesH5 =
    wanted === '.keras' && version !== null && isAtLeast(version, 3, 8);
  const accepted = takesH5 ? [wanted, '.h5'] : [wanted];
  return accepted.every(extension => endsIn(path, extension) === false);
}

const loaders = readers(/[.#]load_(model|weights)$/);

function rewritten(
  { facts }: IContext,
  trans: ITranslate,
  { path, wanted }: { path: IArgument; wanted: string }
): IFix | null {
  const written = literalText(path);
  const read = loaders(facts, written);
  const edits = [path, ...read].map(one =>
    rewriteExtension(facts, one, wanted)
  );
  const isLost = written === null && read.length > 0;
  return isLost || edits.some(({ length }) => length === 0)
    ? null
    : migration(trans.__('Write to a %1 file', wanted), edits.flat());
}
