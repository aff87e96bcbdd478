// For the bundler of the JupyterLab extension: makes of src/lab/rule-pages.ts a list of the texts that "Why?" shows, so that they
// come with the popup, and the rules come without them (scripts/drop-proofs.js).
const fs = require('fs');
const path = require('path');
const ts = require('typescript');
const { makers } = require('./drop-proofs.js');

const folder = path.join(__dirname, '..', 'lib', 'core', 'rules');

/** The text of a literal, or the texts of a list of them; null for anything else. */
function valueOf(node) {
  if (ts.isArrayLiteralExpression(node)) {
    const values = node.elements.map(valueOf);
    return values.includes(null) ? null : values;
  }
  return ts.isStringLiteralLike(node) ? node.text : null;
}

function propertyOf({ properties }, name) {
  return properties.find(property => property.name?.text === name)?.initializer;
}

/** What a rule says of itself is made of literals, so that it can be read without running the rule. */
function textOf(object, name, file) {
  const value = valueOf(propertyOf(object, name));
  if (value === null) {
    throw new Error(`${file}: ${name} of a rule is a literal`);
  }
  return value;
}

/** The first example, where it is written out and has a fix. */
function exampleOf(examples) {
  const [first] = ts.isArrayLiteralExpression(examples)
    ? examples.elements
    : [];
  if (!first || !ts.isObjectLiteralExpression(first)) {
    return null;
  }
  const [before, after] = ['before', 'after'].map(name => {
    const cells = propertyOf(first, name);
    return cells ? valueOf(cells) : null;
  });
  return before && after ? { before, after } : null;
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
      const [rule] = node.arguments;
      const docs = propertyOf(rule, 'docs');
      pages.push([
        path.basename(file, '.js'),
        {
          why: textOf(docs, 'why', file),
          references: textOf(docs, 'references', file),
          example: exampleOf(propertyOf(rule, 'examples'))
        }
      ]);
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
