import {
  argumentAt,
  findArgument,
  removeArguments
} from '../fixes/edit-arguments';
import { legacyOrMigrate, migration } from '../fixes/legacy-or-migrate';
import type { Edit, IFix } from '../fixes/model';
import { replaceSpan } from '../fixes/replace-text';
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
import type { IKerasReference } from '../keras-names';
import type { IArgument, IFacts } from '../notebook/model';
import { bringsOwnClasses } from '../own-classes';
import type { ITranslate } from '../translate';
import { defineRule } from './define-rule';
import type { IContext } from './model';

interface ISave extends IKerasReference {
  readonly file: IArgument;
  readonly format: IArgument | null;
}

const saves = kerasReferences(isSave, (use): ISave[] => {
  const file = refusedPath(use);
  const format = findArgument(use.reference.call, 'save_format');
  return file ? [{ ...use, file, format }] : [];
});

/** `model.save('folder')`: in Keras 2 a SavedModel, in Keras 3 an error. */
export const saveWithoutExtension = defineRule({
  id: 'save-without-extension',
  severity: 'error',
  docs: {
    summary: 'A model is saved to a folder, or with `save_format=`.',
    why: 'Keras 2 wrote a SavedModel where the path has no extension. Keras 3 wants `.keras` (or `.h5`) and raises "Invalid filepath extension for saving"; `save_format=` raises as well where the path does not say the same. What goes to TFLite, TensorFlow Serving or TensorFlow.js is written by `model.export(…)`.',
    limitations:
      "A `.keras` file is read back by `load_model`, which has to be told of the notebook's own classes: with `custom_objects`, or by `@keras.saving.register_keras_serializable()` on them. Where other programs read the folder, `model.export` is what they need.",
    references: [
      'https://github.com/tensorflow/tensorflow/issues/75196',
      'https://github.com/keras-team/keras-io/issues/1568'
    ]
  },
  evidence: rewritable(isSave, use => refusedPath(use)?.span ?? null),
  check(context, trans) {
    return keras3Uses(context, saves).map(save => ({
      span: save.file.span,
      message: trans.__(
        'Keras 3 saves to a file with the extension .keras; a folder for other programs is written by export.'
      ),
      fixes: legacyOrMigrate(context, trans, rewritten(context, trans, save))
    }));
  },
  recognise({ evalue }, trans) {
    return /^Invalid filepath extension for saving|^The `save_format` argument is deprecated in Keras 3/.test(
      evalue
    )
      ? trans.__(
          'Keras 3 saves to a file with the extension .keras; a folder for other programs is written by export.'
        )
      : null;
  },
  examples: [
    {
      name: 'saved and loaded',
      environment: 'tf-2.16',
      before: [
        'from tensorflow import keras\nmodel = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])',
        "model.save('my_model', save_format='tf')\nagain = keras.models.load_model('my_model')"
      ],
      fails: {
        ename: 'ValueError',
        evalue: /The `save_format` argument is deprecated in Keras 3/
      },
      after: [
        'from tensorflow import keras\nmodel = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])',
        "model.save('my_model.keras')\nagain = keras.models.load_model('my_model.keras')"
      ]
    },
    {
      name: 'a class of the notebook, which only a folder brings along',
      environment: 'tf-2.16-with-tf-keras',
      before: [
        'import numpy as np\nfrom tensorflow import keras',
        'class Net(keras.Model):\n    def __init__(self):\n        super().__init__()\n        self.dense = keras.layers.Dense(1)\n    def call(self, inputs):\n        return self.dense(inputs)',
        'model = Net()\nmodel.compile("sgd", "mse")\nhistory = model.fit(np.ones((4, 2)), np.ones((4, 1)), verbose=0)\nmodel.save("my_model")\nagain = keras.models.load_model("my_model")'
      ],
      fails: {
        ename: 'ValueError',
        evalue: /Invalid filepath extension for saving/
      },
      after: [
        '# Keras Doctor: this notebook needs Keras 2. Keep this cell before the first import of TensorFlow or Keras.\nimport os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"\n# Keras Doctor: keeps AutoGraph from converting tf-keras itself, as later releases of TensorFlow do.\nfrom tensorflow.python.autograph.core import config\nconfig.CONVERSION_RULES = (config.DoNotConvert("tf_keras"),) + config.CONVERSION_RULES',
        'import numpy as np\nfrom tensorflow import keras',
        'class Net(keras.Model):\n    def __init__(self):\n        super().__init__()\n        self.dense = keras.layers.Dense(1)\n    def call(self, inputs):\n        return self.dense(inputs)',
        'model = Net()\nmodel.compile("sgd", "mse")\nhistory = model.fit(np.ones((4, 2)), np.ones((4, 1)), verbose=0)\nmodel.save("my_model")\nagain = keras.models.load_model("my_model")'
      ]
    },
    {
      name: 'a path that is put together',
      environment: 'tf-2.16-with-tf-keras',
      before: [
        'import os\nfrom tensorflow import keras\nmodel = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])\nhere = os.getcwd()\ndef save(model: keras.Model, where):\n    model.save(where)\nsave(model, os.path.join(here, "my_model"))'
      ],
      fails: {
        ename: 'ValueError',
        evalue: /Invalid filepath extension for saving/
      },
      after: [
        '# Keras Doctor: this notebook needs Keras 2. Keep this cell before the first import of TensorFlow or Keras.\nimport os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        'import os\nfrom tensorflow import keras\nmodel = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])\nhere = os.getcwd()\ndef save(model: keras.Model, where):\n    model.save(where)\nsave(model, os.path.join(here, "my_model"))'
      ]
    },
    {
      name: 'for TFLite',
      environment: 'tf-2.16',
      before: [
        'import tensorflow as tf\nmodel = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(1)])\nfolder = "exported"',
        'model.save(folder)\nconverter = tf.lite.TFLiteConverter.from_saved_model(folder)\nflat = converter.convert()'
      ],
      fails: {
        ename: 'ValueError',
        evalue: /Invalid filepath extension for saving/
      },
      after: [
        'import tensorflow as tf\nmodel = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(1)])\nfolder = "exported"',
        'model.export(folder)\nconverter = tf.lite.TFLiteConverter.from_saved_model(folder)\nflat = converter.convert()'
      ]
    }
  ],
  clean: [
    {
      name: 'paths whose end is not known or right',
      environment: 'tf-2.16',
      cells: [
        'import os\nfrom pathlib import Path\nfrom tensorflow import keras\nmodel = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])\nfor name in ["a.keras", "b.h5"]:\n    model.save(os.path.join(".", name))\n    model.save(f"./{name}")\nmodel.save(Path(".") / "c.keras")'
      ]
    },
    {
      name: 'files',
      environment: 'tf-2.16',
      cells: [
        'from tensorflow import keras\nmodel = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])\nmodel.save("a.keras")\nmodel.save("b.h5")\nmodel.save("c.h5", save_format="h5")'
      ]
    },
    {
      name: 'Keras 2',
      environment: 'tf-2.15',
      cells: [
        'from tensorflow import keras\nmodel = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])\nmodel.save("folder")'
      ]
    }
  ]
});

