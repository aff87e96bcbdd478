// For the bundler of the JupyterLab extension: takes out of the rules what no browser shows, which are the examples that prove
// them and the parts of their pages. `src/lab/engine.ts` says the same to the compiler.
const ts = require('typescript');

const makers = ['defineRule', 'defineKeras2Rule'];
const dropped = ['examples', 'clean', 'unproven'];
const droppedDocs = ['summary', 'limitations'];

module.exports = function dropProofs(source) {
  const file = ts.createSourceFile('rule.js', source, ts.ScriptTarget.Latest);
  const shorten = context => {
    const { factory } = context;
    const without = (object, names) =>
      factory.updateObjectLiteralExpression(
        object,
        object.properties
          .filter(({ name }) => !names.includes(name.text))
          .map(withShortDocs)
      );
    const withShortDocs = property =>
      ts.isPropertyAssignment(property) && property.name.text === 'docs'
        ? factory.updatePropertyAssignment(
            property,
            property.name,
            without(property.initializer, droppedDocs)
          )
        : property;
    const visit = node =>
      ts.isCallExpression(node) && makers.includes(node.expression.text)
        ? factory.updateCallExpression(node, node.expression, undefined, [
            without(node.arguments[0], dropped)
          ])
        : ts.visitEachChild(node, visit, context);
    return root => ts.visitNode(root, visit);
  };
  const { transformed } = ts.transform(file, [shorten]);
  return ts.createPrinter().printFile(transformed[0]);
};
