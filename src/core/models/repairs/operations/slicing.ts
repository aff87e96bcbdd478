import type { IRepair, Make } from '../../bench';
import type { ITensor, Shape } from '../../graph';
import type { Json } from '../../json';
import { isObject, objectAt, own, stringAt } from '../../json';
import { crop, reshape } from '../building-blocks';
import type { IOperation } from './read-operation';
import { readOperation } from './read-operation';

/**
 * Slices such as `x[:, -1]` and `x[:, 1:3]`, which Keras 3 and tf-keras write as operations.
 *
 * Before: `{"class_name": "GetItem"}` called with `[slice(None), -1]` on `[null, 5, 4]`
 *
 * After: Reshape to `[1, 5, 4]`, Cropping2D to the last row, Reshape to `[4]`.
 */
export const slicing: IRepair = {
  id: 'slicing',
  mend(layer, bench) {
    if (!layer.isOperation) {
      return;
    }
    const operation = readOperation(layer, layer.calls[0]);
    if (operation.name !== 'get_item') {
      return;
    }
    const shape = bench.inputShape(layer);
    const plan = shape && planOf(keysOf(operation), shape);
    if (!plan) {
      return bench.refuse(
        layer,
        bench.trans.__(
          '"%1" slices its input in a way that no layer of TensorFlow.js can, or the shape of its input is not known.',
          layer.name
        )
      );
    }
    bench.mended(layer, bench.trans.__('The slice is a Cropping2D.'));
    bench.replace(layer, ([x], call, make) => [cut(x, make, shape, plan)]);
  }
};

interface ICut {
  axis: number;
  begin: number;
  count: number;
}

interface IPlan {
  cuts: ICut[];
  /** The sizes afterwards, without the batch. */
  sizes: Shape;
}

function keysOf({ option, positional }: IOperation): Json[] {
  const key = option('slice_spec') ?? option('key') ?? positional[1] ?? null;
  return Array.isArray(key) ? key : [key];
}

function isEllipsis(key: Json): boolean {
  return (
    isObject(key) &&
    (stringAt(key, 'class_name') === '__ellipsis__' ||
      own(key, 'type') === 'Ellipsis')
  );
}

function planOf(keys: Json[], shape: Shape): IPlan | undefined {
  const consumed = keys.filter(key => key !== null && !isEllipsis(key)).length;
  const full: Json = { start: null, stop: null, step: null };
  const fill = new Array<Json>(Math.max(0, shape.length - consumed)).fill(full);
  const spread = keys.some(isEllipsis)
    ? keys.flatMap(key => (isEllipsis(key) ? fill : [key]))
    : [...keys, ...fill];
  const plan: IPlan = { cuts: [], sizes: [] };
  let axis = 0;
  for (const key of spread) {
    if (key === null) {
      plan.sizes.push(1);
      continue;
    }
    const range = rangeOf(key, shape[axis] ?? null);
    if (!range || (axis === 0 && !range.isFull)) {
      return undefined;
    }
    if (!range.isFull) {
      plan.cuts.push({
        axis,
        begin: range.begin,
        count: range.count as number
      });
    }
    if (!range.isSingle) {
      plan.sizes.push(range.count);
    }
    axis++;
  }
  return { cuts: plan.cuts, sizes: plan.sizes.slice(1) };
}

interface IRange {
  begin: number;
  count: number | null;
  isFull: boolean;
  isSingle: boolean;
}

function rangeOf(key: Json, size: number | null): IRange | undefined {
  if (typeof key === 'number') {
    return size === null
      ? undefined
      : {
          begin: key < 0 ? key + size : key,
          count: 1,
          isFull: false,
          isSingle: true
        };
  }
  const slice = isObject(key) ? (objectAt(key, 'config') ?? key) : {};
  const at = (bound: string): Json => own(slice, bound) ?? null;
  const isStepped = at('step') !== null && at('step') !== 1;
  return isObject(key) && !isStepped
    ? between(at('start') ?? 0, at('stop'), size)
    : undefined;
}

function between(
  start: Json,
  stop: Json,
  size: number | null
): IRange | undefined {
  if (start === 0 && stop === null) {
    return { begin: 0, count: size, isFull: true, isSingle: false };
  }
  const end = stop ?? size;
  if (size === null || typeof start !== 'number' || typeof end !== 'number') {
    return undefined;
  }
  const clamp = (value: number): number =>
    Math.min(Math.max(value < 0 ? value + size : value, 0), size);
  const begin = clamp(start);
  const count = clamp(end) - begin;
  return count > 0
    ? { begin, count, isFull: false, isSingle: false }
    : undefined;
}

function cut(x: ITensor, make: Make, shape: Shape, plan: IPlan): ITensor {
  const sizes = [...shape];
  let result = x;
  for (const part of plan.cuts) {
    result = crop(make, `axis_${part.axis}`, sizes, part)(result);
    sizes[part.axis] = part.count;
  }
  return reshape(make, 'sliced', plan.sizes)(result);
}
