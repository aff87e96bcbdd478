import type { ICause } from './causes';
import { causesOf, countProblems, needsOnlyRestart } from './causes';
import type { IDiagnosis } from './diagnose';
import { findTensorFlow } from './environment/find-tensorflow';
import type {
  IAccelerators,
  IDistribution,
  IEnvironment
} from './environment/model';
import type { KernelState } from './environment/kernel-state';
import { isInEffect, kerasNow, kerasThen } from './in-effect';
import { isLegacyValue } from './legacy-value';
import type { ITranslate } from './translate';

export type BadgeState =
  | 'ok'
  /** The notebook is right, and what it asks for is not yet so in this kernel. */
  | 'planned'
  | 'warning'
  | 'error'
  | 'busy'
  | 'unknown';

export interface IBadge {
  readonly state: BadgeState;
  /** The short text: `Keras: 5 problems`, with the details that the user wants to see. */
  readonly label: string;
  /** Everything in words; also the accessible name. */
  readonly tooltip: string;
}

/** Which details the user wants to see behind what the badge means. */
export interface IBadgeFields {
  readonly tensorflow: boolean;
  readonly keras: boolean;
  readonly gpu: boolean;
}

/** What the badge shows, or null where there is no kernel that can be asked. */
export function badge(
  kernel: KernelState,
  diagnosis: IDiagnosis | null,
  fields: IBadgeFields,
  trans: ITranslate
): IBadge | null {
  switch (kernel.kind) {
    case 'none':
      return diagnosis && withoutKernel(diagnosis, trans);
    case 'not-python':
      return null;
    case 'starting':
      return waiting(
        trans.__('Keras: starting'),
        trans.__('The kernel is starting.')
      );
    case 'busy':
      return waiting(
        trans.__('Keras: kernel busy'),
        trans.__('The kernel is busy; it is checked as soon as it is free.')
      );
    case 'unknown':
      return {
        state: 'unknown',
        label: trans.__('Keras: unknown'),
        tooltip: trans.__('The kernel could not be checked: %1', kernel.reason)
      };
    case 'ready':
      return ready(kernel.environment, diagnosis, fields, trans);
  }
}

/** What the badge shows where the notebook cannot be read: the page has lost its server, or the extension was replaced under it. */
export function unreadable(trans: ITranslate): IBadge {
  return {
    state: 'unknown',
    label: trans.__('Keras: unknown'),
    tooltip: trans.__(
      'Keras Doctor could not be loaded, so that the notebook is not checked. Save it and reload the page.'
    )
  };
}

/** What the source alone tells, against the TensorFlow that somebody would install today. */
function withoutKernel(diagnosis: IDiagnosis, trans: ITranslate): IBadge {
  const { state, text } = problems(causesOf(diagnosis), trans) ?? {
    state: 'unknown',
    text: trans.__('Keras: no kernel')
  };
  return {
    state,
    label: text,
    tooltip: tooltip([basisText(diagnosis, trans)], diagnosis, trans)
  };
}

/** What a notebook without a kernel was looked at against. */
export function basisText(
  { environment }: Pick<IDiagnosis, 'environment'>,
  trans: ITranslate
): string {
  return trans.__(
    'No kernel: the notebook is checked against TensorFlow %1, the newest.',
    findTensorFlow(environment)?.version ?? ''
  );
}

function waiting(label: string, tooltip: string): IBadge {
  return { state: 'busy', label, tooltip };
}

function ready(
  environment: IEnvironment,
  diagnosis: IDiagnosis | null,
  fields: IBadgeFields,
  trans: ITranslate
): IBadge {
  const { state, text } = meaning(environment, diagnosis, trans);
  const tensorflow = findTensorFlow(environment);
  const versions = {
    tensorflow: tensorflowText(tensorflow, trans),
    keras: kerasText(environment, diagnosis, trans),
    gpu: tensorflow ? acceleratorText(environment.accelerators, trans) : null
  };
  const shown = (['tensorflow', 'keras', 'gpu'] as const).flatMap(field =>
    fields[field] ? (versions[field] ?? []) : []
  );
  const details = Object.values(versions).filter(Boolean).join(' · ');
  return {
    state,
    label: [text, ...shown].join(' · '),
    tooltip: tooltip([text, details], diagnosis, trans)
  };
}

