/**
 * What Colab's runtimes have installed (`colab-runtimes.json`, from the freeze lists that Google publishes in
 * github.com/googlecolab/backend-info; "latest" is what a new notebook gets). The user chooses one under
 * Runtime → Change runtime type → Runtime version.
 */
import table from './colab-runtimes.json';
import type { IRequirement } from './requirement';
import { parseRequirement } from './requirement';
import { satisfies } from './version';

/** One runtime version. */
export interface IColabRuntime {
  /** As Colab's menu calls it: `2026.01`, or `latest`. */
  readonly name: string;
  readonly python: string;
  /** Versions by normalised name; packages that it does not list may or may not be there. */
  readonly packages: Readonly<Record<string, string>>;
}

/** Newest first. */
export const colabRuntimes: readonly IColabRuntime[] = Object.entries(table)
  .map(([name, { python, packages }]) => ({
    name,
    python,
    packages: packages as Readonly<Record<string, string>>
  }))
  .sort((a, b) => (a.name < b.name ? 1 : -1));

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
        runtimes.some(({ packages }) => one.name in packages)
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
  return name in packages && satisfies(packages[name], specifier);
}
