import {
  closeSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  chmodSync
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Replaces the content of a file, so that at every moment it is either the old or the new one: written beside it and renamed.
 * A link stays a link; permissions are kept. A file that does not exist yet is made.
 * @throws Error of the file system; the file is untouched then and nothing is left beside it.
 */
export function writeFile(path: string, content: string | Uint8Array): void {
  const stats = statSync(path, { throwIfNoEntry: false });
  const target = stats ? realpathSync(path) : path;
  const beside = join(
    dirname(target),
    `.${basename(target)}.${process.pid}.tmp`
  );
  try {
    const file = openSync(beside, 'wx', stats?.mode ?? 0o666);
    try {
      writeFileSync(file, content);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    if (stats) {
      chmodSync(beside, stats.mode);
    }
    renameSync(beside, target);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}
