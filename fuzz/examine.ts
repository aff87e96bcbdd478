/** What must hold of every notebook, however odd: nothing is thrown, and no fix does harm. */
import { badge } from '../src/core/badge';
import { knows } from '../src/core/compatibility/api-names';
import type { IDiagnosis } from '../src/core/diagnose';
import { diagnose } from '../src/core/diagnose';
import type { IEnvironment } from '../src/core/environment/model';
import { apply } from '../src/core/fixes/apply';
import { ignoreFix } from '../src/core/fixes/ignore';
import type { Edit, IReplaceEdit } from '../src/core/fixes/model';
import { plan } from '../src/core/fixes/plan';
import type { ICell, INotebook } from '../src/core/notebook/model';
import { scan } from '../src/core/notebook/scan';
import { ScanCache } from '../src/core/notebook/scan-cache';
import { parseCell } from '../src/core/notebook/syntax/parse-cell';
import { planOutcome } from '../src/core/outcome';
import { report } from '../src/core/report';
import { standing } from '../src/core/standing';
import type { IOptions } from '../src/core/rules/model';
import { untranslated } from '../src/core/translate';

const badgeFields = {
  tensorflow: true,
  keras: true,
  gpu: true,
  hideWithoutTensorFlow: false
};

/** A cell that a fix changed. */
export interface IChange {
  readonly before: string;
  readonly after: string;
  /** Which rules asked for the change. */
  readonly by: string;
}

export interface IPatient {
  readonly notebook: INotebook;
  readonly environment: IEnvironment;
  readonly options: IOptions;
}

/**
 * Applies every fix by itself, and then all that "Fix Keras Version" would.
 *
 * @param onChange - is told every cell that parsed before it was changed.
 * @throws Error that says what does not hold.
 */
export function examine(
  patient: IPatient,
  onChange: (change: IChange) => void
): void {
  const diagnosis = look(patient);
  for (const diagnostic of diagnosis.diagnostics) {
    const { span, rule, fixes } = diagnostic;
    check(!span || isInside(patient.notebook, span), `${rule}: no such place`);
    for (const fix of fixes) {
      const { edits } = plan([fix]);
      mend(patient.notebook, edits, `${rule} (${fix.title})`).forEach(onChange);
    }
  }
  silenceLast(patient, diagnosis).forEach(onChange);
  settle(patient, diagnosis).forEach(onChange);
}

/** Silences one of the findings on its line, and checks that it is silent where the cell is Python. */
function silenceLast(
  patient: IPatient,
  { diagnostics }: IDiagnosis
): IChange[] {
  const { notebook } = patient;
  const { rule = '', span = null } = diagnostics[diagnostics.length - 1] ?? {};
  if (!span) {
    return [];
  }
  const { edits } = ignoreFix(notebook, { rule, span }, 'line', untranslated);
  const { notebook: after, stale } = apply(notebook, edits);
  const before = notebook.cells[span.cell].source;
  const { source } = after.cells[span.cell];
  if (stale.length > 0 || isBroken(before) || isBroken(source)) {
    return [];
  }
  const [edit] = edits;
  const isAbove = edit.kind === 'replace' && edit.from <= span.from;
  const from = span.from + (isAbove ? edit.text.length : 0);
  const isLeft = look({ ...patient, notebook: after }).diagnostics.some(
    one =>
      one.rule === rule &&
      one.span?.cell === span.cell &&
      one.span.from === from
  );
  check(!isLeft, `${rule}: ignored in vain\n${JSON.stringify(source)}`);
  return [{ before, after: source, by: `${rule} (ignored)` }];
}

function look({ notebook, environment, options }: IPatient): IDiagnosis {
  const facts = scan(notebook, new ScanCache(knows));
  const diagnosis = diagnose(facts, environment, options, untranslated);
  const kernel = { kind: 'ready', environment } as const;
  check(
    badge(kernel, diagnosis, badgeFields, untranslated) !== null,
    'there is no badge'
  );
  report(
    {
      environment,
      notebooks: [
        { name: 'any', diagnosis, standing: standing(facts, diagnosis.verdict) }
      ],
      person: { home: null, user: null }
    },
    untranslated
  );
  return diagnosis;
}

