import { repair } from '../fixes/legacy-or-migrate';
import type { Edit } from '../fixes/model';
import { replaceSpan } from '../fixes/replace-text';
import { rewriteImportedName } from '../fixes/rewrite-import';
import { rewriteDotted } from '../fixes/rewrite-name';
import { isKeras2Since, kerasReferences, kerasUses } from '../keras-names';
import type { IKerasUse } from '../keras-names';
import type { IFacts } from '../notebook/model';
import { defineRule } from './define-rule';

const formerNames = kerasReferences(path =>
  /^mixed_precision\.(experimental(\.|$)|set_policy$)/.test(path)
);

/** `mixed_precision.experimental`, which left the experiment in 2020. */
export const mixedPrecisionExperimental = defineRule({
  id: 'mixed-precision-experimental',
  severity: 'error',
  docs: {
    summary: '`mixed_precision.experimental` or `set_policy` is used.',
    why: 'TensorFlow 2.4 moved mixed precision to `mixed_precision.set_global_policy` and `mixed_precision.Policy`; the old names are in no Keras since TensorFlow 2.7, and legacy Keras has them not either.',
    references: ['https://www.tensorflow.org/guide/mixed_precision']
  },
  check(context, trans) {
    return kerasUses(context, formerNames)
      .filter(use => use.flavor === 'keras3' || isKeras2Since(use, 7))
      .map(use => ({
        span: use.reference.span,
        message: trans.__(
          'No Keras has this any more; it is mixed_precision.set_global_policy and mixed_precision.Policy.'
        ),
        fixes: repair(
          trans.__('Write the present name'),
          edits(context.facts, use)
        )
      }))
      .filter(({ fixes }) => fixes.length > 0);
  },
  recognise({ evalue }, trans) {
    return /mixed_precision' has no attribute '(experimental|set_policy)'|cannot import name 'experimental' from '\S*mixed_precision'/.test(
      evalue
    )
      ? trans.__(
          'No Keras has this any more; it is mixed_precision.set_global_policy and mixed_precision.Policy.'
        )
      : null;
  },
  examples: [
    {
      name: 'spelled out',
      environment: 'tf-2.16',
      before: [
        'import tensorflow as tf\ntf.keras.mixed_precision.experimental.set_policy("mixed_float16")'
      ],
      fails: {
        ename: 'AttributeError',
        evalue: /has no attribute 'experimental'/
      },
      after: [
        'import tensorflow as tf\ntf.keras.mixed_precision.set_global_policy("mixed_float16")'
      ]
    },
    {
      name: 'imported',
      environment: 'tf-2.15',
      before: [
        'from tensorflow.keras.mixed_precision import experimental as mixed_precision',
        "policy = mixed_precision.Policy('mixed_float16')\nmixed_precision.set_policy(policy)"
      ],
      fails: {
        ename: 'ImportError',
        evalue: /cannot import name 'experimental'/
      },
      after: [
        'from tensorflow.keras import mixed_precision',
        "policy = mixed_precision.Policy('mixed_float16')\nmixed_precision.set_global_policy(policy)"
      ]
    }
  ],
  clean: [
    {
      name: 'the present names',
      environment: 'tf-2.16',
      cells: [
        'from tensorflow.keras import mixed_precision\nmixed_precision.set_global_policy("mixed_float16")'
      ]
    }
  ]
});

function edits(facts: IFacts, { path, reference }: IKerasUse): Edit[] {
  const { notebook, imports } = facts;
  if (reference.kind === 'import') {
    const statement = imports.find(
      ({ module, name }) =>
        name === 'experimental' && module.endsWith('.mixed_precision')
    );
    return statement
      ? rewriteImportedName(facts, statement, {
          module: statement.module.replace(/\.mixed_precision$/, ''),
          name: 'mixed_precision'
        })
      : [];
  }
  const isSetter = path.endsWith('set_policy');
  return [
    ...rewriteDotted(
      notebook,
      reference,
      'mixed_precision.experimental',
      'mixed_precision'
    ),
    ...(isSetter
      ? [replaceSpan(notebook, reference.lastSpan, 'set_global_policy')]
      : [])
  ];
}
