import { parseKerasName, flavorOfRoot, versionOfRoot } from '../keras-names';
import { isAtLeast } from '../compatibility/version';
import type { IImport } from '../notebook/model';
import { defineRule } from './define-rule';
import type { IContext } from './model';

/** `keras.wrappers.scikit_learn`, which left Keras for the package scikeras. */
export const scikitLearnWrapper = defineRule({
  id: 'scikit-learn-wrapper',
  severity: 'error',
  docs: {
    summary:
      '`KerasClassifier` or `KerasRegressor` is imported from `keras.wrappers.scikit_learn`.',
    why: 'Keras 2.13 removed the module, and tf-keras has it not either. The package scikeras has both under the same names (`from scikeras.wrappers import KerasClassifier`, with `model=` for `build_fn=`); Keras 3.8 and later have `keras.wrappers.SKLearnClassifier`, which takes a model.',
    limitations:
      'No rewrite is offered: scikeras has to be installed, and hands arguments to the model in another way.',
    references: [
      'https://keras.io/api/utils/sklearn_wrappers/',
      'https://adriangb.com/scikeras/stable/migration.html'
    ]
  },
  check(context, trans) {
    return context.facts.imports
      .filter(({ guard }) => guard === null)
      .filter(statement => isGone(context, statement))
      .map(({ statementSpan }) => ({
        span: statementSpan,
        message: trans.__(
          'The wrappers for scikit-learn left Keras; the package scikeras has them.'
        ),
        fixes: []
      }));
  },
  recognise({ evalue }, trans) {
    return /^No module named '(tensorflow\.)?keras\.wrappers/.test(evalue)
      ? trans.__(
          'The wrappers for scikit-learn left Keras; the package scikeras has them.'
        )
      : null;
  },
  examples: [
    {
      name: 'standalone Keras',
      environment: 'tf-2.16',
      before: ['from keras.wrappers.scikit_learn import KerasClassifier'],
      fails: {
        ename: 'ModuleNotFoundError',
        evalue: /keras\.wrappers\.scikit_learn/
      },
      after: null
    },
    {
      name: 'Keras 2 after 2.12',
      environment: 'tf-2.15',
      before: [
        'from tensorflow.keras.wrappers.scikit_learn import KerasRegressor'
      ],
      fails: { ename: 'ModuleNotFoundError', evalue: /keras\.wrappers/ },
      after: null
    }
  ],
  clean: [
    {
      name: "Keras 3's own wrapper",
      environment: 'tf-2.21',
      cells: ['from keras.wrappers import SKLearnClassifier']
    }
  ]
});

function isGone(context: IContext, { module, name }: IImport): boolean {
  const parsed = parseKerasName(name === null ? module : `${module}.${name}`);
  if (!parsed?.path.startsWith('wrappers.scikit_learn')) {
    return false;
  }
  const flavor = flavorOfRoot(context, parsed.root);
  const version = versionOfRoot(context, parsed.root);
  return (
    flavor === 'keras3' ||
    flavor === 'tf-keras' ||
    (flavor === 'keras2' && version !== null && isAtLeast(version, 2, 13))
  );
}
