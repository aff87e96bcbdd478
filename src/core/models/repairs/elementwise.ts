import type { Make } from '../bench';
import type { ITensor } from '../graph';
import { activation, affine, sum, times } from './building-blocks';

/** Computes a function of each value out of what TensorFlow.js has. */
export type Elementwise = (x: ITensor, make: Make) => ITensor;

/** The activations that TensorFlow.js computes as every version of Keras does, and their names there. */
const SAME_NAMES: Record<string, string> = {
  linear: 'linear',
  relu: 'relu',
  relu6: 'relu6',
  elu: 'elu',
  selu: 'selu',
  sigmoid: 'sigmoid',
  tanh: 'tanh',
  softmax: 'softmax',
  log_softmax: 'log_softmax',
  softplus: 'softplus',
  softsign: 'softsign',
  gelu: 'gelu',
  mish: 'mish',
  swish: 'swish',
  silu: 'swish',
  celu: 'elu'
};

/** The name of the activation in TensorFlow.js when it is the same function there. */
export function nativeActivation(
  name: string,
  isKeras3: boolean
): string | undefined {
  if (name === 'hard_sigmoid') {
    return isKeras3 ? undefined : name;
  }
  return Object.prototype.hasOwnProperty.call(SAME_NAMES, name)
    ? SAME_NAMES[name]
    : undefined;
}

/** `relu6(x + 3) / 6` of Keras 3, by the `clip(0.2 x + 0.5)` of TensorFlow.js and Keras 2. */
const hardSigmoid: Elementwise = (x, make) =>
  activation(
    make,
    'hard_sigmoid',
    'hard_sigmoid'
  )(affine(make, 'slope', 5 / 6)(x));

/** `min(max(x, low), high)`, as `relu` capped at `high - low`. */
export function clip(low: number, high: number): Elementwise {
  return (x, make) => {
    const above = make('above', 'ReLU', { max_value: high - low });
    return affine(
      make,
      'clip',
      1,
      low
    )(above(affine(make, 'from_low', 1, -low)(x)));
  };
}

/**
 * `exp(x)`, from `elu(x) = exp(x) - 1` for negative x and `softsign(x) = x / (1 + x)` for positive x.
 *
 * For a small positive z, `exp(z) = 1 / exp(-z) = 2 - 2 softsign(2 elu(-z) + 1)`; with z = x / 128 and seven squarings
 * that covers all of float32. The relative error is below 2e-5.
 */
const exponential: Elementwise = (x, make) => {
  const relu = activation(make, 'positive', 'relu');
  const negative = affine(
    make,
    'negative',
    -1
  )(
    activation(make, 'negated_positive', 'relu')(affine(make, 'negated', -1)(x))
  );
  const below = affine(
    make,
    'below',
    1,
    1
  )(activation(make, 'below_elu', 'elu')(negative));
  const small = activation(
    make,
    'small_elu',
    'elu'
  )(affine(make, 'small', -1 / 128)(relu(x)));
  const reciprocal = activation(
    make,
    'reciprocal',
    'softsign'
  )(affine(make, 'shifted', 2, 1)(small));
  let power = affine(make, 'root', -2, 2)(reciprocal);
  for (let square = 1; square <= 7; square++) {
    power = times(make, `power_${2 ** square}`)(power, power);
  }
  return times(make, 'exp')(below, power);
};

/** `x · 1[|x| > 0.5]`. */
const hardShrink: Elementwise = (x, make) => {
  const above = make('above', 'ThresholdedReLU', { theta: 0.5 })(x);
  const below = make('below', 'ThresholdedReLU', { theta: 0.5 })(
    affine(make, 'negated', -1)(x)
  );
  return sum(make, 'shrunk')(above, affine(make, 'negative', -1)(below));
};

/** `x ± 0.5` outside of `[-0.5, 0.5]`, else 0. */
const softShrink: Elementwise = (x, make) => {
  const above = activation(
    make,
    'above',
    'relu'
  )(affine(make, 'less', 1, -0.5)(x));
  const below = activation(
    make,
    'below',
    'relu'
  )(affine(make, 'negated', -1, -0.5)(x));
  return sum(make, 'shrunk')(above, affine(make, 'negative', -1)(below));
};

/** 0, then a parabola between -1 and 1, then x. */
const sparsePlus: Elementwise = (x, make) => {
  const middle = make('middle', 'ReLU', { max_value: 2 })(
    affine(make, 'shifted', 1, 1)(x)
  );
  const square = affine(
    make,
    'quarter',
    0.25
  )(times(make, 'square')(middle, middle));
  return sum(make, 'sparse_plus')(
    square,
    activation(make, 'above', 'relu')(affine(make, 'less', 1, -1)(x))
  );
};

const BUILT: Record<string, Elementwise> = {
  hard_sigmoid: hardSigmoid,
  hard_silu: (x, make) => times(make, 'hard_silu')(x, hardSigmoid(x, make)),
  hard_swish: (x, make) => times(make, 'hard_silu')(x, hardSigmoid(x, make)),
  leaky_relu: (x, make) => make('leaky_relu', 'LeakyReLU', { alpha: 0.2 })(x),
  hard_tanh: clip(-1, 1),
  sparse_sigmoid: (x, make) =>
    make('sparse_sigmoid', 'ReLU', { max_value: 1 })(
      affine(make, 'half', 0.5, 0.5)(x)
    ),
  log_sigmoid: (x, make) =>
    affine(
      make,
      'log_sigmoid',
      -1
    )(activation(make, 'softplus', 'softplus')(affine(make, 'negated', -1)(x))),
  tanh_shrink: (x, make) =>
    sum(make, 'shrunk')(
      x,
      affine(make, 'negative', -1)(activation(make, 'tanh', 'tanh')(x))
    ),
  hard_shrink: hardShrink,
  soft_shrink: softShrink,
  sparse_plus: sparsePlus,
  exponential
};

/** How to compute the activation where TensorFlow.js has no activation that is the same function. */
export function builtActivation(name: string): Elementwise | undefined {
  return Object.prototype.hasOwnProperty.call(BUILT, name)
    ? BUILT[name]
    : undefined;
}
