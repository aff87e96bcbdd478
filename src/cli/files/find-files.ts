import type { Dirent } from 'node:fs';
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { hasPercentCells } from '../documents/percent/split-cells';
import { GitIgnore } from './git-ignore';

/** Folders that hold copies, caches or installed packages; nobody means them when naming the folder above. */
const skippedFolders = /^(\..*|node_modules|__pycache__|site-packages)$/;

/**
 * The files that paths mean, in the order of the paths and then by name: files as they are given; in folders, notebooks and
 * Python files with cells; what a pattern matches. A path that does not exist stays in the list, to be reported when it is
 * read.
 */
export async function findFiles(paths: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (const path of paths) {
    for (const file of await filesOf(path)) {
      found.add(file);
    }
  }
  return [...found];
}

async function filesOf(path: string): Promise<readonly string[]> {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (path !== '-' && stats?.isDirectory()) {
    return new FolderWalk(path).found;
  }
  if (path === '-' || stats || !isDynamicPattern(path)) {
    return [path];
  }
  const matches = await glob(path, {
    expandDirectories: false,
    followSymbolicLinks: false
  });
  const files = matches.sort().filter(isWanted);
  return files.length > 0 ? files : [path];
}

function isWanted(path: string): boolean {
  return (
    isCandidate(path) && !GitIgnore.for(dirname(path)).ignores(path, false)
  );
}

/** Every notebook below a folder, by name. Each real folder is entered once, so that loops of links end. */
class FolderWalk {
  constructor(folder: string) {
    this.ignored = GitIgnore.for(folder);
    const prefix = folder.replace(/[/\\]+$/, '') || '/';
    this.enter(folder, /^\.$/.test(prefix) ? '' : `${prefix}/`);
  }

  readonly found: string[] = [];

  private enter(folder: string, prefix: string): void {
    const real = realpathSync(folder);
    if (!this.visited.has(real)) {
      this.visited.add(real);
      entriesOf(folder).forEach(entry => this.visit(entry, prefix));
    }
  }

  private visit(entry: Dirent, prefix: string): void {
    const path = prefix + entry.name;
    const kind = entry.isSymbolicLink() ? targetOf(path) : entry;
    const isFolder = kind?.isDirectory() ?? false;
    const isSkipped = isFolder
      ? skippedFolders.test(entry.name)
      : !kind?.isFile() || !isCandidate(path);
    if (isSkipped || this.ignored.ignores(path, isFolder)) {
      return;
    }
    if (isFolder) {
      this.enter(path, `${path}/`);
    } else {
      this.found.push(path);
    }
  }

  private readonly ignored: GitIgnore;
  private readonly visited = new Set<string>();
}

/** What a link leads to; null where that is nothing, or a loop of links. */
function targetOf(path: string): ReturnType<typeof statSync> | null {
  try {
    return statSync(path);
  } catch {
    return null;
  }
}

/** A folder's entries by name; none of one that may not be read, and none of a virtual environment. */
function entriesOf(folder: string): Dirent[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
  return entries.some(({ name }) => name === 'pyvenv.cfg')
    ? []
    : entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A notebook, or a Python file that is cut into cells. */
function isCandidate(path: string): boolean {
  return (
    /\.ipynb$/i.test(path) || (/\.py$/i.test(path) && hasCellsInside(path))
  );
}

function hasCellsInside(path: string): boolean {
  try {
    return hasPercentCells(readFileSync(path, 'utf8'));
  } catch {
    return false;
  }
}
