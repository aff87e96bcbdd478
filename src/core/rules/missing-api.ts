import { describe } from '../api-evidence';
import { apiFailures, firstFailures, mendableEvidence } from '../api-failures';
import type { IApiUse } from '../api-failures';
import type { IApiFinding } from '../compatibility/api-model';
import { bringKeras3 } from '../fixes/bring-keras-3';
import { legacyOrMigrate, migration } from '../fixes/legacy-or-migrate';
import type { IFix } from '../fixes/model';
import { replaceSpan } from '../fixes/replace-text';
import type { IReference } from '../notebook/model';
import type { ITranslate } from '../translate';
import { defineRule } from './define-rule';
import type { IContext } from './model';

/** What Keras 3 says of `add_weight("w", …)`: up to 3.13 in the first words, in 3.15 in the second (docs/behaviours.md). */
const nameByPlaceError =
  /add_weight\(\) got multiple values for argument '(?:shape|initializer)'|^`name` must be passed as a keyword argument\. Received: add_weight\(/;

/** Whatever else the generated API surfaces say is not there: names, methods, arguments, strings. */
export const missingApi = defineRule({
  id: 'missing-api',
  severity: 'error',
  reach: 'rest',
  docs: {
    summary: 'Something is used that the Keras of the kernel does not have.',
    why: 'The line raises an error as soon as it runs. Where Keras 2 has the name, legacy Keras (tf-keras) brings it back; where no Keras has it any more, the code must do without. This is known from the names, methods and arguments of every Keras release from 2.9 on.',
    limitations:
      'Only what can be followed from an import is looked up, and what other rules speak of is left to them. Where an import fails, the uses of what it brings are not reported as well.',
    references: ['https://keras.io/guides/migrating_to_keras_3/']
  },
  evidence: facts =>
    mendableEvidence(
      facts,
      ({ reference }, finding) =>
        isNameByPlace(reference, finding) || isOnlyRenamed(reference, finding)
    ),
  check(context, trans) {
    return firstFailures(apiFailures(context)).map(use => ({
      span: use.finding.span,
      message: message(use, trans),
      fixes: fixes(context, use, trans)
    }));
  },
  recognise({ ename, evalue }, trans) {
    if (nameByPlaceError.test(evalue)) {
      return trans.__(
        'Keras 3 takes the name of a weight by keyword only: add_weight(name=…).'
      );
    }
    const found =
      /^module '(?:\S+\.)?keras(?:\.\S+)?' has no attribute '(\w+)'/.exec(
        evalue
      ) ??
      /^cannot import name '(\w+)' from '(?:tensorflow\.|tf_)?keras\b/.exec(
        evalue
      ) ??
      /^No module named '(?:tensorflow\.)?keras\.([\w.]+)'/.exec(evalue);
    return found &&
      /^(AttributeError|ImportError|ModuleNotFoundError)$/.test(ename)
      ? trans.__('This Keras has no %1.', found[1])
      : null;
  },
  examples: [
    {
      name: 'a method of metrics',
      environment: 'tf-2.16',
      before: [
        'import tensorflow as tf\nloss = tf.keras.metrics.Mean()\nloss.reset_states()'
      ],
      fails: {
        ename: 'AttributeError',
        evalue: /has no attribute 'reset_states'/
      },
      options: { wantedKeras: 'keras3' },
      after: [
        'import tensorflow as tf\nloss = tf.keras.metrics.Mean()\nloss.reset_state()'
      ]
    },
    {
      name: 'the name of a weight, passed by its place',
      environment: 'tf-2.16',
      before: [
        'import tensorflow as tf',
        'class Scale(tf.keras.layers.Layer):\n    def build(self, input_shape):\n        self.factor = self.add_weight("factor_{}".format(self.name), shape=(), initializer="ones")\nScale().build([3])'
      ],
      fails: {
        ename: 'ValueError',
        evalue: /`name` must be passed as a keyword argument/
      },
      options: { wantedKeras: 'keras3' },
      after: [
        'import tensorflow as tf',
        'class Scale(tf.keras.layers.Layer):\n    def build(self, input_shape):\n        self.factor = self.add_weight(name="factor_{}".format(self.name), shape=(), initializer="ones")\nScale().build([3])'
      ]
    },
    {
      name: 'a method of layers',
      environment: 'tf-2.16-with-tf-keras',
      before: [
        'import tensorflow as tf',
        'layer = tf.keras.layers.Dense(3)\noutput = layer(tf.keras.Input([2]))\nprint(layer.get_output_shape_at(0))'
      ],
      fails: {
        ename: 'AttributeError',
        evalue: /has no attribute 'get_output_shape_at'/
      },
      after: [
        '# Keras Doctor: this notebook needs Keras 2. Keep this cell before the first import of TensorFlow or Keras.\nimport os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        'import tensorflow as tf',
        'layer = tf.keras.layers.Dense(3)\noutput = layer(tf.keras.Input([2]))\nprint(layer.get_output_shape_at(0))'
      ]
    },
    {
      name: 'gone from every Keras',
      environment: 'tf-2.15',
      before: ['from tensorflow.keras.utils import multi_gpu_model'],
      fails: {
        ename: 'ImportError',
        evalue: /cannot import name 'multi_gpu_model'/
      },
      after: null
    }
  ],
  clean: [
    {
      name: 'there in both',
      environment: 'tf-2.16',
      cells: [
        'import tensorflow as tf\nloss = tf.keras.metrics.Mean()\nloss.reset_state()\nrate = tf.keras.optimizers.Adam(learning_rate=0.1).learning_rate'
      ]
    }
  ]
});

