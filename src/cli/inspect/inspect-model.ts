import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { decode } from '../documents/read-document';
import { inspectHdf5 } from './inspect-hdf5';
import { inspectKeras } from './inspect-keras';
import { inspectSavedModel } from './inspect-saved-model';
import { inspectTfjs } from './inspect-tfjs';
import type { IInspection } from './model';
import { InspectionError } from './model';
import type { IOpenFile } from './read-part';
import { withFile } from './read-part';

const hdf5 = Buffer.from('\u0089HDF\r\n\u001a\n', 'latin1');
const zip = Buffer.from('PK\u0003\u0004', 'latin1');

/** The largest `model.json` that is read: its weights are in other files. */
const maxJson = 128 * 1024 * 1024;

/**
 * Says what wrote a saved model and what loads it, by its content, whatever its name. Nothing in it is run.
 * @throws InspectionError where it is no model, DocumentError where its text is not UTF-8.
 */
export function inspectModel(path: string): IInspection {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) {
    throw new InspectionError('no such file');
  }
  if (stats.isDirectory()) {
    return inspectFolder(path);
  }
  if (basename(path) === 'saved_model.pb') {
    return inspectSavedModel(dirname(path));
  }
  if (!stats.isFile()) {
    throw new InspectionError('not a file');
  }
  return withFile(path, inspectFile);
}

function inspectFolder(path: string): IInspection {
  if (existsSync(join(path, 'saved_model.pb'))) {
    return inspectSavedModel(path);
  }
  if (existsSync(join(path, 'model.json'))) {
    return withFile(join(path, 'model.json'), inspectFile);
  }
  throw new InspectionError(
    'a folder without saved_model.pb or model.json: no saved model'
  );
}

function inspectFile(file: IOpenFile): IInspection {
  const head = file.read(0, 64);
  if (head.subarray(0, 8).equals(hdf5)) {
    return inspectHdf5(file);
  }
  if (head.subarray(0, 4).equals(zip)) {
    return inspectKeras(file);
  }
  if (/^\ufeff?\s*\{/.test(head.toString('utf8')) && file.size <= maxJson) {
    return inspectTfjs(decode(file.read(0, maxJson)));
  }
  throw new InspectionError(
    'neither a .keras archive, nor HDF5, nor a SavedModel, nor a model.json'
  );
}
