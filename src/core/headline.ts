import type { BadgeState } from './badge';
import type { ICause } from './causes';
import { causesOf, countProblems, needsOnlyRestart } from './causes';
import type { IDiagnosis } from './diagnose';
import type { IEnvironment } from './environment/model';
import { findTensorFlow } from './environment/find-tensorflow';
import { isInEffect, kerasNow, kerasThen } from './in-effect';
import type { ITranslate } from './translate';
import type { IWay } from './ways';

/** What is the matter, in one line, and what helps, in another. */
export interface IHeadline {
  readonly state: BadgeState;
  readonly cause: string;
  /** Null where there is nothing to do. */
  readonly remedy: string | null;
}

/**
 * The diagnosis as one would tell it in two sentences.
 *
 * @param environment - the kernel as it is; null where the notebook has none.
 */
export function headline(
  environment: IEnvironment | null,
  diagnosis: IDiagnosis | null,
  ways: readonly IWay[],
  trans: ITranslate
): IHeadline {
  if (!diagnosis) {
    const cause = trans.__('This notebook uses neither TensorFlow nor Keras.');
    return { state: 'ok', cause, remedy: null };
  }
  const causes = causesOf(diagnosis);
  if (needsOnlyRestart(causes)) {
    return {
      state: 'warning',
      cause: trans.__('The notebook is right; the running kernel is not.'),
      remedy: trans.__(
        'It has loaded another Keras or release than is asked for. A new kernel takes the right one; variables are lost.'
      )
    };
  }
  if (countProblems(causes) > 0) {
    const isError = causes.some(({ severity }) => severity === 'error');
    return {
      state: isError ? 'error' : 'warning',
      cause: causeText(environment, diagnosis, causes, trans),
      remedy: remedyText(ways, trans)
    };
  }
  return !environment || isInEffect(environment, diagnosis)
    ? { state: 'ok', cause: fitText(environment, trans), remedy: null }
    : planned(diagnosis, trans);
}

function planned(diagnosis: IDiagnosis, trans: ITranslate): IHeadline {
  const then = kerasThen(diagnosis);
  return {
    state: 'planned',
    cause: trans.__('The notebook is right. Run it from the top.'),
    remedy: then
      ? trans.__('It then gets what it asks for: Keras %1.', then)
      : trans.__('It then gets what it asks for.')
  };
}

function fitText(environment: IEnvironment | null, trans: ITranslate): string {
  const now = environment && kerasNow(environment);
  return now
    ? trans.__(
        'No problem found: the notebook fits Keras %1.',
        short(now.version)
      )
    : trans.__('No problem found in this notebook.');
}

/** What most of the findings come from. */
function causeText(
  environment: IEnvironment | null,
  diagnosis: IDiagnosis,
  causes: readonly ICause[],
  trans: ITranslate
): string {
  const unfit = unfitText(environment, diagnosis, trans);
  if (unfit !== null) {
    return unfit;
  }
  const problems = causes.filter(({ severity }) => severity !== 'info');
  if (problems.length === 1 && problems[0].items.length === 1) {
    return problems[0].items[0].message;
  }
  return trans.__('%1 problems in this notebook.', countProblems(causes));
}

/** How notebook and kernel do not go together; null where they do. */
function unfitText(
  environment: IEnvironment | null,
  { keras, verdict, expected }: IDiagnosis,
  trans: ITranslate
): string | null {
  if (environment && ![expected, environment].some(findTensorFlow)) {
    return trans.__('The notebook needs TensorFlow; this kernel has none.');
  }
  if (keras.fault === 'tf-keras-missing') {
    return trans.__('Keras 2 is asked for; this kernel has no tf-keras.');
  }
  const isOther = isOtherThanNeeded(verdict.needs, keras.flavor);
  const version = short(keras.version ?? '3');
  if (isOther && verdict.needs === 'keras2') {
    return isThere(environment, version)
      ? trans.__('Written for Keras 2; this kernel has Keras %1.', version)
      : trans.__('Written for Keras 2; it will get Keras %1.', version);
  }
  if (isOther) {
    return isThere(environment, version)
      ? trans.__('Written for Keras 3; this kernel has Keras %1.', version)
      : trans.__('Written for Keras 3; it will get Keras %1.', version);
  }
  return null;
}

function isOtherThanNeeded(
  needs: IDiagnosis['verdict']['needs'],
  flavor: IDiagnosis['keras']['flavor']
): boolean {
  return needs === 'keras2'
    ? flavor === 'keras3'
    : needs === 'keras3' && flavor !== null && flavor !== 'keras3';
}

/** Whether the kernel has that Keras already, before the notebook installs anything. */
function isThere(environment: IEnvironment | null, version: string): boolean {
  const now = environment && kerasNow(environment);
  return now !== null && short(now.version) === version;
}

function remedyText(ways: readonly IWay[], trans: ITranslate): string {
  if (ways.length === 0) {
    return trans.__('No fix is known: see below what to do by hand.');
  }
  const [way] = ways;
  const { left } = way;
  const helps = helpText(way, trans);
  if (left === 0) {
    return helps;
  }
  const rest =
    left === 1
      ? trans.__('One problem stays for you to mend by hand.')
      : trans.__('%1 problems stay for you to mend by hand.', left);
  return `${helps} ${rest}`;
}

function helpText({ goal, fixes }: IWay, trans: ITranslate): string {
  switch (goal) {
    case 'legacy':
      if (fixes.some(({ choice }) => choice !== 'legacy')) {
        return trans.__(
          'One cell at the top gives this notebook Keras 2; other lines below are corrected. It can be undone in one step.'
        );
      }
      return trans.__(
        'One cell at the top gives this notebook Keras 2. It can be undone in one step.'
      );
    case 'native':
      return trans.__(
        'This notebook gets Keras 3. It can be undone in one step.'
      );
    case 'migrate':
      return trans.__(
        'The lines below are rewritten for Keras 3. It can be undone in one step.'
      );
    case 'pins':
      return trans.__(
        'The lines that install are corrected. It can be undone in one step.'
      );
    case 'repair':
      return trans.__(
        'The lines below are corrected. It can be undone in one step.'
      );
  }
}

/** Major and minor: `3.15` of `3.15.1`; versions are untrusted and stay short. */
function short(version: string): string {
  return /^\d{1,4}\.\d{1,4}/.exec(version)?.[0] ?? version.slice(0, 24);
}