/** What the user is to make of the notebook in its kernel. */
function meaning(
  environment: IEnvironment,
  diagnosis: IDiagnosis | null,
  trans: ITranslate
): { state: BadgeState; text: string } {
  const causes = diagnosis ? causesOf(diagnosis) : [];
  if (needsOnlyRestart(causes)) {
    return { state: 'warning', text: trans.__('Keras: restart') };
  }
  const found = problems(causes, trans);
  if (found) {
    return found;
  }
  if (diagnosis && !isInEffect(environment, diagnosis)) {
    return { state: 'planned', text: trans.__('Keras: run the notebook') };
  }
  const isThere = findTensorFlow(environment) || kerasNow(environment);
  return {
    state: 'ok',
    text: isThere ? trans.__('Keras: ready') : trans.__('Keras: not installed')
  };
}

/** How many problems there are; null where there is none. */
function problems(
  causes: readonly ICause[],
  trans: ITranslate
): { state: BadgeState; text: string } | null {
  const count = countProblems(causes);
  if (count === 0) {
    return null;
  }
  const isError = causes.some(({ severity }) => severity === 'error');
  return {
    state: isError ? 'error' : 'warning',
    text:
      count === 1
        ? trans.__('Keras: 1 problem')
        : trans.__('Keras: %1 problems', count)
  };
}

function tensorflowText(
  tensorflow: IDistribution | null,
  trans: ITranslate
): string {
  return tensorflow
    ? `TF ${shorten(tensorflow.version)}`
    : trans.__('No TensorFlow');
}

/** The Keras that `tf.keras` is in the running process, else the one that it is without what the notebook is yet to do. */
function kerasText(
  environment: IEnvironment,
  diagnosis: IDiagnosis | null,
  trans: ITranslate
): string | null {
  const { loaded, variables } = environment;
  const isMissing =
    !loaded.tfKeras &&
    diagnosis?.keras.fault === 'tf-keras-missing' &&
    isLegacyValue(variables.TF_USE_LEGACY_KERAS);
  if (isMissing) {
    return trans.__('Keras missing (tf-keras)');
  }
  const now = kerasNow(environment);
  if (!now) {
    return null;
  }
  const backend = loaded.backend ?? variables.KERAS_BACKEND ?? 'tensorflow';
  const note = now.isTfKeras
    ? ' (tf-keras)'
    : backend === 'tensorflow'
      ? ''
      : ` (${shorten(backend)})`;
  return `Keras ${shorten(now.version)}${note}`;
}

function acceleratorText(
  { gpus, source, fault }: IAccelerators,
  trans: ITranslate
): string {
  if (fault) {
    return trans.__('GPU fault');
  }
  if (source === 'tpu') {
    return 'TPU';
  }
  return gpus.length > 1
    ? trans.__('%1 GPUs', gpus.length)
    : gpus.length === 1 || source === 'metal' || source === 'rocm'
      ? 'GPU'
      : 'CPU';
}

/** Everything in words: what it means, what is there, what the notebook will make of it, and what was found. */
function tooltip(
  lines: readonly string[],
  diagnosis: IDiagnosis | null,
  trans: ITranslate
): string {
  const messages = diagnosis?.diagnostics.map(({ message }) => message) ?? [];
  const shown = messages.slice(0, 4);
  const rest = messages.length - shown.length;
  const planned = diagnosis && plannedText(diagnosis, trans);
  return [
    ...lines,
    ...(planned ? [planned] : []),
    ...(diagnosis && messages.length === 0
      ? [trans.__('No problem found in this notebook.')]
      : shown),
    ...(rest > 0 ? [trans.__('and %1 more', rest)] : [])
  ].join('\n');
}

function plannedText(diagnosis: IDiagnosis, trans: ITranslate): string | null {
  const then = kerasThen(diagnosis);
  return then && !isInEffect(diagnosis.environment, diagnosis)
    ? trans.__('When the notebook has run: %1', `Keras ${shorten(then)}`)
    : null;
}

/** Versions come from files of the kernel's machine: whatever stands there, the badge stays short. */
function shorten(text: string): string {
  return text.length > 24 ? `${text.slice(0, 23)}…` : text;
}
