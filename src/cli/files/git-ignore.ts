import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, parse, relative, resolve, sep } from 'node:path';
import type { Ignore } from 'ignore';
import ignore from 'ignore';

/** What git ignores below a folder: every `.gitignore` from the top of the repository down, and `.git/info/exclude`. */
export class GitIgnore {
  /** For a folder; outside a repository its own `.gitignore` and those below count. */
  static for(folder: string): GitIgnore {
    return new GitIgnore(repositoryOf(resolve(folder)) ?? resolve(folder));
  }

  private constructor(private readonly root: string) {}

  /** Whether git leaves a path out, because of itself or of a folder above it. */
  ignores(path: string, isFolder: boolean): boolean {
    const absolute = resolve(path);
    const inside = relative(this.root, absolute);
    if (inside === '' || inside.startsWith('..') || parse(inside).root) {
      return false;
    }
    const parent = dirname(absolute);
    return this.ignoresFolder(parent) || this.matches(absolute, isFolder);
  }

  private ignoresFolder(folder: string): boolean {
    let ignored = this.folders.get(folder);
    if (ignored === undefined) {
      ignored = folder !== this.root && this.ignores(folder, true);
      this.folders.set(folder, ignored);
    }
    return ignored;
  }

  /** The `.gitignore` nearest to the path that says anything about it decides. */
  private matches(path: string, isFolder: boolean): boolean {
    let folder = dirname(path);
    for (;;) {
      const inside = relative(folder, path).split(sep).join('/');
      const answer = this.rulesOf(folder).test(
        isFolder ? `${inside}/` : inside
      );
      if (answer.ignored || answer.unignored) {
        return answer.ignored;
      }
      if (folder === this.root) {
        return false;
      }
      folder = dirname(folder);
    }
  }

  private rulesOf(folder: string): Ignore {
    let rules = this.rules.get(folder);
    if (!rules) {
      rules = ignore({ allowRelativePaths: true });
      if (folder === this.root) {
        rules.add(readRules(join(folder, '.git', 'info', 'exclude')));
      }
      rules.add(readRules(join(folder, '.gitignore')));
      this.rules.set(folder, rules);
    }
    return rules;
  }

  private readonly folders = new Map<string, boolean>();
  private readonly rules = new Map<string, Ignore>();
}

function repositoryOf(folder: string): string | null {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) {
      return at;
    }
    if (dirname(at) === at) {
      return null;
    }
  }
}

function readRules(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
