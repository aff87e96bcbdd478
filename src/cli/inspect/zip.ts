import { inflateRawSync } from 'node:zlib';
import { InspectionError } from './model';
import type { IOpenFile } from './read-part';

/** No metadata or config of a model was seen above 3 MB. */
const maxEntry = 64 * 1024 * 1024;
const maxDirectory = 16 * 1024 * 1024;
const endLength = 22;
const maxComment = 65_535;

/**
 * The text of one entry of a zip archive, or null where there is no such entry. Reads the directory and that entry alone.
 * @throws InspectionError where the archive is damaged, or the entry is encrypted or larger than 64 MB.
 */
export function readZipEntry(file: IOpenFile, name: string): string | null {
  const directory = readDirectory(file);
  let at = 0;
  while (
    at + 46 <= directory.length &&
    directory.readUInt32LE(at) === 0x02014b50
  ) {
    const nameLength = directory.readUInt16LE(at + 28);
    const next =
      at +
      46 +
      nameLength +
      directory.readUInt16LE(at + 30) +
      directory.readUInt16LE(at + 32);
    if (directory.toString('utf8', at + 46, at + 46 + nameLength) === name) {
      return readEntry(file, directory.subarray(at, next), name);
    }
    at = next;
  }
  return null;
}

function readDirectory(file: IOpenFile): Buffer {
  const tailStart = Math.max(0, file.size - endLength - maxComment);
  const tail = file.read(tailStart, endLength + maxComment);
  const end = tail.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  if (end < 0 || end + endLength > tail.length) {
    throw new InspectionError(
      'the archive is cut off: its directory is missing'
    );
  }
  const offset = tail.readUInt32LE(end + 16);
  const length = Math.min(maxDirectory, tail.readUInt32LE(end + 12));
  return offset === 0xffffffff
    ? readLargeDirectory(file, tailStart + end)
    : file.read(offset, length);
}

/** Archives above 4 GB keep their directory's place in another record. */
function readLargeDirectory(file: IOpenFile, end: number): Buffer {
  const locator = file.read(end - 20, 20);
  const record =
    locator.length === 20 && locator.readUInt32LE(0) === 0x07064b50
      ? file.read(Number(locator.readBigUInt64LE(8)), 56)
      : Buffer.alloc(0);
  if (record.length < 56) {
    throw new InspectionError('the directory of the archive cannot be read');
  }
  const length = Math.min(maxDirectory, Number(record.readBigUInt64LE(40)));
  return file.read(Number(record.readBigUInt64LE(48)), length);
}

function readEntry(file: IOpenFile, entry: Buffer, name: string): string {
  const method = entry.readUInt16LE(10);
  const compressed = entry.readUInt32LE(20);
  const offset = entry.readUInt32LE(42);
  const isEncrypted = (entry.readUInt16LE(8) & 1) === 1;
  if (isEncrypted || compressed > maxEntry || (method !== 0 && method !== 8)) {
    throw new InspectionError(`${name} in the archive cannot be read`);
  }
  const header = file.read(offset, 30);
  if (header.length < 30 || header.readUInt32LE(0) !== 0x04034b50) {
    throw new InspectionError(`${name} in the archive is damaged`);
  }
  const start = offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const bytes = file.read(start, compressed);
  try {
    return (
      method === 8
        ? inflateRawSync(bytes, { maxOutputLength: maxEntry })
        : bytes
    ).toString('utf8');
  } catch {
    throw new InspectionError(`${name} in the archive is damaged`);
  }
}
