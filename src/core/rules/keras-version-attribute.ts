import { isAtLeast } from '../compatibility/version';
import { referencesTo } from '../find-references';
import { putStatements, replaceSpan } from '../fixes/replace-text';
import type { IFix } from '../fixes/model';
import type { IReference } from '../notebook/model';
import type { ITranslate } from '../translate';
import { defineRule } from './define-rule';
import type { IContext } from './model';

const versions = referencesTo(name =>
  /^tensorflow\.(compat\.v2\.)?keras\.__version__$/.test(name)
);

/** `tf.keras.__version__`, which not every Keras has there. */
export const kerasVersionAttribute = defineRule({
  id: 'keras-version-attribute',
  severity: 'error',
  docs: {
    summary: '`tf.keras.__version__` is read where it does not exist.',
    why: 'The module behind `tf.keras` has no `__version__` in TensorFlow 2.15, in legacy mode and with Keras 3.0 to 3.2. `keras` and `tf_keras` themselves have one.',
    references: ['https://github.com/keras-team/keras/issues/18467']
  },
  check(context, trans) {
    return (lacksVersion(context) ? versions(context.facts) : [])
      .filter(({ guard, kind }) => guard === null && kind === 'read')
      .map(reference => ({
        span: reference.span,
        message: trans.__('tf.keras has no __version__ here: this raises.'),
        fixes: [readElsewhere(context, reference, trans)]
      }));
  },
  recognise({ evalue }, trans) {
    return /module '(keras\.api\._v2\.keras|tf_keras\.api\._v2\.keras|keras\._tf_keras\.keras)' has no attribute '__version__'/.test(
      evalue
    )
      ? trans.__(
          'tf.keras has no __version__ here; keras.__version__ or tf_keras.__version__ tells.'
        )
      : null;
  },
  examples: [
    {
      name: 'in legacy mode',
      environment: 'tf-2.16-with-tf-keras',
      before: [
        'import os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        'import tensorflow as tf\nprint(tf.__version__)\nprint(tf.keras.__version__)'
      ],
      fails: {
        ename: 'AttributeError',
        evalue: /has no attribute '__version__'/
      },
      after: [
        'import os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        'import tensorflow as tf\nprint(tf.__version__)\nimport tf_keras\nprint(tf_keras.__version__)'
      ]
    },
    {
      name: 'in TensorFlow 2.15',
      environment: 'tf-2.15',
      before: [
        'import tensorflow as tf\nprint(f"Keras {tf.keras.__version__}")'
      ],
      fails: {
        ename: 'AttributeError',
        evalue: /has no attribute '__version__'/
      },
      after: [
        'import tensorflow as tf\nimport keras\nprint(f"Keras {keras.__version__}")'
      ]
    }
  ],
  clean: [
    {
      name: 'Keras 3 has it',
      environment: 'tf-2.16',
      cells: ['import tensorflow as tf\nprint(tf.keras.__version__)']
    }
  ]
});

/** Seen missing in Keras 2.15.1, in tf-keras and in Keras 3.0 to 3.2; there in Keras 2.9.0 and from 3.3 on. */
function lacksVersion({ keras: { flavor, version } }: IContext): boolean {
  switch (flavor) {
    case 'tf-keras':
      return true;
    case 'keras2':
      return version !== null && isAtLeast(version, 2, 13);
    case 'keras3':
      return version !== null && !isAtLeast(version, 3, 3);
    default:
      return false;
  }
}

/** Asks the package that `tf.keras` comes from. */
function readElsewhere(
  { facts, keras }: IContext,
  { span, statementSpan }: IReference,
  trans: ITranslate
): IFix {
  const { notebook } = facts;
  const module = keras.flavor === 'tf-keras' ? 'tf_keras' : 'keras';
  return {
    title: trans.__('Read %1.__version__', module),
    choice: 'repair',
    edits: [
      putStatements(notebook, statementSpan, [`import ${module}`]),
      replaceSpan(notebook, span, `${module}.__version__`)
    ]
  };
}
