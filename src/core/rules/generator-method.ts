import { removeArguments, renameKeyword } from '../fixes/edit-arguments';
import { legacyOrMigrate, migration } from '../fixes/legacy-or-migrate';
import type { Edit } from '../fixes/model';
import { replaceSpan } from '../fixes/replace-text';
import {
  kerasReferences,
  keras3Uses,
  modelMethod,
  rewritable
} from '../keras-names';
import type { IArgument, INotebook, IReference } from '../notebook/model';
import { defineRule } from './define-rule';
import { own } from '../own';

/** The arguments by position; those after the first are given by name in `fit` and its like, whose order is another. */
const parameters: Readonly<Record<string, readonly string[]>> = {
  fit_generator: [
    'generator',
    'steps_per_epoch',
    'epochs',
    'verbose',
    'callbacks',
    'validation_data',
    'validation_steps',
    'validation_freq',
    'class_weight',
    'max_queue_size',
    'workers',
    'use_multiprocessing',
    'shuffle',
    'initial_epoch'
  ],
  evaluate_generator: ['generator', 'steps', 'callbacks'],
  predict_generator: ['generator', 'steps', 'callbacks']
};

/** How a generator is read is its own business in Keras 3. */
const dropped = [
  'max_queue_size',
  'workers',
  'use_multiprocessing',
  'pickle_safe'
];
const renamed: Readonly<Record<string, string>> = {
  generator: 'x',
  nb_epoch: 'epochs',
  nb_val_samples: 'validation_steps'
};

const generatorMethods = kerasReferences(isGeneratorMethod);

/** `fit_generator` and its like, which `fit` and its like replaced in 2020. */
export const generatorMethod = defineRule({
  id: 'generator-method',
  severity: 'error',
  docs: {
    summary:
      '`fit_generator`, `evaluate_generator` or `predict_generator` is called under Keras 3.',
    why: '`fit`, `evaluate` and `predict` take generators themselves since TensorFlow 2.1; Keras 3 dropped the old names. The arguments after the generator are given by name in the rewrite, since their order is another.',
    limitations:
      '`samples_per_epoch` of Keras 1 counts samples, not batches; such a call is left to you.',
    references: ['https://github.com/keras-team/keras/issues/18467']
  },
  evidence: rewritable(isGeneratorMethod, ({ reference }) => reference.span),
  check(context, trans) {
    return keras3Uses(context, generatorMethods).map(({ path, reference }) => {
      const method = modelMethod(path) ?? '';
      const now = method.replace('_generator', '');
      return {
        span: reference.lastSpan,
        message: trans.__(
          'Keras 3 has no %1; %2 takes generators.',
          method,
          now
        ),
        fixes: legacyOrMigrate(
          context,
          trans,
          migration(
            trans.__('Write %1', now),
            rewritten(context.facts.notebook, reference, method)
          )
        )
      };
    });
  },
  recognise({ ename, evalue }, trans) {
    const method =
      /object has no attribute '((?:fit|evaluate|predict)_generator)'/.exec(
        evalue
      )?.[1];
    return ename === 'AttributeError' && method
      ? trans.__(
          'Keras 3 has no %1; %2 takes generators.',
          method,
          method.replace('_generator', '')
        )
      : null;
  },
  examples: [
    {
      name: 'arguments by position and by name',
      environment: 'tf-2.16',
      before: [
        'import numpy as np\nfrom tensorflow import keras\ndef batches():\n    while True:\n        yield np.ones((2, 3)), np.ones((2, 1))',
        'model = keras.Sequential([keras.layers.Dense(1)])\nmodel.compile("sgd", "mse")\nmodel.fit_generator(batches(), 2, epochs=1, verbose=0, workers=4, use_multiprocessing=False)',
        'score = model.evaluate_generator(batches(), steps=2)\npredictions = model.predict_generator(batches(), steps=2)'
      ],
      fails: {
        ename: 'AttributeError',
        evalue: /has no attribute 'fit_generator'/
      },
      after: [
        'import numpy as np\nfrom tensorflow import keras\ndef batches():\n    while True:\n        yield np.ones((2, 3)), np.ones((2, 1))',
        'model = keras.Sequential([keras.layers.Dense(1)])\nmodel.compile("sgd", "mse")\nmodel.fit(batches(), steps_per_epoch=2, epochs=1, verbose=0)',
        'score = model.evaluate(batches(), steps=2)\npredictions = model.predict(batches(), steps=2)'
      ]
    }
  ],
  clean: [
    {
      name: 'Keras 2.15 still has it',
      environment: 'tf-2.15',
      cells: [
        'import numpy as np\nfrom tensorflow import keras\nmodel = keras.Sequential([keras.layers.Dense(1)])\nmodel.compile("sgd", "mse")\nmodel.fit_generator(iter([(np.ones((2, 3)), np.ones((2, 1)))] * 2), steps_per_epoch=2, verbose=0)'
      ]
    }
  ]
});

function isGeneratorMethod(path: string): boolean {
  return own(parameters, modelMethod(path) ?? '') !== undefined;
}

/** The call by its new name; nothing where an argument cannot be carried over. */
function rewritten(
  notebook: INotebook,
  { call, lastSpan }: IReference,
  method: string
): Edit[] {
  if (!call || call.open) {
    return [];
  }
  const order = own(parameters, method) ?? [];
  const named = call.arguments.map((argument, position) => ({
    argument,
    keyword: argument.keyword ?? order[position] ?? null
  }));
  const isLost = named.some(
    ({ keyword }) => keyword === null || keyword === 'samples_per_epoch'
  );
  if (isLost) {
    return [];
  }
  const gone = named
    .filter(({ keyword }) => dropped.includes(keyword ?? ''))
    .map(({ argument }) => argument);
  const kept = named.filter(({ argument }) => !gone.includes(argument));
  const removed = removeArguments(notebook, call, gone);
  return gone.length > 0 && removed.length === 0
    ? []
    : [
        replaceSpan(notebook, lastSpan, method.replace('_generator', '')),
        ...kept.flatMap(({ argument, keyword }, index) =>
          nameArgument(notebook, argument, { keyword: keyword ?? '', index })
        ),
        ...removed
      ];
}

function nameArgument(
  notebook: INotebook,
  argument: IArgument,
  { keyword, index }: { keyword: string; index: number }
): Edit[] {
  if (argument.keyword !== null) {
    const name = own(renamed, keyword);
    return name ? renameKeyword(notebook, argument, name) : [];
  }
  const { cell, from } = argument.span;
  return index === 0
    ? []
    : [replaceSpan(notebook, { cell, from, to: from }, `${keyword}=`)];
}
