import type { IBench, IRepair } from '../../bench';
import type { ILayer } from '../../graph';
import type { IJsonObject, Json } from '../../json';
import { activation, affine, sum, times } from '../building-blocks';
import { clip } from '../elementwise';
import type { IOperation } from './read-operation';
import { readOperation } from './read-operation';

const ACTIVATIONS: Record<string, string> = {
  relu: 'relu',
  relu6: 'relu6',
  sigmoid: 'sigmoid',
  tanh: 'tanh',
  silu: 'silu',
  selu: 'selu',
  softplus: 'softplus',
  softsign: 'softsign',
  hard_sigmoid: 'hard_sigmoid',
  hard_silu: 'hard_silu',
  hard_tanh: 'hard_tanh',
  log_sigmoid: 'log_sigmoid',
  tanh_shrink: 'tanh_shrink',
  sparse_plus: 'sparse_plus',
  exp: 'exponential',
  mish: 'mish',
  identity: 'linear',
  stop_gradient: 'linear'
};

/**
 * Functions of each value that Keras 3 and tf-keras write as operations.
 *
 * Before: `{"class_name": "Relu", "config": {"name": "relu"}}`
 *
 * After: `{"class_name": "Activation", "config": {"activation": "relu"}}`
 */
export const functions: IRepair = {
  id: 'functions',
  mend(layer, bench) {
    if (!layer.isOperation) {
      return;
    }
    const operation = readOperation(layer, layer.calls[0]);
    const asLayer = layerFor(operation);
    if (asLayer) {
      bench.mended(
        layer,
        bench.trans.__(
          'The operation %1 is the layer %2.',
          operation.name,
          asLayer[0]
        )
      );
      bench.replace(layer, ([x], call, make) => [
        make('layer', asLayer[0], asLayer[1], {
          asKeras: true,
          keepName: true
        })(x)
      ]);
    } else if (operation.name === 'absolute') {
      absolute(layer, bench);
    } else if (operation.name === 'clip') {
      clipBetween(layer, bench, operation);
    }
  }
};

type Given = (key: string, place: number, otherwise: Json) => Json;

const activationLayer = (name: string): [string, IJsonObject] => [
  'Activation',
  { activation: name }
];

/** Functions with options, and the layers that they are. */
const LAYERS: Record<
  string,
  (given: Given) => [string, IJsonObject] | undefined
> = {
  softmax: given => ['Softmax', { axis: given('axis', 1, -1) }],
  leaky_relu: given => [
    'LeakyReLU',
    { negative_slope: given('alpha', 1, given('negative_slope', 1, 0.2)) }
  ],
  elu: given => ['ELU', { alpha: given('alpha', 1, 1) }],
  log_softmax: given =>
    given('axis', 1, -1) === -1 ? activationLayer('log_softmax') : undefined,
  gelu: given =>
    given('approximate', 1, true) === false
      ? activationLayer('gelu')
      : ['GeluApproximation', {}],
  normalize: given =>
    given('order', 2, 2) === 2
      ? ['UnitNormalization', { axis: given('axis', 1, -1) }]
      : undefined,
  cast: given =>
    String(given('dtype', 1, '')).startsWith('float')
      ? activationLayer('linear')
      : undefined
};

/** The Keras layer that is the same function; the other repairs look at it in turn. */
function layerFor({
  name,
  option,
  positional
}: IOperation): [string, IJsonObject] | undefined {
  const has = (table: object): boolean =>
    Object.prototype.hasOwnProperty.call(table, name);
  if (has(LAYERS)) {
    return LAYERS[name](
      (key, place, otherwise) => option(key) ?? positional[place] ?? otherwise
    );
  }
  return has(ACTIVATIONS) ? activationLayer(ACTIVATIONS[name]) : undefined;
}

/** `|x| = relu(x) + relu(-x)`. */
function absolute(layer: ILayer, bench: IBench): void {
  bench.mended(
    layer,
    bench.trans.__('The operation %1 is computed by layers.', 'absolute')
  );
  bench.replace(layer, ([x], call, make) => {
    const below = activation(
      make,
      'below',
      'relu'
    )(affine(make, 'negated', -1)(x));
    return [sum(make, 'absolute')(activation(make, 'above', 'relu')(x), below)];
  });
}

function clipBetween(
  layer: ILayer,
  bench: IBench,
  { option, positional }: IOperation
): void {
  const low = option('x_min') ?? option('clip_value_min') ?? positional[1];
  const high = option('x_max') ?? option('clip_value_max') ?? positional[2];
  if (typeof low !== 'number' || typeof high !== 'number') {
    return bench.refuse(
      layer,
      bench.trans.__(
        'The limits of the operation %1 ("%2") are not two numbers.',
        'clip',
        layer.name
      )
    );
  }
  bench.mended(
    layer,
    bench.trans.__('The operation %1 is computed by layers.', 'clip')
  );
  bench.replace(layer, ([x], call, make) => [clip(low, high)(x, make)]);
}

/**
 * The approximation of GELU that `keras.ops.gelu` computes unless told otherwise:
 * `x σ(2 √(2/π) (x + 0.044715 x³))`.
 */
export const geluApproximation: IRepair = {
  id: 'gelu-approximation',
  mend(layer, bench) {
    if (layer.className !== 'GeluApproximation') {
      return;
    }
    bench.replace(layer, ([x], call, make) => {
      const cube = times(make, 'cube')(x, x, x);
      const inner = sum(make, 'inner')(
        x,
        affine(make, 'cubic', 0.044715)(cube)
      );
      const gate = activation(
        make,
        'gate',
        'sigmoid'
      )(affine(make, 'scaled', 2 * Math.sqrt(2 / Math.PI))(inner));
      return [times(make, 'gelu')(x, gate)];
    });
  }
};
