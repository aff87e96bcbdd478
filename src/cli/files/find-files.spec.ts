import {
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findFiles } from './find-files';

let root: string;
let before: string;

function make(files: Record<string, string>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(name), { recursive: true });
    writeFileSync(name, content);
  }
}

beforeEach(() => {
  before = process.cwd();
  root = mkdtempSync(join(tmpdir(), 'find-files-'));
  process.chdir(root);
});

afterEach(() => {
  process.chdir(before);
  rmSync(root, { recursive: true });
});

it('keeps files as they are given, also those that do not exist', async () => {
  make({ 'a.txt': '', 'b.ipynb': '' });
  const given = ['./b.ipynb', 'a.txt', 'nowhere.ipynb', '-', './b.ipynb'];
  expect(await findFiles(given)).toEqual(given.slice(0, 4));
});

it('finds notebooks and Python files with cells below a folder, by name', async () => {
  make({
    'book/b.ipynb': '',
    'book/a/c.ipynb': '',
    'book/a/cells.py': 'x\n# %%\n',
    'book/a/module.py': 'x = "# %%"\n',
    'book/.ipynb_checkpoints/b.ipynb': '',
    'book/node_modules/x/d.ipynb': '',
    'book/env/pyvenv.cfg': '',
    'book/env/share/e.ipynb': '',
    'book/notes.md': ''
  });
  const names = ['a/c.ipynb', 'a/cells.py', 'b.ipynb'];
  const below = (prefix: string): string[] =>
    names.map(name => `${prefix}${name}`);
  expect(await findFiles(['book'])).toEqual(below('book/'));
  expect(await findFiles(['./book/'])).toEqual(below('./book/'));
  expect(await findFiles(['.'])).toEqual(below('book/'));
  expect(await findFiles([join(root, 'book')])).toEqual(
    below(`${join(root, 'book')}/`)
  );
});

it('leaves out what git ignores, but not what is named', async () => {
  make({
    '.git/info/exclude': 'secret.ipynb\n',
    '.gitignore': 'out/\n*.tmp.ipynb\n/top.ipynb\n',
    'course/.gitignore': '!keep.tmp.ipynb\nlocal.ipynb\n',
    'course/a.tmp.ipynb': '',
    'course/keep.tmp.ipynb': '',
    'course/local.ipynb': '',
    'course/out/x.ipynb': '',
    'course/secret.ipynb': '',
    'course/top.ipynb': '',
    'top.ipynb': ''
  });
  const found = ['course/keep.tmp.ipynb', 'course/top.ipynb'];
  expect(await findFiles(['.'])).toEqual(found);
  expect(await findFiles(['course'])).toEqual(found);
  expect(await findFiles(['course/*.ipynb'])).toEqual(found);
  expect(await findFiles(['course/local.ipynb'])).toEqual([
    'course/local.ipynb'
  ]);
});

it('expands patterns, and keeps one that matches nothing', async () => {
  make({ 'a/x.ipynb': '', 'a/b/y.ipynb': '', 'a/z.txt': '' });
  expect(await findFiles(['a/**/*.ipynb'])).toEqual([
    'a/b/y.ipynb',
    'a/x.ipynb'
  ]);
  expect(await findFiles(['a/*.md'])).toEqual(['a/*.md']);
});

it('takes a file whose name looks like a pattern for a file', async () => {
  make({ 'ch[1].ipynb': '' });
  expect(await findFiles(['ch[1].ipynb'])).toEqual(['ch[1].ipynb']);
});

it('ends where links form a loop, and follows links to other folders', async () => {
  make({ 'book/a.ipynb': '', 'other/b.ipynb': '' });
  symlinkSync('..', 'book/up');
  symlinkSync('self', 'book/self');
  symlinkSync('../other', 'book/zother');
  symlinkSync('nowhere.ipynb', 'book/dead.ipynb');
  const found = await findFiles(['book']);
  expect(found).toContain('book/a.ipynb');
  expect(found.filter(name => name.endsWith('b.ipynb'))).toHaveLength(1);
  expect(found).toHaveLength(2);
});
