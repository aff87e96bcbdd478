import { adviseRuntime } from '../core/advise-runtime';
import type { IBadge } from '../core/badge';
import { badge } from '../core/badge';
import { knows } from '../core/compatibility/api-names';
import type { IDiagnosis } from '../core/diagnose';
import { diagnose } from '../core/diagnose';
import type { IEnvironment } from '../core/environment/model';
import { parseProbe } from '../core/environment/parse-probe';
import { scan } from '../core/notebook/scan';
import { ScanCache } from '../core/notebook/scan-cache';
import type { IScope } from '../core/outcome';
import { planOutcome } from '../core/outcome';
import { readOutputs } from '../core/read-output';
import type { IRecognised } from '../core/recognise';
import { recognise } from '../core/recognise';
import type { IDiagnostic } from '../core/rules/model';
import { defaultOptions } from '../core/rules/model';
import type { ITranslate } from '../core/translate';
import type { IPayload } from './payload';
import type { Step } from './steps';
import { stepsOf } from './steps';

/** All that a card tells. */
export interface IExamination {
  readonly badge: IBadge | null;
  readonly diagnosis: IDiagnosis;
  /** The known cause of the error that the card is about; null without an error, and where no rule knows it. */
  readonly cause: IRecognised | null;
  /** What the user has to do to the notebook, in order. */
  readonly steps: readonly Step[];
  /** Setting TF_USE_LEGACY_KERAS in the kernel now, before the import, would take the errors away. */
  readonly canApply: boolean;
  /** TensorFlow has chosen its Keras: changes count after a restart. */
  readonly isLoaded: boolean;
  /** Which of Colab's runtimes to choose, in a sentence; or null. */
  readonly runtime: string | null;
}

/** Thinks about what a kernel has handed over; the reason in words where the probe's answer cannot be used. */
export function examine(
  payload: IPayload,
  trans: ITranslate
): IExamination | { readonly error: string } {
  const environment = parseProbe(payload.probe);
  if ('error' in environment) {
    return environment;
  }
  const facts = scan(payload.notebook, new ScanCache(knows));
  const diagnosis = withoutRepeats(
    diagnose(facts, environment, defaultOptions, trans),
    payload
  );
  const cause = causeOf(payload, trans);
  const { edits } = planOutcome(diagnosis, trans, {
    concerns: concerned(diagnosis, cause, payload)
  });
  return {
    badge: badgeOf(environment, diagnosis, trans),
    diagnosis,
    cause,
    steps: stepsOf(payload.notebook, edits),
    canApply: wouldApplyHelp(diagnosis, trans),
    isLoaded: environment.loaded.tensorflow || environment.loaded.keras,
    runtime: adviseRuntime(facts, environment, trans)
  };
}

/** Where the error's own rule has found its place, only that one is mended; and never a cell that ran again since. */
function concerned(
  { diagnostics }: IDiagnosis,
  cause: IRecognised | null,
  payload: IPayload
): IScope['concerns'] {
  const isFound = diagnostics.some(({ rule }) => rule === cause?.rule);
  const repeated = repeatedCells(payload);
  return ({ rule, span }, { cells }) =>
    (!isFound || rule === cause?.rule) &&
    (span === null || !repeated.has(cells[span.cell].id));
}

/** Where only the cells that ran are known, one that ran again is told of once: as it ran last. */
function withoutRepeats(diagnosis: IDiagnosis, payload: IPayload): IDiagnosis {
  const repeated = repeatedCells(payload);
  const { cells } = payload.notebook;
  const diagnostics = diagnosis.diagnostics.filter(
    ({ span }) => span === null || !repeated.has(cells[span.cell].id)
  );
  return { ...diagnosis, diagnostics };
}

/** The cells that ran again later, where only the cells that ran are known. */
function repeatedCells({
  origin,
  notebook: { cells }
}: IPayload): ReadonlySet<string> {
  const last = new Map(cells.map(({ source }, index) => [source, index]));
  const repeated = cells.filter(
    ({ source }, index) => last.get(source) !== index
  );
  return new Set(origin === 'history' ? repeated.map(({ id }) => id) : []);
}

function causeOf({ error }: IPayload, trans: ITranslate): IRecognised | null {
  for (const output of readOutputs(error === null ? [] : [error])) {
    const cause = recognise(output, trans);
    if (cause) {
      return cause;
    }
  }
  return null;
}

function badgeOf(
  environment: IEnvironment,
  diagnosis: IDiagnosis,
  trans: ITranslate
): IBadge | null {
  const fields = { tensorflow: true, keras: true, gpu: true };
  return badge({ kind: 'ready', environment }, diagnosis, fields, trans);
}

/** Asks the same rules about the same notebook in a kernel that has the variable. */
function wouldApplyHelp(
  { facts, environment, diagnostics }: IDiagnosis,
  trans: ITranslate
): boolean {
  const isInTime = !environment.loaded.tensorflow && !environment.loaded.keras;
  const before = countErrors(diagnostics);
  if (!isInTime || before === 0) {
    return false;
  }
  const variables = { ...environment.variables, TF_USE_LEGACY_KERAS: '1' };
  const applied = { ...environment, variables };
  const after = diagnose(facts, applied, defaultOptions, trans);
  return countErrors(after.diagnostics) < before && !after.keras.fault;
}

function countErrors(diagnostics: readonly IDiagnostic[]): number {
  return diagnostics.filter(({ severity }) => severity === 'error').length;
}
