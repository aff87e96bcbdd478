/** The core, bundled from its sources, and the corpus that proves it. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

import { buildSync } from 'esbuild';

const root = new URL('../../', import.meta.url).pathname;
export const require = createRequire(join(root, 'package.json'));

/** `repairModelJson` of src/core/models. */
export function loadCore() {
  const outfile = join(tmpdir(), `keras-doctor-models-${process.pid}.cjs`);
  buildSync({
    entryPoints: [join(root, 'src/core/models/index.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile,
    logLevel: 'error'
  });
  return createRequire(outfile)(outfile).repairModelJson;
}

/** Every file of the corpus: `{version, name, route, model, files, sets}`. */
export function* readCorpus(only = '') {
  const folder = new URL('./corpus/', import.meta.url).pathname;
  for (const file of readdirSync(folder).sort()) {
    const version = file.replace(/\.json\.br$/, '');
    const entries = JSON.parse(
      brotliDecompressSync(readFileSync(join(folder, file))).toString()
    );
    for (const [key, entry] of Object.entries(entries)) {
      const [name, route] = key.split('.');
      if (new RegExp(only).test(`${version}/${key}`)) {
        yield { version, name, route, ...entry };
      }
    }
  }
}

/** The repaired file and its weight files, base64; those of the original where nothing is to be written. */
export function repaired(repairModelJson, { model, files }) {
  const repair = repairModelJson(model);
  const after = { ...files };
  if (repair.weights) {
    const read = new Map(
      repair.weights.reads.map(path => [
        path,
        new Uint8Array(Buffer.from(files[path], 'base64'))
      ])
    );
    for (const [path, data] of repair.weights.apply(read)) {
      after[path] = Buffer.from(data).toString('base64');
    }
  }
  return { repair, text: repair.text ?? model, files: after };
}
