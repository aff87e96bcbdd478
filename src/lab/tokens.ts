import type { NotebookPanel } from '@jupyterlab/notebook';
import type { ISignal } from '@lumino/signaling';
import { Token } from '@lumino/coreutils';
import type { NotebookDoctor } from './notebook-doctor';

/** The doctor of every open notebook; other extensions may ask it for a diagnosis. */
export interface IKerasDoctor {
  /** The doctor of the notebook that commands act on, or null where the current document is no notebook. */
  readonly current: NotebookDoctor | null;
  /** Emitted when another notebook becomes current, and when the current one's badge or diagnosis changes. */
  readonly changed: ISignal<IKerasDoctor, void>;
  /** The doctor of an open notebook. */
  of(panel: NotebookPanel): Promise<NotebookDoctor>;
}

export const IKerasDoctor = new Token<IKerasDoctor>(
  'jupyterlab-keras-doctor:IKerasDoctor',
  'Diagnoses notebooks against the TensorFlow and Keras of their kernels.'
);
