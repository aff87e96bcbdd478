import { legacyOrMigrate, migration } from '../fixes/legacy-or-migrate';
import type { Edit } from '../fixes/model';
import {
  optimizerClass,
  renameLr,
  replaceDecay
} from '../fixes/optimizer-arguments';
import { rewriteImportedName, rewriteModule } from '../fixes/rewrite-import';
import { rewriteDotted } from '../fixes/rewrite-name';
import { kerasReferences, keras3Uses, rewritable } from '../keras-names';
import type { IFacts, IReference } from '../notebook/model';
import { defineRule } from './define-rule';

const legacyOptimizers = kerasReferences(path =>
  path.startsWith('optimizers.legacy.')
);

/** `optimizers.legacy.Adam`: there in Keras 3 by name only. */
export const legacyOptimizer = defineRule({
  id: 'legacy-optimizer',
  severity: 'error',
  docs: {
    summary: 'An optimizer of `optimizers.legacy` is made under Keras 3.',
    why: 'The import works, and the call raises ImportError: "`keras.optimizers.legacy` is not supported in Keras 3". The optimizers of Keras 3 take the same arguments but for `lr` and `decay`.',
    limitations:
      'The legacy optimizers and the new ones differ in details (when weights are decayed, how variables are named), so checkpoints of one cannot be read by the other.',
    references: [
      'https://github.com/mrosol/Nonlincausality/issues/11',
      'https://github.com/keras-team/keras/issues/18540'
    ]
  },
  evidence: rewritable(
    path => path.startsWith('optimizers.legacy'),
    ({ reference }) => reference.span
  ),
  check(context, trans) {
    return keras3Uses(context, legacyOptimizers)
      .filter(({ reference }) => /^(call|subclass)$/.test(reference.kind))
      .map(({ path, reference }) => ({
        span: reference.span,
        message: trans.__(
          'Keras 3 has no legacy optimizers: making one raises ImportError.'
        ),
        fixes: legacyOrMigrate(
          context,
          trans,
          optimizerClass(path) === null
            ? null
            : migration(
                trans.__("Use Keras 3's own optimizer"),
                modernised(context.facts, reference)
              )
        )
      }));
  },
  recognise({ ename, evalue }, trans) {
    return ename === 'ImportError' &&
      evalue.startsWith('`keras.optimizers.legacy` is not supported')
      ? trans.__(
          'Keras 3 has no legacy optimizers; take the one without legacy.'
        )
      : null;
  },
  examples: [
    {
      name: 'with the arguments of its time',
      environment: 'tf-2.16',
      before: [
        'import tensorflow as tf',
        'optimizer = tf.keras.optimizers.legacy.SGD(lr=0.1, decay=0.01)'
      ],
      fails: {
        ename: 'ImportError',
        evalue: /`keras\.optimizers\.legacy` is not supported in Keras 3/
      },
      after: [
        'import tensorflow as tf',
        'optimizer = tf.keras.optimizers.SGD(learning_rate=tf.keras.optimizers.schedules.InverseTimeDecay(0.1, decay_steps=1, decay_rate=0.01))'
      ]
    },
    {
      name: 'imported by name',
      environment: 'tf-2.21',
      before: [
        'from tensorflow.keras.optimizers.legacy import Adam',
        'optimizer = Adam(learning_rate=0.01)'
      ],
      fails: {
        ename: 'ImportError',
        evalue: /`keras\.optimizers\.legacy` is not supported in Keras 3/
      },
      after: [
        'from tensorflow.keras.optimizers import Adam',
        'optimizer = Adam(learning_rate=0.01)'
      ]
    }
  ],
  clean: [
    {
      name: 'tf-keras has them',
      environment: 'tf-2.16-with-tf-keras',
      cells: [
        'import os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        'import tensorflow as tf\noptimizer = tf.keras.optimizers.legacy.Adam(lr=0.01)'
      ]
    },
    {
      name: 'mentioned, not made',
      environment: 'tf-2.16',
      cells: ['from tensorflow.keras.optimizers import legacy']
    }
  ]
});

/** The name without `legacy`, where it is spelled out or where it is imported, and arguments that the new one takes. */
function modernised(facts: IFacts, reference: IReference): Edit[] {
  const { notebook } = facts;
  const dotted = rewriteDotted(
    notebook,
    reference,
    'optimizers.legacy',
    'optimizers'
  );
  const named = dotted.length > 0 ? dotted : importEdits(facts, reference);
  const { call } = reference;
  return named.length > 0 && call
    ? [
        ...named,
        ...renameLr(notebook, reference),
        ...replaceDecay(facts, reference)
      ]
    : [];
}

function importEdits(facts: IFacts, { span }: IReference): Edit[] {
  const { notebook, imports } = facts;
  const { source } = notebook.cells[span.cell];
  const [bound] = source.slice(span.from, span.to).split('.');
  const statement = imports.find(({ alias }) => alias === bound);
  if (statement?.module.endsWith('.optimizers.legacy')) {
    const module = statement.module.replace(/\.legacy$/, '');
    return [rewriteModule(notebook, statement, module)];
  }
  return statement?.name === 'legacy'
    ? rewriteImportedName(facts, statement, {
        module: statement.module.replace(/\.optimizers$/, ''),
        name: 'optimizers'
      })
    : [];
}
