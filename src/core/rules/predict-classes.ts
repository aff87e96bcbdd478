import { referencesTo } from '../find-references';
import { argumentAt, valueText } from '../fixes/edit-arguments';
import { repair } from '../fixes/legacy-or-migrate';
import type { Edit } from '../fixes/model';
import { replaceSpan } from '../fixes/replace-text';
import {
  isKeras2Since,
  kerasReferences,
  kerasUses,
  modelMethod
} from '../keras-names';
import type { IFacts, IReference } from '../notebook/model';
import { defineRule } from './define-rule';

const goneMethods = kerasReferences(path =>
  /^predict_(classes|proba)$/.test(modelMethod(path) ?? '')
);

/** `predict_classes` and `predict_proba`, which no installable Keras has. */
export const predictClasses = defineRule({
  id: 'predict-classes',
  severity: 'error',
  docs: {
    summary: '`predict_classes` or `predict_proba` is called, which are gone.',
    why: 'TensorFlow 2.6 removed both; neither Keras 3 nor tf-keras brings them back. `predict_proba` was `predict`. `predict_classes` was the index of the largest output for several classes, and `> 0.5` for one sigmoid output; which of them it is, is read off the loss of the notebook.',
    limitations:
      'Where the loss does not tell how many outputs there are, no rewrite of `predict_classes` is offered.',
    references: ['https://github.com/tensorflow/tensorflow/releases/tag/v2.6.0']
  },
  check(context, trans) {
    return kerasUses(context, goneMethods).flatMap(use => {
      const { path, reference, flavor } = use;
      const method = modelMethod(path);
      const isGone = flavor === 'keras3' || isKeras2Since(use, 6);
      if (!isGone) {
        return [];
      }
      return [
        {
          span: reference.lastSpan,
          message: trans.__(
            'No Keras has %1 any more; predict gives the outputs.',
            method ?? ''
          ),
          fixes: repair(
            trans.__('Write predict'),
            rewritten(context.facts, reference, method)
          )
        }
      ];
    });
  },
  recognise({ ename, evalue }, trans) {
    const method = /object has no attribute '(predict_(?:classes|proba))'/.exec(
      evalue
    )?.[1];
    return ename === 'AttributeError' && method
      ? trans.__('No Keras has %1 any more; predict gives the outputs.', method)
      : null;
  },
  examples: [
    {
      name: 'several classes',
      environment: 'tf-2.16',
      before: [
        'import numpy as np\nfrom tensorflow import keras\nmodel = keras.Sequential([keras.layers.Dense(3, activation="softmax")])\nmodel.compile(loss="sparse_categorical_crossentropy", optimizer="sgd")',
        'classes = model.predict_classes(np.ones((4, 2)), verbose=0)\nassert classes.shape == (4,)'
      ],
      fails: {
        ename: 'AttributeError',
        evalue: /has no attribute 'predict_classes'/
      },
      after: [
        'import numpy as np\nfrom tensorflow import keras\nmodel = keras.Sequential([keras.layers.Dense(3, activation="softmax")])\nmodel.compile(loss="sparse_categorical_crossentropy", optimizer="sgd")',
        'classes = model.predict(np.ones((4, 2)), verbose=0).argmax(axis=-1)\nassert classes.shape == (4,)'
      ]
    },
    {
      name: 'one sigmoid output, in Keras 2',
      environment: 'tf-2.15',
      before: [
        'import numpy as np\nfrom keras.models import Sequential\nfrom keras.layers import Dense\nmodel = Sequential([Dense(1, activation="sigmoid")])\nmodel.compile("sgd", "binary_crossentropy")',
        'classes = model.predict_classes(np.ones((4, 2)))\nscores = model.predict_proba(np.ones((4, 2)))'
      ],
      fails: {
        ename: 'AttributeError',
        evalue: /has no attribute 'predict_classes'/
      },
      after: [
        'import numpy as np\nfrom keras.models import Sequential\nfrom keras.layers import Dense\nmodel = Sequential([Dense(1, activation="sigmoid")])\nmodel.compile("sgd", "binary_crossentropy")',
        'classes = (model.predict(np.ones((4, 2))) > 0.5).astype("int32")\nscores = model.predict(np.ones((4, 2)))'
      ]
    }
  ],
  clean: [
    {
      name: 'the method of another library',
      environment: 'tf-2.16',
      cells: [
        'import tensorflow as tf\nclass Classifier:\n    def predict_proba(self, x):\n        return x\nClassifier().predict_proba(1)'
      ]
    }
  ]
});

/** `predict`, and what `predict_classes` did with its result. */
function rewritten(
  facts: IFacts,
  { call, fullSpan, lastSpan }: IReference,
  method: string | null
): Edit[] {
  const { notebook } = facts;
  const name = replaceSpan(notebook, lastSpan, 'predict');
  if (method === 'predict_proba') {
    return [name];
  }
  const outputs = outputsOf(facts);
  if (!call || outputs === null) {
    return [];
  }
  const { cell, from, to } = fullSpan;
  const start = { cell, from, to: from };
  const end = { cell, from: to, to };
  return outputs === 'several'
    ? [name, replaceSpan(notebook, end, '.argmax(axis=-1)')]
    : [
        replaceSpan(notebook, start, '('),
        name,
        replaceSpan(notebook, end, ' > 0.5).astype("int32")')
      ];
}

const losses = referencesTo(
  name => /(^|#)compile$/.test(name),
  ({ call }) => {
    const loss = argumentAt(call, 1, 'loss');
    return loss ? [loss] : [];
  }
);

/** How many outputs the notebook's models have, as its losses say; null where they say nothing, or both. */
function outputsOf(facts: IFacts): 'one' | 'several' | null {
  const texts = losses(facts).map(loss => valueText(facts.notebook, loss));
  const several = texts.some(text => /categorical_?crossentropy/i.test(text));
  const one = texts.some(text => /binary_?crossentropy/i.test(text));
  return several === one ? null : several ? 'several' : 'one';
}
