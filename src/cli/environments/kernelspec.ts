import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { UsageError } from '../usage-error';
import { defaultPython, findPython, onPath } from './find-python';
import type { IInterpreter } from './run-probe';

/**
 * The Python that a kernelspec starts.
 * @throws UsageError where there is no such kernelspec, or it starts something else.
 */
export function interpreterOfKernel(name: string): IInterpreter {
  const folders = kernelFolders();
  const folder = folders
    .map(each => join(each, name))
    .find(each => existsSync(join(each, 'kernel.json')));
  if (!/^[\w.-]+$/.test(name) || !folder) {
    const names = [...new Set(folders.flatMap(listKernels))].sort();
    throw new UsageError(
      `there is no kernel named ${name}; there ${names.length === 1 ? 'is' : 'are'} ${names.join(', ') || 'none'}`
    );
  }
  const path = join(folder, 'kernel.json');
  return readKernelspec(path, readFileSync(path, 'utf8'));
}

/** @throws UsageError where the text is no kernelspec of a Python kernel. */
export function readKernelspec(path: string, text: string): IInterpreter {
  const spec = parseObject(path, text);
  const argv = Array.isArray(spec.argv) ? spec.argv.map(String) : [];
  const module = argv.indexOf('-m');
  const command = module > 0 ? argv.slice(0, module) : argv.slice(0, 1);
  if (command.length === 0 || !/python/i.test(String(spec.language ?? ''))) {
    throw new UsageError(`${path} is not the kernelspec of a Python kernel`);
  }
  // Jupyter takes the Python that it runs in for these names, whatever stands on the path.
  const [program, ...rest] = command;
  const isOwn = /^python3?(\.\d+)?$/.test(program);
  return {
    command: [isOwn ? defaultPython() : findPython(program), ...rest],
    variables: variablesOf(spec.env)
  };
}

function parseObject(path: string, text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) {
      return { ...value };
    }
  } catch {
    // Said below, with the name of the file.
  }
  throw new UsageError(`${path} is not a kernelspec`);
}

function variablesOf(env: unknown): Record<string, string> {
  const entries: [string, unknown][] =
    typeof env === 'object' && env !== null ? Object.entries(env) : [];
  return Object.fromEntries(
    entries.map(([name, value]) => [
      name,
      String(value).replace(
        /\$\{(\w+)\}/g,
        (_, variable: string) => process.env[variable] ?? ''
      )
    ])
  );
}

/** Where Jupyter keeps kernelspecs, in its order (`jupyter --paths`). */
function kernelFolders(): string[] {
  const { JUPYTER_PATH = '' } = process.env;
  return [
    ...JUPYTER_PATH.split(delimiter),
    userData(),
    ...prefixes().map(prefix => prefix && join(prefix, 'share', 'jupyter')),
    '/usr/local/share/jupyter',
    '/usr/share/jupyter',
    process.env.PROGRAMDATA && join(process.env.PROGRAMDATA, 'jupyter')
  ]
    .filter((folder): folder is string => Boolean(folder))
    .map(folder => join(folder, 'kernels'));
}

function userData(): string {
  const { JUPYTER_DATA_DIR, APPDATA, XDG_DATA_HOME } = process.env;
  if (JUPYTER_DATA_DIR) {
    return JUPYTER_DATA_DIR;
  }
  switch (process.platform) {
    case 'darwin':
      return join(homedir(), 'Library', 'Jupyter');
    case 'win32':
      return join(APPDATA ?? homedir(), 'jupyter');
    default:
      return join(XDG_DATA_HOME || join(homedir(), '.local/share'), 'jupyter');
  }
}

/** Of the Python that runs Jupyter, as far as the path tells; a shim (pyenv) has to be asked. */
function prefixes(): (string | null | undefined)[] {
  const { VIRTUAL_ENV, CONDA_PREFIX } = process.env;
  const jupyter = onPath('jupyter');
  return [
    VIRTUAL_ENV,
    CONDA_PREFIX,
    jupyter && dirname(dirname(jupyter)),
    prefixOfDefaultPython()
  ];
}

function prefixOfDefaultPython(): string | null {
  const python = onPath('python3') ?? onPath('python');
  const code = 'import sys; sys.stdout.write(sys.prefix)';
  const answer =
    python && spawnSync(python, ['-I', '-c', code], { encoding: 'utf8' });
  return (answer && answer.stdout) || null;
}

function listKernels(folder: string): string[] {
  return existsSync(folder)
    ? readdirSync(folder).filter(name =>
        existsSync(join(folder, name, 'kernel.json'))
      )
    : [];
}
