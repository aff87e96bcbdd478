/** What the table of API differences says about one use of Keras. */
import type { ISpan } from '../notebook/model';

/** The minor releases of one Keras, both ends included; a missing end is open. */
export interface IReleaseRange {
  readonly since?: string;
  readonly until?: string;
}

/** In every release of that side, in none, or from one to another. */
export type Availability = boolean | IReleaseRange;

/** Keras 2 is `keras` and `tf.keras` up to 2.15, Keras 3 the same names from 3.0, legacy the package tf-keras on TensorFlow 2.16 and later. */
export interface ISides {
  readonly keras2: Availability;
  readonly keras3: Availability;
  readonly legacy: boolean;
}

/** Something in the source that does not work alike on every side. */
export interface IApiFinding extends ISides {
  /** Canonical name of the smallest part that differs: `tensorflow.keras.layers.experimental`, `tensorflow.keras.Sequential#reset_states`. */
  readonly name: string;
  readonly what:
    'name' | 'attribute' | 'parameter' | 'positional' | 'identifier';
  /** The keyword, or the parameter that a positional argument or a string is meant for. */
  readonly parameter?: string;
  /** The string, for an identifier. */
  readonly value?: string;
  /** The argument, or the name where it is about the name. */
  readonly span: ISpan;
  /** What does the same on Keras 3: a name of the same kind, without the package. */
  readonly replacement?: string;
  /** The sides that take it without an error, and without any effect. */
  readonly silent?: ISides;
}

/** Which Keras a finding asks for. */
export type Need = 'keras2' | 'keras3' | 'neither' | 'either';
