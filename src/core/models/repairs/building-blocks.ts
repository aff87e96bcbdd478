import type { Make, MadeLayer } from '../bench';
import type { ITensor, Shape } from '../graph';
import type { IWeight } from '../weights';
import { constantWeight, mappedWeight } from '../weights';

/** `scale · x + offset`. */
export function affine(
  make: Make,
  suffix: string,
  scale: number,
  offset = 0
): MadeLayer {
  return make(suffix, 'Rescaling', { scale, offset });
}

/** An activation that TensorFlow.js has under this name. */
export function activation(
  make: Make,
  suffix: string,
  name: string
): MadeLayer {
  return make(suffix, 'Activation', { activation: name });
}

/** Another shape for each sample; -1 is a size that follows from the others. */
export function reshape(make: Make, suffix: string, sizes: Shape): MadeLayer {
  return make(suffix, 'Reshape', {
    target_shape: sizes.map(size => size ?? -1)
  });
}

/** Reorders the axes of each sample; 1 is the first axis after the batch. */
export function permute(make: Make, suffix: string, dims: number[]): MadeLayer {
  return make(suffix, 'Permute', { dims });
}

/** What a layer computes over its last axis, over another one: swapped with the last, and back. The batch is axis 0. */
export function overAxis(
  make: Make,
  { axis, rank }: { axis: number; rank: number },
  layer: MadeLayer
): MadeLayer {
  const dims = Array.from({ length: rank - 1 }, (unused, at) => at + 1);
  [dims[axis - 1], dims[rank - 2]] = [rank - 1, axis];
  const swap = (suffix: string): MadeLayer => permute(make, suffix, dims);
  return (x: ITensor) => swap('back')(layer(swap('to_last')(x)));
}

/** A product with a fixed matrix over the last axis. */
export function dense(
  make: Make,
  suffix: string,
  kernel: IWeight,
  bias?: IWeight
): MadeLayer {
  return make(
    suffix,
    'Dense',
    {
      units: kernel.shape[1],
      activation: 'linear',
      use_bias: bias !== undefined
    },
    { weights: bias ? { kernel, bias } : { kernel } }
  );
}

/** `gamma · x + beta` with a value for each entry of the last axis. */
export function scaleAndShift(
  make: Make,
  suffix: string,
  gamma: IWeight | undefined,
  beta: IWeight | undefined
): MadeLayer {
  const like = (gamma ?? beta) as IWeight;
  return make(
    suffix,
    'BatchNormalization',
    {
      axis: -1,
      epsilon: 0,
      scale: gamma !== undefined,
      center: beta !== undefined
    },
    {
      weights: {
        ...(gamma ? { gamma } : {}),
        ...(beta ? { beta } : {}),
        moving_mean: constantWeight(
          like.shape,
          new Float32Array(like.shape[0])
        ),
        moving_variance: constantWeight(
          like.shape,
          new Float32Array(like.shape[0]).fill(1)
        )
      }
    }
  );
}

/** The sum of tensors. */
export function sum(make: Make, suffix: string): MadeLayer {
  return make(suffix, 'Add');
}

/** The product of tensors. */
export function times(make: Make, suffix: string): MadeLayer {
  return make(suffix, 'Multiply');
}

/** A part of one axis (1 is the first after the batch) of tensors whose other sizes are known. */
export function crop(
  make: Make,
  suffix: string,
  shape: Shape,
  range: { axis: number; begin: number; count: number }
): MadeLayer {
  const { axis, begin, count } = range;
  const size = shape[axis] as number;
  const before = productOf(shape.slice(1, axis));
  const after = productOf(shape.slice(axis + 1));
  const flat = reshape(make, `${suffix}_flat`, [before, size, after]);
  const cut = make(suffix, 'Cropping2D', {
    cropping: [
      [0, 0],
      [begin, size - begin - count]
    ],
    data_format: 'channels_last'
  });
  const sizes = shape.slice(1);
  sizes[axis - 1] = count;
  const back = reshape(make, `${suffix}_back`, sizes);
  return (x: ITensor) => back(cut(flat(x)));
}

/** The product of sizes, of which at most one is unknown; then -1. */
function productOf(sizes: Shape): number {
  return sizes.includes(null)
    ? -1
    : sizes.reduce((all: number, size) => all * (size as number), 1);
}

/** The weight times a number. */
export function scaled(weight: IWeight, factor: number): IWeight {
  return mappedWeight(weight, value => value * factor);
}