/** A path without an extension that Keras 3 writes; a URL is left to its file system. */
function isRefused(path: IArgument): boolean {
  return (
    ['.keras', '.h5', '.hdf5'].every(
      extension => endsIn(path, extension) === false
    ) && !knownEnd(path)?.includes('://')
  );
}

function isSave(path: string): boolean {
  return (
    modelMethod(path) === 'save' || /^(models|saving)\.save_model$/.test(path)
  );
}

/** The path that a call saves a whole model to, where Keras 3 does not take it. */
function refusedPath({ path, reference }: IKerasReference): IArgument | null {
  const position = modelMethod(path) === 'save' ? 0 : 1;
  const file = argumentAt(reference.call, position, 'filepath');
  return file && isRefused(file) ? file : null;
}

/** Who reads a SavedModel, and not a file of Keras. */
const exporters = readers(
  /^tensorflow\.(compat\.v\d\.)?(lite\.TFLiteConverter\.from_saved_model|saved_model\.load)$|^tensorflowjs\.|TFSMLayer$/
);
const loaders = readers(/(^|[.#])load_model$/);

function rewritten(
  { facts }: IContext,
  trans: ITranslate,
  save: ISave
): IFix | null {
  const { path, reference, file, format } = save;
  const { notebook } = facts;
  const written = literalText(file);
  const removed =
    format && reference.call
      ? removeArguments(notebook, reference.call, [format])
      : [];
  if (written === null || (format && removed.length === 0)) {
    return null;
  }
  const isExported = exporters(facts, written).length > 0;
  if (isExported) {
    const name = replaceSpan(notebook, reference.lastSpan, 'export');
    return modelMethod(path) === 'save'
      ? migration(trans.__('Write model.export'), [name, ...removed])
      : null;
  }
  return loaders(facts, written).length > 0 && bringsOwnClasses(facts, save)
    ? null
    : toFile(facts, trans, save, removed);
}

/** Writes to a file, and reads it back where the notebook does. */
function toFile(
  facts: IFacts,
  trans: ITranslate,
  { reference, file, format }: ISave,
  removed: readonly Edit[]
): IFix | null {
  const written = literalText(file) ?? '';
  const extension = isFormat(format, 'h5') ? '.h5' : '.keras';
  const paths = [file, ...loaders(facts, written)];
  const edits = paths.map(one => rewriteExtension(facts, one, extension));
  return edits.some(({ length }) => length === 0)
    ? null
    : migration(
        trans.__('Save to a %1 file', extension),
        unique([
          ...makeFolder(facts, reference, written),
          ...edits.flat(),
          ...removed
        ])
      );
}

function isFormat(format: IArgument | null, name: string): boolean {
  return format?.value.kind === 'literal' && format.value.value === name;
}

function unique(edits: readonly Edit[]): Edit[] {
  const texts = new Set<string>();
  return edits.filter(edit => {
    const text = JSON.stringify(edit);
    return !texts.has(text) && texts.add(text);
  });
}
