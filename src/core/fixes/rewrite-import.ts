import type { IFacts, IImport, INotebook, ISpan } from '../notebook/model';
import type { Edit } from './model';
import { addStatement, replaceSpan } from './replace-text';

/** Writes another module path into an import; everything else of the statement stays. */
export function rewriteModule(
  notebook: INotebook,
  { moduleSpan }: IImport,
  module: string
): Edit {
  return replaceSpan(notebook, moduleSpan, module);
}

/** Takes one name of a `from … import` from another module, under another name, and keeps what it is bound to here. */
export function rewriteImportedName(
  { notebook, imports }: IFacts,
  statement: IImport,
  { module, name }: { readonly module: string; readonly name: string }
): Edit[] {
  const { alias } = statement;
  const text = alias === null || alias === name ? name : `${name} as ${alias}`;
  const together = sameStatement(imports, statement);
  return together.length > 1
    ? splitOff(notebook, together, {
        statement,
        line: `from ${module} import ${text}`
      })
    : [
        ...(module === statement.module
          ? []
          : [replaceSpan(notebook, statement.moduleSpan, module)]),
        replaceSpan(notebook, statement.nameSpan, text)
      ];
}

/** All names that one statement imports. */
export function sameStatement(
  imports: readonly IImport[],
  { statementSpan: { cell, from } }: IImport
): IImport[] {
  return imports.filter(
    ({ statementSpan }) =>
      statementSpan.cell === cell && statementSpan.from === from
  );
}

/** Takes one of several names out of a statement and imports it in a line of its own after it. */
function splitOff(
  notebook: INotebook,
  together: readonly IImport[],
  { statement, line }: { readonly statement: IImport; readonly line: string }
): Edit[] {
  const index = together.indexOf(statement);
  const { cell, from, to } = statement.nameSpan;
  const next = together[index + 1];
  const removed: ISpan = next
    ? { cell, from, to: next.nameSpan.from }
    : { cell, from: together[index - 1].nameSpan.to, to };
  const isSimple = /^[\s,\\]*$/.test(
    textOf(notebook, removed).replace(textOf(notebook, statement.nameSpan), '')
  );
  return isSimple
    ? [
        replaceSpan(notebook, removed, ''),
        addStatement(notebook, statement.statementSpan, line)
      ]
    : [];
}

function textOf(notebook: INotebook, { cell, from, to }: ISpan): string {
  return notebook.cells[cell].source.slice(from, to);
}
