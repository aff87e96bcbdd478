/** What the pin solver is asked and what it answers. Plain data. */
import type { IEnvironment } from '../environment/model';

/** The Keras that a notebook needs. `keras2` is met on TensorFlow 2.16 and newer by the tf-keras of the same minor. */
export type WantedKeras = 'keras2' | 'keras3' | 'any';

/** The part of an environment that decides which requirements can be met. */
export type PinEnvironment = Pick<
  IEnvironment,
  'python' | 'platform' | 'machine' | 'distributions' | 'host'
>;

export interface IPinProblem {
  readonly environment: PinEnvironment;
  /**
   * What the notebook installs: one list of PEP 508 requirements for each pip command, in running order. pip resolves the
   * requirements of one command together; across commands it only warns afterwards.
   */
  readonly installs: readonly (readonly string[])[];
  /** Which of the commands have `--upgrade`: what they name is not left as it is. None, where this is left out. */
  readonly upgrades?: readonly boolean[];
  readonly keras: WantedKeras;
}

/**
 * Why it does not work:
 * - `refused`: pip stops with ResolutionImpossible;
 * - `no-release`: no release that the kernel's Python and platform can install fits the specifier;
 * - `broken`: pip installs, then says that an installed package's requirement is not met;
 * - `missing`: a required package is not installed;
 * - `moved`: pip would replace the installed TensorFlow, which the notebook did not ask for;
 * - `incompatible`: metadata allow it, but it was seen to fail (see `facts.json`);
 * - `wanted-keras`: what is installed then is not the Keras that the notebook needs.
 */
export type PinConflictKind =
  | 'refused'
  | 'no-release'
  | 'broken'
  | 'missing'
  | 'moved'
  | 'incompatible'
  | 'wanted-keras';

export interface IPinConflict {
  readonly kind: PinConflictKind;
  /** The requirement that is not met, for example `tensorflow<2.16,>=2.15`. */
  readonly requirement: string;
  /** Who requires it: `tf-keras 2.15.1`, or null for the notebook itself. */
  readonly requiredBy: string | null;
  /** What there is instead, for example `tensorflow 2.16.2`, or null for nothing. */
  readonly found: string | null;
  /** For the user. Where pip has words for it, these are pip's, untranslated. */
  readonly message: string;
}

export interface IPinChange {
  /** Normalised name of the package. */
  readonly name: string;
  /** The notebook's own requirement that is replaced, or null when one is added. */
  readonly from: string | null;
  /** The requirement to install instead, for example `tf-keras~=2.16.0`. */
  readonly to: string;
  /** The requirement that forced it, in a sentence. */
  readonly because: string;
}

/** A choice that only the user can make, and that would open a solution. */
export interface IPinAdvice {
  readonly kind:
    'another-python' | 'another-release' | 'drop-package' | 'pin-runtime';
  /** The package that is meant, where it is about one. */
  readonly name: string | null;
  /** Python versions (`3.11`), or minor releases of the package (`2.16`), oldest first. */
  readonly versions: readonly string[];
  readonly message: string;
}

export interface IPinSolution {
  /** `ok`: nothing to do. `conflict`: `changes` mend it. `impossible`: no correction of the pins does; see `advice`. */
  readonly status: 'ok' | 'conflict' | 'impossible';
  readonly conflicts: readonly IPinConflict[];
  /** The smallest set of corrections found; empty unless `status` is `conflict`. */
  readonly changes: readonly IPinChange[];
  /** Empty unless `status` is `impossible`. */
  readonly advice: readonly IPinAdvice[];
}
