// For the bundlers: takes out of the rules what is not run, which are the examples that prove them and what "Why?" does not show of
// their pages. The JupyterLab extension does without the pages; `scripts/rule-pages.js` puts what is shown of them elsewhere.
const ts = require('typescript');

const makers = ['defineRule', 'defineKeras2Rule'];
const proofs = ['examples', 'clean', 'unproven'];

/** A rule's source, JavaScript or TypeScript, without some properties of the rule. */
function drop(source, dropped) {
  const file = ts.createSourceFile('rule.ts', source, ts.ScriptTarget.Latest);
  const shorten = context => {
    const { factory } = context;
    const shortened = object =>
      factory.updateObjectLiteralExpression(
        object,
        object.properties
          .filter(({ name }) => !dropped.includes(name.text))
          .map(property =>
            property.name.text === 'docs'
              ? factory.updatePropertyAssignment(
                  property,
                  property.name,
                  shortened(property.initializer)
                )
              : property
          )
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
}

module.exports = source => drop(source, ['docs', ...proofs]);
module.exports.dropProofs = source =>
  drop(source, ['summary', 'limitations', ...proofs]);
module.exports.makers = makers;
