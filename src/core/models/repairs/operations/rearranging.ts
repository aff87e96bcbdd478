import type { IBench, IRepair } from '../../bench';
import type { ILayer, Shape } from '../../graph';
import type { Json } from '../../json';
import { isNumbers } from '../../json';
import { product } from '../../shapes/infer-shapes';
import { reshape } from '../building-blocks';
import type { IOperation } from './read-operation';
import { readOperation } from './read-operation';

/**
 * Reshapes and transpositions that Keras 3 and tf-keras write as operations.
 *
 * Before: `{"class_name": "Transpose", "config": {"axes": [0, 2, 1]}}`
 *
 * After: `{"class_name": "Permute", "config": {"dims": [2, 1]}}`
 */
export const rearranging: IRepair = {
  id: 'rearranging',
  mend(layer, bench) {
    if (!layer.isOperation) {
      return;
    }
    const operation = readOperation(layer, layer.calls[0]);
    const shape = bench.inputShape(layer);
    if (['transpose', 'swapaxes', 'moveaxis'].includes(operation.name)) {
      reorder(layer, bench, orderOf(operation, shape));
    } else if (['reshape', 'expand_dims', 'squeeze'].includes(operation.name)) {
      resize(layer, bench, sizesOf(operation, shape));
    }
  }
};

function refuse(layer: ILayer, bench: IBench): never {
  return bench.refuse(
    layer,
    bench.trans.__(
      '"%1" moves the axis of the batch, or its input has no known shape.',
      layer.name
    )
  );
}

function reorder(
  layer: ILayer,
  bench: IBench,
  order: number[] | undefined
): void {
  if (!order || order[0] !== 0) {
    refuse(layer, bench);
  }
  bench.mended(layer, bench.trans.__('The operation is a Permute.'));
  bench.replace(layer, ([x], call, make) => [
    make('permuted', 'Permute', { dims: order.slice(1) }, { keepName: true })(x)
  ]);
}

function orderOf(
  operation: IOperation,
  shape: Shape | undefined
): number[] | undefined {
  const { name, option, positional } = operation;
  if (!shape) {
    return undefined;
  }
  if (name === 'transpose') {
    const axes = option('axes') ?? option('perm') ?? positional[1];
    return isNumbers(axes)
      ? axes.map(axis => (axis < 0 ? axis + shape.length : axis))
      : undefined;
  }
  const keys =
    name === 'swapaxes' ? ['axis1', 'axis2'] : ['source', 'destination'];
  const [from, to] = keys.map((key, at) =>
    positionOf(option(key) ?? positional[at + 1], shape.length)
  );
  return from === undefined || to === undefined
    ? undefined
    : moved(name, shape.length, from, to);
}

function moved(name: string, rank: number, from: number, to: number): number[] {
  const order = Array.from({ length: rank }, (unused, at) => at);
  if (name === 'swapaxes') {
    [order[from], order[to]] = [order[to], order[from]];
  } else {
    order.splice(to, 0, ...order.splice(from, 1));
  }
  return order;
}

function positionOf(axis: Json | undefined, rank: number): number | undefined {
  const given = isNumbers(axis) && axis.length === 1 ? axis[0] : axis;
  return typeof given === 'number'
    ? given < 0
      ? given + rank
      : given
    : undefined;
}

function resize(layer: ILayer, bench: IBench, sizes: Shape | undefined): void {
  if (!sizes || sizes.filter(size => size === null || size < 0).length > 1) {
    refuse(layer, bench);
  }
  bench.mended(layer, bench.trans.__('The operation is a Reshape.'));
  bench.replace(layer, ([x], call, make) => [
    reshape(make, 'reshaped', sizes)(x)
  ]);
}

/** The new sizes without the batch; undefined when they are not known, or the batch does not stay what it is. */
function sizesOf(
  operation: IOperation,
  shape: Shape | undefined
): Shape | undefined {
  const { name, option, positional } = operation;
  if (!shape) {
    return undefined;
  }
  if (name === 'reshape') {
    return reshapedSizes(
      option('newshape') ?? option('shape') ?? positional[1],
      shape
    );
  }
  const added = name === 'expand_dims' ? [1] : [];
  const axis = positionOf(
    option('axis') ?? positional[1],
    shape.length + added.length
  );
  if (axis === undefined || axis === 0) {
    return undefined;
  }
  const sizes = [...shape];
  sizes.splice(axis, 1 - added.length, ...added);
  return sizes.slice(1);
}

function reshapedSizes(
  target: Json | undefined,
  shape: Shape
): Shape | undefined {
  if (!Array.isArray(target) || target.length === 0) {
    return undefined;
  }
  const sizes: Shape = target.map(size =>
    typeof size === 'number' && size >= 0 ? size : null
  );
  const inner = sizes.slice(1);
  const whole = product(shape.slice(1));
  const isBatchFirst = sizes[0] === null || sizes[0] === shape[0];
  const keepsBatch = inner.includes(null)
    ? sizes[0] !== null || target[0] === null
    : product(inner) === whole;
  return isBatchFirst && keepsBatch ? inner : undefined;
}
