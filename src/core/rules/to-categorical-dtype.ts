import {
  findArgument,
  removeArguments,
  valueText
} from '../fixes/edit-arguments';
import { repair } from '../fixes/legacy-or-migrate';
import type { Edit } from '../fixes/model';
import { replaceSpan } from '../fixes/replace-text';
import { keras3Uses, kerasReferences, rewritable } from '../keras-names';
import type { IArgument, INotebook, IReference } from '../notebook/model';
import { defineRule } from './define-rule';

const calls = kerasReferences(isToCategorical, use => {
  const dtype = dtypeOf(use.reference);
  return dtype ? [{ ...use, dtype }] : [];
});

/** `to_categorical(…, dtype=…)`: Keras 3 takes no dtype and gives float64. */
export const toCategoricalDtype = defineRule({
  id: 'to-categorical-dtype',
  severity: 'error',
  docs: {
    summary:
      '`to_categorical` is given a `dtype`, which Keras 3 does not take.',
    why: 'Keras 3 raises "unexpected keyword argument \'dtype\'". Its `to_categorical` gives float64, where Keras 2 gave float32; `.astype(…)` after the call is the same in both.',
    limitations:
      'A call without `dtype` runs in both and is not reported, though it gives float64 in Keras 3.',
    references: ['https://github.com/keras-team/keras/issues/18467']
  },
  evidence: rewritable(
    isToCategorical,
    ({ reference }) => dtypeOf(reference)?.span ?? null
  ),
  check(context, trans) {
    return keras3Uses(context, calls).map(({ reference, dtype }) => ({
      span: dtype.span,
      message: trans.__(
        'to_categorical of Keras 3 takes no dtype; convert its result.'
      ),
      fixes: repair(
        trans.__('Convert the result with astype'),
        converted(context.facts.notebook, reference, dtype)
      )
    }));
  },
  recognise({ evalue }, trans) {
    return /^to_categorical\(\) got an unexpected keyword argument 'dtype'/.test(
      evalue
    )
      ? trans.__(
          'to_categorical of Keras 3 takes no dtype; convert its result.'
        )
      : null;
  },
  examples: [
    {
      name: 'float32 labels',
      environment: 'tf-2.16',
      before: [
        'from tensorflow.keras.utils import to_categorical',
        "labels = to_categorical([0, 1, 2], num_classes=3, dtype='float32')\nassert labels.dtype == 'float32'"
      ],
      fails: {
        ename: 'TypeError',
        evalue: /unexpected keyword argument 'dtype'/
      },
      after: [
        'from tensorflow.keras.utils import to_categorical',
        "labels = to_categorical([0, 1, 2], num_classes=3).astype('float32')\nassert labels.dtype == 'float32'"
      ]
    }
  ],
  clean: [
    {
      name: 'without dtype',
      environment: 'tf-2.16',
      cells: [
        'from tensorflow.keras.utils import to_categorical\nlabels = to_categorical([0, 1, 2])'
      ]
    },
    {
      name: 'Keras 2',
      environment: 'tf-2.15',
      cells: [
        "from tensorflow.keras.utils import to_categorical\nlabels = to_categorical([0, 1, 2], dtype='int32')"
      ]
    }
  ]
});

function isToCategorical(path: string): boolean {
  return path === 'utils.to_categorical';
}

function dtypeOf({ call }: IReference): IArgument | null {
  return findArgument(call, 'dtype');
}

function converted(
  notebook: INotebook,
  { call, fullSpan }: IReference,
  dtype: IArgument
): Edit[] {
  const removed = call ? removeArguments(notebook, call, [dtype]) : [];
  const { cell, to } = fullSpan;
  const suffix = `.astype(${valueText(notebook, dtype)})`;
  return removed.length > 0
    ? [...removed, replaceSpan(notebook, { cell, from: to, to }, suffix)]
    : [];
}
