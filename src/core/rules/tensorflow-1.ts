import { isAtLeast } from '../compatibility/version';
import { findTensorFlow } from '../environment/find-tensorflow';
import { referencesTo } from '../find-references';
import { legacyFix } from '../fixes/legacy-cell';
import { repair } from '../fixes/legacy-or-migrate';
import type { Edit, IFix } from '../fixes/model';
import { addStatement, replaceSpan } from '../fixes/replace-text';
import type { IFacts } from '../notebook/model';
import { tensorFlow1Uses } from '../tensorflow-1';
import type { ITensorFlow1Use } from '../tensorflow-1';
import type { ITranslate } from '../translate';
import { defineRule } from './define-rule';
import type { IContext } from './model';

/** Code of TensorFlow 1, which needs no other Keras but another TensorFlow, or `tf.compat.v1`. */
export const tensorflow1 = defineRule({
  id: 'tensorflow-1',
  severity: 'error',
  docs: {
    summary: 'Code of TensorFlow 1 is used (`tf.placeholder`, `tf.Session`).',
    why: 'TensorFlow 2 took the sessions, placeholders and functions of TensorFlow 1 out of `tf.`, and `tf.contrib` altogether. No Keras brings them back: such a notebook fails with Keras 2 as well. Most of it goes on under `tf.compat.v1`, with `disable_v2_behavior()` for what builds a graph. Of that, `tf.layers` and `tf.nn.rnn_cell` want Keras 2.',
    limitations:
      'There is no fix where the notebook uses `tf.contrib` or what TensorFlow 1 itself dropped, where it mixes graphs with `tf.GradientTape`, and, on Keras 3, where a graph and models of Keras come together. A data set in `tensorflow.examples` has to come from elsewhere (`tf.keras.datasets`).',
    references: ['https://www.tensorflow.org/guide/migrate']
  },
  check(context, trans) {
    const tensorflow = findTensorFlow(context.expected);
    const [first] = tensorFlow1Uses(context.facts);
    if (!first || !tensorflow || !isAtLeast(tensorflow.version, 2, 0)) {
      return [];
    }
    const fix = wayOn(context, trans);
    return [
      {
        span: first.reference.span,
        message: trans.__(
          'This is TensorFlow 1 (%1): TensorFlow %2 does not have it, with Keras 2 neither.',
          first.reference.name.replace('tensorflow', 'tf'),
          tensorflow.version
        ),
        fixes: fix ? [fix] : []
      }
    ];
  },
  recognise({ evalue }, trans) {
    return /^module 'tensorflow\S*' has no attribute '(placeholder|Session|InteractiveSession|contrib|get_variable|variable_scope|global_variables_initializer|initialize_all_variables|reset_default_graph|get_default_graph|set_random_seed|random_normal|random_uniform|truncated_normal|ConfigProto|GPUOptions|app|flags|logging|gfile|layers|to_float|to_int32|to_int64|log|assign|mul|sub|pack)'|^module 'tensorflow\.\S*train' has no attribute '\w+Optimizer'|^No module named 'tensorflow\.(contrib|examples)/.test(
      evalue
    )
      ? trans.__(
          'This is code of TensorFlow 1; no TensorFlow 2 has it. Most of it goes on under tf.compat.v1.'
        )
      : null;
  },
  examples: [
    {
      name: 'a graph and a session',
      environment: 'tf-2.21',
      before: [
        'import numpy as np\nimport tensorflow as tf',
        'x = tf.placeholder(tf.float32, [None, 2])\nw = tf.get_variable("w", [2, 1])\nloss = tf.losses.mean_squared_error(labels=x[:, :1], predictions=tf.matmul(x, w))\ntrain = tf.train.GradientDescentOptimizer(0.1).minimize(loss)',
        'with tf.Session() as sess:\n    sess.run(tf.global_variables_initializer())\n    sess.run(train, feed_dict={x: np.ones((4, 2))})'
      ],
      fails: {
        ename: 'AttributeError',
        evalue: /has no attribute 'placeholder'/
      },
      after: [
        'import numpy as np\nimport tensorflow.compat.v1 as tf\ntf.disable_v2_behavior()',
        'x = tf.placeholder(tf.float32, [None, 2])\nw = tf.get_variable("w", [2, 1])\nloss = tf.losses.mean_squared_error(labels=x[:, :1], predictions=tf.matmul(x, w))\ntrain = tf.train.GradientDescentOptimizer(0.1).minimize(loss)',
        'with tf.Session() as sess:\n    sess.run(tf.global_variables_initializer())\n    sess.run(train, feed_dict={x: np.ones((4, 2))})'
      ]
    },
    {
      name: 'layers, which want Keras 2',
      environment: 'tf-2.16-with-tf-keras',
      before: [
        'import tensorflow as tf\nx = tf.placeholder(tf.float32, [None, 2])\nhidden = tf.layers.dense(x, 3)',
        'sess = tf.Session()\nsess.run(tf.global_variables_initializer())\nsess.run(hidden, {x: [[1, 2]]})'
      ],
      fails: {
        ename: 'AttributeError',
        evalue: /has no attribute 'placeholder'/
      },
      after: [
        '# Keras Doctor: this notebook needs Keras 2. Keep this cell before the first import of TensorFlow or Keras.\nimport os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        'import tensorflow.compat.v1 as tf\ntf.disable_v2_behavior()\nx = tf.placeholder(tf.float32, [None, 2])\nhidden = tf.layers.dense(x, 3)',
        'sess = tf.Session()\nsess.run(tf.global_variables_initializer())\nsess.run(hidden, {x: [[1, 2]]})'
      ]
    },
    {
      name: 'single functions in a notebook of today',
      environment: 'tf-2.16',
      before: [
        'import numpy as np\nimport tensorflow as tf\ntf.set_random_seed(1)\ntf.logging.set_verbosity(tf.logging.ERROR)',
        'model = tf.keras.Sequential([tf.keras.layers.Dense(1)])\nmodel.compile("sgd", "mean_squared_error")\nhistory = model.fit(np.ones((4, 2)), np.ones(4), verbose=0)\ntf.log(1.0)'
      ],
      fails: {
        ename: 'AttributeError',
        evalue: /has no attribute 'set_random_seed'/
      },
      after: [
        'import numpy as np\nimport tensorflow as tf\ntf.compat.v1.set_random_seed(1)\ntf.compat.v1.logging.set_verbosity(tf.compat.v1.logging.ERROR)',
        'model = tf.keras.Sequential([tf.keras.layers.Dense(1)])\nmodel.compile("sgd", "mean_squared_error")\nhistory = model.fit(np.ones((4, 2)), np.ones(4), verbose=0)\ntf.compat.v1.log(1.0)'
      ]
    },
    {
      name: 'contrib, which is gone',
      environment: 'tf-2.15',
      before: [
        'import tensorflow as tf\nx = tf.contrib.layers.fully_connected(tf.ones([1, 2]), 3)'
      ],
      fails: { ename: 'AttributeError', evalue: /has no attribute 'contrib'/ },
      after: null
    }
  ],
  clean: [
    {
      name: 'the same through compat.v1',
      environment: 'tf-2.21',
      cells: [
        'import tensorflow.compat.v1 as tf\ntf.disable_v2_behavior()\nx = tf.placeholder(tf.float32, [None, 2])\nloss = tf.losses.mean_squared_error(labels=x, predictions=x)\nsess = tf.Session()'
      ]
    },
    {
      name: 'names that the notebook gives back',
      environment: 'tf-2.16',
      cells: [
        'import tensorflow as tf\ntf.Session = tf.compat.v1.Session\nsess = tf.Session()'
      ]
    },
    {
      name: 'what TensorFlow 2 kept',
      environment: 'tf-2.15',
      cells: [
        'import tensorflow as tf\nx = tf.random.normal([2])\nloss = tf.losses.mean_squared_error([1.0], [2.0])\nstart = tf.random_normal_initializer()\nwith tf.name_scope("a"):\n    y = tf.nn.relu(x)'
      ]
    }
  ]
});

