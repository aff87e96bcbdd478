import type { IBench, IRepair, Make } from '../bench';
import type { ILayer, ITensor } from '../graph';
import { numberAt, own } from '../json';
import { activation, affine, sum } from './building-blocks';

/**
 * TensorFlow.js ignores `negative_slope` and `threshold` of ReLU: predictions are silently wrong, by up to
 * `negative_slope · |x|` below zero, and by `threshold` above.
 *
 * Before: `{"class_name": "ReLU", "config": {"negative_slope": 0.1, "threshold": 0.0, "max_value": null}}`
 *
 * After: `{"class_name": "LeakyReLU", "config": {"alpha": 0.1}}`; with a threshold, a ThresholdedReLU; with several of
 * them the sum of their parts.
 */
export const reluOptions: IRepair = {
  id: 'relu-options',
  mend(layer, bench) {
    const slope = numberAt(layer.config, 'negative_slope', 0);
    const threshold = numberAt(layer.config, 'threshold', 0);
    if (
      layer.className !== 'ReLU' ||
      layer.isOperation ||
      (slope === 0 && threshold === 0)
    ) {
      return;
    }
    const cap = own(layer.config, 'max_value');
    const parts = {
      slope,
      threshold,
      cap: typeof cap === 'number' ? cap : null
    };
    bench.mended(
      layer,
      bench.trans.__(
        'TensorFlow.js ignores negative_slope and threshold of ReLU; other layers compute them.'
      )
    );
    replaceBy(layer, bench, (x, make) => build(x, make, parts));
  }
};

interface IParts {
  slope: number;
  threshold: number;
  cap: number | null;
}

function build(
  x: ITensor,
  make: Make,
  { slope, threshold, cap }: IParts
): ITensor {
  if (threshold === 0 && cap === null) {
    return make('slope', 'LeakyReLU', { alpha: slope }, { keepName: true })(x);
  }
  const upper = capped(aboveThreshold(x, make, threshold), make, cap);
  if (slope === 0) {
    return upper;
  }
  const below = activation(
    make,
    'below',
    'relu'
  )(affine(make, 'distance', -1, threshold)(x));
  return sum(make, 'relu')(upper, affine(make, 'slope', -slope)(below));
}

/** `x` where `x >= threshold`, else 0. TensorFlow.js compares with `>`, so it is given the next smaller float32. */
function aboveThreshold(x: ITensor, make: Make, threshold: number): ITensor {
  return threshold === 0
    ? activation(make, 'above', 'relu')(x)
    : make('above', 'ThresholdedReLU', { theta: nextBelow(threshold) })(x);
}

function nextBelow(value: number): number {
  const float = new Float32Array([value]);
  const bits = new Int32Array(float.buffer);
  bits[0] += float[0] > 0 ? -1 : 1;
  return float[0];
}

/** `min(x, cap)`, as `cap - relu(cap - x)`. */
function capped(x: ITensor, make: Make, cap: number | null): ITensor {
  if (cap === null) {
    return x;
  }
  const room = activation(
    make,
    'room',
    'relu'
  )(affine(make, 'to_cap', -1, cap)(x));
  return affine(make, 'capped', -1, cap)(room);
}

function replaceBy(
  layer: ILayer,
  bench: IBench,
  make: (x: ITensor, make: Make) => ITensor
): void {
  bench.replace(layer, ([x], call, maker) => [make(x, maker)]);
}
