import { customNames, parseConfig } from './config';
import type { IInspection } from './model';
import type { IOpenFile } from './read-part';
import { adviceFor, majorOf, supportOf, writerOf } from './support';

/** Keras writes the attributes first; seen within 10 KB, beside a model's configuration of up to some MB. */
const maxHead = 32 * 1024 * 1024;
const version = /^\d+\.\d+\.\d+[\w.+-]{0,20}$/;

/** A model or weights in HDF5. Only the attributes that Keras puts on the file are looked for, in its first 32 MB. */
export function inspectHdf5(file: IOpenFile): IInspection {
  const head = file.read(0, maxHead);
  const texts = heapTexts(head);
  const isModel = head.includes('model_config');
  const written = texts.find(text => version.test(text)) ?? inlineVersion(head);
  if (!isModel) {
    return weightsOnly(written);
  }
  const config = parseConfig(
    texts.find(text => /^\{"(module|class_name)":/.test(text)) ?? null
  );
  const custom = customNames(config);
  const major = majorOf(written) ?? majorByConfig(texts);
  return {
    format: 'hdf5-model',
    writer: writerOf(written),
    keras: supportOf(major),
    custom,
    advice: adviceFor(major, custom)
  };
}

function weightsOnly(written: string | null): IInspection {
  return {
    format: 'hdf5-weights',
    writer: writerOf(written),
    keras: { keras2: 'maybe', keras3: 'maybe' },
    custom: [],
    advice: [
      'It holds weights and no model: make the model in code, then model.load_weights(…). Layers must have the same order and shapes.'
    ]
  };
}

/**
 * The texts of the file's global heaps, where h5py puts attributes of variable length: `GCOL`, version, reserved, size (8
 * bytes), then objects of index, references, reserved (4), size (8) and content, padded to 8 bytes (HDF5 file format, III.E).
 */
function heapTexts(head: Buffer): string[] {
  const texts: string[] = [];
  let heap = head.indexOf('GCOL');
  while (heap >= 0 && texts.length < 10_000) {
    const end = Math.min(head.length, heap + sizeAt(head, heap + 8));
    let at = heap + 16;
    while (at + 16 <= end && head.readUInt16LE(at) !== 0) {
      const length = sizeAt(head, at + 8);
      texts.push(
        head.toString('utf8', at + 16, Math.min(end, at + 16 + length))
      );
      at += 16 + Math.ceil(length / 8) * 8;
    }
    heap = head.indexOf('GCOL', Math.max(heap + 4, end));
  }
  return texts;
}

function sizeAt(head: Buffer, offset: number): number {
  return offset + 8 <= head.length ? Number(head.readBigUInt64LE(offset)) : 0;
}

/** Older h5py kept the version inside of the attribute. */
function inlineVersion(head: Buffer): string | null {
  const at = head.indexOf('keras_version\0');
  const near = at < 0 ? '' : head.toString('latin1', at + 14, at + 94);
  return /\d+\.\d+\.\d+[\w.+-]*/.exec(near)?.[0] ?? null;
}

/** Only Keras 3 writes `batch_shape` and dtype policies as objects. */
function majorByConfig(texts: readonly string[]): number | null {
  const config = texts.find(text => text.startsWith('{"'));
  return config ? (/"batch_shape":|"DTypePolicy"/.test(config) ? 3 : 2) : null;
}