const builders = referencesTo(name =>
  /^tensorflow\.((sparse_)?placeholder|InteractiveSession|(Interactive)?Session#\w+)/.test(
    name
  )
);
/** What belongs to eager execution, and models that Keras 3 does not train in a graph. */
const eagerCode = referencesTo(name =>
  /^tensorflow\.(GradientTape|function)\b/.test(name)
);
const kerasCode = referencesTo(name =>
  /^(tensorflow\.keras|keras)\b/.test(name)
);

/** What makes the notebook run; null where nothing is known to. */
function wayOn(context: IContext, trans: ITranslate): IFix | null {
  const { facts } = context;
  const uses = tensorFlow1Uses(facts);
  if (uses.some(({ kind }) => kind === 'gone')) {
    return null;
  }
  return builders(facts).length > 0
    ? inGraphMode(context, uses, trans)
    : byName(facts, uses, trans);
}

function inGraphMode(
  context: IContext,
  uses: readonly ITensorFlow1Use[],
  trans: ITranslate
): IFix | null {
  const { facts } = context;
  const help = keras2For(context, uses, trans);
  const edits =
    help === null || eagerCode(facts).length > 0 ? [] : importEdits(facts);
  const [fix = null] = repair(
    trans.__('Write tensorflow.compat.v1'),
    edits.length > 0 ? [...(help ?? []), ...edits] : []
  );
  return fix;
}

