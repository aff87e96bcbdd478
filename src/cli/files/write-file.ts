import type { Stats } from 'node:fs';
import {
  accessSync,
  chmodSync,
  chownSync,
  closeSync,
  constants,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Replaces the content of a file, so that at every moment it is either the old or the new one: written beside it and renamed.
 * A link stays a link; permissions are kept, and a file that may not be written is not. One that does not exist yet is made.
 * @throws Error of the file system; the file is untouched then and nothing is left beside it.
 */
export function writeFile(path: string, content: string | Uint8Array): void {
  const stats = statSync(path, { throwIfNoEntry: false });
  const target = stats ? realpathSync(path) : path;
  if (stats) {
    accessSync(target, constants.W_OK);
  }
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
      keepOwner(beside, stats);
      chmodSync(beside, stats.mode);
    }
    renameSync(beside, target);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

/** Only root may give a file to somebody else, and only root would take it from them by writing it anew. */
function keepOwner(path: string, { uid, gid }: Stats): void {
  if (process.getuid?.() === 0) {
    chownSync(path, uid, gid);
  }
}
