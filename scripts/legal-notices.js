// The licences of the packages in a bundle of esbuild's: who passes their code on, as we do, must pass these on with it.
const fs = require('fs');
const path = require('path');

const root = path.join(__dirname, '..');

/** Of everything that a bundle was made of; `metafile` is what esbuild says of that, with paths from the root of the repository. */
function legalNotices({ inputs }) {
  const folders = Object.keys(inputs).flatMap(
    input => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input) ?? []
  );
  return [...new Set(folders)]
    .sort()
    .map(noticeOf)
    .join(`\n${'-'.repeat(80)}\n\n`);
}

function noticeOf(folder) {
  const at = file => fs.readFileSync(path.join(root, folder, file), 'utf8');
  const { name, version, license } = JSON.parse(at('package.json'));
  const texts = fs
    .readdirSync(path.join(root, folder))
    .filter(file => /^(licen[cs]e|copying|notice)\b/i.test(file));
  if (texts.length === 0) {
    throw new Error(`${name} comes without the text of its licence`);
  }
  return (
    [
      `${name} ${version} (${license})`,
      ...texts.sort().map(file => at(file).trim())
    ].join('\n\n') + '\n'
  );
}

module.exports = { legalNotices };
