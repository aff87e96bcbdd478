import { argumentAt, findArgument, valueText } from '../fixes/edit-arguments';
import { repair } from '../fixes/legacy-or-migrate';
import { replaceSpan } from '../fixes/replace-text';
import { literalText } from '../fixes/rewrite-path';
import { kerasUses, modelMethod } from '../keras-names';
import type { IKerasUse } from '../keras-names';
import { defineRule } from './define-rule';

/** Short names that Keras 3 cannot read back out of an HDF5 file, and the names that it can. */
const longNames: Readonly<Record<string, string>> = {
  mse: 'mean_squared_error',
  mae: 'mean_absolute_error',
  mape: 'mean_absolute_percentage_error',
  msle: 'mean_squared_logarithmic_error',
  kld: 'kl_divergence',
  bce: 'binary_crossentropy',
  logcosh: 'log_cosh'
};

/** A model compiled with `loss="mse"`, saved as HDF5 and loaded again. */
export const h5ShortLossName = defineRule({
  id: 'h5-short-loss-name',
  severity: 'error',
  docs: {
    summary:
      'A model compiled with a short loss name is saved to HDF5 and loaded again.',
    why: 'Keras 3 writes `mse` into the `.h5` file as it was given and cannot find it on loading: "Could not deserialize \'keras.metrics.mse\'", earlier "Could not locate function \'mse\'". The long name is the same loss and is found.',
    limitations:
      'A file that exists already is loaded with `load_model(…, compile=False)`, and compiled after.',
    references: [
      'https://github.com/keras-team/keras/issues/19330',
      'https://github.com/tensorflow/tensorflow/issues/70394'
    ]
  },
  check(context, trans) {
    const uses = kerasUses(context, isOfInterest).filter(
      ({ flavor }) => flavor === 'keras3'
    );
    if (!readsBack(uses)) {
      return [];
    }
    return uses.flatMap(({ path, reference }) => {
      const loss =
        modelMethod(path) === 'compile'
          ? argumentAt(reference.call, 1, 'loss')
          : null;
      const long = longNames[(literalText(loss) ?? '').toLowerCase()];
      if (!loss || !long) {
        return [];
      }
      const { notebook } = context.facts;
      const quote = /^["']/.exec(valueText(notebook, loss))?.[0];
      return [
        {
          span: loss.span,
          message: trans.__(
            'Keras 3 does not find this name when it loads the .h5 file; it finds %1.',
            long
          ),
          fixes: repair(
            trans.__('Write %1', long),
            quote
              ? [
                  replaceSpan(
                    notebook,
                    loss.valueSpan,
                    `${quote}${long}${quote}`
                  )
                ]
              : []
          )
        }
      ];
    });
  },
  recognise({ evalue }, trans) {
    return /Could not deserialize 'keras\.metrics\.(mse|mae|mape|msle|kld|bce)'|Could not locate function '(mse|mae|mape|msle|kld|bce)'/i.test(
      evalue
    )
      ? trans.__(
          'Keras 3 cannot read this loss out of the .h5 file; load it with compile=False and compile the model again.'
        )
      : null;
  },
  examples: [
    {
      name: 'saved and loaded',
      environment: 'tf-2.16',
      before: [
        'from tensorflow import keras\nmodel = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])\nmodel.compile(optimizer="adam", loss="mse", metrics=["mae"])',
        'model.save("model.h5")\nmodel = keras.models.load_model("model.h5")'
      ],
      fails: {
        ename: 'ValueError',
        evalue: /Could not deserialize 'keras\.metrics\.mse'/
      },
      after: [
        'from tensorflow import keras\nmodel = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])\nmodel.compile(optimizer="adam", loss="mean_squared_error", metrics=["mae"])',
        'model.save("model.h5")\nmodel = keras.models.load_model("model.h5")'
      ]
    }
  ],
  clean: [
    {
      name: 'loaded without the loss, or from a .keras file',
      environment: 'tf-2.16',
      cells: [
        'from tensorflow import keras\nmodel = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])\nmodel.compile("adam", "mse")\nmodel.save("model.h5")\nkeras.models.load_model("model.h5", compile=False)\nmodel.save("model.keras")\nkeras.models.load_model("model.keras")'
      ]
    },
    {
      name: 'Keras 2',
      environment: 'tf-2.15',
      cells: [
        'from tensorflow import keras\nmodel = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])\nmodel.compile("adam", "mse")\nmodel.save("model.h5")\nkeras.models.load_model("model.h5")'
      ]
    }
  ]
});

function isOfInterest(path: string): boolean {
  return (
    /^(compile|save)$/.test(modelMethod(path) ?? '') ||
    /^(callbacks\.ModelCheckpoint|(models|saving)\.load_model)$/.test(path)
  );
}

/** The notebook loads an HDF5 file that it writes, with the loss. */
function readsBack(uses: readonly IKerasUse[]): boolean {
  const written = uses.flatMap(({ path, reference }) => {
    const isWriter =
      modelMethod(path) === 'save' || path === 'callbacks.ModelCheckpoint';
    const file = isWriter
      ? literalText(argumentAt(reference.call, 0, 'filepath'))
      : null;
    return file !== null && /\.(h5|hdf5)$/.test(file) ? [file] : [];
  });
  return uses.some(({ path, reference }) => {
    const file = /^(models|saving)\.load_model$/.test(path)
      ? literalText(argumentAt(reference.call, 0, 'filepath'))
      : null;
    return (
      file !== null &&
      written.includes(file) &&
      findArgument(reference.call, 'compile') === null
    );
  });
}
