import { argumentAt, findArgument, valueText } from '../fixes/edit-arguments';
import { repair } from '../fixes/legacy-or-migrate';
import { replaceSpan } from '../fixes/replace-text';
import { literalText } from '../fixes/rewrite-path';
import { kerasReferences, keras3Uses, modelMethod } from '../keras-names';
import { defineRule } from './define-rule';
import type { IContext } from './model';
import { own } from '../own';

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

const shortLosses = kerasReferences(
  path => modelMethod(path) === 'compile',
  ({ root, reference }) => {
    const loss = argumentAt(reference.call, 1, 'loss');
    const long = own(longNames, (literalText(loss) ?? '').toLowerCase());
    return loss && long ? [{ root, loss, long }] : [];
  }
);
const writtenFiles = kerasReferences(
  path => modelMethod(path) === 'save' || path === 'callbacks.ModelCheckpoint',
  ({ root, reference: { call } }) => {
    const file = literalText(argumentAt(call, 0, 'filepath')) ?? '';
    return /\.(h5|hdf5)$/.test(file) ? [{ root, file }] : [];
  }
);
const readFiles = kerasReferences(
  path => /^(models|saving)\.load_model$/.test(path),
  ({ root, reference: { call } }) => {
    const file = literalText(argumentAt(call, 0, 'filepath'));
    return file !== null && !findArgument(call, 'compile')
      ? [{ root, file }]
      : [];
  }
);

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
    const { notebook } = context.facts;
    const losses = readsBack(context) ? keras3Uses(context, shortLosses) : [];
    return losses.map(({ loss, long }) => {
      const quote = /^["']/.exec(valueText(notebook, loss))?.[0];
      const written = `${quote}${long}${quote}`;
      return {
        span: loss.span,
        message: trans.__(
          'Keras 3 does not find this name when it loads the .h5 file; it finds %1.',
          long
        ),
        fixes: repair(
          trans.__('Write %1', long),
          quote ? [replaceSpan(notebook, loss.valueSpan, written)] : []
        )
      };
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

/** The notebook loads an HDF5 file that it writes, with the loss. */
function readsBack(context: IContext): boolean {
  const written = new Set(
    keras3Uses(context, writtenFiles).map(({ file }) => file)
  );
  return keras3Uses(context, readFiles).some(({ file }) => written.has(file));
}
