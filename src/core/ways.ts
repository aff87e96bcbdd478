import { chooseFixes, diagnose } from './diagnose';
import type { IDiagnosis } from './diagnose';
import { apply } from './fixes/apply';
import type { IFix } from './fixes/model';
import { plan } from './fixes/plan';
import { scan } from './notebook/scan';
import type { ScanCache } from './notebook/scan-cache';
import type { IOptions } from './rules/model';
import type { ITranslate } from './translate';

/** One way to a notebook that runs, told by what it leads to. */
export interface IWay {
  readonly goal: IFix['choice'];
  /** The effect, as the label of a button. */
  readonly label: string;
  readonly fixes: readonly IFix[];
  /** How many errors and warnings are left after it. */
  readonly left: number;
}

/**
 * The way that "Fix Keras Version" goes, and beside it the other one, on the other Keras, where that leaves no problem. Empty
 * where no fix is known.
 */
export function waysOf(
  diagnosis: IDiagnosis,
  trans: ITranslate,
  cache?: ScanCache
): IWay[] {
  const fixes = chooseFixes(diagnosis.diagnostics);
  if (fixes.length === 0) {
    return [];
  }
  const goal = goalOf(fixes);
  const left = countLeft(diagnosis, fixes, trans, cache);
  const label =
    left === 0
      ? trans.__('Make it run: %1', effect(goal, fixes, trans))
      : capital(effect(goal, fixes, trans));
  const first: IWay = { goal, label, fixes, left };
  const other = otherWay(diagnosis, goal, trans, cache);
  return other ? [first, other] : [first];
}

function goalOf(fixes: readonly IFix[]): IWay['goal'] {
  const choices = fixes.map(({ choice }) => choice);
  const goals = ['legacy', 'native', 'migrate', 'pins', 'repair'] as const;
  return goals.find(goal => choices.includes(goal)) ?? 'repair';
}

function effect(
  goal: IWay['goal'],
  fixes: readonly IFix[],
  trans: ITranslate
): string {
  switch (goal) {
    case 'legacy':
      return trans.__('Keras 2 for this notebook');
    case 'native':
      return trans.__('Keras 3 for this notebook');
    case 'migrate':
      return trans.__('rewrite for Keras 3');
    case 'pins':
      return trans.__('install releases that go together');
    case 'repair': {
      const titles = [...new Set(fixes.map(({ title }) => title))];
      return titles.length === 1
        ? titles[0]
        : trans.__('%1 repairs', titles.length);
    }
  }
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

function otherWay(
  diagnosis: IDiagnosis,
  goal: IWay['goal'],
  trans: ITranslate,
  cache?: ScanCache
): IWay | null {
  if (goal !== 'legacy' && goal !== 'migrate') {
    return null;
  }
  const wantedKeras = goal === 'legacy' ? 'keras3' : 'legacy';
  const { facts, environment } = diagnosis;
  const options: IOptions = { ...diagnosis.options, wantedKeras };
  const wanted = diagnose(facts, environment, options, trans);
  const fixes = chooseFixes(wanted.diagnostics);
  const leadsThere =
    fixes.length > 0 &&
    goalOf(fixes) !== goal &&
    countLeft(wanted, fixes, trans, cache) === 0;
  return leadsThere
    ? {
        goal: goalOf(fixes),
        label:
          goal === 'legacy'
            ? trans.__('Rewrite for Keras 3 instead')
            : trans.__('Keep Keras 2 instead'),
        fixes,
        left: 0
      }
    : null;
}

/** Applies fixes in thought and looks again; what only a restart mends is not left over. */
function countLeft(
  { facts, environment, options }: IDiagnosis,
  fixes: readonly IFix[],
  trans: ITranslate,
  cache?: ScanCache
): number {
  const { notebook } = apply(facts.notebook, plan(fixes).edits);
  const fresh = { ...environment, loaded: notLoaded };
  const after = diagnose(scan(notebook, cache), fresh, options, trans);
  return after.diagnostics.filter(({ severity }) => severity !== 'info').length;
}

/** A kernel that has been started anew. */
const notLoaded: IDiagnosis['environment']['loaded'] = {
  tensorflow: false,
  keras: false,
  tfKeras: null,
  tfKerasPath: null,
  backend: null,
  versions: { tensorflow: null, keras: null, tf_keras: null, numpy: null }
};
