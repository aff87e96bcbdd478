/** Writes a repository of notebooks: `generate COUNT FOLDER`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NotebookDrawer, toFile } from './notebooks';

const [count, folder] = process.argv.slice(2);
const drawer = new NotebookDrawer(2016);
for (let index = 0; index < Number(count); index++) {
  const part = join(folder, `part-${index % 20}`);
  mkdirSync(part, { recursive: true });
  writeFileSync(join(part, `notebook-${index}.ipynb`), toFile(drawer.any()));
}
