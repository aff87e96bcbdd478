/** The pin solver: what the notebook's own `pip install` lines will lead to in this kernel, and the smallest correction. */
import { untranslated, type ITranslate } from '../translate';
import { advisePins } from './advise-pins';
import { Catalog, type IKnownRequirement } from './catalog';
import { correctPins } from './correct-pins';
import { meets } from './criteria';
import { markerEnvironment } from './marker';
import { parseCommands, type Commands } from './joint-requirements';
import { seenToFail, unaskedMoves } from './pin-goals';
import type {
  IPinConflict,
  IPinProblem,
  IPinSolution,
  PinEnvironment
} from './pins';
import { TENSORFLOW_DISTRIBUTIONS, type ReleaseTable } from './releases';
import { appliesTo } from './requirement';
import type { Installed } from './resolve';
import { simulateInstalls, type IOutcome } from './simulate-installs';
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
  const markers = markerEnvironment(environment);
  const commands = parseCommands(problem.installs).map(command =>
    command.filter(requirement => appliesTo(requirement, markers))
  );
  const judge = judgeOf(problem, knowledge, trans);
  const asIs = judge(commands);
  const { conflicts } = asIs;
  if (conflicts.length === 0) {
    return { status: 'ok', conflicts, changes: [], advice: [] };
  }
  const versions = tensorflowVersions(commands, environment);
  const known = [
    ...requirements,
    ...kerasRequirements(keras, releases, versions)
  ];
  const catalog = catalogOf(knowledge, environment, known);
  const before = withoutBrokenStrangers(
    readInstalled(environment, catalog),
    catalog
  );
  const changes = correctPins({ commands, before, catalog, asIs, judge });
  if (changes) {
    return { status: 'conflict', conflicts, changes, advice: [] };
  }
  const advice = advisePins(
    { commands, before, catalog, environment, releases, known },
    trans
  );
  return { status: 'impossible', conflicts, changes: [], advice };
}

/** A function that says what commands lead to: pip's own view of it, and the goals beyond. */
function judgeOf(
  { environment, keras, upgrades }: IPinProblem,
  knowledge: IPinKnowledge,
  trans: ITranslate
): (commands: Commands) => IOutcome {
  const catalog = catalogOf(knowledge, environment, []);
  const before = readInstalled(environment, catalog);
  return commands => {
    const outcome = simulateInstalls(commands, catalog, before, upgrades);
    const after = outcome.installed;
    const moves = outcome.conflicts.some(stopsPip)
      ? []
      : unaskedMoves({ before, commands, after }, trans);
    return {
      installed: after,
      conflicts: [
        ...outcome.conflicts,
        ...moves,
        ...seenToFail(after, knowledge.requirements, trans),
        ...missedKeras(after, keras, trans)
      ]
    };
  };
}

/** A command that pip refuses leaves its pins unmet for that reason. */
function stopsPip({ kind }: IPinConflict): boolean {
  return kind === 'refused' || kind === 'no-release';
}

function readInstalled(
  { distributions }: PinEnvironment,
  catalog: Catalog
): Installed {
  return new Map(
    [...distributions.values()]
      .slice(0, MAX_DISTRIBUTIONS)
      .map(distribution => [distribution.name, catalog.installed(distribution)])
  );
}

/** The TensorFlow versions that are installed or that a pin names. */
function tensorflowVersions(
  commands: Commands,
  { distributions }: PinEnvironment
): readonly string[] {
  const pinned = commands
    .flat()
    .filter(({ name }) => TENSORFLOW_DISTRIBUTIONS.includes(name))
    .flatMap(({ specifier }) => specifier.match(/\d[^,*]*/g) ?? []);
  const present = TENSORFLOW_DISTRIBUTIONS.flatMap(
    name => distributions.get(name)?.version ?? []
  );
  return [...pinned, ...present];
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

/** Catalogs are kept from one solve to the next: a notebook is diagnosed again and again in the same kernel. */
const catalogs = new WeakMap<IPinKnowledge, Map<string, Catalog>>();
const MAX_CATALOGS = 10;

function catalogOf(
  knowledge: IPinKnowledge,
  { python, platform, machine }: PinEnvironment,
  known: readonly IKnownRequirement[]
): Catalog {
  const kept = catalogs.get(knowledge) ?? new Map<string, Catalog>();
  catalogs.set(knowledge, kept);
  const key = JSON.stringify([
    python,
    platform,
    machine,
    known.map(({ name, versions, requires }) => [name, versions, requires])
  ]);
  const catalog =
    kept.get(key) ??
    new Catalog(knowledge.releases, { python, platform, machine }, known);
  if (kept.size >= MAX_CATALOGS) {
    kept.clear();
  }
  kept.set(key, catalog);
  return catalog;
}