function message(
  { finding, flavor, version }: IApiUse,
  trans: ITranslate
): string {
  const what = describe(finding);
  return flavor === 'tf-keras'
    ? trans.__('Legacy Keras (tf-keras) has no %1.', what)
    : trans.__('Keras %1 has no %2.', version ?? '', what);
}

function fixes(context: IContext, use: IApiUse, trans: ITranslate): IFix[] {
  const { finding, flavor } = use;
  if (flavor === 'keras3') {
    const rewrite =
      byKeyword(context, use, trans) ?? rename(context, use, trans);
    return finding.legacy
      ? legacyOrMigrate(context, trans, rewrite)
      : rewrite
        ? [rewrite]
        : [];
  }
  const isForKeras3 =
    context.verdict.needs === 'keras3' && finding.keras3 !== false;
  const fix = isForKeras3 ? bringKeras3(context, trans) : null;
  return fix ? [fix] : [];
}

/** What has another name in Keras 3, and takes and does the same. */
const sameElsewhere = /^(?:reset_state|negative_slope|l1|l2)$/;

function isOnlyRenamed(
  { call, kind }: IReference,
  { what, parameter, replacement = '' }: IApiFinding
): boolean {
  return (
    sameElsewhere.test(replacement) &&
    (what === 'attribute'
      ? kind !== 'assign'
      : call?.arguments.some(({ keyword }) => keyword === parameter) === true)
  );
}

/** `add_weight("kernel", shape=[3])`: a name that is passed by place, alone, is a name in both when it says so. */
function isNameByPlace(
  { call }: IReference,
  { what, parameter }: IApiFinding
): boolean {
  const placed = call?.arguments.filter(({ keyword }) => keyword === null);
  return what === 'positional' && parameter === 'name' && placed?.length === 1;
}

function byKeyword(
  { facts: { notebook } }: IContext,
  { finding, reference }: IApiUse,
  trans: ITranslate
): IFix | null {
  if (!isNameByPlace(reference, finding)) {
    return null;
  }
  const { span } = finding;
  const text = notebook.cells[span.cell].source.slice(span.from, span.to);
  return migration(trans.__('Write %1', 'name='), [
    replaceSpan(notebook, span, `name=${text}`)
  ]);
}

/** An attribute or a keyword that has another name in Keras 3. */
function rename(
  { facts }: IContext,
  { finding, reference: { lastSpan } }: IApiUse,
  trans: ITranslate
): IFix | null {
  const { what, replacement, parameter, span } = finding;
  if (!replacement || !/^\w+$/.test(replacement)) {
    return null;
  }
  const title = trans.__('Write %1', replacement);
  const { notebook } = facts;
  const text = notebook.cells[span.cell].source.slice(span.from, span.to);
  if (what === 'attribute') {
    return migration(title, [replaceSpan(notebook, lastSpan, replacement)]);
  }
  const isKeyword =
    what === 'parameter' && parameter && text.startsWith(`${parameter}=`);
  const to = span.from + (parameter?.length ?? 0);
  return isKeyword
    ? migration(title, [replaceSpan(notebook, { ...span, to }, replacement)])
    : null;
}
