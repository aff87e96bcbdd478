import { argumentAt } from '../fixes/edit-arguments';
import { migration } from '../fixes/legacy-or-migrate';
import type { Edit } from '../fixes/model';
import { replaceSpan } from '../fixes/replace-text';
import { kerasMet, kerasReferences, modelMethod } from '../keras-names';
import type { IKerasReference } from '../keras-names';
import type { IFacts, ISpan } from '../notebook/model';
import { once } from '../once';
import { defineRule } from './define-rule';

interface INamedMetric extends IKerasReference {
  /** The text in its quotes, within the list of metrics. */
  readonly span: ISpan;
  /** As the notebook writes it: `AUC`. */
  readonly name: string;
  /** What Keras 2 reports it as: `auc`. */
  readonly reported: string;
}

const compiled = kerasReferences(
  path => modelMethod(path) === 'compile',
  use => (argumentAt(use.reference.call, 2, 'metrics') ? [use] : [])
);

/** `metrics=["AUC"]`, read as `history["auc"]`. */
export const metricClassName = defineRule({
  id: 'metric-class-name',
  severity: 'error',
  docs: {
    summary:
      'A metric is asked for by its class, and read by its Keras 2 name.',
    why: '`metrics=["AUC"]` is reported as `auc` and `val_auc` by Keras 2, and as `AUC` and `val_AUC` by Keras 3. A history read by the other name raises a KeyError, and a callback that watches it raises or never acts. `AUC(name="auc")` has that name in both.',
    limitations:
      'Reported where the name of Keras 2 stands as a text in the notebook.',
    references: ['https://keras.io/guides/migrating_to_keras_3/']
  },
  evidence: facts =>
    readMetrics(facts)
      .filter(({ root }) => root !== 'tf_keras')
      .map(({ span, name }) => ({
        side: 'keras2',
        span,
        what: `metrics=["${name}"]`,
        weak: true
      })),
  check(context, trans) {
    return readMetrics(context.facts)
      .filter(({ root }) => kerasMet(context, root).flavor === 'keras3')
      .map(metric => ({
        span: metric.span,
        message: trans.__(
          'Keras 3 reports this metric as %1, not as %2.',
          metric.name,
          metric.reported
        ),
        fixes: named(context.facts, metric).map(edit =>
          migration(trans.__('Write %1', edit.text), [edit.edit])
        )
      }));
  },
  recognise({ ename, evalue, traceback }, trans) {
    const key = /^'(?:val_)?(auc|precision|recall)'$/.exec(evalue)?.[1];
    const name =
      key && (key === 'auc' ? 'AUC' : key[0].toUpperCase() + key.slice(1));
    return ename === 'KeyError' && key && name && /\bhistory\b/.test(traceback)
      ? trans.__('Keras 3 reports this metric as %1, not as %2.', name, key)
      : null;
  },
  examples: [
    {
      name: 'a history',
      environment: 'tf-2.16',
      before: [
        'import numpy as np\nimport tensorflow as tf\nmodel = tf.keras.Sequential([tf.keras.layers.Dense(1, activation="sigmoid")])\nmodel.compile("sgd", "binary_crossentropy", metrics=["accuracy", "AUC"])',
        'history = model.fit(np.ones((4, 1)), np.array([0, 1, 0, 1]), validation_split=0.5, verbose=0)\nprint(history.history["auc"], history.history["val_auc"])'
      ],
      fails: { ename: 'KeyError', evalue: /^'auc'$/ },
      after: [
        'import numpy as np\nimport tensorflow as tf\nmodel = tf.keras.Sequential([tf.keras.layers.Dense(1, activation="sigmoid")])\nmodel.compile("sgd", "binary_crossentropy", metrics=["accuracy", tf.keras.metrics.AUC(name="auc")])',
        'history = model.fit(np.ones((4, 1)), np.array([0, 1, 0, 1]), validation_split=0.5, verbose=0)\nprint(history.history["auc"], history.history["val_auc"])'
      ]
    },
    {
      name: 'a callback',
      environment: 'tf-2.21',
      before: [
        "import numpy as np\nfrom tensorflow import keras\nmodel = keras.Sequential([keras.layers.Dense(1, activation='sigmoid')])\nmodel.compile('sgd', 'binary_crossentropy', metrics=['Precision'])",
        "stopping = keras.callbacks.EarlyStopping(monitor='val_precision', patience=2)\nhistory = model.fit(np.ones((4, 1)), np.array([0, 1, 0, 1]), validation_split=0.5, callbacks=[stopping], verbose=0)"
      ],
      fails: {
        ename: 'ValueError',
        evalue: /EarlyStopping callback received monitor=val_precision/
      },
      after: [
        "import numpy as np\nfrom tensorflow import keras\nmodel = keras.Sequential([keras.layers.Dense(1, activation='sigmoid')])\nmodel.compile('sgd', 'binary_crossentropy', metrics=[keras.metrics.Precision(name='precision')])",
        "stopping = keras.callbacks.EarlyStopping(monitor='val_precision', patience=2)\nhistory = model.fit(np.ones((4, 1)), np.array([0, 1, 0, 1]), validation_split=0.5, callbacks=[stopping], verbose=0)"
      ]
    }
  ],
  clean: [
    {
      name: 'read by the name that it has',
      environment: 'tf-2.16',
      cells: [
        'import numpy as np\nimport tensorflow as tf\nmodel = tf.keras.Sequential([tf.keras.layers.Dense(1, activation="sigmoid")])\nmodel.compile("sgd", "binary_crossentropy", metrics=["AUC", "MAE"])\nhistory = model.fit(np.ones((4, 1)), np.array([0, 1, 0, 1]), verbose=0).history\nprint(history["AUC"], history["MAE"])'
      ]
    },
    {
      name: 'Keras 2',
      environment: 'tf-2.15',
      cells: [
        'import numpy as np\nimport tensorflow as tf\nmodel = tf.keras.Sequential([tf.keras.layers.Dense(1, activation="sigmoid")])\nmodel.compile("sgd", "binary_crossentropy", metrics=["AUC"])\nprint(model.fit(np.ones((4, 1)), np.array([0, 1, 0, 1]), verbose=0).history["auc"])'
      ]
    }
  ]
});

