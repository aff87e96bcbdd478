import { byCell } from '../by-cell';
import { bringKeras3 } from '../fixes/bring-keras-3';
import type { KerasRoot } from '../keras-names';
import { flavorOfRoot, parseKerasName } from '../keras-names';
import type { IImport, IReference, IVariableSetting } from '../notebook/model';
import { defineRule } from './define-rule';
import type { IContext, IEvidence } from './model';

/** The source needs Keras 3, and the kernel will give it Keras 2. */
export const needsKeras3 = defineRule({
  id: 'needs-keras-3',
  severity: 'error',
  reach: 'notebook',
  docs: {
    summary:
      'The notebook is written for Keras 3, and the kernel will give it Keras 2.',
    why: '`keras.ops`, `keras.random`, other backends than TensorFlow, new layers, arguments and methods exist in Keras 3 only. TensorFlow up to 2.15 brings Keras 2, and `TF_USE_LEGACY_KERAS`, copied from advice for older notebooks, makes later ones do so.',
    references: [
      'https://keras.io/guides/migrating_to_keras_3/',
      'https://keras.io/getting_started/#tensorflow--keras-2-backwards-compatibility'
    ]
  },
  evidence: ({ variables, imports }) => [
    ...variables.flatMap(backendEvidence),
    ...imports.flatMap(libraryEvidence)
  ],
  check(context, trans) {
    const first = firstReason(context);
    if (!first) {
      return [];
    }
    const fix = bringKeras3(context, trans);
    const message = context.keras.legacy
      ? trans.__(
          'This notebook needs Keras 3 (%1); TF_USE_LEGACY_KERAS gives it Keras 2.',
          first.what
        )
      : trans.__(
          'This notebook needs Keras 3 (%1); the kernel has Keras %2.',
          first.what,
          context.keras.version ?? '2'
        );
    return [{ span: first.span, message, fixes: fix ? [fix] : [] }];
  },
  examples: [
    {
      name: 'a flag that does not belong here',
      environment: 'tf-2.16-with-tf-keras',
      before: [
        'import os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        'import tensorflow as tf\nones = tf.keras.ops.ones([2, 3])'
      ],
      fails: { ename: 'AttributeError', evalue: /has no attribute 'ops'/ },
      after: [
        'import os',
        'import tensorflow as tf\nones = tf.keras.ops.ones([2, 3])'
      ]
    },
    {
      name: 'a flag of the environment',
      environment: 'tf-2.16-with-tf-keras',
      variables: { TF_USE_LEGACY_KERAS: '1' },
      before: [
        'from tensorflow import keras\nx = keras.ops.convert_to_tensor([1.0, 2.0])'
      ],
      fails: { ename: 'AttributeError', evalue: /has no attribute 'ops'/ },
      after: [
        '# Keras Doctor: this notebook needs Keras 3, and the environment asks for Keras 2.\nimport os\nos.environ["TF_USE_LEGACY_KERAS"] = "0"',
        'from tensorflow import keras\nx = keras.ops.convert_to_tensor([1.0, 2.0])'
      ]
    },
    {
      name: 'a TensorFlow before Keras 3',
      environment: 'tf-2.15',
      before: ['import keras\nfrom keras import ops\nones = ops.ones([2, 3])'],
      fails: { ename: 'ImportError', evalue: /cannot import name 'ops'/ },
      after: [
        '# Keras Doctor: the newest TensorFlow for this Python; it brings Keras 3.\n%pip install -q "tensorflow-cpu~=2.21.0"',
        'import keras\nfrom keras import ops\nones = ops.ones([2, 3])'
      ]
    }
  ],
  clean: [
    {
      name: 'Keras 3 where Keras 3 is',
      environment: 'tf-2.16',
      cells: ['import keras\nones = keras.ops.ones([2, 3])']
    },
    {
      name: 'the flag does not touch import keras',
      environment: 'tf-2.16-with-tf-keras',
      cells: [
        'import os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        'import keras\nones = keras.ops.ones([2, 3])'
      ]
    }
  ]
});

/** Backends that only Keras 3 has; `tensorflow` was one in the days of Keras 1 already, and says little. */
function backendEvidence(setting: IVariableSetting): IEvidence[] {
  const { variable, value, effective, guard, span } = setting;
  const what = `KERAS_BACKEND=${value}`;
  const isSet = variable === 'KERAS_BACKEND' && effective && guard === null;
  if (
    !isSet ||
    !['jax', 'torch', 'openvino', 'tensorflow'].includes(value ?? '')
  ) {
    return [];
  }
  return [{ side: 'keras3', span, what, weak: value === 'tensorflow' }];
}

/** Libraries that take Keras 3 only; KerasTuner, KerasCV and KerasNLP have had releases for both. */
function libraryEvidence({
  module,
  guard,
  statementSpan
}: IImport): IEvidence[] {
  const library = /^(keras_hub|keras_rs)(?=\.|$)/.exec(module)?.[0];
  return library && guard === null
    ? [{ side: 'keras3', span: statementSpan, what: library }]
    : [];
}

/** The first evidence for Keras 3 that will meet Keras 2; undefined where the notebook as a whole does not need Keras 3. */
function firstReason(context: IContext): IEvidence | undefined {
  const { verdict, facts } = context;
  if (verdict.needs !== 'keras3') {
    return undefined;
  }
  const referencesIn = byCell(facts.references, ({ fullSpan }) => fullSpan);
  return verdict.evidence.find(
    evidence =>
      evidence.side === 'keras3' &&
      !evidence.weak &&
      isKeras2(context, rootAt(referencesIn(evidence.span.cell), evidence))
  );
}

/** The package that a piece of evidence is about, going by the references of its cell; a backend is chosen for `keras`. */
function rootAt(
  references: readonly IReference[],
  { span }: IEvidence
): KerasRoot {
  const reference = references.find(
    ({ fullSpan: whole, name }) =>
      whole.from <= span.from &&
      whole.to >= span.to &&
      parseKerasName(name) !== null
  );
  return (reference && parseKerasName(reference.name)?.root) ?? 'keras';
}

function isKeras2(context: IContext, root: KerasRoot): boolean {
  const flavor = flavorOfRoot(context, root);
  return flavor === 'keras2' || flavor === 'tf-keras';
}
