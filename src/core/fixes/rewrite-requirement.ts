import type { INotebook, IPinned } from '../notebook/model';
import type { IReplaceEdit } from './model';
import { replaceSpan } from './replace-text';

/** What a shell would take for a redirection, a pattern, a history reference or the end of a word. */
const needsQuotes = /[<>!*;|&()$\s]/;

/**
 * Writes another requirement in the place of one on an install line. The rest of the line stays as it is: quotes, options,
 * other packages, continuations, comments. `~=` needs no quotes; a `>` without them would write into a file.
 */
export function rewriteRequirement(
  notebook: INotebook,
  pinned: IPinned,
  requirement: string
): IReplaceEdit {
  const isBare = pinned.quote === '' && needsQuotes.test(requirement);
  return replaceSpan(
    notebook,
    pinned.span,
    isBare ? `"${requirement}"` : requirement
  );
}
