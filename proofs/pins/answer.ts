/** The solver's answer to a case, with the commands that its corrections give; the recorder runs it, and so does the spec. */
import { parseCommands } from '../../src/core/compatibility/joint-requirements';
import type { IDistribution } from '../../src/core/environment/model';
import type { IPinSolution } from '../../src/core/compatibility/pins';
import type { ReleaseTable } from '../../src/core/compatibility/releases';
import { asText } from '../../src/core/compatibility/simulate-installs';
import { solvePins } from '../../src/core/compatibility/solve-pins';
import { applyChanges } from '../../src/core/compatibility/write-changes';
import type { ICase } from './cases';

export interface IAnswer {
  readonly solution: IPinSolution;
  /** The commands after the corrections, or null when there are none to make. */
  readonly corrected: readonly (readonly string[])[] | null;
}

/** What is installed in a case, with the requirements that the table has for it. */
export function installedOf(
  { installed }: ICase,
  releases: ReleaseTable
): ReadonlyMap<string, IDistribution> {
  return new Map(
    Object.entries(installed).map(([name, version]) => [
      name,
      { name, version, requires: releases[name]?.[version]?.requires ?? [] }
    ])
  );
}

/** Solves a case on Linux with nothing but what metadata say, as uv and pip do. */
export function answer(one: ICase, releases: ReleaseTable): IAnswer {
  const { python, installs, keras } = one;
  const distributions = installedOf(one, releases);
  const environment = {
    python,
    platform: 'linux',
    machine: 'x86_64',
    host: null,
    distributions
  };
  const solution = solvePins(
    { environment, installs, keras },
    { releases, requirements: [] }
  );
  const corrected =
    solution.changes.length > 0
      ? applyChanges(parseCommands(installs), solution.changes).map(command =>
          command.map(asText)
        )
      : null;
  return { solution, corrected };
}
