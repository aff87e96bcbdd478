import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { UsageError } from '../usage-error';

const isWindows = process.platform === 'win32';

/**
 * The program that `--python` means: a path, a name on the path, or the folder of a virtual environment.
 * @throws UsageError where there is none.
 */
export function findPython(given: string): string {
  if (existsSync(given) && statSync(given).isDirectory()) {
    const inside = isWindows
      ? join(given, 'Scripts', 'python.exe')
      : join(given, 'bin', 'python');
    if (existsSync(inside)) {
      return inside;
    }
    throw new UsageError(`${given} is no virtual environment: no ${inside}`);
  }
  if (/[/\\]/.test(given)) {
    if (!existsSync(given)) {
      throw new UsageError(`there is no Python at ${given}`);
    }
    return given;
  }
  const found = onPath(given);
  if (!found) {
    throw new UsageError(`there is no ${given} on the path`);
  }
  return found;
}

/**
 * The Python that `python3` is, or `python` where there is no such name.
 * @throws UsageError where there is neither.
 */
export function defaultPython(): string {
  const found = onPath('python3') ?? onPath('python');
  if (!found) {
    throw new UsageError(
      'there is no python3 on the path; say what to judge against with --python, --kernel, --environment, --tensorflow or --colab'
    );
  }
  return found;
}

/** The program of a name that the shell would find, or null. */
export function onPath(name: string): string | null {
  const names = isWindows ? [name, `${name}.exe`] : [name];
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const candidate of names) {
      const path = join(folder, candidate);
      if (folder !== '' && isProgram(path)) {
        return path;
      }
    }
  }
  return null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
