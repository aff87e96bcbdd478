import { chooseFixes } from '../../core/diagnose';
import type { IFix } from '../../core/fixes/model';
import { plan } from '../../core/fixes/plan';
import { resolve } from '../../core/fixes/resolve';
import type { IDiagnostic } from '../../core/rules/model';
import type { IDocument } from '../documents/model';

/** What was done to a file. */
export interface IFixed {
  readonly text: string;
  /** The titles of the fixes, in the order in which they were done. */
  readonly done: readonly string[];
  /** The titles of those that were not: the cell may not be edited, or the file has no cells to put one between. */
  readonly skipped: readonly string[];
}

export interface IFixing {
  readonly read: (text: string) => IDocument;
  readonly judge: (document: IDocument) => readonly IDiagnostic[];
  /** Only what these rules found is mended; null for all. */
  readonly rules: readonly string[] | null;
}

/** A fix can bring up what was hidden behind it. More rounds than this would be two fixes that undo each other. */
const maxRounds = 8;

/**
 * Does the first fix of every finding, and again until none is left.
 * @throws DocumentError where the text cannot be read.
 */
export function fixDocument(
  original: string,
  { read, judge, rules }: IFixing
): IFixed {
  const done: string[] = [];
  const skipped = new Set<string>();
  let text = original;
  for (let round = 0; round < maxRounds; round++) {
    const document = read(text);
    const wanted = judge(document).filter(
      ({ rule }) => rules?.includes(rule) ?? true
    );
    const fixes = chooseFixes(wanted);
    const possible = fixes.filter(fix => isPossible(document, fix));
    const { edits, fixes: planned } = plan(possible);
    const changed = edits.length > 0 ? document.edit(edits) : text;
    fixes
      .filter(fix => !possible.includes(fix))
      .forEach(({ title }) => skipped.add(title));
    if (changed === text) {
      break;
    }
    done.push(...planned.map(({ fix }) => fix.title));
    text = changed;
  }
  return { text, done, skipped: [...skipped] };
}

function isPossible(document: IDocument, { edits }: IFix): boolean {
  return (
    resolve(document.notebook, edits).stale.length === 0 &&
    (document.hasCells || edits.every(({ kind }) => kind === 'replace'))
  );
}
