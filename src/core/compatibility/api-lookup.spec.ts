import { makeNotebook } from '../notebook/make-notebook';
import type { IFacts } from '../notebook/model';
import { scan } from '../notebook/scan';
import { isInNewest, needOf } from './api-availability';
import { lookUp, lookUpAll } from './api-lookup';
import type { IApiFinding } from './api-model';
import { knows } from './api-names';

function factsOf(...sources: readonly string[]): IFacts {
  return scan(makeNotebook(...sources));
}

function findingsIn(source: string): IApiFinding[] {
  const setup =
    'import tensorflow as tf\nfrom tensorflow import keras\nfrom tensorflow.keras import layers\nfrom tensorflow.keras import backend as K\nmodel = keras.Sequential([layers.Dense(1)])\nopt = keras.optimizers.Adam()';
  const before = factsOf(setup).references.length;
  return factsOf(setup, source).references.slice(before).flatMap(lookUp);
}

/** `2` newest Keras 2, `L` tf-keras, `3` newest Keras 3: where nothing that was found is in the way. */
function worksOn(source: string): string {
  const found = findingsIn(source);
  const sides = [
    ['2', found.every(({ keras2 }) => isInNewest(keras2))],
    ['L', found.every(({ legacy }) => legacy)],
    ['3', found.every(({ keras3 }) => isInNewest(keras3))]
  ] as const;
  return sides.map(([side, works]) => (works ? side : '')).join('');
}

/**
 * What running each line on TensorFlow 2.15.1, on 2.16.2 and 2.21.0 with Keras 3.15.1, and on both with legacy Keras gave. For
 * `import keras`, legacy means Keras 2 by redirecting the module, because the variable does not reach it.
 */
