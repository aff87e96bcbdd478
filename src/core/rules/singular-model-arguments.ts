import { findArgument, renameKeyword } from '../fixes/edit-arguments';
import { repair } from '../fixes/legacy-or-migrate';
import { kerasReferences } from '../keras-names';
import { defineRule } from './define-rule';

/** The arguments of `Model` in Keras 1, and what they have been called since. */
const names = [
  ['input', 'inputs'],
  ['output', 'outputs']
] as const;

const models = kerasReferences(path => /^(models\.)?Model$/.test(path));

/** `Model(input=…, output=…)`, as Keras 1 had it. */
export const singularModelArguments = defineRule({
  id: 'singular-model-arguments',
  severity: 'error',
  docs: {
    summary: 'A model is made with `input=` and `output=`.',
    why: 'They have been `inputs` and `outputs` since Keras 2 of 2017. The first releases of Keras 2 still took the old names with a warning; `tf.keras` and Keras 3 raise "Keyword argument not understood" or "Unrecognized keyword arguments". Legacy Keras does not take them either.',
    references: ['https://keras.io/api/models/model/']
  },
  check({ facts }, trans) {
    return models(facts).flatMap(({ reference }) =>
      names.flatMap(([former, name]) => {
        const argument = findArgument(reference.call, former);
        return argument
          ? [
              {
                span: argument.span,
                message: trans.__(
                  'No Keras of today has the argument %1; it is %2.',
                  former,
                  name
                ),
                fixes: repair(
                  trans.__('Write %1', name),
                  renameKeyword(facts.notebook, argument, name)
                )
              }
            ]
          : [];
      })
    );
  },
  recognise({ evalue }, trans) {
    return /^\('Keyword argument not understood:', '(input|output)'\)|^Unrecognized keyword arguments passed to Model: \{'(inputs?|outputs?)':/.test(
      evalue
    )
      ? trans.__('The arguments of Model are inputs and outputs.')
      : null;
  },
  examples: [
    {
      name: 'both',
      environment: 'tf-2.16',
      before: [
        'from keras.layers import Dense, Input\nfrom keras.models import Model\nimage = Input((4,))\nmodel = Model(input=image, output=Dense(2)(image))'
      ],
      fails: {
        ename: 'ValueError',
        evalue: /Unrecognized keyword arguments passed to Model/
      },
      after: [
        'from keras.layers import Dense, Input\nfrom keras.models import Model\nimage = Input((4,))\nmodel = Model(inputs=image, outputs=Dense(2)(image))'
      ]
    },
    {
      name: 'one of them, in Keras 2',
      environment: 'tf-2.15',
      before: [
        'import tensorflow as tf\nimage = tf.keras.Input((4,))\nmodel = tf.keras.Model(inputs=image, output=image)'
      ],
      fails: {
        ename: 'TypeError',
        evalue: /Keyword argument not understood/
      },
      after: [
        'import tensorflow as tf\nimage = tf.keras.Input((4,))\nmodel = tf.keras.Model(inputs=image, outputs=image)'
      ]
    }
  ],
  clean: [
    {
      name: 'the present names',
      environment: 'tf-2.15',
      cells: [
        'import tensorflow as tf\nimage = tf.keras.Input((4,))\nmodel = tf.keras.Model(inputs=image, outputs=image)'
      ]
    }
  ]
});
