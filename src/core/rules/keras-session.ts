import { repair } from '../fixes/legacy-or-migrate';
import { removeStatements } from '../fixes/replace-text';
import { kerasReferences, kerasUses } from '../keras-names';
import type { IFacts, IReference } from '../notebook/model';
import type { Edit } from '../fixes/model';
import { defineRule } from './define-rule';

const sessions = kerasReferences(path =>
  /^backend\.(tensorflow_backend\.)?(set|get)_session$/.test(path)
);

/** `K.set_session`: the session of TensorFlow 1, which no Keras 2.x or 3 has in `keras.backend`. */
export const kerasSession = defineRule({
  id: 'keras-session',
  severity: 'error',
  docs: {
    summary: '`backend.set_session` or `get_session` is used.',
    why: 'Sessions went with TensorFlow 1. `tf.keras.backend` has had neither function in any TensorFlow 2, and legacy Keras does not bring them back. Keras runs eagerly and asks no session, so `set_session` had no use any more; GPU memory is set with `tf.config.experimental.set_memory_growth` before anything else runs.',
    limitations:
      'Code that goes on to run the session with `get_session().run(…)` has to be written anew.',
    references: [
      'https://www.tensorflow.org/guide/gpu#limiting_gpu_memory_growth',
      'https://github.com/keras-team/keras/issues/18467'
    ]
  },
  check(context, trans) {
    return kerasUses(context, sessions)
      .filter(
        ({ reference }) =>
          !reference.name.includes('compat.v1') &&
          (reference.kind === 'call' || reference.kind === 'import')
      )
      .map(({ path, reference }) => ({
        span: reference.span,
        message: trans.__(
          'No TensorFlow 2 has this: Keras runs without a session.'
        ),
        fixes: path.endsWith('set_session')
          ? repair(
              trans.__('Remove the line'),
              removal(context.facts, reference)
            )
          : []
      }));
  },
  recognise({ evalue }, trans) {
    return /backend(\.tensorflow_backend)?' has no attribute '[sg]et_session'|cannot import name '[sg]et_session' from '\S*keras\.backend'/.test(
      evalue
    )
      ? trans.__('No TensorFlow 2 has this: Keras runs without a session.')
      : null;
  },
  examples: [
    {
      name: 'GPU memory as it was set in TensorFlow 1',
      environment: 'tf-2.16',
      before: [
        'import tensorflow as tf\nfrom tensorflow.keras import backend as K',
        'config = tf.compat.v1.ConfigProto()\nconfig.gpu_options.allow_growth = True\nK.set_session(tf.compat.v1.Session(config=config))',
        'layer = tf.keras.layers.Dense(1)'
      ],
      fails: {
        ename: 'AttributeError',
        evalue: /has no attribute 'set_session'/
      },
      after: [
        'import tensorflow as tf\nfrom tensorflow.keras import backend as K',
        'config = tf.compat.v1.ConfigProto()\nconfig.gpu_options.allow_growth = True',
        'layer = tf.keras.layers.Dense(1)'
      ]
    },
    {
      name: 'the same in Keras 2',
      environment: 'tf-2.15',
      before: [
        'import tensorflow as tf\nimport keras.backend as K\nK.set_session(tf.compat.v1.Session())\nlayer = tf.keras.layers.Dense(1)'
      ],
      fails: {
        ename: 'AttributeError',
        evalue: /has no attribute 'set_session'/
      },
      after: [
        'import tensorflow as tf\nimport keras.backend as K\nlayer = tf.keras.layers.Dense(1)'
      ]
    }
  ],
  clean: [
    {
      name: 'where TensorFlow keeps it',
      environment: 'tf-2.15',
      cells: [
        'import tensorflow as tf\ntf.compat.v1.keras.backend.set_session(tf.compat.v1.Session())'
      ]
    },
    {
      name: 'clear_session is another matter',
      environment: 'tf-2.16',
      cells: ['from keras import backend as K\nK.clear_session()']
    }
  ]
});

/** The line goes where it does nothing else. */
function removal(
  { notebook }: IFacts,
  { kind, fullSpan, statementSpan }: IReference
): Edit[] {
  return kind === 'call' && fullSpan.to === statementSpan.to
    ? removeStatements(notebook, [fullSpan])
    : [];
}
