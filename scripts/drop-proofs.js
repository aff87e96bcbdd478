// For the bundler of the JupyterLab extension: takes out of the rules what it does not run, which are the examples that prove them
// and their pages. `scripts/rule-pages.js` puts what "Why?" shows of the pages elsewhere.
const ts = require('typescript');

const makers = ['defineRule', 'defineKeras2Rule'];
const dropped = ['docs', 'examples', 'clean', 'unproven'];

module.exports = function dropProofs(source) {
  const file = ts.createSourceFile('rule.js', source, ts.ScriptTarget.Latest);
  const shorten = context => {
    const { factory } = context;
    const shortened = rule =>
      factory.updateObjectLiteralExpression(
        rule,
        rule.properties.filter(({ name }) => !dropped.includes(name.text))
      );
    const visit = node =>
      ts.isCallExpression(node) && makers.includes(node.expression.text)
        ? factory.updateCallExpression(node, node.expression, undefined, [
            shortened(node.arguments[0])
          ])
        : ts.visitEachChild(node, visit, context);
    return root => ts.visitNode(root, visit);
  };
  const { transformed } = ts.transform(file, [shorten]);
  return ts.createPrinter().printFile(transformed[0]);
};

module.exports.makers = makers;
