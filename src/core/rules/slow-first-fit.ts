import { findTensorFlow } from '../environment/find-tensorflow';
import {
  convertsTfKeras,
  fastFirstFit,
  toldToAutoGraph,
  trainings
} from '../fixes/fast-first-fit';
import { firstImport } from '../fixes/legacy-cell';
import { legacyCellMark } from '../fixes/missing-tf-keras';
import type { IFix } from '../fixes/model';
import type { IReference } from '../notebook/model';
import type { ITranslate } from '../translate';
import { defineRule } from './define-rule';
import type { IContext } from './model';

const id = 'slow-first-fit';

/** tf-keras on TensorFlow 2.15 and 2.16: AutoGraph converts tf-keras itself before the first step of training. */
export const slowFirstFit = defineRule({
  id,
  severity: 'info',
  docs: {
    summary: 'The first `fit` with tf-keras takes 10 to 18 seconds longer.',
    why: 'AutoGraph leaves Keras out when it turns Python into a graph, but TensorFlow 2.15 and 2.16 do not know that tf-keras is Keras, and convert all of it: 15.6 and 18.3 s where 0.5 to 0.8 s do. TensorFlow 2.17 and later know it. The line tells the older ones.',
    limitations:
      'It is paid once for each model in each kernel; a training that takes minutes does not need the line. It reaches into a private module of TensorFlow.',
    references: [
      'https://github.com/tensorflow/tensorflow/blob/v2.17.0/tensorflow/python/autograph/core/config.py'
    ]
  },
  check(context, trans) {
    const { facts, expected, keras } = context;
    const isSlow = keras.flavor === 'tf-keras' && convertsTfKeras(context);
    const [first] = trainings(facts);
    if (!isSlow || toldToAutoGraph(facts).length > 0 || !first) {
      return [];
    }
    const mended = fixes(context, first, trans);
    return [
      {
        span: first.span,
        message: trans.__(
          'With tf-keras on TensorFlow %1, the first step of training takes 10 to 18 seconds longer than it must.',
          findTensorFlow(expected)?.version ?? ''
        ),
        fixes: mended,
        // What the fix made slow, the fix has to make fast again.
        severity: isOurs(context) && mended.length > 0 ? 'warning' : 'info'
      }
    ];
  },
  examples: [
    {
      name: 'training in legacy mode',
      environment: 'tf-2.16-with-tf-keras',
      before: [
        'import os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        'import numpy as np\nimport tensorflow as tf',
        'model = tf.keras.Sequential([tf.keras.layers.Dense(1)])\nmodel.compile("sgd", "mse")\nhistory = model.fit(np.zeros((4, 3)), np.zeros((4, 1)), verbose=0)'
      ],
      fails: {
        silently: `__import__('tensorflow.python.autograph.impl.conversion', fromlist=['x']).is_allowlisted(tf.keras.Model.train_step)`
      },
      after: [
        'import os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        'import numpy as np\nimport tensorflow as tf',
        '# Keras Doctor: keeps AutoGraph from converting tf-keras itself, as later releases of TensorFlow do.\nfrom tensorflow.python.autograph.core import config\nconfig.CONVERSION_RULES = (config.DoNotConvert("tf_keras"),) + config.CONVERSION_RULES',
        'model = tf.keras.Sequential([tf.keras.layers.Dense(1)])\nmodel.compile("sgd", "mse")\nhistory = model.fit(np.zeros((4, 3)), np.zeros((4, 1)), verbose=0)'
      ]
    }
  ],
  clean: [
    {
      name: 'a TensorFlow that knows tf-keras',
      environment: 'tf-2.21-with-tf-keras',
      cells: [
        'import os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        'import numpy as np\nimport tensorflow as tf',
        'model = tf.keras.Sequential([tf.keras.layers.Dense(1)])\nmodel.compile("sgd", "mse")\nhistory = model.fit(np.zeros((4, 3)), np.zeros((4, 1)), verbose=0)'
      ]
    }
  ]
});

/** Keras 2 comes from the cell that our fix inserted. */
function isOurs({ facts, keras }: IContext): boolean {
  const { cells } = facts.notebook;
  const cell = keras.setting && cells[keras.setting.span.cell];
  return cell?.insertedBy === legacyCellMark;
}

/** A cell of its own between the first import and the training, where there is room for one. */
function fixes(
  { facts }: IContext,
  { span }: IReference,
  trans: ITranslate
): IFix[] {
  const { cells } = facts.notebook;
  const imported = firstImport(facts)?.statementSpan.cell;
  if (imported === undefined || imported >= span.cell) {
    return [];
  }
  return [
    {
      title: trans.__('Insert the line that makes the first fit fast'),
      choice: 'repair',
      edits: [
        {
          kind: 'insert-cell',
          beforeCellId: cells[imported + 1].id,
          source: fastFirstFit(trans).join('\n'),
          rule: id
        }
      ]
    }
  ];
}
