import { diagnose } from './diagnose';
import type { IDiagnosis } from './diagnose';
import { nothingLoaded } from './environment/make-environment';
import type { IFix } from './fixes/model';
import { otherOutcome, planOutcome } from './outcome';
import type { IOutcome } from './outcome';
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
export function waysOf(diagnosis: IDiagnosis, trans: ITranslate): IWay[] {
  const outcome = planOutcome(diagnosis, trans);
  if (outcome.steps.length === 0) {
    return [];
  }
  const goal = goalOf(outcome.steps);
  const left = countLeft(outcome, trans);
  const label =
    left === 0
      ? trans.__('Make it run: %1', effect(goal, outcome.steps, trans))
      : capital(effect(goal, outcome.steps, trans));
  const first: IWay = { goal, label, fixes: outcome.steps, left };
  const other = otherOutcome(diagnosis, outcome, trans);
  return other && countLeft(other, trans) === 0
    ? [first, otherWay(goal, other, trans)]
    : [first];
}

function otherWay(
  goal: IWay['goal'],
  { steps }: IOutcome,
  trans: ITranslate
): IWay {
  const label =
    goal === 'legacy'
      ? trans.__('Rewrite for Keras 3 instead')
      : trans.__('Keep Keras 2 instead');
  return { goal: goalOf(steps), label, fixes: steps, left: 0 };
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

/** What is left in a new kernel: what only a restart mends is not left over. */
function countLeft({ after }: IOutcome, trans: ITranslate): number {
  const { facts, environment, options } = after;
  const fresh = { ...environment, loaded: nothingLoaded };
  const { diagnostics } = diagnose(facts, fresh, options, trans);
  return diagnostics.filter(({ severity }) => severity !== 'info').length;
}
