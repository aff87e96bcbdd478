/** The pin solver: what the notebook's own `pip install` lines will lead to in this kernel, and the smallest correction. */
import { untranslated, type ITranslate } from '../translate';
import { advisePins } from './advise-pins';
import { Catalog, type IKnownRequirement } from './catalog';
import { correctPins } from './correct-pins';
import { meets } from './criteria';
import { parseCommands, type Commands } from './joint-requirements';
import { seenToFail, unaskedMoves } from './pin-goals';
import type { IPinConflict, IPinProblem, IPinSolution } from './pins';
import { TENSORFLOW_DISTRIBUTIONS, type ReleaseTable } from './releases';
import type { Installed } from './resolve';
import {
  installedTensorflow,
  simulateInstalls,
  type IOutcome
} from './simulate-installs';
import { kerasRequirements, missedKeras } from './wanted-keras';

/** What the solver knows: the generated table, and what was seen beyond metadata (`facts.json`). */
export interface IPinKnowledge {
  readonly releases: ReleaseTable;
  readonly requirements: readonly IKnownRequirement[];
}

/** More than any notebook has; the rest is not looked at. */
const MAX_DISTRIBUTIONS = 1000;

/**
 * Says whether the notebook's installs fit together, with what is installed, with the kernel's Python and with the Keras
 * that is wanted, and if not, what to change. Never throws; texts that are no requirements, and packages that the table
 * does not know, are let pass.
 */
export function solvePins(
  problem: IPinProblem,
  knowledge: IPinKnowledge,
  trans: ITranslate = untranslated
): IPinSolution {
  const { environment, keras } = problem;
  const { releases, requirements } = knowledge;
  const commands = parseCommands(problem.installs);
  const plain = new Catalog(releases, environment);
  const before = readInstalled(problem, plain);
  const judge = (tried: Commands): IOutcome => {
    const { installed, conflicts } = simulateInstalls(tried, plain, before);
    const moves = unaskedMoves(
      { before, commands: tried, after: installed },
      trans
    );
    return {
      installed,
      conflicts: [
        ...conflicts,
        ...(conflicts.some(stopsPip) ? [] : moves),
        ...seenToFail(installed, requirements, trans),
        ...missedKeras(installed, keras, trans)
      ]
    };
  };
  const asIs = judge(commands);
  const { conflicts } = asIs;
  if (conflicts.length === 0) {
    return { status: 'ok', conflicts, changes: [], advice: [] };
  }
  const known = [
    ...requirements,
    ...kerasRequirements(keras, releases, tensorflowVersions(commands, before))
  ];
  const catalog = new Catalog(releases, environment, known);
  const strict = withoutBrokenStrangers(
    readInstalled(problem, catalog),
    catalog
  );
  const changes = correctPins({
    commands,
    before: strict,
    catalog,
    asIs,
    judge
  });
  if (changes) {
    return { status: 'conflict', conflicts, changes, advice: [] };
  }
  const stalemate = {
    commands,
    before: strict,
    catalog,
    environment,
    releases,
    known
  };
  return {
    status: 'impossible',
    conflicts,
    changes: [],
    advice: advisePins(stalemate, trans)
  };
}

/** A command that pip refuses leaves its pins unmet for that reason. */
function stopsPip({ kind }: IPinConflict): boolean {
  return kind === 'refused' || kind === 'no-release';
}

function readInstalled(
  { environment }: IPinProblem,
  catalog: Catalog
): Installed {
  return new Map(
    [...environment.distributions.values()]
      .slice(0, MAX_DISTRIBUTIONS)
      .map(distribution => [distribution.name, catalog.installed(distribution)])
  );
}

/** The TensorFlow versions that are installed or that a pin names. */
function tensorflowVersions(
  commands: Commands,
  before: Installed
): readonly string[] {
  const pinned = commands
    .flat()
    .filter(({ name }) => TENSORFLOW_DISTRIBUTIONS.includes(name))
    .flatMap(({ specifier }) => specifier.match(/\d[^,*]*/g) ?? []);
  const present = installedTensorflow(before);
  return present ? [...pinned, present.version] : pinned;
}

/** Packages that the table does not know and that are broken already must not stand in the way of a solution. */
function withoutBrokenStrangers(
  installed: Installed,
  catalog: Catalog
): Installed {
  return new Map(
    [...installed].filter(
      ([name, { requires }]) =>
        catalog.knows(name) ||
        requires.every(requirement => {
          const found = installed.get(requirement.name);
          return !found || meets(found, requirement);
        })
    )
  );
}