const OBSERVED: Readonly<Record<string, readonly string[]>> = {
  '2L': [
    'from tensorflow.keras.layers.experimental import preprocessing',
    'from tensorflow.keras.layers.experimental.preprocessing import Normalization',
    'from tensorflow.keras.layers.experimental.preprocessing import RandomFlip',
    'from keras.preprocessing.image import ImageDataGenerator',
    'from keras.preprocessing.text import Tokenizer',
    'from tensorflow.keras.optimizers.experimental import AdamW',
    'from tensorflow.compat.v1.keras.backend import set_session',
    'from tensorflow.keras.layers import DenseFeatures',
    'from tensorflow.keras.layers import LocallyConnected1D',
    'from tensorflow.keras.experimental import LinearModel',
    'from tensorflow.keras.layers.experimental import RandomFourierFeatures',
    'from keras.losses import Reduction',
    'from tensorflow.keras.utils import experimental',
    'keras.optimizers.Adam(lr=0.01)',
    'keras.optimizers.legacy.Adam()',
    'keras.optimizers.legacy.SGD(lr=0.1, decay=1e-6)',
    'keras.optimizers.experimental.Adam()',
    'model.compile(keras.optimizers.legacy.Adam(), "mse")',
    'opt.lr',
    'K.set_value(model.optimizer.lr, 0.1)',
    'opt.minimize(lambda: 0, [])',
    'opt.apply_gradients([], experimental_aggregate_gradients=False)',
    'keras.mixed_precision.LossScaleOptimizer(opt).get_scaled_loss(1.0)',
    'layers.Dense(1, batch_input_shape=(None, 5))',
    'layers.Dense(1, weights=[])',
    'layers.LSTM(4, batch_input_shape=(2, 3, 1), stateful=True)',
    'layers.Embedding(10, 4, batch_input_shape=[1, None])',
    'model.reset_states()',
    'layers.LSTM(4, time_major=True)',
    'layers.LSTM(4, input_length=3, input_dim=1)',
    'tf.compat.v1.keras.layers.CuDNNLSTM(4)',
    'keras.Input(batch_input_shape=(2, 3))',
    'keras.Input(type_spec=tf.TensorSpec([None, 3]))',
    'layers.BatchNormalization(fused=True)',
    'layers.BatchNormalization(virtual_batch_size=8)',
    'layers.Dense(1).output_shape',
    'layers.Dense(1).input_shape',
    'layers.Dense(1).get_output_at(0)',
    'layers.Dense(1).inbound_nodes',
    'model.add_metric(1.0, name="m")',
    'class L(layers.Layer):\n  def build(self, s):\n    self.add_metric(1.0, name="m")',
    'class L(layers.Layer):\n  def build(self, s):\n    self.w = self.add_weight("kernel", [3])',
    'class M(keras.metrics.Metric):\n  def __init__(self):\n    super().__init__()\n    self.t = self.add_weight("total", initializer="zeros")',
    'keras.metrics.Mean().reset_states()',
    'layers.experimental.preprocessing.Normalization()',
    'layers.experimental.preprocessing.RandomFlip()',
    'layers.CategoryEncoding(max_tokens=3)',
    'layers.DenseFeatures([])',
    'keras.regularizers.l2(l=0.1)',
    'keras.Input([3]).get_shape()',
    'tf.compat.v1.keras.backend.set_session(None)',
    'tf.compat.v1.keras.backend.get_session()',
    'K.learning_phase()',
    'K.set_learning_phase(1)',
    'K.placeholder((3,))',
    'K.function([], [])',
    'K.manual_variable_initialization(True)',
    'K.reset_uids()',
    'import keras as k\nk.backend.mean([1.0])',
    'import keras as k\nk.backend.sum([1.0])',
    'import keras as k\nk.backend.get_value(1)',
    'import keras as k\nk.backend.function([], [])',
    'import keras as k\nk.backend.square(1)',
    'model.save_weights("x", save_format="tf")',
    'keras.callbacks.ModelCheckpoint("m.keras", period=1)',
    'model.fit_generator([])',
    'model.evaluate_generator([])',
    'model.predict_generator([])',
    'model.fit([], [], workers=1, use_multiprocessing=False)',
    'model.fit([], [], max_queue_size=2)',
    'model.evaluate([], [], workers=1)',
    'model.train_on_batch([], [], reset_metrics=False)',
    'model.compile("sgd", "mse", sample_weight_mode=None)',
    'keras.losses.MeanSquaredError(reduction="auto")',
    'keras.losses.mean_squared_error(1, 2)',
    'keras.metrics.mean_absolute_error(1, 2)',
    'keras.metrics.MeanRelativeError([1.0])',
    'model.state_updates',
    'model.updates',
    'keras.callbacks.TensorBoard("logs", write_grads=True)',
    'keras.utils.experimental.DatasetCreator(None)',
    'keras.experimental.LinearModel()',
    'model.compile("sgd", "mse", ["mae"])'
  ],
  '3': [
    'layers.LSTM(4).reset_state()',
    'layers.InputLayer(batch_shape=(2, 3))',
    'layers.InputLayer(shape=(3,))',
    'layers.LeakyReLU(negative_slope=0.1)',
    'layers.TFSMLayer("x")',
    'keras.ops.add(1, 2)',
    'import keras\nkeras.random.normal((2, 2))',
    'keras.optimizers.Adam(learning_rate=0.1, decay=0.1)',
    'tf.keras.version()'
  ],
  '': [
    'from keras.utils import np_utils',
    'from keras.utils.np_utils import to_categorical',
    'from keras.layers.core import Dense',
    'from keras.layers.convolutional import Conv2D',
    'from keras.layers.normalization import BatchNormalization',
    'from keras.layers.recurrent import LSTM',
    'from keras.layers.embeddings import Embedding',
    'from keras.layers.advanced_activations import LeakyReLU',
    'from keras.layers.merge import concatenate',
    'from keras.layers.wrappers import TimeDistributed',
    'from keras.engine.topology import Layer',
    'from keras.engine import Layer',
    'from keras.engine.base_layer import Layer',
    'from keras.wrappers.scikit_learn import KerasClassifier',
    'from tensorflow.keras.wrappers.scikit_learn import KerasClassifier',
    'from keras.optimizers import adam',
    'from keras.optimizers import adam_v2',
    'from keras.utils.vis_utils import plot_model',
    'from keras.utils import multi_gpu_model',
    'from keras.utils.generic_utils import get_custom_objects',
    'from keras.utils.data_utils import get_file',
    'from keras.utils.layer_utils import convert_all_kernels_in_model',
    'from keras.layers import CuDNNLSTM',
    'from tensorflow.keras.layers import CuDNNLSTM',
    'from keras.layers import Merge',
    'from keras.layers import merge',
    'from keras.backend.tensorflow_backend import set_session',
    'from keras.backend import set_session',
    'from tensorflow.keras.backend import set_session',
    'from keras.objectives import mse',
    'from keras.saving import hdf5_format',
    'from keras.saving.hdf5_format import save_weights_to_hdf5_group',
    'from tensorflow.keras.mixed_precision import experimental',
    'from keras.callbacks.callbacks import EarlyStopping',
    'keras.optimizers.SGD(lr=0.1, decay=1e-6)',
    'opt.get_weights()',
    'opt.get_slot(None, "m")',
    'keras.mixed_precision.experimental.Policy("mixed_float16")',
    'keras.mixed_precision.set_policy("mixed_float16")',
    'layers.Dense(output_dim=3, input_dim=2)',
    'layers.Dense(3, init="uniform")',
    'layers.Dense(3, W_regularizer="l2")',
    'layers.CuDNNGRU(3)',
    'K.set_session(None)',
    'import keras as k\nk.backend.set_session(None)',
    'K.get_session()',
    'K.set_image_dim_ordering("tf")',
    'K.image_dim_ordering()',
    'K.tensorflow_backend',
    'model.predict_classes([])',
    'model.predict_proba([])',
    'model.fit([], [], nb_epoch=3)',
    'model.to_yaml()',
    'model.total_loss',
    'model._make_predict_function()',
    'model.uses_learning_phase',
    'keras.utils.multi_gpu_model(model)',
    'keras.wrappers.scikit_learn.KerasClassifier(None)',
    'keras.premade.LinearModel()'
  ],
  '2L3': [
    'layers.Dense(1, input_shape=(3,))',
    'layers.Dense(1, input_dim=3)',
    'layers.Embedding(10, 4, input_length=3)',
    'layers.LeakyReLU(alpha=0.1)',
    'layers.GRU(4, implementation=2, return_sequences=True)',
    'model.compile("adam", "mse", metrics=["acc"])',
    'model.compile(loss="sparse_categorical_crossentropy", optimizer=opt, metrics=["accuracy"])',
    'model.fit([], [], epochs=3, batch_size=2, verbose=0, validation_split=0.1)',
    'model.save("m.h5", save_format="h5")',
    'model.load_weights("m.h5", by_name=True)',
    'model.input_shape',
    'model.output_shape',
    'K.clear_session()',
    'K.mean([1.0])',
    'K.sum(K.square(1.0))',
    'keras.preprocessing.image.ImageDataGenerator(rescale=1)',
    'keras.preprocessing.text.Tokenizer()',
    'keras.losses.Reduction.SUM',
    'from tensorflow.keras.optimizers.legacy import Adam',
    'keras.optimizers.Adam(0.1)',
    'opt.learning_rate',
    'keras.utils.to_categorical([1], num_classes=3)',
    'keras.losses.MeanSquaredError(reduction="none")',
    'keras.metrics.Mean().reset_state()',
    'layers.Dropout(0.5, seed=3)',
    'keras.models.Sequential([layers.Flatten(input_shape=[28, 28]), layers.Dense(10, "softmax")])',
    'class L(layers.Layer):\n  def build(self, s):\n    self.w = self.add_weight(shape=[3], name="w", initializer="zeros", trainable=True)',
    'class M(keras.metrics.Metric):\n  def reset_states(self):\n    pass\nM().reset_states()',
    'class D(layers.Layer):\n  def __init__(self):\n    super().__init__()\n    self.path = 1\n    self.updates = self.path\n    self.updates',
    'layers.Dense(1).my_own_attribute',
    'model.my_own_method(1, keyword=2)',
    'layers.NobodyHasThis(alpha=1)',
    'import tf_keras\ntf_keras.layers.LSTM(1, batch_input_shape=[1, None, 1])'
  ]
};

