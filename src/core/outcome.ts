import { knows } from './compatibility/api-names';
import type { IDiagnosis } from './diagnose';
import { chooseFixes, diagnose } from './diagnose';
import type { IHunk } from './fixes/draft';
import { Draft } from './fixes/draft';
import type { Edit, IFix } from './fixes/model';
import { plan } from './fixes/plan';
import { resolve } from './fixes/resolve';
import type { INotebook } from './notebook/model';
import { scan } from './notebook/scan';
import { ScanCache } from './notebook/scan-cache';
import type { IDiagnostic, IOptions } from './rules/model';
import type { ITranslate } from './translate';

/** What "Fix Keras Version" does to a notebook, and what will then be. */
export interface IOutcome {
  /** One by one, each with edits of the notebook as it is. No two touch the same text, so that any of them may be left out. */
  readonly steps: readonly IFix[];
  /** The edits of all steps, in the order of the notebook. */
  readonly edits: readonly Edit[];
  /** Fixes that were wanted and cannot be done here: the cell may not be edited. */
  readonly skipped: readonly IFix[];
  /** What will be said of the notebook once all of it is done. */
  readonly after: IDiagnosis;
}

/** What is to be mended, and what can be. */
export interface IScope {
  /** The findings in a notebook that are the concern; all of them by default. */
  readonly concerns?: (diagnostic: IDiagnostic, notebook: INotebook) => boolean;
  /** Whether a fix can be done there; what may not be edited is seen without it. */
  readonly isPossible?: (fix: IFix) => boolean;
}

/**
 * What is done in one go: first what is installed, then which Keras is taken, and only then what is left to mend on that
 * one. With each of them the notebook is another, so that it is diagnosed again in between.
 */
const order: readonly (readonly IFix['choice'][])[] = [
  ['pins'],
  ['legacy', 'native'],
  ['repair', 'migrate']
];

/** Most notebooks are done after three rounds. More than this would be two fixes that undo each other. */
const maxRounds = 12;

/** Plans what mends a notebook, on a draft of it; nothing is changed. */
export function planOutcome(
  diagnosis: IDiagnosis,
  trans: ITranslate,
  { concerns = () => true, isPossible = () => true }: IScope = {}
): IOutcome {
  const { environment, options } = diagnosis;
  const draft = new Draft(diagnosis.facts.notebook);
  const cache = new ScanCache(knows);
  const done: IFix[] = [];
  const skipped = new Map<string, IFix>();
  const canBeDone = (fix: IFix): boolean =>
    resolve(draft.notebook, fix.edits).stale.length === 0 && isPossible(fix);
  let after = diagnosis;
  for (let round = 0; round < maxRounds; round++) {
    const wanted = chooseFixes(
      after.diagnostics.filter(one => concerns(one, draft.notebook))
    );
    const possible = wanted.filter(canBeDone);
    wanted
      .filter(fix => !possible.includes(fix))
      .forEach(fix => skipped.set(fix.title, fix));
    const now = firstStep(draft, possible);
    if (now.length === 0) {
      break;
    }
    done.push(...now);
    const facts = scan(draft.notebook, cache);
    after = diagnose(facts, environment, options, trans);
  }
  const steps = stepsOf(draft.hunks(), done);
  const edits = draft.hunks().flatMap(hunk => hunk.edits);
  return { steps, edits, skipped: [...skipped.values()], after };
}

/**
 * The other way, where there are two: the notebook rewritten for Keras 3 where it was to stay on Keras 2, or the other way
 * round. Null where there is no other.
 */
export function otherOutcome(
  { facts, environment, options }: IDiagnosis,
  { steps, edits }: IOutcome,
  trans: ITranslate,
  scope: IScope = {}
): IOutcome | null {
  const wantedKeras = otherKeras(steps);
  if (wantedKeras === null || options.wantedKeras === wantedKeras) {
    return null;
  }
  const wish: IOptions = { ...options, wantedKeras };
  const diagnosis = diagnose(facts, environment, wish, trans);
  const other = planOutcome(diagnosis, trans, scope);
  const isOther = JSON.stringify(other.edits) !== JSON.stringify(edits);
  return isOther && other.steps.length > 0 ? other : null;
}

function otherKeras(steps: readonly IFix[]): IOptions['wantedKeras'] | null {
  const choices = new Set(steps.map(({ choice }) => choice));
  return choices.has('legacy')
    ? 'keras3'
    : choices.has('migrate')
      ? 'legacy'
      : null;
}

/** Does what comes first among some fixes, and tells what that was; nothing where no fix changes anything. */
function firstStep(draft: Draft, fixes: readonly IFix[]): IFix[] {
  for (const choices of order) {
    const { fixes: planned } = plan(
      fixes.filter(({ choice }) => choices.includes(choice))
    );
    if (draft.change(planned.map(({ fix }) => fix.edits))) {
      return planned.map(({ fix }) => fix);
    }
  }
  return [];
}

/** Fixes whose edits can only be done together are one step. */
function stepsOf(hunks: readonly IHunk[], done: readonly IFix[]): IFix[] {
  let groups: { steps: ReadonlySet<number>; edits: readonly Edit[] }[] = [];
  for (const { steps, edits } of hunks) {
    const isSame = (group: { steps: ReadonlySet<number> }): boolean =>
      steps.some(step => group.steps.has(step));
    const same = groups.filter(isSame);
    const joined = {
      steps: new Set([...same.flatMap(each => [...each.steps]), ...steps]),
      edits: [...same.flatMap(each => each.edits), ...edits]
    };
    groups = [...groups.filter(group => !isSame(group)), joined];
  }
  return groups
    .map(({ steps, edits }) => ({ order: [...steps].sort(byNumber), edits }))
    .sort((a, b) => a.order[0] - b.order[0])
    .map(({ order: own, edits }) => ({
      title: [...new Set(own.map(step => done[step].title))].join('; '),
      choice: choiceOf(own.map(step => done[step])),
      edits
    }));
}

/** Which Keras is taken is what the user most wants to know of a step. */
function choiceOf(fixes: readonly IFix[]): IFix['choice'] {
  const keras = fixes.find(({ choice }) => order[1].includes(choice));
  return (keras ?? fixes[0]).choice;
}

function byNumber(a: number, b: number): number {
  return a - b;
}