/** What brings Keras 2 where the graph wants it; null where nothing does, or where Keras 3 would have to work in the graph. */
function keras2For(
  context: IContext,
  uses: readonly ITensorFlow1Use[],
  trans: ITranslate
): readonly Edit[] | null {
  const { facts, keras } = context;
  if (keras.flavor === 'keras2' || keras.flavor === 'tf-keras') {
    return [];
  }
  if (kerasCode(facts).length > 0) {
    return null;
  }
  if (!uses.some(({ kind }) => kind === 'layers')) {
    return [];
  }
  const legacy = legacyFix(context, trans);
  return legacy?.byHand === undefined ? (legacy?.edits ?? null) : null;
}

/** `import tensorflow as tf`, each of them; the first switches to graph mode. Empty where one is written otherwise. */
function importEdits({ imports, notebook }: IFacts): Edit[] {
  const found = imports.filter(
    ({ module, name }) => module === 'tensorflow' && name === null
  );
  const isPlain = found.every(
    ({ alias, guard }) => alias !== 'tensorflow' && guard === null
  );
  const [first] = found;
  return first && isPlain
    ? [
        ...found.map(({ moduleSpan }) =>
          replaceSpan(notebook, moduleSpan, 'tensorflow.compat.v1')
        ),
        addStatement(
          notebook,
          first.statementSpan,
          `${first.alias ?? ''}.disable_v2_behavior()`
        )
      ]
    : [];
}

/** Functions that do the same under `tf.compat.v1`, name by name. */
function byName(
  { notebook }: IFacts,
  uses: readonly ITensorFlow1Use[],
  trans: ITranslate
): IFix | null {
  const edits = uses.flatMap(({ reference: { span }, kind }) => {
    const text = notebook.cells[span.cell].source.slice(span.from, span.to);
    const dotted = /^(\w+)\.[\w.]+$/.exec(text);
    const at = span.from + (dotted?.[1].length ?? 0);
    return dotted && kind === 'eager'
      ? [replaceSpan(notebook, { ...span, from: at, to: at }, '.compat.v1')]
      : [];
  });
  const [fix = null] = repair(
    trans.__('Write tensorflow.compat.v1'),
    edits.length === uses.length ? edits : []
  );
  return fix;
}
