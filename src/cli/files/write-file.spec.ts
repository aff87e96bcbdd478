import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFile } from './write-file';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'write-file-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

it('replaces the content, keeps the permissions and leaves nothing beside', () => {
  const path = join(folder, 'a.ipynb');
  writeFileSync(path, 'old');
  // More than a umask lets through.
  chmodSync(path, 0o666);
  const { ino } = statSync(path);
  writeFile(path, 'new');
  expect(readFileSync(path, 'utf8')).toBe('new');
  expect(statSync(path).mode & 0o777).toBe(0o666);
  expect(statSync(path).ino).not.toBe(ino);
  expect(readdirSync(folder)).toEqual(['a.ipynb']);
});

it('writes through a link', () => {
  writeFileSync(join(folder, 'real'), 'old');
  symlinkSync('real', join(folder, 'link'));
  writeFile(join(folder, 'link'), 'new');
  expect(lstatSync(join(folder, 'link')).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(folder, 'real'), 'utf8')).toBe('new');
});

it('makes a file that is not there', () => {
  writeFile(join(folder, 'b'), 'new');
  expect(readFileSync(join(folder, 'b'), 'utf8')).toBe('new');
});

it('leaves nothing where it cannot write', () => {
  expect(() => writeFile(join(folder, 'none', 'b'), 'new')).toThrow();
  expect(readdirSync(folder)).toEqual([]);
});
