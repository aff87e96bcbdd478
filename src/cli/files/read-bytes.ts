import { readFileSync, statSync } from 'node:fs';
import { DocumentError } from '../documents/model';

/**
 * The bytes of a file, or of the standard input for `-`.
 * @throws DocumentError in words where it cannot be read.
 */
export function readBytes(path: string): Uint8Array {
  try {
    if (path === '-') {
      return readFileSync(0);
    }
    if (!statSync(path).isFile()) {
      throw new DocumentError('not a file');
    }
    return readFileSync(path);
  } catch (error) {
    throw error instanceof DocumentError
      ? error
      : new DocumentError(inWords(error));
  }
}

/** An operating system's error without its call and path. */
function inWords(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  switch (code) {
    case 'ENOENT':
      return 'no such file';
    case 'EACCES':
    case 'EPERM':
      return 'may not be read';
    case 'ELOOP':
      return 'a loop of links';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
