import { sizeOf } from '../../weights';
import type { Operand } from './read-operation';

/** Numbers in an operation. */
export type Numbers = Extract<Operand, { kind: 'numbers' }>;

/** A function of x that is a product and a sum, given the constant. */
export interface ILinear {
  scale(value: number): number;
  shift(value: number): number;
}

/** What is to be multiplied and added for `x ∘ c`, or `c ∘ x` when the constant comes first; null when it is not linear. */
export function linear(name: string, isFirst: boolean): ILinear | null {
  switch (name) {
    case 'add':
      return { scale: () => 1, shift: value => value };
    case 'subtract':
      return isFirst
        ? { scale: () => -1, shift: value => value }
        : { scale: () => 1, shift: value => -value };
    case 'multiply':
      return { scale: value => value, shift: () => 0 };
    case 'true_divide':
      return isFirst ? null : { scale: value => 1 / value, shift: () => 0 };
    default:
      return null;
  }
}

/** The numbers repeated as NumPy broadcasts them to one sample; undefined when they do not fit. */
export function spread(
  constant: Numbers,
  shape: number[]
): number[] | undefined {
  const own =
    constant.shape.length > shape.length
      ? constant.shape.slice(-shape.length)
      : constant.shape;
  const aligned = [
    ...new Array<number>(shape.length - own.length).fill(1),
    ...own
  ];
  const fits =
    aligned.every((size, at) => size === 1 || size === shape[at]) &&
    sizeOf(aligned) === constant.values.length;
  if (!fits) {
    return undefined;
  }
  return Array.from({ length: sizeOf(shape) }, (unused, flat) => {
    let rest = flat;
    let index = 0;
    let stride = 1;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index += (aligned[axis] === 1 ? 0 : rest % shape[axis]) * stride;
      rest = Math.floor(rest / shape[axis]);
      stride *= aligned[axis];
    }
    return constant.values[index];
  });
}