/** The metrics that are read by what Keras 2 calls them. */
const readMetrics = once((facts: IFacts): INamedMetric[] => {
  const metrics = compiled(facts).flatMap(use => metricsOf(facts, use));
  const code = facts.notebook.cells
    .filter(({ type }) => metrics.length > 0 && type === 'code')
    .map(({ source }) => source)
    .join('\n');
  return metrics.filter(({ reported }) =>
    new RegExp(`(["'])(?:val_)?${reported}\\1`).test(code)
  );
});

function metricsOf({ notebook }: IFacts, use: IKerasReference): INamedMetric[] {
  const argument = argumentAt(use.reference.call, 2, 'metrics');
  const { cell, from, to } = argument?.valueSpan ?? use.reference.span;
  const text = notebook.cells[cell].source.slice(from, to);
  return argument && text.startsWith('[')
    ? [...text.matchAll(/(["'])(AUC|[A-Z][a-z]\w*)\1(?=\s*[,\]])/g)].map(
        ({ 0: { length }, 2: name, index }) => ({
          ...use,
          name,
          reported: snake(name),
          span: { cell, from: from + index, to: from + index + length }
        })
      )
    : [];
}

/** As Keras 2 names an object after its class. */
function snake(name: string): string {
  return name
    .replace(/(.)([A-Z][a-z0-9]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}

/** The metric as an object of that name. */
function named(
  { notebook, imports }: IFacts,
  { span, name, reported, root }: INamedMetric
): { readonly text: string; readonly edit: Edit }[] {
  const aliasOf = (module: string, imported: string | null): string | null =>
    imports.find(
      ({ module: of, name: what, alias }) =>
        of === module && what === imported && alias
    )?.alias ?? null;
  const tensorflow = aliasOf('tensorflow', null);
  const keras =
    root === 'tensorflow.keras'
      ? tensorflow
        ? `${tensorflow}.keras`
        : aliasOf('tensorflow', 'keras')
      : aliasOf(root, null);
  const quote = notebook.cells[span.cell].source[span.from];
  const text = `${keras}.metrics.${name}(name=${quote}${reported}${quote})`;
  return keras ? [{ text, edit: replaceSpan(notebook, span, text) }] : [];
}
