import { migration } from '../fixes/legacy-or-migrate';
import { replaceSpan } from '../fixes/replace-text';
import { kerasReferences, keras3Uses, rewritable } from '../keras-names';
import type { IFacts } from '../notebook/model';
import { defineRule } from './define-rule';

const rates = kerasReferences(isLr);
const places = rewritable(isLr, ({ reference }) => reference.fullSpan);

/** `history.history["lr"]`: the learning rate has its full name there in Keras 3. */
export const historyLr = defineRule({
  id: 'history-lr',
  severity: 'error',
  docs: {
    summary: "The learning rate is read from a history as `'lr'`.",
    why: "`LearningRateScheduler` and `ReduceLROnPlateau` note the learning rate in the history of `fit`: Keras 2 under `'lr'`, Keras 3 under `'learning_rate'`. The other name raises a KeyError.",
    limitations:
      'A notebook with callbacks of its own is left alone: they may note what they like.',
    references: ['https://github.com/keras-team/keras/issues/18467']
  },
  evidence: facts => (isNoted(facts) ? places(facts) : []),
  check(context, trans) {
    const { notebook } = context.facts;
    return (isNoted(context.facts) ? keras3Uses(context, rates) : []).map(
      ({ reference: { fullSpan, lastSpan } }) => {
        const quote = notebook.cells[lastSpan.cell].source[lastSpan.from];
        return {
          span: fullSpan,
          message: trans.__(
            'In the history of Keras 3 the learning rate is called learning_rate.'
          ),
          fixes: [
            migration(trans.__('Write learning_rate'), [
              replaceSpan(notebook, lastSpan, `${quote}learning_rate${quote}`)
            ])
          ]
        };
      }
    );
  },
  recognise({ ename, evalue, traceback }, trans) {
    return ename === 'KeyError' &&
      evalue === "'lr'" &&
      /\.history\[/.test(traceback)
      ? trans.__(
          'In the history of Keras 3 the learning rate is called learning_rate.'
        )
      : null;
  },
  examples: [
    {
      name: 'a schedule, plotted',
      environment: 'tf-2.16',
      before: [
        'import numpy as np\nfrom tensorflow import keras',
        'model = keras.Sequential([keras.layers.Dense(1)])\nmodel.compile("sgd", "mse")\nschedule = keras.callbacks.LearningRateScheduler(lambda epoch: 0.1 / (epoch + 1))\nhistory = model.fit(np.ones((4, 1)), np.ones((4, 1)), epochs=2, callbacks=[schedule], verbose=0)',
        'rates = history.history["lr"]'
      ],
      fails: { ename: 'KeyError', evalue: /'lr'/ },
      after: [
        'import numpy as np\nfrom tensorflow import keras',
        'model = keras.Sequential([keras.layers.Dense(1)])\nmodel.compile("sgd", "mse")\nschedule = keras.callbacks.LearningRateScheduler(lambda epoch: 0.1 / (epoch + 1))\nhistory = model.fit(np.ones((4, 1)), np.ones((4, 1)), epochs=2, callbacks=[schedule], verbose=0)',
        'rates = history.history["learning_rate"]'
      ]
    }
  ],
  clean: [
    {
      name: 'a callback of the notebook notes it',
      environment: 'tf-2.16',
      cells: [
        'import numpy as np\nfrom tensorflow import keras',
        'class Note(keras.callbacks.Callback):\n    def on_epoch_end(self, epoch, logs=None):\n        logs["lr"] = float(self.model.optimizer.learning_rate)',
        'model = keras.Sequential([keras.layers.Dense(1)])\nmodel.compile("sgd", "mse")\nplateau = keras.callbacks.ReduceLROnPlateau(monitor="loss")\nhistory = model.fit(np.ones((4, 1)), np.ones((4, 1)), callbacks=[Note(), plateau], verbose=0)\nrates = history.history["lr"]'
      ]
    },
    {
      name: 'Keras 2',
      environment: 'tf-2.15',
      cells: [
        'import numpy as np\nfrom tensorflow import keras\nmodel = keras.Sequential([keras.layers.Dense(1)])\nmodel.compile("sgd", "mse")\nplateau = keras.callbacks.ReduceLROnPlateau(monitor="loss")\nrates = model.fit(np.ones((4, 1)), np.ones((4, 1)), callbacks=[plateau], verbose=0).history["lr"]'
      ]
    }
  ]
});

function isLr(path: string): boolean {
  return /#(?:history\.)?history\.lr$/.test(path);
}

/** Keras itself notes the rate, and nothing else does. */
function isNoted(facts: IFacts): boolean {
  return schedules(facts).length > 0 && ownCallbacks(facts).length === 0;
}

const schedules = kerasReferences(
  path => /^callbacks\.(?:LearningRateScheduler|ReduceLROnPlateau)$/.test(path),
  use => (use.reference.kind === 'call' ? [use] : [])
);
const ownCallbacks = kerasReferences(
  path => /^callbacks\.\w+$/.test(path),
  use => (use.reference.kind === 'subclass' ? [use] : [])
);
