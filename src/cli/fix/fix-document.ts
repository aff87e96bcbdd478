import type { IDiagnosis } from '../../core/diagnose';
import { planOutcome } from '../../core/outcome';
import { untranslated } from '../../core/translate';
import type { IDocument } from '../documents/model';

/** What was done to a file. */
export interface IFixed {
  readonly text: string;
  /** The titles of the fixes, in the order in which they were done. */
  readonly done: readonly string[];
  /** The titles of those that were not: the cell may not be edited, or the file has no cells to put one between. */
  readonly skipped: readonly string[];
}

/**
 * Mends a document as one step in JupyterLab would.
 *
 * @param rules - only what these found is mended; null for all.
 * @throws DocumentError where the text cannot be read.
 */
export function fixDocument(
  text: string,
  document: IDocument,
  {
    diagnosis,
    rules
  }: { diagnosis: IDiagnosis; rules: readonly string[] | null }
): IFixed {
  const { steps, edits, skipped } = planOutcome(diagnosis, untranslated, {
    concerns: ({ rule }) => rules?.includes(rule) ?? true,
    isPossible: fix =>
      document.hasCells || fix.edits.every(({ kind }) => kind === 'replace')
  });
  return {
    text: edits.length > 0 ? document.edit(edits) : text,
    done: steps.map(({ title }) => title),
    skipped: skipped.map(({ title }) => title)
  };
}
