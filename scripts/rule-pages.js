// For the bundler of the JupyterLab extension: makes of src/lab/rule-pages.ts a list of the texts that "Why?" shows, so that they
// come with the popup, and the rules come without them (scripts/drop-proofs.js).
const fs = require('fs');
const path = require('path');
const ts = require('typescript');
const { makers } = require('./drop-proofs.js');

const folder = path.join(__dirname, '..', 'lib', 'core', 'rules');

/** The text of a literal, or the texts of a list of them; a rule's page is made of nothing else. */
function valueOf(node, file) {
  if (ts.isArrayLiteralExpression(node)) {
    return node.elements.map(element => valueOf(element, file));
  }
  if (!ts.isStringLiteralLike(node)) {
    throw new Error(`${file}: why and references of a rule are literals`);
  }
  return node.text;
}

/** A rule has the name of its file. */
function pagesIn(file) {
  const source = ts.createSourceFile(
    file,
    fs.readFileSync(path.join(folder, file), 'utf8'),
    ts.ScriptTarget.Latest
  );
  const pages = [];
  const visit = node => {
    if (ts.isCallExpression(node) && makers.includes(node.expression.text)) {
      const of = ({ properties }, name) =>
        properties.find(property => property.name.text === name).initializer;
      const [rule] = node.arguments;
      const text = (object, name) => valueOf(of(object, name), file);
      const docs = of(rule, 'docs');
      const [why, references] = [text(docs, 'why'), text(docs, 'references')];
      pages.push([path.basename(file, '.js'), { why, references }]);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return pages;
}

module.exports = function rulePages() {
  this.addContextDependency(folder);
  const files = fs.readdirSync(folder).filter(file => file.endsWith('.js'));
  const pages = JSON.stringify(files.flatMap(pagesIn));
  return `export const rulePages = new Map(${pages});`;
};
