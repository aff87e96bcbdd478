/** Searches the smallest set of corrections after which pip is content and the goals are met. */
import type { Catalog, ICandidate } from './catalog';
import {
  effectivePins,
  jointRequirements,
  type Pins
} from './joint-requirements';
import type { IPinChange } from './pins';
import { TENSORFLOW_DISTRIBUTIONS } from './releases';
import { resolve, type Installed } from './resolve';
import { writeChanges, type ITrial } from './write-changes';

export interface ISearch extends ITrial {
  readonly before: Installed;
}

/** At most so many pins are set free at once, of at most so many packages: no notebook seen needed more than 2 of 8. */
const MAX_FREED = 3;
const MAX_CHOICE = 10;

/**
 * The corrections, or null when there are none. Sets with fewer changed pins come first, TensorFlow is moved only when
 * nothing else helps, and among equals the one that leaves most of the installed packages where they are wins.
 */
export function correctPins(search: ISearch): readonly IPinChange[] | null {
  const pins = effectivePins(search.commands);
  if (isTensorflowOutOfReach(pins, search.catalog)) {
    return null;
  }
  const companions = [...pins.keys()]
    .filter(
      name =>
        search.catalog.knows(name) && !TENSORFLOW_DISTRIBUTIONS.includes(name)
    )
    .sort((left, right) => rank(left) - rank(right))
    .slice(0, MAX_CHOICE);
  const tensorflow = TENSORFLOW_DISTRIBUTIONS.filter(
    name => pins.has(name) || search.before.has(name)
  );
  for (const always of [[], tensorflow]) {
    for (let size = 0; size <= MAX_FREED; size++) {
      const choices = [...subsets(companions, size)].map(choice => [
        ...choice,
        ...always
      ]);
      const best = bestOf(choices, search, pins);
      if (best) {
        return best;
      }
    }
  }
  return null;
}

/** tf-keras is the first to be moved, then Keras. */
function rank(name: string): number {
  const position = ['tf-keras', 'keras'].indexOf(name);
  return position < 0 ? 2 : position;
}

/** A TensorFlow pin that this Python cannot install: what to do then is a choice for the user. */
function isTensorflowOutOfReach(pins: Pins, catalog: Catalog): boolean {
  return TENSORFLOW_DISTRIBUTIONS.some(name =>
    (pins.get(name) ?? []).some(
      ({ specifier }) => catalog.matching(name, specifier).length === 0
    )
  );
}

/** The corrections of the choice of freed pins that moves the fewest installed packages. */
function bestOf(
  choices: readonly (readonly string[])[],
  search: ISearch,
  pins: Pins
): readonly IPinChange[] | null {
  const { before, catalog } = search;
  const solutions = choices.flatMap(freed => {
    const resolution = resolve(
      jointRequirements(pins, before, freed),
      catalog,
      before
    );
    return resolution.ok && keepsExtras(pins, freed, resolution.chosen)
      ? [
          {
            freed,
            chosen: resolution.chosen,
            moved: countMoved(before, resolution.chosen)
          }
        ]
      : [];
  });
  for (const { freed, chosen } of solutions.sort(
    (left, right) => left.moved - right.moved
  )) {
    const changes = writeChanges(search, freed, chosen);
    if (changes) {
      return changes;
    }
  }
  return null;
}

/** A release without the extra that was asked for (transformers 5 has no `tf`) is no replacement. */
function keepsExtras(
  pins: Pins,
  freed: readonly string[],
  chosen: Installed
): boolean {
  return freed.every(name =>
    (pins.get(name) ?? []).every(({ extras }) =>
      extras.every(extra => hasExtra(chosen.get(name), extra))
    )
  );
}

function hasExtra(candidate: ICandidate | undefined, extra: string): boolean {
  return candidate === undefined || candidate.extraRequires(extra).length > 0;
}

function countMoved(before: Installed, chosen: Installed): number {
  return [...chosen].filter(
    ([name, { version }]) => (before.get(name)?.version ?? version) !== version
  ).length;
}

function* subsets(
  names: readonly string[],
  size: number
): Iterable<readonly string[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let first = 0; first + size <= names.length; first++) {
    for (const rest of subsets(names.slice(first + 1), size - 1)) {
      yield [names[first], ...rest];
    }
  }
}
