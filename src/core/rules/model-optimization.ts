import { referencesTo, refersTo } from '../find-references';
import { parseKerasName } from '../keras-names';
import type { KerasRoot } from '../keras-names';
import type { IFacts, IReference } from '../notebook/model';
import { defineKeras2Rule } from './define-keras-2-rule';

/** Functions that take a model or a layer, and check that it is one of tf-keras. */
const takesModel =
  /^tensorflow_model_optimization\.(?:\w+\.)*keras\.(?:\w+\.)*(quantize_model|quantize_annotate_model|quantize_annotate_layer|quantize_apply|prune_low_magnitude|strip_pruning|cluster_weights|strip_clustering)$/;

const modelTakers = referencesTo(name => takesModel.test(name));

/** The model optimization toolkit, which works on models of tf-keras only. */
export const modelOptimization = defineKeras2Rule({
  id: 'model-optimization',
  docs: {
    summary: 'tensorflow-model-optimization is given a Keras 3 model.',
    why: 'Quantization, pruning and clustering of the toolkit know only models of tf-keras: "`to_quantize` can only either be a keras Sequential or Functional model". The toolkit sets `TF_USE_LEGACY_KERAS` itself when it is imported, which comes too late where `tf.keras` was used before.',
    references: [
      'https://github.com/tensorflow/model-optimization/issues/1104',
      'https://www.tensorflow.org/model_optimization/guide'
    ]
  },
  find: facts =>
    modelTakers(facts).flatMap(reference => {
      const name = takesModel.exec(reference.name)?.[1];
      const root =
        name && reference.kind === 'call' && givenRoot(facts, reference);
      return root && reference.guard === null
        ? [{ span: reference.span, what: `tfmot …${name}`, root }]
        : [];
    }),
  message: (place, trans) =>
    trans.__('The model optimization toolkit takes only models of tf-keras.'),
  recognise({ evalue }, trans) {
    return /^`(to_quantize|to_annotate|prune_low_magnitude|to_prune|cluster_weights)` can only/.test(
      evalue
    )
      ? trans.__(
          'The model optimization toolkit takes only models of tf-keras.'
        )
      : null;
  },
  examples: [
    {
      name: 'quantization',
      environment: 'tf-2.16-with-add-ons',
      before: [
        'import tensorflow as tf\nmodel = tf.keras.Sequential([tf.keras.layers.InputLayer(input_shape=[3]), tf.keras.layers.Dense(1)])',
        'import tensorflow_model_optimization as tfmot\nquantized = tfmot.quantization.keras.quantize_model(model)'
      ],
      fails: {
        ename: 'ValueError',
        evalue:
          /`to_quantize` can only either be a keras Sequential or Functional model/
      },
      after: [
        '# Keras Doctor: this notebook needs Keras 2. Keep this cell before the first import of TensorFlow or Keras.\nimport os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
        'import tensorflow as tf\nmodel = tf.keras.Sequential([tf.keras.layers.InputLayer(input_shape=[3]), tf.keras.layers.Dense(1)])',
        'import tensorflow_model_optimization as tfmot\nquantized = tfmot.quantization.keras.quantize_model(model)'
      ]
    }
  ],
  clean: [
    {
      name: 'imported before tf.keras is used: it asks for legacy Keras itself',
      environment: 'tf-2.16-with-add-ons',
      cells: [
        'import tensorflow as tf\nimport tensorflow_model_optimization as tfmot\nfrom tensorflow import keras',
        'model = keras.Sequential([keras.layers.InputLayer(input_shape=[3]), keras.layers.Dense(1)])\npruned = tfmot.sparsity.keras.prune_low_magnitude(model)'
      ]
    },
    {
      name: 'a model of tf-keras by name',
      environment: 'tf-2.16-with-add-ons',
      cells: [
        'import tf_keras\nimport tensorflow_model_optimization as tfmot',
        'model = tf_keras.Sequential([tf_keras.layers.InputLayer(input_shape=[3]), tf_keras.layers.Dense(1)])\nquantized = tfmot.quantization.keras.quantize_model(model)'
      ]
    }
  ]
});

/** The package of what is handed over; where that is not known, the one that the notebook builds its models with. */
function givenRoot(facts: IFacts, { call }: IReference): KerasRoot | null {
  const given = call?.arguments[0]?.value;
  const name = given?.kind === 'instance' ? parseKerasName(given.of) : null;
  if (name) {
    return name.root;
  }
  const [first] = usesTfKeras(facts) ? [] : roots(facts);
  return first ?? null;
}

const usesTfKeras = refersTo(name => parseKerasName(name)?.root === 'tf_keras');
const roots = referencesTo(
  name => parseKerasName(name) !== null,
  ({ name }) => {
    const keras = parseKerasName(name);
    return keras ? [keras.root] : [];
  }
);
