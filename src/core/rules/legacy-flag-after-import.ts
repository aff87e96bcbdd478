import { comesTooLate, honoursLegacyFlag } from '../expected-keras';
import { findTensorFlow } from '../environment/find-tensorflow';
import { firstImport, lateSettings, legacyFix } from '../fixes/legacy-cell';
import { repair } from '../fixes/legacy-or-migrate';
import { removeStatements } from '../fixes/replace-text';
import { isLegacyValue } from '../legacy-value';
import type { IVariableSetting } from '../notebook/model';
import { goesToKeras3 } from '../verdict';
import type { IContext } from './model';
import type { IFix } from '../fixes/model';
import type { ITranslate } from '../translate';
import { defineRule } from './define-rule';

/** The flag set after TensorFlow was imported: TensorFlow has already chosen its Keras, so the line does nothing. */
export const legacyFlagAfterImport = defineRule({
  id: 'legacy-flag-after-import',
  severity: 'error',
  docs: {
    summary: 'TF_USE_LEGACY_KERAS is set too late.',
    why: '`from tensorflow.keras …` is decided while TensorFlow is being imported; `tf.keras` at its first use. A line after that changes nothing, and nothing says so: the notebook goes on with Keras 3.',
    limitations:
      'Between `import tensorflow` and the first use of `tf.keras` the line still works as long as the notebook never imports from `tensorflow.keras`; that case is left alone.',
    references: ['https://github.com/serengil/deepface/issues/1122']
  },
  check(context, trans) {
    const tensorflow = findTensorFlow(context.expected);
    if (
      !tensorflow ||
      !honoursLegacyFlag(tensorflow.version) ||
      context.keras.legacy
    ) {
      return [];
    }
    const { facts } = context;
    return lateSettings(facts)
      .filter(({ value }) => isLegacyValue(value))
      .filter(setting => comesTooLate(facts, setting))
      .map(setting => ({
        span: setting.span,
        message: trans.__(
          'Set after TensorFlow was imported (cell %1): it has no effect.',
          (firstImport(facts)?.statementSpan.cell ?? 0) + 1
        ),
        fixes: fixes(context, setting, trans)
      }));
  },
  examples: [
    {
      name: 'flag in the second line',
      environment: 'tf-2.16-with-tf-keras',
      before: [
        'import tensorflow as tf',
        'import os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        'from tensorflow.keras.layers import GRU\nGRU(4, batch_input_shape=[1, None, 3])'
      ],
      fails: {
        ename: 'ValueError',
        evalue: /Unrecognized keyword arguments passed to GRU/
      },
      after: [
        '# Keras Doctor: this notebook needs Keras 2. Keep this cell before the first import of TensorFlow or Keras.\nimport os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        'import tensorflow as tf',
        'import os',
        'from tensorflow.keras.layers import GRU\nGRU(4, batch_input_shape=[1, None, 3])'
      ]
    }
  ],
  clean: [
    {
      name: 'flag before the import',
      environment: 'tf-2.16-with-tf-keras',
      cells: [
        'import os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        'from tensorflow.keras.layers import GRU\nGRU(4, batch_input_shape=[1, None, 3])'
      ]
    },
    {
      name: 'flag between the import and the first use of tf.keras',
      environment: 'tf-2.16-with-tf-keras',
      cells: [
        'import tensorflow as tf\nimport os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        'tf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])'
      ]
    }
  ]
});

/** A notebook that needs Keras 3 loses the line; any other gets what the line was meant to do. */
function fixes(
  context: IContext,
  setting: IVariableSetting,
  trans: ITranslate
): IFix[] {
  const remove = repair(
    trans.__('Remove the line that has no effect'),
    removeStatements(context.facts.notebook, [setting.span])
  );
  const legacy = goesToKeras3(context) ? null : legacyFix(context, trans);
  return legacy ? [legacy, ...remove] : remove;
}
