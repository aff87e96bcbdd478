import { referencesTo } from '../find-references';
import { convertExported } from '../fixes/export-model';
import { legacyOrMigrate, migration } from '../fixes/legacy-or-migrate';
import type { ITranslate } from '../translate';
import { defineRule } from './define-rule';
import type { IContext, IFinding } from './model';

const savers = referencesTo(name =>
  /^tensorflowjs\.converters\.(\w+\.)*save_keras_model$/.test(name)
);

/** A Keras 3 model given to the TensorFlow.js converter: it converts, and no browser loads the result. */
export const tfjsConversion = defineRule({
  id: 'tfjs-conversion',
  severity: 'warning',
  docs: {
    summary: 'A Keras 3 model is converted for TensorFlow.js.',
    why: 'The converter writes what Keras 3 says of its model, and TensorFlow.js 4.22 does not understand it: of 107 models made with Keras 3.15 none loaded ("An InputLayer should be passed either a `batchInputShape` or an `inputShape`"). Three ways lead on: build and save the model under tf-keras; export it and convert the folder to a graph model, which takes any layer; or convert as it is and mend the `model.json` with the repair command.',
    limitations:
      'A graph model is loaded with `tf.loadGraphModel` in the browser, and cannot be trained there.',
    references: [
      'https://github.com/tensorflow/tfjs/issues/8328',
      'https://github.com/tensorflow/tfjs/issues/8494'
    ]
  },
  check(context, trans) {
    return context.keras.flavor === 'keras3'
      ? [...calls(context, trans), ...commands(context, trans)]
      : [];
  },
  recognise({ traceback }, trans) {
    return /An InputLayer should be passed either a `?batchInputShape|Corrupted configuration, expected array for nodeData|Provided weight data has no target variable/.test(
      traceback
    )
      ? trans.__(
          'TensorFlow.js does not understand the model.json of Keras 3; the repair command mends it.'
        )
      : null;
  },
  examples: [
    {
      name: 'from Python',
      environment: 'tf-2.16',
      before: [
        'import tensorflow as tf\nimport tensorflowjs as tfjs\nmodel = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(1)])',
        'tfjs.converters.save_keras_model(model, "web")'
      ],
      fails: { silently: 'False' },
      after: [
        'import tensorflow as tf\nimport tensorflowjs as tfjs\nmodel = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(1)])',
        'model.export("exported_model")\ntfjs.converters.convert_tf_saved_model("exported_model", "web")'
      ]
    }
  ],
  clean: [
    {
      name: 'a graph model',
      environment: 'tf-2.16',
      cells: [
        'import tensorflow as tf\nimport tensorflowjs as tfjs\nmodel = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(1)])\nmodel.export("folder")\ntfjs.converters.convert_tf_saved_model("folder", "web")'
      ]
    }
  ],
  unproven:
    'Nothing fails in the notebook: it is the browser that cannot load the result. The corpus of converted models is tested with the repair command.'
});

function calls(context: IContext, trans: ITranslate): IFinding[] {
  const { facts } = context;
  return savers(facts)
    .filter(({ kind, guard }) => guard === null && kind === 'call')
    .map(reference => ({
      span: reference.span,
      message: trans.__(
        'TensorFlow.js cannot load what this writes of a Keras 3 model: export it and convert the folder, stay on Keras 2, or repair the model.json.'
      ),
      fixes: legacyOrMigrate(
        context,
        trans,
        migration(
          trans.__('Export the model and convert the folder'),
          convertExported(facts, reference, {
            method: 'convert_tf_saved_model',
            positions: 2
          })
        )
      )
    }));
}

/** `!tensorflowjs_converter --input_format keras …` */
function commands(context: IContext, trans: ITranslate): IFinding[] {
  return context.facts.magics
    .filter(
      ({ name, argument }) =>
        name === '!' &&
        /^\s*tensorflowjs_converter\b/.test(argument) &&
        /--input_format[= ]+keras/.test(argument)
    )
    .map(({ span }) => ({
      span,
      message: trans.__(
        'TensorFlow.js cannot load what this writes of a Keras 3 model: export it and convert the folder with --input_format=tf_saved_model, or repair the model.json.'
      ),
      fixes: legacyOrMigrate(context, trans, null)
    }));
}
