import { keras3Failures, mendableEvidence } from '../api-failures';
import { findArgument, removeArguments } from '../fixes/edit-arguments';
import { legacyOrMigrate, migration } from '../fixes/legacy-or-migrate';
import type { Edit } from '../fixes/model';
import type { INotebook, IReference } from '../notebook/model';
import { defineRule } from './define-rule';

/** Arguments that only say how the work is done: without them the result is the same. */
const needless =
  /^(workers|use_multiprocessing|max_queue_size|fused|write_grads|save_traces)$/;

/** `fit(…, workers=4)`: an argument that Keras 3 refuses and that nothing depends on. */
export const needlessArgument = defineRule({
  id: 'needless-argument',
  severity: 'error',
  docs: {
    summary:
      'An argument that only says how the work is done is given to Keras 3.',
    why: '`workers`, `use_multiprocessing` and `max_queue_size` of `fit`, `evaluate` and `predict`, `fused` of `BatchNormalization`, `write_grads` of `TensorBoard`: Keras 3 raises TypeError or ValueError. Without them the result is the same. A `PyDataset` takes the first three itself.',
    limitations:
      'A generator that was slow enough to need several workers is slower without.',
    references: [
      'https://github.com/keras-team/keras/issues/18467',
      'https://keras.io/api/utils/python_utils/#pydataset-class'
    ]
  },
  evidence: facts =>
    mendableEvidence(
      facts,
      ({ reference }, { what, parameter = '' }) =>
        what === 'parameter' &&
        removal(facts.notebook, reference, [parameter]).length > 0
    ),
  check(context, trans) {
    const failures = keras3Failures(context).filter(
      ({ finding: { what, parameter = '' } }) =>
        what === 'parameter' && needless.test(parameter)
    );
    return failures.map(({ finding, reference }) => {
      const names = failures
        .filter(other => other.reference === reference)
        .map(other => other.finding.parameter ?? '');
      return {
        span: finding.span,
        message: trans.__(
          'Keras 3 does not take %1 here, and nothing depends on it.',
          finding.parameter ?? ''
        ),
        fixes: legacyOrMigrate(
          context,
          trans,
          migration(
            trans.__('Remove %1', names.join(', ')),
            removal(context.facts.notebook, reference, names)
          )
        )
      };
    });
  },
  recognise({ evalue }, trans) {
    const name =
      /got an unexpected keyword argument '(\w+)'|rguments? not recognized: \{'(\w+)'|^Unrecognized keyword arguments passed to \w+: \{'(\w+)'/.exec(
        evalue
      );
    const argument = name?.[1] ?? name?.[2] ?? name?.[3] ?? '';
    return needless.test(argument)
      ? trans.__(
          'Keras 3 does not take %1 here, and nothing depends on it.',
          argument
        )
      : null;
  },
  examples: [
    {
      name: 'workers of fit',
      environment: 'tf-2.16',
      before: [
        'import numpy as np\nfrom tensorflow import keras\nmodel = keras.Sequential([keras.layers.Dense(1)])\nmodel.compile("sgd", "mse")',
        'history = model.fit(np.ones((4, 2)), np.ones(4), workers=4, use_multiprocessing=True, verbose=0)'
      ],
      fails: {
        ename: 'TypeError',
        evalue: /got an unexpected keyword argument 'workers'/
      },
      after: [
        'import numpy as np\nfrom tensorflow import keras\nmodel = keras.Sequential([keras.layers.Dense(1)])\nmodel.compile("sgd", "mse")',
        'history = model.fit(np.ones((4, 2)), np.ones(4), verbose=0)'
      ]
    },
    {
      name: 'of a layer',
      environment: 'tf-2.21',
      before: [
        'from tensorflow.keras import layers',
        'norm = layers.BatchNormalization(fused=True)'
      ],
      fails: {
        ename: 'ValueError',
        evalue: /Unrecognized keyword arguments passed to BatchNormalization/
      },
      after: [
        'from tensorflow.keras import layers',
        'norm = layers.BatchNormalization()'
      ]
    }
  ],
  clean: [
    {
      name: 'Keras 2 takes them',
      environment: 'tf-2.15',
      cells: [
        'import numpy as np\nfrom tensorflow import keras\nmodel = keras.Sequential([keras.layers.Dense(1)])\nmodel.compile("sgd", "mse")\nhistory = model.fit(np.ones((4, 2)), np.ones(4), workers=1, verbose=0)'
      ]
    }
  ]
});

function removal(
  notebook: INotebook,
  { call }: IReference,
  names: readonly string[]
): Edit[] {
  const arguments_ = names.flatMap(name =>
    needless.test(name) ? (findArgument(call, name) ?? []) : []
  );
  return call ? removeArguments(notebook, call, arguments_) : [];
}
