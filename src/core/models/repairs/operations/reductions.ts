import type { IBench, IRepair, Make } from '../../bench';
import type { ILayer, ITensor, Shape } from '../../graph';
import type { Json } from '../../json';
import { isNumbers } from '../../json';
import { product } from '../../shapes/infer-shapes';
import { affine, permute, reshape } from '../building-blocks';
import { readOperation } from './read-operation';

/**
 * Means, sums, maxima and minima over axes, which Keras 3 and tf-keras write as operations.
 *
 * Before: `{"class_name": "Mean", "config": {"axis": 1, "keepdims": false}}` on `[null, 5, 4]`
 *
 * After: GlobalAveragePooling1D, after a Permute and a Reshape that bring the axes together. A sum is the mean times the
 * number of values, a minimum the negative of the maximum of the negatives.
 */
export const reductions: IRepair = {
  id: 'reductions',
  mend(layer, bench) {
    if (!layer.isOperation) {
      return;
    }
    const operation = readOperation(layer, layer.calls[0]);
    const isAverage =
      operation.name === 'average' &&
      (operation.option('weights') ?? null) === null;
    const name =
      isAverage && operation.operands.length === 1 ? 'mean' : operation.name;
    if (!['mean', 'sum', 'max', 'min'].includes(name)) {
      return;
    }
    const shape = bench.inputShape(layer);
    const axes = axesOf(
      operation.option('axis') ?? operation.positional[1],
      shape
    );
    if (!shape || !axes) {
      return bench.refuse(
        layer,
        bench.trans.__(
          'The operation %1 ("%2") is not over axes of a known shape.',
          name,
          layer.name
        )
      );
    }
    const plan = planOf(layer, bench, {
      name,
      shape,
      axes,
      keepdims: operation.option('keepdims') === true
    });
    bench.mended(
      layer,
      bench.trans.__('The operation %1 is a pooling over all.', name)
    );
    bench.replace(layer, ([x], call, make) => [reduce(x, make, plan)]);
  }
};

/** The axes as sorted positions; undefined when the batch is among them. */
function axesOf(
  axis: Json | undefined,
  shape: Shape | undefined
): number[] | undefined {
  const given = typeof axis === 'number' ? [axis] : axis;
  if (!shape || !isNumbers(given)) {
    return undefined;
  }
  const axes = given
    .map(each => (each < 0 ? each + shape.length : each))
    .sort((one, other) => one - other);
  return axes.every(each => each > 0 && each < shape.length) ? axes : undefined;
}

interface IPlan {
  name: string;
  shape: Shape;
  axes: number[];
  keepdims: boolean;
}

interface IReduction extends IPlan {
  kept: number[];
  count: number | null;
  features: number;
}

function planOf(layer: ILayer, bench: IBench, plan: IPlan): IReduction {
  const kept = plan.shape
    .map((size, at) => at)
    .filter(at => at > 0 && !plan.axes.includes(at));
  const count = product(plan.axes.map(axis => plan.shape[axis]));
  const features = product(kept.map(axis => plan.shape[axis]));
  if (features === null || (count === null && plan.name === 'sum')) {
    return bench.refuse(
      layer,
      bench.trans.__(
        'The operation %1 ("%2") is not over axes of a known shape.',
        plan.name,
        layer.name
      )
    );
  }
  return { ...plan, kept, count, features };
}

function reduce(x: ITensor, make: Make, plan: IReduction): ITensor {
  const { name, shape, axes, kept, count, features, keepdims } = plan;
  const order = [...axes, ...kept];
  const isOrdered = order.every((axis, at) => axis === at + 1);
  const together = isOrdered ? x : permute(make, 'axes_first', order)(x);
  const values = reshape(make, 'values', [count, features])(together);
  const sizes = keepdims
    ? shape.map((size, at) => (axes.includes(at) ? 1 : size)).slice(1)
    : kept.map(axis => shape[axis]);
  return reshape(make, 'reduced', sizes)(pool(values, make, name, count ?? 1));
}

function pool(
  values: ITensor,
  make: Make,
  name: string,
  count: number
): ITensor {
  if (name === 'max') {
    return make('max', 'GlobalMaxPooling1D')(values);
  }
  if (name === 'min') {
    const highest = make(
      'max',
      'GlobalMaxPooling1D'
    )(affine(make, 'negated', -1)(values));
    return affine(make, 'min', -1)(highest);
  }
  const mean = make('mean', 'GlobalAveragePooling1D')(values);
  return name === 'sum' ? affine(make, 'sum', count)(mean) : mean;
}
