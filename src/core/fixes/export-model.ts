import type { IFacts, IReference } from '../notebook/model';
import { valueText } from './edit-arguments';
import type { Edit } from './model';
import { putStatements, replaceSpan } from './replace-text';

/** What takes the folder that `model.export` writes, instead of what takes the model. */
export interface IFolderConverter {
  readonly method: string;
  /** How many arguments, by position, the two methods have in common; the first is the model or the folder. */
  readonly positions: number;
}

/**
 * Exports the model in a statement before the one that converts it, and converts the folder. Empty where the model has no name or
 * where other arguments are passed.
 */
export function convertExported(
  { notebook }: IFacts,
  { call, lastSpan, statementSpan }: IReference,
  { method, positions }: IFolderConverter
): Edit[] {
  const isPlain =
    call?.open === false &&
    call.arguments.length === positions &&
    call.arguments.every(({ keyword }) => keyword === null);
  if (!isPlain) {
    return [];
  }
  const [model] = call.arguments;
  const name = valueText(notebook, model);
  return /^[\w.]+$/.test(name)
    ? [
        putStatements(notebook, statementSpan, [
          `${name}.export("exported_model")`
        ]),
        replaceSpan(notebook, lastSpan, method),
        replaceSpan(notebook, model.span, '"exported_model"')
      ]
    : [];
}
