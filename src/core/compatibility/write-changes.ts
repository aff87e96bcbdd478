/** Turns a solution (which release of each package) into the fewest corrections of the notebook's pins, and tries them. */
import type { Catalog } from './catalog';
import { bareRequirement, type Commands } from './joint-requirements';
import { matchingTfKeras } from './matching-tf-keras';
import type { IPinChange, IPinConflict } from './pins';
import { TENSORFLOW_DISTRIBUTIONS } from './releases';
import {
  normalizeName,
  parseRequirement,
  type IRequirement
} from './requirement';
import type { Installed } from './resolve';
import {
  asText,
  installedTensorflow,
  type IOutcome
} from './simulate-installs';
import { minorOf, satisfies } from './version';

/** What has to be corrected, and how a correction is tried. */
export interface ITrial {
  readonly commands: Commands;
  /** Tells which packages are known. */
  readonly catalog: Catalog;
  /** What the commands lead to as they are. */
  readonly asIs: IOutcome;
  /** What corrected commands would lead to. */
  readonly judge: (commands: Commands) => IOutcome;
}

/** How often explicit pins are added for what pip would not move by itself; each round settles all conflicts in sight. */
const MAX_ADDITIONS = 3;

/** The corrections that lead pip to the solution, or null when trying them still leaves a conflict. */
export function writeChanges(
  trial: ITrial,
  freed: readonly string[],
  solution: Installed
): readonly IPinChange[] | null {
  const { asIs, commands, judge } = trial;
  const names = firstNames(trial, freed, solution);
  for (let round = 0; round <= MAX_ADDITIONS; round++) {
    const changes = [...names].flatMap(([name, conflict]) =>
      changesFor(name, conflict ?? asIs.conflicts[0], commands, solution)
    );
    const left = judge(applyChanges(commands, changes));
    if (left.conflicts.length === 0) {
      return changes.length > 0 ? withoutNeedless(changes, trial) : null;
    }
    if (!addInvolved(names, left, solution)) {
      return null;
    }
  }
  return null;
}

/** The notebook's own pins that stand against the solution, each with the conflict that it is part of. */
function firstNames(
  { asIs, catalog, commands }: ITrial,
  freed: readonly string[],
  solution: Installed
): Map<string, IPinConflict | undefined> {
  const names = new Map<string, IPinConflict | undefined>();
  for (const { name } of commands.flat()) {
    const differs =
      solution.get(name)?.version !== asIs.installed.get(name)?.version;
    if (
      catalog.knows(name) &&
      solution.has(name) &&
      (freed.includes(name) || differs)
    ) {
      names.set(
        name,
        asIs.conflicts.find(conflict => involved(conflict).includes(name))
      );
    }
  }
  return names;
}

/** Adds the packages of the conflicts left that the solution has in another release; false when there are none. */
function addInvolved(
  names: Map<string, IPinConflict | undefined>,
  { conflicts, installed }: IOutcome,
  solution: Installed
): boolean {
  const before = names.size;
  for (const conflict of conflicts) {
    for (const name of involved(conflict)) {
      const version = solution.get(name)?.version;
      if (
        !names.has(name) &&
        version !== undefined &&
        version !== installed.get(name)?.version
      ) {
        names.set(name, conflict);
      }
    }
  }
  return names.size > before;
}

/** Leaves out what pip does by itself; tf-keras stays, since without a pin it drags TensorFlow along. */
function withoutNeedless(
  changes: readonly IPinChange[],
  { commands, judge }: ITrial
): readonly IPinChange[] {
  return changes.reduce((kept, change) => {
    const rest = kept.filter(one => one !== change);
    const isNeedless =
      change.name !== 'tf-keras' &&
      rest.length > 0 &&
      judge(applyChanges(commands, rest)).conflicts.length === 0;
    return isNeedless ? rest : kept;
  }, changes);
}

function changesFor(
  name: string,
  conflict: IPinConflict,
  commands: Commands,
  solution: Installed
): readonly IPinChange[] {
  const written = commands
    .flat()
    .filter(requirement => requirement.name === name);
  const range =
    written.length === 0
      ? namedRange(name, solution.get(name)?.version ?? '', conflict)
      : null;
  const to =
    range === null ? newRequirement(name, written, solution) : name + range;
  const texts = [...new Set(written.map(asText))];
  const froms = texts.length > 0 ? texts.filter(text => text !== to) : [null];
  return froms.map(from => ({ name, from, to, because: conflict.message }));
}

/** `~=` for tf-keras, which goes by TensorFlow's minor; else `==`. */
function newRequirement(
  name: string,
  written: readonly IRequirement[],
  solution: Installed
): string {
  const version = solution.get(name)?.version ?? '';
  const tensorflow = installedTensorflow(solution);
  const matching = tensorflow && matchingTfKeras(tensorflow.version);
  if (
    name === 'tf-keras' &&
    matching &&
    minorOf(version) === minorOf(tensorflow.version)
  ) {
    return matching;
  }
  const extras = [
    ...new Set(written.flatMap(requirement => requirement.extras))
  ];
  return asText({ ...bareRequirement(name, `==${version}`), extras });
}

/** Never given as a range: TensorFlow is named to the patch, and tf-keras goes by its minor. */
const PINNED_EXACTLY = [...TENSORFLOW_DISTRIBUTIONS, 'tf-keras'];

/** The range that the conflict itself names, for a package that the notebook does not pin. */
function namedRange(
  name: string,
  version: string,
  { requirement }: IPinConflict
): string | null {
  const required = parseRequirement(requirement);
  return required?.name === name &&
    !PINNED_EXACTLY.includes(name) &&
    required.specifier !== '' &&
    satisfies(version, required.specifier)
    ? required.specifier
    : null;
}

/** Replaces the requirements that the changes name, and adds the new ones to the last command. */
export function applyChanges(
  commands: Commands,
  changes: readonly IPinChange[]
): Commands {
  const replacements = new Map(
    changes.map(({ from, to }) => [from, parseRequirement(to)])
  );
  const added = changes
    .filter(change => change.from === null)
    .map(change => parseRequirement(change.to))
    .filter((requirement): requirement is IRequirement => requirement !== null);
  const replaced = commands.map(command =>
    command.map(
      requirement => replacements.get(asText(requirement)) ?? requirement
    )
  );
  const last = replaced[replaced.length - 1] ?? [];
  return added.length === 0
    ? replaced
    : [...replaced.slice(0, -1), [...last, ...added]];
}

/** The packages that a conflict is about. */
function involved({
  requirement,
  requiredBy
}: IPinConflict): readonly string[] {
  const owner =
    requiredBy === null ? [] : [normalizeName(requiredBy.split(' ')[0])];
  const required = parseRequirement(requirement)?.name;
  return required === undefined ? owner : [...owner, required];
}
