/**
 * Joins the files that generate.py wrote for one version to one small file.
 *
 *     node pack.mjs FOLDER NAME    writes corpus/NAME.json.br
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const [folder, name] = process.argv.slice(2);
const entries = {};
for (const file of readdirSync(folder)
  .filter(each => each.endsWith('.json'))
  .sort()) {
  entries[file.replace(/\.json$/, '')] = JSON.parse(
    readFileSync(join(folder, file), 'utf8')
  );
}
const text = Buffer.from(JSON.stringify(entries));
const packed = brotliCompressSync(text, {
  params: {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 24,
    [constants.BROTLI_PARAM_SIZE_HINT]: text.length
  }
});
const corpus = new URL('./corpus/', import.meta.url).pathname;
mkdirSync(corpus, { recursive: true });
writeFileSync(join(corpus, `${name}.json.br`), packed);
console.log(
  `${name}: ${Object.keys(entries).length} files, ${packed.length} bytes`
);
