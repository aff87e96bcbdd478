import type { INotebook, IPinned } from '../notebook/model';
import type { IReplaceEdit } from './model';
import { replaceSpan } from './replace-text';

/** What a shell would take for a redirection, a pattern, a history reference or the end of a word. */
const needsQuotes = /[<>!*;|&()$\s]/;

/**
 * Writes other requirements in the place of one on an install line. The rest of the line stays as it is: quotes, options,
 * other packages, continuations, comments. `~=` needs no quotes; a `>` without them would write into a file.
 */
export function rewriteRequirement(
  notebook: INotebook,
  { span, quote, isItem }: IPinned,
  requirements: readonly string[]
): IReplaceEdit {
  const text =
    quote === ''
      ? requirements.map(quoteWord).join(' ')
      : requirements.join(`${quote}${isItem ? ',' : ''} ${quote}`);
  return replaceSpan(notebook, span, text);
}

function quoteWord(requirement: string): string {
  return needsQuotes.test(requirement) ? `"${requirement}"` : requirement;
}
