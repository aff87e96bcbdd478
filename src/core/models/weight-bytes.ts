import type { IStoredWeight, IWeight } from './weights';
import { sizeOf } from './weights';

/** Reads stored weights from the bytes of their groups, and computes made ones. */
export interface IWeightValues {
  /** The bytes to store: unchanged for a stored weight, float32 for a made one. */
  bytes(weight: IWeight): Uint8Array;
  /** The values as numbers, quantization undone. */
  values(weight: IWeight): Float32Array;
}

/**
 * @param groups The concatenated shards of each group of the manifest.
 * @throws Error (from the methods) when a group is shorter than its manifest says, or a weight's type is not a number.
 */
export function weightValues(groups: Uint8Array[]): IWeightValues {
  const made = new Map<IWeight, Float32Array>();
  const storedBytes = (stored: IStoredWeight): Uint8Array => {
    const group = groups[stored.group];
    if (stored.offset + stored.length > group.length) {
      throw new Error(
        `the weight files end after ${group.length} bytes, before the weight ${stored.name} is complete`
      );
    }
    return group.subarray(stored.offset, stored.offset + stored.length);
  };
  const values = (weight: IWeight): Float32Array => {
    if (weight.value.kind === 'stored') {
      return decode(storedBytes(weight.value.stored), weight.value.stored);
    }
    const known = made.get(weight);
    if (known) {
      return known;
    }
    const result = weight.value.make(weight.value.from.map(values));
    if (result.length !== sizeOf(weight.shape)) {
      throw new Error(
        `a weight of shape ${weight.shape.join('×')} was given ${result.length} values`
      );
    }
    made.set(weight, result);
    return result;
  };
  return {
    values,
    bytes: weight =>
      weight.value.kind === 'stored'
        ? storedBytes(weight.value.stored)
        : encode(values(weight))
  };
}

/** Weight files are little-endian whatever the machine. */
function encode(values: Float32Array): Uint8Array {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  values.forEach((value, at) => view.setFloat32(at * 4, value, true));
  return bytes;
}

type ReadNumber = (view: DataView, at: number) => number;

const READERS: Record<string, [number, ReadNumber]> = {
  float32: [4, (view, at) => view.getFloat32(at, true)],
  int32: [4, (view, at) => view.getInt32(at, true)],
  uint16: [2, (view, at) => view.getUint16(at, true)],
  uint8: [1, (view, at) => view.getUint8(at)],
  bool: [1, (view, at) => view.getUint8(at)],
  float16: [2, (view, at) => halfToNumber(view.getUint16(at, true))]
};

function decode(bytes: Uint8Array, stored: IStoredWeight): Float32Array {
  const reader = READERS[stored.quantization?.dtype ?? stored.dtype];
  if (!reader) {
    throw new Error(`the weight ${stored.name} has the type ${stored.dtype}`);
  }
  const [width, read] = reader;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { scale = 1, min = 0 } = stored.quantization ?? {};
  return Float32Array.from(
    { length: bytes.length / width },
    (unused, at) => read(view, at * width) * scale + min
  );
}

/** IEEE 754 binary16. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) {
    return sign * fraction * 2 ** -24;
  }
  return exponent === 31
    ? fraction
      ? NaN
      : sign * Infinity
    : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
