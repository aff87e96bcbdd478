import { argumentAt, valueText } from '../fixes/edit-arguments';
import { repair } from '../fixes/legacy-or-migrate';
import { replaceSpan } from '../fixes/replace-text';
import { literalText } from '../fixes/rewrite-path';
import { kerasReferences, kerasUses, modelMethod } from '../keras-names';
import type { IKerasReference, IMetKeras } from '../keras-names';
import type { IArgument } from '../notebook/model';
import type { ITranslate } from '../translate';
import { defineRule } from './define-rule';
import type { IContext, IFinding } from './model';
import { own } from '../own';

const names: Readonly<Record<string, string>> = {
  acc: 'accuracy',
  val_acc: 'val_accuracy'
};

/** Callbacks that are told which metric to watch. */
const watcher =
  /^callbacks\.(EarlyStopping|ModelCheckpoint|ReduceLROnPlateau)$/;

interface IWatch extends IKerasReference {
  readonly monitor: IArgument;
  readonly name: string;
  /** What it is called now. */
  readonly now: string;
}

const formerNames = kerasReferences(
  path => watcher.test(path),
  (use): IWatch[] => {
    const monitor = monitorOf(use.path, use.reference.call);
    const name = literalText(monitor) ?? '';
    const now = own(names, name);
    return monitor && now ? [{ ...use, monitor, name, now }] : [];
  }
);
const reportedMetrics = kerasReferences(
  path => modelMethod(path) === 'compile',
  ({ root, reference }) => {
    const metrics = argumentAt(reference.call, 2, 'metrics');
    return metrics ? [{ root, metrics }] : [];
  }
);

/** A callback that watches `val_acc` of a model that reports `val_accuracy`. */
export const accMonitor = defineRule({
  id: 'acc-monitor',
  severity: 'error',
  docs: {
    summary:
      'A callback watches `acc` or `val_acc`, which no metric is called.',
    why: 'Since TensorFlow 2.0 `metrics=["accuracy"]` reports `accuracy` and `val_accuracy`. `EarlyStopping` of Keras 3 raises, since it cannot tell in which direction `val_acc` is better; `ModelCheckpoint(save_best_only=True)` and `ReduceLROnPlateau` never act, in any Keras, with one line in the log.',
    references: ['https://github.com/keras-team/keras/issues/13381']
  },
  check(context, trans) {
    const watched = kerasUses(context, formerNames);
    const reported = (
      watched.length > 0 ? kerasUses(context, reportedMetrics) : []
    ).map(({ metrics }) => valueText(context.facts.notebook, metrics));
    const isMeant =
      reported.some(text => /['"]accuracy['"]/.test(text)) &&
      !reported.some(text => /['"]acc['"]|name\s*=/.test(text));
    return isMeant ? watched.map(use => finding(context, use, trans)) : [];
  },
  recognise({ evalue }, trans) {
    return /^EarlyStopping callback received monitor=(val_)?acc,/.test(evalue)
      ? trans.__('The metric is called accuracy, and val_accuracy.')
      : null;
  },
  examples: [
    {
      name: 'early stopping',
      environment: 'tf-2.16',
      before: [
        'import numpy as np\nfrom tensorflow import keras\nmodel = keras.Sequential([keras.layers.Dense(1, activation="sigmoid")])\nmodel.compile("sgd", "binary_crossentropy", metrics=["accuracy"])',
        "stopping = keras.callbacks.EarlyStopping(monitor='val_acc', patience=2)\nhistory = model.fit(np.ones((8, 2)), np.ones(8), validation_split=0.5, callbacks=[stopping], verbose=0)"
      ],
      fails: {
        ename: 'ValueError',
        evalue: /EarlyStopping callback received monitor=val_acc/
      },
      after: [
        'import numpy as np\nfrom tensorflow import keras\nmodel = keras.Sequential([keras.layers.Dense(1, activation="sigmoid")])\nmodel.compile("sgd", "binary_crossentropy", metrics=["accuracy"])',
        "stopping = keras.callbacks.EarlyStopping(monitor='val_accuracy', patience=2)\nhistory = model.fit(np.ones((8, 2)), np.ones(8), validation_split=0.5, callbacks=[stopping], verbose=0)"
      ]
    },
    {
      name: 'a checkpoint that is never written',
      environment: 'tf-2.15',
      before: [
        'import os\nimport numpy as np\nfrom tensorflow import keras\nmodel = keras.Sequential([keras.layers.Dense(1, activation="sigmoid")])\nmodel.compile("sgd", "binary_crossentropy", metrics=["accuracy"])',
        "best = keras.callbacks.ModelCheckpoint('best.keras', 'val_acc', save_best_only=True)\nhistory = model.fit(np.ones((8, 2)), np.ones(8), validation_split=0.5, callbacks=[best], verbose=0)"
      ],
      fails: { silently: "os.path.exists('best.keras')" },
      after: [
        'import os\nimport numpy as np\nfrom tensorflow import keras\nmodel = keras.Sequential([keras.layers.Dense(1, activation="sigmoid")])\nmodel.compile("sgd", "binary_crossentropy", metrics=["accuracy"])',
        "best = keras.callbacks.ModelCheckpoint('best.keras', 'val_accuracy', save_best_only=True)\nhistory = model.fit(np.ones((8, 2)), np.ones(8), validation_split=0.5, callbacks=[best], verbose=0)"
      ]
    }
  ],
  clean: [
    {
      name: 'a metric of that name',
      environment: 'tf-2.15',
      cells: [
        "from tensorflow import keras\nmodel = keras.Sequential([keras.layers.Dense(1)])\nmodel.compile('sgd', 'mse', metrics=['acc'])\nstopping = keras.callbacks.EarlyStopping('val_acc')"
      ]
    }
  ]
});

function finding(
  { facts: { notebook } }: IContext,
  { path, flavor, monitor, name, now }: IWatch & IMetKeras,
  trans: ITranslate
): IFinding {
  const raises = flavor === 'keras3' && path === 'callbacks.EarlyStopping';
  const quote = /^["']/.exec(valueText(notebook, monitor))?.[0];
  const written = `${quote}${now}${quote}`;
  return {
    span: monitor.span,
    severity: raises ? 'error' : 'warning',
    message: trans.__(
      'No metric of this notebook is called %1; it is %2.',
      name,
      now
    ),
    fixes: quote
      ? repair(trans.__('Watch %1', now), [
          replaceSpan(notebook, monitor.valueSpan, written)
        ])
      : []
  };
}

function monitorOf(
  path: string,
  call: IKerasReference['reference']['call']
): IArgument | null {
  const position = path === 'callbacks.ModelCheckpoint' ? 1 : 0;
  return argumentAt(call, position, 'monitor');
}
