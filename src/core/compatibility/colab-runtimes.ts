/**
 * What Colab's runtimes have installed (`colab-runtimes.json`, from the freeze lists in `proofs/colab`, which Google publishes
 * in github.com/googlecolab/backend-info; "latest" is what a new notebook gets, and moves on). The user chooses one under
 * Runtime → Change runtime type → Runtime version; Google offers a version for a year.
 */
import table from './colab-runtimes.json';
import type { IRequirement } from './requirement';
import { parseRequirement } from './requirement';
import { satisfies } from './version';
import { own } from '../own';

/** One runtime version. */
export interface IColabRuntime {
  /** As Colab's menu calls it: `2026.01`, or `latest`. */
  readonly name: string;
  readonly python: string;
  /** The day of its list, as `2026-07-13`. What a version holds stays as it is; `latest` may have moved since. */
  readonly dated: string;
  /** Whether it is what a runtime with a TPU has, which is another list: none of them has TensorFlow. */
  readonly isTpu: boolean;
  /** Versions by normalised name; packages that it does not list may or may not be there. */
  readonly packages: Readonly<Record<string, string>>;
}

/** Those with a TPU too, newest first. */
export const allColabRuntimes: readonly IColabRuntime[] = Object.entries(table)
  .map(([name, { python, dated, packages }]) => ({
    name,
    python,
    dated,
    isTpu: name.endsWith('-tpu'),
    packages: packages as Readonly<Record<string, string>>
  }))
  .sort((a, b) => (a.name < b.name ? 1 : -1));

/** Those without a TPU, newest first. With a GPU they have the same TensorFlow and Keras as without. */
export const colabRuntimes = allColabRuntimes.filter(({ isTpu }) => !isTpu);

/** Which runtime suits the pins of a notebook. */
export interface IRuntimeChoice {
  /** The newest runtime that has every release which is asked for. */
  readonly runtime: IColabRuntime;
  /** The requirements that decided, as written. */
  readonly requirements: readonly string[];
}

/**
 * The newest runtime that meets all requirements on packages which the runtimes differ in or are known to have, or null: when
 * nothing is asked of these packages, or no runtime has it.
 *
 * @param requirements - as after `pip install`: `tensorflow==2.19.0`.
 */
export function chooseRuntime(
  requirements: readonly string[],
  runtimes: readonly IColabRuntime[] = colabRuntimes
): IRuntimeChoice | null {
  const asked = requirements
    .map(parseRequirement)
    .filter(
      (one): one is IRequirement =>
        one !== null &&
        one.specifier !== '' &&
        runtimes.some(({ packages }) => own(packages, one.name))
    );
  const runtime = runtimes.find(({ packages }) =>
    asked.every(one => has(packages, one))
  );
  return runtime && asked.length > 0
    ? {
        runtime,
        requirements: asked.map(one => `${one.rawName}${one.specifier}`)
      }
    : null;
}

/** Whether installed releases meet a requirement; a package that is not there meets none. */
function has(
  packages: Readonly<Record<string, string>>,
  { name, specifier }: IRequirement
): boolean {
  const version = own(packages, name);
  return version !== undefined && satisfies(version, specifier);
}