const observed = Object.entries(OBSERVED).flatMap(([sides, lines]) =>
  lines.map(line => [line, sides] as const)
);

describe('lookUp agrees with what was observed', () => {
  it.each(observed)('%s', (line, sides) => {
    expect(worksOn(line)).toBe(sides);
  });
});

describe('lookUp says', () => {
  function single(source: string): IApiFinding {
    const found = findingsIn(source);
    expect(found).toHaveLength(1);
    return found[0];
  }

  it('the smallest part that differs, from when to when, and what to use instead', () => {
    expect(
      single(
        'from tensorflow.keras.layers.experimental.preprocessing import RandomFlip'
      )
    ).toMatchObject({
      name: 'tensorflow.keras.layers.experimental',
      what: 'name',
      keras2: true,
      keras3: false,
      legacy: true,
      replacement: 'layers.RandomFlip'
    });
    expect(single('keras.saving.register_keras_serializable()')).toMatchObject({
      keras2: { since: '2.12' },
      keras3: true
    });
    expect(single('keras.losses.mean_squared_error(1, 2)')).toMatchObject({
      keras3: { until: '3.2' }
    });
  });

  it('which argument it is, and what the parameter is called now', () => {
    const finding = single('layers.GRU(4, time_major=True)');
    expect(finding).toMatchObject({
      name: 'tensorflow.keras.layers.GRU',
      what: 'parameter',
      parameter: 'time_major'
    });
    expect(finding.span.to - finding.span.from).toBe('time_major=True'.length);
    expect(single('keras.optimizers.Adam(lr=0.1)').replacement).toBe(
      'learning_rate'
    );
  });

  it('where an argument is taken without effect', () => {
    expect(single('keras.optimizers.SGD(lr=0.1)')).toMatchObject({
      keras2: true,
      keras3: false,
      silent: { keras2: { since: '2.11' }, keras3: false, legacy: true }
    });
    expect(single('keras.optimizers.SGD(decay=0.1)')).toMatchObject({
      keras2: { until: '2.10' },
      keras3: true,
      legacy: false,
      silent: { keras2: false, keras3: true, legacy: false }
    });
  });

  it('that assigning the learning rate by its old name does nothing on Keras 3', () => {
    expect(single('model.optimizer.lr = 0.1')).toMatchObject({
      name: 'tensorflow.keras.optimizers.Optimizer#lr',
      what: 'attribute',
      keras2: true,
      keras3: false,
      replacement: 'learning_rate',
      silent: { keras3: true }
    });
    expect(findingsIn('model.output_names = []\nmodel.updates = []')).toEqual(
      []
    );
  });

  it('for which side a positional argument was written, if its value tells', () => {
    expect(single('model.compile("sgd", "mse", ["mae"])')).toMatchObject({
      what: 'positional',
      parameter: 'metrics',
      keras2: true,
      keras3: false
    });
    expect(single('model.compile("sgd", "mse", [0.5])')).toMatchObject({
      parameter: 'loss_weights',
      keras2: false,
      keras3: true
    });
    expect(findingsIn('model.compile("sgd", "mse", unknown)')).toEqual([]);
    expect(findingsIn('args = make()\nmodel.compile(*args, ["mae"])')).toEqual(
      []
    );
    expect(
      single(
        'class L(layers.Layer):\n  def build(self, s):\n    self.add_weight([3])'
      )
    ).toMatchObject({ parameter: 'shape', keras2: false, keras3: true });
  });

  it('that a place was written for one side where the other side gets the parameter twice', () => {
    const built = (argumentsText: string): string =>
      `class L(layers.Layer):\n  def build(self, s):\n    self.add_weight(${argumentsText})`;
    expect(single(built('"{}_w".format(self.name), shape=[3]'))).toMatchObject({
      what: 'positional',
      parameter: 'name',
      keras2: true,
      keras3: false
    });
    expect(single(built('size(), name="w"'))).toMatchObject({
      parameter: 'shape',
      keras2: false,
      keras3: true
    });
    expect(findingsIn(built('label, initializer="zeros"'))).toEqual([]);
  });

  it('which strings name nothing on one side', () => {
    expect(
      single('layers.Dense(1, kernel_initializer="constant")')
    ).toMatchObject({
      what: 'identifier',
      parameter: 'kernel_initializer',
      value: 'constant',
      keras2: true,
      keras3: false
    });
    expect(
      single('model.compile("adam", "kullback_leibler_divergence")')
    ).toMatchObject({ value: 'kullback_leibler_divergence', keras3: false });
    expect(
      single('model.compile("adam", "mse", metrics=["mae", "ce"])').value
    ).toBe('ce');
    expect(single('layers.Dense(1, "hard_swish")').keras2).toBe(false);
    expect(findingsIn('layers.Dense(1, name="constant")')).toEqual([]);
    expect(findingsIn('print("constant")')).toEqual([]);
  });

  it('nothing of the constructor of a class that the notebook defines', () => {
    const own =
      'class Own(layers.Dense):\n  def __init__(self, batch_input_shape):\n    super().__init__(3)\n';
    expect(findingsIn(`${own}Own(batch_input_shape=3)`)).toEqual([]);
    expect(
      findingsIn(
        'class Own(layers.Dense):\n  def __init__(self):\n    super().__init__(3, batch_input_shape=(1, 2))\nOwn()'
      ).map(({ parameter }) => parameter)
    ).toContain('batch_input_shape');
  });

  it('nothing for other libraries and hostile names', () => {
    const [reference] = factsOf('import numpy as np\nnp.zeros(3)').references;
    for (const name of [
      'numpy.zeros',
      'kerasx.layers.Dense',
      'tensorflow.keras.constructor',
      'tensorflow.keras.__proto__.layers',
      'keras#',
      'keras',
      '',
      `keras.${'a.'.repeat(10_000)}`,
      'keras.layers.Dense#__proto__',
      'keras.layers.Dense#hasOwnProperty'
    ]) {
      expect(lookUp({ ...reference, name })).toEqual([]);
    }
  });

  it('which Keras is needed', () => {
    expect(needOf(single('model.reset_states()'))).toBe('keras2');
    expect(needOf(single('keras.ops.add(1, 2)'))).toBe('keras3');
    expect(needOf(single('model.predict_classes([])'))).toBe('neither');
    expect(needOf(single('keras.saving.load_model("m.keras")'))).toBe('either');
  });
});

describe('lookUpAll', () => {
  it('leaves out what the notebook assigned before', () => {
    const { references } = factsOf(
      'from tensorflow import keras\nlayer = keras.layers.Dense(1)\nlayer.path = 3\nprint(layer.path, layer.updates)'
    );
    expect(lookUpAll(references).map(({ name }) => name)).toEqual([
      'tensorflow.keras.layers.Dense#updates'
    ]);
  });
});

describe('knows', () => {
  it('the names of a module on any side, whichever package it is of', () => {
    expect(knows('tensorflow.keras.layers', 'LocallyConnected1D')).toBe(true);
    expect(knows('keras.layers', 'TFSMLayer')).toBe(true);
    expect(knows('tf_keras.layers', 'Dense')).toBe(true);
    expect(knows('keras.ops', 'matmul')).toBe(true);
    expect(knows('keras', 'layers')).toBe(true);
  });

  it('nothing else', () => {
    expect(knows('tensorflow.keras.layers', 'np')).toBe(false);
    expect(knows('tensorflow.keras.layers', '')).toBe(false);
    expect(knows('tensorflow.keras.constructor', 'name')).toBe(false);
    expect(knows('numpy', 'array')).toBe(false);
  });
});
