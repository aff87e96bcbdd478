import { isLegacyValue } from '../legacy-value';
import { replaceSpan } from '../fixes/replace-text';
import type { INotebook, IVariableSetting } from '../notebook/model';
import { defineRule } from './define-rule';

/** Values that people write for "no"; TensorFlow takes every other text for a no as well. */
const meantAsNo = ['0', 'false', 'False', ''];

/** A value that looks like a yes and that TensorFlow does not take for one. */
export const legacyFlagIgnoredValue = defineRule({
  id: 'legacy-flag-ignored-value',
  severity: 'error',
  docs: {
    summary: 'TF_USE_LEGACY_KERAS has a value that TensorFlow ignores.',
    why: 'Only the exact texts `1`, `true` and `True` count. `TRUE`, `yes`, `on` or ` 1` are taken for a no without a word, `%env A="1"` stores the quotes with the value, and `!export` sets the variable of a shell that ends with the line.',
    references: [
      'https://github.com/tensorflow/tensorflow/blob/v2.16.2/tensorflow/python/util/lazy_loader.py'
    ]
  },
  check({ facts, keras }, trans) {
    return facts.variables
      .filter(setting => setting.variable === 'TF_USE_LEGACY_KERAS')
      .filter(setting => setting.how !== 'delete' && !isTaken(setting))
      .filter(({ effective }) => effective || !keras.legacy)
      .map(setting => ({
        span: setting.span,
        message: setting.effective
          ? trans.__(
              'TensorFlow ignores the value %1: only 1, true and True count.',
              textOf(facts.notebook, setting)
            )
          : trans.__(
              'This does not reach the kernel: TensorFlow never sees it.'
            ),
        fixes: [
          {
            title: trans.__('Set the variable to "1"'),
            choice: 'repair' as const,
            edits: [replaceSpan(facts.notebook, ...corrected(setting))]
          }
        ]
      }));
  },
  examples: [
    {
      name: 'a yes in words',
      environment: 'tf-2.16-with-tf-keras',
      before: [
        'import os\nos.environ["TF_USE_LEGACY_KERAS"] = "yes"',
        'import tensorflow as tf\ntf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])'
      ],
      fails: {
        ename: 'ValueError',
        evalue: /Unrecognized keyword arguments passed to GRU/
      },
      after: [
        'import os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        'import tensorflow as tf\ntf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])'
      ]
    },
    {
      name: 'quotes in a magic',
      environment: 'tf-2.16-with-tf-keras',
      before: [
        '%env TF_USE_LEGACY_KERAS="1"',
        'import tensorflow as tf\ntf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])'
      ],
      fails: {
        ename: 'ValueError',
        evalue: /Unrecognized keyword arguments passed to GRU/
      },
      after: [
        '%env TF_USE_LEGACY_KERAS=1',
        'import tensorflow as tf\ntf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])'
      ]
    },
    {
      name: 'a shell of its own',
      environment: 'tf-2.16-with-tf-keras',
      before: [
        '!export TF_USE_LEGACY_KERAS=1',
        'import tensorflow as tf\ntf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])'
      ],
      fails: {
        ename: 'ValueError',
        evalue: /Unrecognized keyword arguments passed to GRU/
      },
      after: [
        '%env TF_USE_LEGACY_KERAS=1',
        'import tensorflow as tf\ntf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])'
      ]
    }
  ],
  clean: [
    {
      name: 'switched off on purpose',
      environment: 'tf-2.16-with-tf-keras',
      cells: [
        'import os\nos.environ["TF_USE_LEGACY_KERAS"] = "0"',
        'import tensorflow as tf\ntf.keras.layers.GRU(4)'
      ]
    },
    {
      name: 'a shell of its own beside a setting that counts',
      environment: 'tf-2.16-with-tf-keras',
      cells: [
        '!export TF_USE_LEGACY_KERAS=1\n%env TF_USE_LEGACY_KERAS=1',
        'import tensorflow as tf\ntf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])'
      ]
    }
  ]
});

/** Taken as it is meant, or not known from the source. */
function isTaken({ value, effective }: IVariableSetting): boolean {
  return effective
    ? value === null || isLegacyValue(value) || meantAsNo.includes(value)
    : value !== null && meantAsNo.includes(value);
}

function textOf(
  notebook: INotebook,
  { span, valueSpan }: IVariableSetting
): string {
  const { from, to } = valueSpan ?? span;
  return notebook.cells[span.cell].source.slice(from, to).slice(0, 80);
}

/** Where to write what: the value alone, or a magic in place of a shell line, which reaches nothing. */
function corrected(
  setting: IVariableSetting
): [IVariableSetting['span'], string] {
  if (setting.how === 'shell') {
    return [setting.span, '%env TF_USE_LEGACY_KERAS=1'];
  }
  return [
    setting.valueSpan ?? setting.span,
    setting.how === 'magic' ? '1' : '"1"'
  ];
}
