import { findArgument, valueText } from '../fixes/edit-arguments';
import { repair } from '../fixes/legacy-or-migrate';
import { replaceSpan } from '../fixes/replace-text';
import { kerasReferences, keras3Uses, rewritable } from '../keras-names';
import type { IArgument, IReference } from '../notebook/model';
import { defineRule } from './define-rule';

const automatic = kerasReferences(isLoss, use => {
  const argument = auto(use.reference);
  return argument ? [{ ...use, argument }] : [];
});

/** A loss with `reduction=AUTO`, a value that Keras 3 does not know. */
export const reductionAuto = defineRule({
  id: 'reduction-auto',
  severity: 'error',
  docs: {
    summary: 'A loss is made with `Reduction.AUTO` or `reduction="auto"`.',
    why: 'Keras 3 raises "Invalid value for argument `reduction`". In Keras 2 `auto` was `sum_over_batch_size` everywhere but under a distribution strategy, and both take that name.',
    references: ['https://github.com/keras-team/keras/issues/18467']
  },
  evidence: rewritable(
    isLoss,
    ({ reference }) => auto(reference)?.span ?? null
  ),
  check(context, trans) {
    const { notebook } = context.facts;
    return keras3Uses(context, automatic).map(({ argument }) => ({
      span: argument.span,
      message: trans.__(
        'Keras 3 has no reduction "auto"; it was sum_over_batch_size.'
      ),
      fixes: repair(trans.__('Write "sum_over_batch_size"'), [
        replaceSpan(
          notebook,
          argument.valueSpan,
          quoted(valueText(notebook, argument))
        )
      ])
    }));
  },
  recognise({ evalue }, trans) {
    return /^Invalid value for argument `reduction`.*Received: reduction=auto/s.test(
      evalue
    )
      ? trans.__('Keras 3 has no reduction "auto"; it was sum_over_batch_size.')
      : null;
  },
  examples: [
    {
      name: 'by constant and by name',
      environment: 'tf-2.16',
      before: [
        'import tensorflow as tf',
        "first = tf.keras.losses.MeanSquaredError(reduction=tf.keras.losses.Reduction.AUTO)\nsecond = tf.keras.losses.BinaryCrossentropy(reduction='auto')"
      ],
      fails: {
        ename: 'ValueError',
        evalue: /Invalid value for argument `reduction`/
      },
      after: [
        'import tensorflow as tf',
        'first = tf.keras.losses.MeanSquaredError(reduction="sum_over_batch_size")\nsecond = tf.keras.losses.BinaryCrossentropy(reduction=\'sum_over_batch_size\')'
      ]
    }
  ],
  clean: [
    {
      name: 'other reductions',
      environment: 'tf-2.16',
      cells: [
        'import tensorflow as tf\nloss = tf.keras.losses.MeanSquaredError(reduction=tf.keras.losses.Reduction.NONE)'
      ]
    },
    {
      name: 'Keras 2',
      environment: 'tf-2.15',
      cells: [
        'import tensorflow as tf\nloss = tf.keras.losses.MeanSquaredError(reduction=tf.keras.losses.Reduction.AUTO)'
      ]
    }
  ]
});

function isLoss(path: string): boolean {
  return path.startsWith('losses.');
}

function auto({ call }: IReference): IArgument | null {
  const argument = findArgument(call, 'reduction');
  const value = argument?.value;
  const isAuto =
    (value?.kind === 'literal' && value.value === 'auto') ||
    (value?.kind === 'name' && /\bReduction\.AUTO$/.test(value.name));
  return argument && isAuto ? argument : null;
}

/** In the quotes that stand there. */
function quoted(text: string): string {
  const quote = text.startsWith("'") ? "'" : '"';
  return `${quote}sum_over_batch_size${quote}`;
}
