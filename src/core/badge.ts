import type { IDiagnosis } from './diagnose';
import { findTensorFlow } from './environment/find-tensorflow';
import type {
  IAccelerators,
  IDistribution,
  IEnvironment,
  KerasFlavor
} from './environment/model';
import type { KernelState } from './environment/kernel-state';
import type { IExpectedKeras } from './expected-keras';
import type { ITranslate } from './translate';

export type BadgeState = 'ok' | 'warning' | 'error' | 'busy' | 'unknown';

export interface IBadge {
  readonly state: BadgeState;
  /** The short text: `TF 2.16.2 · Keras 3.15.1 · CPU`. */
  readonly label: string;
  /** Everything in words; also the accessible name. */
  readonly tooltip: string;
}

/** Which parts the user wants to see. */
export interface IBadgeFields {
  readonly tensorflow: boolean;
  readonly keras: boolean;
  readonly gpu: boolean;
  readonly hideWithoutTensorFlow: boolean;
}

/** What the badge shows, or null where it is hidden. */
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
  const version = findTensorFlow(diagnosis.environment)?.version ?? '';
  const basis = trans.__(
    'No kernel: the notebook is checked against TensorFlow %1, the newest.',
    version
  );
  const label = trans.__('Keras: no kernel');
  return {
    state: worst(diagnosis),
    label,
    tooltip: tooltip(basis, diagnosis, trans)
  };
}

function waiting(label: string, tooltip: string): IBadge {
  return { state: 'busy', label, tooltip };
}

function ready(
  environment: IEnvironment,
  diagnosis: IDiagnosis | null,
  fields: IBadgeFields,
  trans: ITranslate
): IBadge | null {
  const tensorflow = findTensorFlow(environment);
  const state = worst(diagnosis);
  if (!tensorflow && fields.hideWithoutTensorFlow && state === 'ok') {
    return null;
  }
  const { accelerators } = environment;
  const parts = [
    fields.tensorflow ? tensorflowText(tensorflow, trans) : null,
    fields.keras ? kerasText(environment, diagnosis, trans) : null,
    fields.gpu && tensorflow ? acceleratorText(accelerators, trans) : null
  ];
  const label = parts.filter(Boolean).join(' · ') || trans.__('Keras');
  return { state, label, tooltip: tooltip(label, diagnosis, trans) };
}

function tensorflowText(
  tensorflow: IDistribution | null,
  trans: ITranslate
): string {
  return tensorflow
    ? `TF ${shorten(tensorflow.version)}`
    : trans.__('No TensorFlow');
}

function worst(diagnosis: IDiagnosis | null): BadgeState {
  const severities =
    diagnosis?.diagnostics.map(({ severity }) => severity) ?? [];
  if (severities.includes('error')) {
    return 'error';
  }
  return severities.includes('warning') ? 'warning' : 'ok';
}

/** The Keras that `tf.keras` is in the running process, else the one that it will be. */
function kerasText(
  environment: IEnvironment,
  diagnosis: IDiagnosis | null,
  trans: ITranslate
): string | null {
  const { tfKeras } = environment.loaded;
  const expected = diagnosis ? diagnosis.keras : null;
  if (!tfKeras && expected && expected.fault === 'tf-keras-missing') {
    return trans.__('Keras missing (tf-keras)');
  }
  const flavor = tfKeras ?? flavorOf(expected);
  const version =
    !tfKeras && expected?.version
      ? expected.version
      : installedVersion(environment, flavor);
  return version && `Keras ${shorten(version)}${note(environment, flavor)}`;
}

function flavorOf(expected: IExpectedKeras | null): KerasFlavor {
  return expected?.flavor ?? 'keras3';
}

/** What sets this Keras apart: the package, or a backend that is not TensorFlow. */
function note(
  { loaded, variables }: IEnvironment,
  flavor: KerasFlavor
): string {
  if (flavor === 'tf-keras') {
    return ' (tf-keras)';
  }
  const backend = loaded.backend ?? variables.KERAS_BACKEND ?? 'tensorflow';
  return backend === 'tensorflow' ? '' : ` (${shorten(backend)})`;
}

function installedVersion(
  { distributions }: IEnvironment,
  flavor: KerasFlavor
): string | null {
  const name = flavor === 'tf-keras' ? 'tf-keras' : 'keras';
  return distributions.get(name)?.version ?? null;
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

function tooltip(
  label: string,
  diagnosis: IDiagnosis | null,
  trans: ITranslate
): string {
  const messages = diagnosis?.diagnostics.map(({ message }) => message) ?? [];
  const shown = messages.slice(0, 4);
  const rest = messages.length - shown.length;
  return [
    label,
    ...(diagnosis && messages.length === 0
      ? [trans.__('No problem found in this notebook.')]
      : shown),
    ...(rest > 0 ? [trans.__('and %1 more', rest)] : [])
  ].join('\n');
}

/** Versions come from files of the kernel's machine: whatever stands there, the badge stays short. */
function shorten(text: string): string {
  return text.length > 24 ? `${text.slice(0, 23)}…` : text;
}
