import type { ITranslate } from '../translate';
import type { IJsonObject, Json } from './json';
import {
  isNumbers,
  isObject,
  listAt,
  numberAt,
  objectAt,
  own,
  stringAt
} from './json';
import { Refusal } from './refusal';
import type { IQuantization, IStoredWeight } from './weights';
import { sizeOf } from './weights';

/** What `weightsManifest` says. */
export interface IManifest {
  weights: IStoredWeight[];
  /** The shard files of each group, as written: relative to the model file. */
  groups: string[][];
}

const BYTES: Record<string, number> = {
  float32: 4,
  int32: 4,
  bool: 1,
  uint8: 1,
  uint16: 2,
  float16: 2,
  complex64: 8
};

/**
 * Reads `weightsManifest`.
 *
 * @throws Refusal when it is missing or malformed, a weight's dtype has no fixed size (`string`), or a path leads out of
 * the model's folder.
 */
export function readManifest(model: IJsonObject, trans: ITranslate): IManifest {
  const manifest = listAt(model, 'weightsManifest');
  if (!manifest) {
    throw new Refusal(trans.__('The file has no "weightsManifest".'));
  }
  const result: IManifest = { weights: [], groups: [] };
  manifest.forEach((item, group) => {
    const object = isObject(item) ? item : {};
    result.groups.push(
      (listAt(object, 'paths') ?? []).map(path => safePath(path, trans))
    );
    let offset = 0;
    for (const entry of listAt(object, 'weights') ?? []) {
      const weight = readEntry(entry, { group, offset }, trans);
      offset += weight.length;
      result.weights.push(weight);
    }
  });
  return result;
}

/** A shard is a file beside the model: no absolute path, no `..`, no address. */
function safePath(path: Json, trans: ITranslate): string {
  const text = typeof path === 'string' ? path : '';
  const bad =
    text === '' ||
    /^[/\\]|^[a-z][a-z0-9+.-]*:|\\|\0/i.test(text) ||
    text.split('/').includes('..');
  if (bad) {
    throw new Refusal(
      trans.__(
        'A weight file of the manifest is not a file beside the model: %1.',
        text.slice(0, 80)
      )
    );
  }
  return text;
}

function readEntry(
  entry: Json,
  place: { group: number; offset: number },
  trans: ITranslate
): IStoredWeight {
  const object = isObject(entry) ? entry : {};
  const name = stringAt(object, 'name');
  const shape = own(object, 'shape');
  const dtype = stringAt(object, 'dtype') ?? 'float32';
  if (name === undefined || !isSizes(shape)) {
    throw new Refusal(
      trans.__('An entry of the weights manifest has no name or no shape.')
    );
  }
  const quantization = readQuantization(objectAt(object, 'quantization'));
  const bytes = BYTES[quantization?.dtype ?? dtype];
  if (bytes === undefined) {
    throw new Refusal(
      trans.__(
        'The weight "%1" has the type %2, which cannot be repaired.',
        name,
        dtype
      )
    );
  }
  return {
    name,
    shape,
    dtype,
    quantization,
    ...place,
    length: sizeOf(shape) * bytes
  };
}

function isSizes(shape: Json | undefined): shape is number[] {
  return (
    isNumbers(shape) && shape.every(size => Number.isInteger(size) && size >= 0)
  );
}

function readQuantization(
  data: IJsonObject | undefined
): IQuantization | undefined {
  if (!data) {
    return undefined;
  }
  const original = stringAt(data, 'original_dtype');
  return {
    dtype: stringAt(data, 'dtype') ?? 'uint8',
    ...(own(data, 'scale') === undefined
      ? {}
      : { scale: numberAt(data, 'scale', 1) }),
    ...(own(data, 'min') === undefined
      ? {}
      : { min: numberAt(data, 'min', 0) }),
    ...(original === undefined ? {} : { original_dtype: original })
  };
}