/** Fixes all, and checks that nothing is left to do. */
function settle(patient: IPatient, first: IDiagnosis): IChange[] {
  const { edits, steps, after } = planOutcome(first, untranslated);
  const titles = steps.map(({ title }) => title).join(', ');
  const changes = mend(patient.notebook, edits, titles);
  const { notebook } = apply(patient.notebook, edits);
  check(
    textOf(notebook) === textOf(after.facts.notebook),
    `${titles}: is not what was planned`
  );
  const left = planOutcome(look({ ...patient, notebook }), untranslated);
  check(
    left.edits.length === 0,
    `does not settle: ${titles} | ${left.steps.map(({ title }) => title).join(', ')}`
  );
  return changes;
}

/** Applies edits, checks what they did, and tells the cells that they changed. */
function mend(
  notebook: INotebook,
  edits: readonly Edit[],
  by: string
): IChange[] {
  const isLocked = edits.some(edit => !isEditable(notebook, edit));
  const { notebook: after, stale } = apply(notebook, edits);
  check(isLocked === stale.length > 0, `${by}: stale though nothing changed`);
  if (isLocked) {
    check(after === notebook, `${by}: changed by half`);
    return [];
  }
  const expected = edited(notebook, edits, by);
  const kept = after.cells.filter(({ id }) =>
    notebook.cells.some(cell => cell.id === id)
  );
  check(
    JSON.stringify(kept) === JSON.stringify(expected),
    `${by}: an edit outside of its span`
  );
  const again = apply(after, edits);
  check(
    again.stale.length > 0 || textOf(again.notebook) === textOf(after),
    `${by}: does its work twice`
  );
  return changesOf(notebook, after, by);
}

/** The cells after their edits, put together from the pieces between the edits: another way than that of `apply`. */
function edited(
  { cells }: INotebook,
  edits: readonly Edit[],
  by: string
): ICell[] {
  return cells.map(cell => {
    const { source } = cell;
    const own = edits
      .filter((edit): edit is IReplaceEdit => edit.kind === 'replace')
      .filter(({ cellId }) => cellId === cell.id)
      .sort((a, b) => a.from - b.from);
    let text = '';
    let position = 0;
    for (const { from, to, expected, text: written } of own) {
      check(
        from >= position && from <= to && source.slice(from, to) === expected,
        `${by}: an edit that does not fit`
      );
      check(
        !splitsPair(source, from) && !splitsPair(source, to),
        `${by}: an edit in the middle of a character`
      );
      text += source.slice(position, from) + written;
      position = to;
    }
    return { ...cell, source: text + source.slice(position) };
  });
}

function changesOf(before: INotebook, after: INotebook, by: string): IChange[] {
  return after.cells.flatMap(cell => {
    const old = before.cells.find(({ id }) => id === cell.id);
    if (old?.source === cell.source) {
      return [];
    }
    check(cell.type === 'code', `${by}: changes a ${cell.type} cell`);
    const source = old?.source ?? '';
    if (isBroken(source)) {
      return [];
    }
    check(
      !isBroken(cell.source),
      `${by}: breaks a cell\n${JSON.stringify(source)}\n${JSON.stringify(cell.source)}`
    );
    return [{ before: source, after: cell.source, by }];
  });
}

function isBroken(source: string): boolean {
  return parseCell(source).broken;
}

function isInside(
  { cells }: INotebook,
  { cell, from, to }: { cell: number; from: number; to: number }
): boolean {
  return from >= 0 && from <= to && to <= (cells[cell]?.source.length ?? -1);
}

function isEditable({ cells }: INotebook, edit: Edit): boolean {
  return (
    edit.kind === 'insert-cell' ||
    cells.some(({ id, editable }) => id === edit.cellId && editable)
  );
}

function splitsPair(text: string, offset: number): boolean {
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(
    text.slice(Math.max(0, offset - 1), offset + 1)
  );
}

function textOf({ cells }: INotebook): string {
  return JSON.stringify(cells.map(({ source }) => source));
}

function check(holds: boolean, what: string): void {
  if (!holds) {
    throw new Error(what);
  }
}
