import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** An open file of which parts are read. */
export interface IOpenFile {
  readonly size: number;
  /** Up to `length` bytes from an offset; fewer at the end of the file. */
  read(offset: number, length: number): Buffer;
}

/** Opens a file for the time of a look at it: model files can be larger than memory. */
export function withFile<T>(path: string, look: (file: IOpenFile) => T): T {
  const handle = openSync(path, 'r');
  try {
    const { size } = fstatSync(handle);
    return look({
      size,
      read(offset, length) {
        const wanted = Math.max(0, Math.min(length, size - offset));
        const buffer = Buffer.alloc(wanted);
        const found = readSync(handle, buffer, 0, wanted, offset);
        return buffer.subarray(0, found);
      }
    });
  } finally {
    closeSync(handle);
  }
}
