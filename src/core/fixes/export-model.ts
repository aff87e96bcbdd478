import type { IFacts, IReference } from '../notebook/model';
import { valueText } from './edit-arguments';
import type { Edit } from './model';
import { replaceSpan } from './replace-text';

/** What takes the folder that `model.export` writes, instead of what takes the model. */
export interface IFolderConverter {
  readonly method: string;
  /** How many arguments, by position, the two methods have in common; the first is the model or the folder. */
  readonly positions: number;
}

/**
 * Exports the model in a line of its own before the statement that converts it, and converts the folder. Empty where the model
 * has no name, where other arguments are passed, or where the statement does not stand on a line of its own.
 */
export function convertExported(
  { notebook }: IFacts,
  { call, lastSpan, statementSpan }: IReference,
  { method, positions }: IFolderConverter
): Edit[] {
  const { cell, from } = statementSpan;
  const { source } = notebook.cells[cell];
  const indent = source.slice(source.lastIndexOf('\n', from - 1) + 1, from);
  const isPlain =
    call?.open === false &&
    call.arguments.length === positions &&
    call.arguments.every(({ keyword }) => keyword === null);
  if (!isPlain || !/^\s*$/.test(indent)) {
    return [];
  }
  const [model] = call.arguments;
  const name = valueText(notebook, model);
  return /^[\w.]+$/.test(name)
    ? [
        replaceSpan(
          notebook,
          { cell, from, to: from },
          `${name}.export("exported_model")\n${indent}`
        ),
        replaceSpan(notebook, lastSpan, method),
        replaceSpan(notebook, model.span, '"exported_model"')
      ]
    : [];
}
