import type { IBench, IRepair } from '../bench';
import type { ILayer, Shape } from '../graph';
import type { Json } from '../json';
import { isObject, numbersAt, objectAt, own } from '../json';
import type { IWeight } from '../weights';
import { constantWeight, madeWeight, sizeOf } from '../weights';
import { affine, reshape } from './building-blocks';

/** Keras divides by the deviation, but at least by this. */
const EPSILON = 1e-7;

/**
 * TensorFlow.js has no Normalization. It is a BatchNormalization whose statistics were given.
 *
 * Before: `{"class_name": "Normalization", "config": {"axis": [-1]}}` with weights `mean`, `variance` and `count`
 *
 * After: `{"class_name": "BatchNormalization", "config": {"epsilon": 0, "center": false, "scale": false}}` with weights
 * `moving_mean` and `moving_variance`.
 */
export const normalization: IRepair = {
  id: 'normalization',
  mend(layer, bench) {
    if (layer.className !== 'Normalization') {
      return;
    }
    const shape = bench.inputShape(layer);
    const [mean, variance] = statistics(layer, bench);
    const isLastAxis =
      isOverLastAxis(layer, shape) &&
      sizeOf(mean.shape) === shape?.[shape.length - 1];
    if (!isLastAxis && (shape === undefined || shape.slice(1).includes(null))) {
      return bench.refuse(
        layer,
        bench.trans.__(
          'The shape of the input of "%1" is not known.',
          layer.name
        )
      );
    }
    const known = shape as number[];
    const sizes = isLastAxis ? [known[known.length - 1]] : known.slice(1);
    const axes = isLastAxis
      ? [0]
      : keptAxes(layer, known.length).map(axis => axis - 1);
    const spread = (weight: IWeight): IWeight => broadcast(weight, sizes, axes);
    bench.mended(
      layer,
      bench.trans.__(
        'Normalization is a BatchNormalization with given statistics.'
      )
    );
    bench.replace(layer, ([x], call, make) => {
      const invert = own(layer.config, 'invert') === true;
      const weights = invert
        ? inverted(spread(mean), spread(variance))
        : forward(spread(mean), spread(variance));
      const config = { axis: -1, epsilon: 0, center: invert, scale: invert };
      const normalize = make('normalized', 'BatchNormalization', config, {
        keepName: true,
        weights
      });
      const float = affine(make, 'float', 1)(x);
      const isFlat = isLastAxis && known.length <= 5;
      const input = isFlat
        ? float
        : reshape(make, 'flat', [sizeOf(known.slice(1))])(float);
      return [
        isFlat
          ? normalize(input)
          : reshape(make, 'unflat', known.slice(1))(normalize(input))
      ];
    });
  }
};

function forward(mean: IWeight, variance: IWeight): Record<string, IWeight> {
  const least = madeWeight(variance.shape, [variance], ([values]) =>
    values.map(value => Math.max(Math.sqrt(value), EPSILON) ** 2)
  );
  return { moving_mean: mean, moving_variance: least };
}

function inverted(mean: IWeight, variance: IWeight): Record<string, IWeight> {
  const deviation = madeWeight(variance.shape, [variance], ([values]) =>
    values.map(value => Math.max(Math.sqrt(value), EPSILON))
  );
  const size = sizeOf(mean.shape);
  return {
    gamma: deviation,
    beta: mean,
    moving_mean: constantWeight([size], new Float32Array(size)),
    moving_variance: constantWeight([size], new Float32Array(size).fill(1))
  };
}

/** From the weights, or from the config where the user gave them. */
function statistics(layer: ILayer, bench: IBench): [IWeight, IWeight] {
  return [
    layer.weights.get('mean') ?? givenStatistic(layer, 'mean', bench),
    layer.weights.get('variance') ?? givenStatistic(layer, 'variance', bench)
  ];
}

function givenStatistic(layer: ILayer, key: string, bench: IBench): IWeight {
  const values = numbersIn(own(layer.config, key));
  if (values === undefined || values.length === 0) {
    return bench.refuse(
      layer,
      bench.trans.__('The config of "%1" holds no %2.', layer.name, key)
    );
  }
  return constantWeight([values.length], values);
}

/** All numbers of nested lists, in order; also of the array that Keras 3 writes as an object. */
export function numbersIn(value: Json | undefined): number[] | undefined {
  if (typeof value === 'number') {
    return [value];
  }
  if (isObject(value)) {
    return numbersIn(own(objectAt(value, 'config') ?? value, 'value'));
  }
  if (!Array.isArray(value)) {
    return undefined;
  }
  const parts = value.map(numbersIn);
  return parts.some(part => part === undefined)
    ? undefined
    : (parts as number[][]).flat();
}

function keptAxes(layer: ILayer, rank: number): number[] {
  const axis = own(layer.config, 'axis');
  const axes =
    axis === null || axis === undefined
      ? []
      : (numbersAt(layer.config, 'axis') ?? []);
  return axes
    .map(each => (each < 0 ? each + rank : each))
    .sort((one, other) => one - other);
}

function isOverLastAxis(layer: ILayer, shape: Shape | undefined): boolean {
  const axes = shape
    ? keptAxes(layer, shape.length)
    : (numbersAt(layer.config, 'axis') ?? []);
  return (
    axes.length === 1 &&
    (axes[0] === -1 || axes[0] === (shape?.length ?? 0) - 1)
  );
}

/** Repeats the values, which have a size for each of `axes`, over all of `sizes`. */
function broadcast(weight: IWeight, sizes: number[], axes: number[]): IWeight {
  const size = sizeOf(sizes);
  const count = sizeOf(weight.shape);
  if (count === size) {
    return { ...weight, shape: [size] };
  }
  return madeWeight([size], [weight], ([values]) => {
    const result = new Float32Array(size);
    for (let at = 0; at < size; at++) {
      result[at] = values[count === 1 ? 0 : indexAlong(at, sizes, axes)];
    }
    return result;
  });
}

function indexAlong(flat: number, sizes: number[], axes: number[]): number {
  const position: number[] = [];
  let rest = flat;
  for (let axis = sizes.length - 1; axis >= 0; axis--) {
    position[axis] = rest % sizes[axis];
    rest = Math.floor(rest / sizes[axis]);
  }
  return axes.reduce((index, axis) => index * sizes[axis] + position[axis], 0);
}
