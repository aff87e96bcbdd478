/** A weight in a shard of the file as it was read. */
export interface IStoredWeight {
  name: string;
  shape: number[];
  /** As in the manifest: `float32`, `int32`, `bool`, `uint8`, `complex64`, `string`. */
  dtype: string;
  /** The manifest's `quantization`, kept as it is. */
  quantization?: IQuantization;
  /** Which group of the manifest it is in. */
  group: number;
  /** Where it begins in the group's concatenated shards, in bytes. */
  offset: number;
  /** Its length in bytes. */
  length: number;
}

/** How the converter's `--quantize_…` options stored a weight. */
export interface IQuantization {
  dtype: string;
  scale?: number;
  min?: number;
  original_dtype?: string;
}

/** A variable of a layer: as it lies in the file, or computed from others. */
export interface IWeight {
  shape: number[];
  dtype: string;
  value:
    | { kind: 'stored'; stored: IStoredWeight }
    | { kind: 'made'; from: IWeight[]; make: Maker };
}

/** Computes a weight's values from those of others; row-major, like everything in a weight file. */
export type Maker = (values: Float32Array[]) => Float32Array;

/** How many values a shape holds. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, dimension) => product * dimension, 1);
}

/** A float32 weight computed from others. */
export function madeWeight(
  shape: number[],
  from: IWeight[],
  make: Maker
): IWeight {
  return { shape, dtype: 'float32', value: { kind: 'made', from, make } };
}

/** A float32 weight with the given values. */
export function constantWeight(
  shape: number[],
  values: ArrayLike<number>
): IWeight {
  return madeWeight(shape, [], () => Float32Array.from(values));
}

/** The same values under another shape; the bytes stay where they are. */
export function reshapedWeight(weight: IWeight, shape: number[]): IWeight {
  return { ...weight, shape };
}

/** A part of a weight: rows `[begin, begin + count)` along one axis. */
export function slicedWeight(
  weight: IWeight,
  axis: number,
  begin: number,
  count: number
): IWeight {
  const outer = sizeOf(weight.shape.slice(0, axis));
  const inner = sizeOf(weight.shape.slice(axis + 1));
  const whole = weight.shape[axis] * inner;
  const shape = [...weight.shape];
  shape[axis] = count;
  return madeWeight(shape, [weight], ([values]) => {
    const part = new Float32Array(outer * count * inner);
    for (let row = 0; row < outer; row++) {
      const from = row * whole + begin * inner;
      part.set(
        values.subarray(from, from + count * inner),
        row * count * inner
      );
    }
    return part;
  });
}

/** Each value put through a function. */
export function mappedWeight(
  weight: IWeight,
  map: (value: number, index: number) => number
): IWeight {
  return madeWeight(weight.shape, [weight], ([values]) => values.map(map));
}
