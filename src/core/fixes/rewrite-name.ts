import type { INotebook, IReference } from '../notebook/model';
import type { Edit } from './model';
import { replaceSpan } from './replace-text';

/**
 * Writes one part of a dotted name anew, where the notebook spells it out: `layers.core` → `layers` in
 * `keras.layers.core.Dense`. Empty where the name is reached through an alias, which the import takes care of.
 */
export function rewriteDotted(
  notebook: INotebook,
  { span }: IReference,
  from: string,
  to: string
): Edit[] {
  const text = notebook.cells[span.cell].source.slice(span.from, span.to);
  const padded = `.${text}.`;
  const at = padded.indexOf(`.${from}.`);
  if (at < 0) {
    return [];
  }
  const start = span.from + at;
  const replaced = {
    cell: span.cell,
    from: start,
    to: start + from.length
  };
  return [replaceSpan(notebook, replaced, to)];
}
