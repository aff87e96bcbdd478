import { isAtLeast } from '../compatibility/version';
import { findTensorFlow } from '../environment/find-tensorflow';
import { referencesTo } from '../find-references';
import { defineRule } from './define-rule';

const estimators = referencesTo(name =>
  /^tensorflow\.(compat\.v[12]\.)?estimator(\.|$)/.test(name)
);

/** `tf.estimator`, which TensorFlow 2.16 dropped; no Keras brings it back. */
export const tfEstimator = defineRule({
  id: 'tf-estimator',
  severity: 'error',
  docs: {
    summary: '`tf.estimator` is used.',
    why: 'TensorFlow 2.16 took estimators out. Legacy Keras does not bring them back.',
    limitations:
      'There is no fix: such a notebook is rewritten with Keras, or runs on TensorFlow 2.15 with a Python below 3.12.',
    references: ['https://www.tensorflow.org/guide/migrate/migrating_estimator']
  },
  check({ facts, expected }, trans) {
    const tensorflow = findTensorFlow(expected);
    if (!tensorflow || !isAtLeast(tensorflow.version, 2, 16)) {
      return [];
    }
    return estimators(facts)
      .filter(({ guard }) => guard === null)
      .slice(0, 1)
      .map(({ span }) => ({
        span,
        message: trans.__(
          'TensorFlow %1 has no estimators, with legacy Keras neither.',
          tensorflow.version
        ),
        fixes: []
      }));
  },
  recognise({ evalue }, trans) {
    return /module 'tensorflow\S*' has no attribute 'estimator'|cannot import name 'estimator' from 'tensorflow/.test(
      evalue
    )
      ? trans.__('TensorFlow has no estimators since 2.16.')
      : null;
  },
  examples: [
    {
      name: 'a classifier',
      environment: 'tf-2.16',
      before: [
        'import tensorflow as tf\ncolumns = [tf.feature_column.numeric_column("age")]',
        'classifier = tf.estimator.LinearClassifier(feature_columns=columns)'
      ],
      fails: {
        ename: 'AttributeError',
        evalue: /has no attribute 'estimator'/
      },
      after: null
    }
  ],
  clean: [
    {
      name: 'feature columns alone',
      environment: 'tf-2.16',
      cells: [
        'import tensorflow as tf\ncolumns = [tf.feature_column.numeric_column("age")]'
      ]
    }
  ]
});
