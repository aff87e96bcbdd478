import type { IDiagnosis } from './diagnose';
import { foldSame } from './fold-same';
import { needsRestart } from './needs-restart';
import type { INotebook, ISpan } from './notebook/model';
import type { IDiagnostic, Severity } from './rules/model';

/** What one rule found, as the user reads it. */
export interface ICause {
  readonly rule: string;
  readonly severity: Severity;
  /** Each message once. */
  readonly items: readonly ICauseItem[];
}

export interface ICauseItem {
  readonly message: string;
  /** One for each line, in the order of the notebook. */
  readonly lines: readonly IDiagnostic[];
}

/** What was found by cause, most severe first. What only sums up the rest is left out where there is a rest. */
export function causesOf({
  diagnostics,
  facts
}: Pick<IDiagnosis, 'diagnostics' | 'facts'>): ICause[] {
  const rest = diagnostics.filter(({ reach }) => reach !== 'notebook');
  const hasRest = rest.some(({ severity }) => severity !== 'info');
  const shown = onePerLine(
    foldSame(hasRest ? rest : diagnostics),
    facts.notebook
  );
  return groupBy(shown, ({ rule, severity }) => `${rule} ${severity}`).map(
    found => ({
      rule: found[0].rule,
      severity: found[0].severity,
      items: groupBy(found, ({ message }) => message).map(lines => ({
        message: lines[0].message,
        lines
      }))
    })
  );
}

/** How many places have to change, or findings without a place; what is only worth knowing does not count. */
export function countProblems(causes: readonly ICause[]): number {
  return causes
    .filter(({ severity }) => severity !== 'info')
    .flatMap(({ items }) => items)
    .reduce((sum, { lines }) => sum + lines.length, 0);
}

/** Whether the notebook is right and only its kernel has to start anew. */
export function needsOnlyRestart(causes: readonly ICause[]): boolean {
  const problems = causes.filter(({ severity }) => severity !== 'info');
  return problems.length > 0 && problems.every(needsRestart);
}

/** The line of a place in its cell, from 1. */
export function lineOf({ cell, from }: ISpan, { cells }: INotebook): number {
  const source = cells[cell]?.source ?? '';
  return source.slice(0, from).split(/\r\n|\r|\n/).length;
}

/** What one rule says of a line twice, for the same fix, is said once. */
function onePerLine(
  diagnostics: readonly IDiagnostic[],
  notebook: INotebook
): IDiagnostic[] {
  const told = new Set<string>();
  return diagnostics.filter(({ rule, message, span }) => {
    if (!span) {
      return true;
    }
    const line = `${rule} ${span.cell} ${lineOf(span, notebook)} ${message}`;
    const isNew = !told.has(line);
    told.add(line);
    return isNew;
  });
}

function groupBy<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string
): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) {
      group.push(item);
    } else {
      groups.set(key, [item]);
    }
  }
  return [...groups.values()];
}
