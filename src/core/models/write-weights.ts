import type { IGraph } from './graph';
import type { IJsonObject, Json } from './json';
import { isObject } from './json';
import type { IManifest } from './read-manifest';
import { weightValues } from './weight-bytes';
import type { IStoredWeight, IWeight } from './weights';
import { variableHolders } from './write-graph';

/** The converter's own limit for a shard. */
const SHARD_BYTES = 4 * 1024 * 1024;

/** The repaired weights, and what is to be done to the weight files. */
export interface IWeightsPlan {
  /** The new `weightsManifest`. */
  manifest: Json[];
  /**
   * The new weight files, or null when the files stay as they are and only names change.
   *
   * Their names differ from those of the originals, so that writing them overwrites nothing.
   */
  rewrite: IWeightRewrite | null;
}

/** New weight files computed from the old. */
export interface IWeightRewrite {
  /** Files to read, relative to the model file. */
  reads: string[];
  /** Files to write, relative to the model file. */
  writes: string[];
  /** Bytes of all new files together. */
  size: number;
  /**
   * Computes the new files.
   *
   * @param files The content of each file in `reads`.
   * @returns The content of each file in `writes`.
   * @throws Error when a file is missing or shorter than the manifest says.
   */
  apply(files: ReadonlyMap<string, Uint8Array>): Map<string, Uint8Array>;
}

interface IEntry {
  name: string;
  weight: IWeight;
}

/** Plans the weights of a repaired graph: which names, and whether the bytes can stay. */
export function planWeights(graph: IGraph, before: IManifest): IWeightsPlan {
  const entries = entriesOf(graph);
  if (bytesStay(entries, before.weights)) {
    return { manifest: renamed(entries, before), rewrite: null };
  }
  return recut(entries, before);
}

function entriesOf(graph: IGraph): IEntry[] {
  return variableHolders(graph).flatMap(({ holder, prefix }) =>
    [...holder.weights].map(([variable, weight]) => ({
      name: prefix + variable,
      weight
    }))
  );
}

function storedOf(weight: IWeight): IStoredWeight | undefined {
  return weight.value.kind === 'stored' ? weight.value.stored : undefined;
}

function bytesStay(entries: IEntry[], before: IStoredWeight[]): boolean {
  const used = new Set(entries.map(entry => storedOf(entry.weight)));
  return (
    entries.length === before.length && before.every(stored => used.has(stored))
  );
}

function renamed(entries: IEntry[], before: IManifest): Json[] {
  const byStored = new Map(
    entries.map(entry => [storedOf(entry.weight), entry])
  );
  return before.groups.map((paths, group) => ({
    paths,
    weights: before.weights
      .filter(stored => stored.group === group)
      .map(stored => written(byStored.get(stored) as IEntry))
  }));
}

function written({ name, weight }: IEntry): IJsonObject {
  const quantization = storedOf(weight)?.quantization;
  return {
    name,
    shape: weight.shape,
    dtype: weight.dtype,
    ...(quantization && isObject({ ...quantization } as IJsonObject)
      ? { quantization: { ...quantization } as IJsonObject }
      : {})
  };
}

function recut(entries: IEntry[], before: IManifest): IWeightsPlan {
  const lengths = entries.map(
    ({ weight }) => storedOf(weight)?.length ?? 4 * product(weight.shape)
  );
  const size = lengths.reduce((sum, length) => sum + length, 0);
  const count = Math.max(1, Math.ceil(size / SHARD_BYTES));
  const writes = Array.from(
    { length: count },
    (unused, at) => `repaired-shard${at + 1}of${count}.bin`
  );
  const reads = [...new Set(before.groups.flat())];
  const apply = (
    files: ReadonlyMap<string, Uint8Array>
  ): Map<string, Uint8Array> => {
    const groups = before.groups.map(paths => joined(paths, files));
    const all = new Uint8Array(size);
    let offset = 0;
    const values = weightValues(groups);
    entries.forEach(({ weight }, at) => {
      all.set(values.bytes(weight), offset);
      offset += lengths[at];
    });
    return new Map(
      writes.map((path, at) => [
        path,
        all.slice(at * SHARD_BYTES, (at + 1) * SHARD_BYTES)
      ])
    );
  };
  return {
    manifest: [{ paths: writes, weights: entries.map(written) }],
    rewrite: { reads, writes, size, apply }
  };
}

function product(shape: number[]): number {
  return shape.reduce((all, size) => all * size, 1);
}

function joined(
  paths: string[],
  files: ReadonlyMap<string, Uint8Array>
): Uint8Array {
  const parts = paths.map(path => {
    const part = files.get(path);
    if (!part) {
      throw new Error(`missing weight file: ${path}`);
    }
    return part;
  });
  if (parts.length === 1) {
    return parts[0];
  }
  const whole = new Uint8Array(
    parts.reduce((sum, part) => sum + part.length, 0)
  );
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
