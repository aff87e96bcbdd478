import { findTensorFlow } from '../environment/find-tensorflow';
import { isAtLeast } from '../compatibility/version';
import { referencesTo } from '../find-references';
import { installFix } from '../fixes/install-cell';
import { firstImport, legacyFix } from '../fixes/legacy-cell';
import type { IFix } from '../fixes/model';
import type { IReference } from '../notebook/model';
import type { ITranslate } from '../translate';
import { goesToKeras3 } from '../verdict';
import { defineRule } from './define-rule';
import type { IContext } from './model';

const id = 'transformers-tf-classes';

/** The TensorFlow classes of Transformers: built on tf-keras in release 4, gone in release 5. */
export const transformersTfClasses = defineRule({
  id,
  severity: 'error',
  docs: {
    summary: 'TensorFlow classes of Transformers are used.',
    why: 'Transformers 4 builds its `TF…` classes on tf-keras and raises without it: "Your currently installed version of Keras is Keras 3, but this is not yet supported in Transformers". Transformers 5 has no such classes any more.',
    limitations:
      'Transformers 4 gets no new models. The PyTorch classes of the same names without `TF` go on.',
    references: [
      'https://github.com/huggingface/transformers/issues/34761',
      'https://github.com/googlecolab/colabtools/issues/5872'
    ]
  },
  evidence: facts =>
    tfClasses(facts)
      .slice(0, 1)
      .map(reference => ({
        side: 'keras2',
        span: reference.span,
        what: className(reference)
      })),
  check(context, trans) {
    const [reference] = tfClasses(context.facts);
    const { distributions } = context.expected;
    const version = distributions.get('transformers')?.version;
    const isGone = version !== undefined && isAtLeast(version, 5, 0);
    const lacksKeras =
      context.keras.flavor === 'keras3' && !distributions.has('tf-keras');
    if (!reference || !(isGone || lacksKeras)) {
      return [];
    }
    const name = className(reference);
    return [
      {
        span: reference.span,
        message: isGone
          ? trans.__(
              'Transformers %1 has no TensorFlow classes: %2 needs Transformers 4 and tf-keras.',
              version,
              name
            )
          : trans.__('%1 needs tf-keras, which is not installed.', name),
        fixes: fixes(context, isGone, trans)
      }
    ];
  },
  recognise({ evalue, traceback }, trans) {
    if (
      /version of Keras is Keras 3, but this is not yet supported in Transformers/.test(
        evalue + traceback
      )
    ) {
      return trans.__(
        'The TensorFlow classes of Transformers 4 need tf-keras.'
      );
    }
    return /cannot import name 'TF\w+' from 'transformers'|module transformers has no attribute TF\w+/.test(
      evalue
    )
      ? trans.__('Transformers 5 has no TensorFlow classes any more.')
      : null;
  },
  examples: [
    {
      name: 'tf-keras missing',
      environment: 'tf-2.16-with-transformers-4',
      before: [
        'from transformers import BertConfig, TFBertModel',
        'model = TFBertModel(BertConfig(hidden_size=8, num_hidden_layers=1, num_attention_heads=2, intermediate_size=8, vocab_size=20))'
      ],
      fails: {
        ename: 'ValueError',
        evalue: /Your currently installed version of Keras is Keras 3/
      },
      after: [
        '# Keras Doctor: this notebook needs Keras 2. Keep this cell before the first import of TensorFlow or Keras.\n%pip install -q --no-deps "tf-keras~=2.16.0"\nimport os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        'from transformers import BertConfig, TFBertModel',
        'model = TFBertModel(BertConfig(hidden_size=8, num_hidden_layers=1, num_attention_heads=2, intermediate_size=8, vocab_size=20))'
      ]
    },
    {
      name: 'Transformers 5',
      environment: 'tf-2.16-with-transformers-5',
      before: [
        'from transformers import BertConfig, TFBertModel',
        'model = TFBertModel(BertConfig(hidden_size=8, num_hidden_layers=1, num_attention_heads=2, intermediate_size=8, vocab_size=20))'
      ],
      fails: {
        ename: 'ImportError',
        evalue: /cannot import name 'TFBertModel' from 'transformers'/
      },
      after: [
        '# Keras Doctor: this notebook needs Keras 2. Keep this cell before the first import of TensorFlow or Keras.\n%pip install -q --no-deps "tf-keras~=2.16.0"\nimport os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        '# Keras Doctor: the last Transformers with TensorFlow classes.\n%pip install -q "transformers<5"',
        'from transformers import BertConfig, TFBertModel',
        'model = TFBertModel(BertConfig(hidden_size=8, num_hidden_layers=1, num_attention_heads=2, intermediate_size=8, vocab_size=20))'
      ]
    }
  ],
  clean: [
    {
      name: 'no TensorFlow classes',
      environment: 'tf-2.16-with-transformers-4',
      cells: ['from transformers import BertConfig\nconfig = BertConfig()']
    }
  ]
});

/** Where a `TF…` class is imported or used. */
const tfClasses = referencesTo(
  name => /^transformers\.(\w+\.)*TF[A-Z]\w*([.#]|$)/.test(name),
  reference => (reference.guard === null ? [reference] : [])
);

/** `TFBertModel` of `transformers.TFBertModel.from_pretrained`. */
function className({ name }: IReference): string {
  return /\bTF[A-Z]\w*/.exec(name)?.[0] ?? name;
}

/** Legacy Keras with its tf-keras and, where it must be, the last Transformers of release 4. */
function fixes(context: IContext, isGone: boolean, trans: ITranslate): IFix[] {
  const { facts } = context;
  if (!mayUseKeras2(context)) {
    return [];
  }
  const legacy = legacyFix(context, trans);
  const { cells } = facts.notebook;
  const cell = cells[firstImport(facts)?.statementSpan.cell ?? 0];
  const comment = trans.__(
    'Keras Doctor: the last Transformers with TensorFlow classes.'
  );
  if (!isGone || cells.some(({ insertedBy }) => insertedBy === id)) {
    return legacy ? [legacy] : [];
  }
  return [
    installFix(
      context,
      {
        title: trans.__('Use Transformers 4 with tf-keras'),
        choice: 'legacy',
        comment,
        requirements: ['transformers<5'],
        edits: source => [
          ...(legacy?.edits ?? []),
          { kind: 'insert-cell', beforeCellId: cell.id, source, rule: id }
        ]
      },
      trans
    )
  ];
}

function mayUseKeras2(context: IContext): boolean {
  return !goesToKeras3(context) && findTensorFlow(context.expected) !== null;
}
