import type { IPart, IReference } from './notebook/model';
import { once } from './once';

/** Finds something in what a notebook says, in its order. */
export type Finder<Found> = (facts: IPart) => readonly Found[];

type Names = ReadonlySet<string>;

/** Tells whether a name is of interest. */
type Fits = (name: string) => boolean;

/**
 * Makes a finder for the uses of some names. Make it where the module is loaded, and not for each search: what it found in a part
 * of a notebook it keeps, by the part, so that after a change it looks at the changed parts only.
 *
 * @param fits - asked once for each name, not for each use: thousands of uses share some hundred names.
 * @param look - what there is to find in a use. A function of the use alone. Left out, what is found is the use.
 */
export function referencesTo(fits: Fits): Finder<IReference>;
export function referencesTo<Found>(
  fits: Fits,
  look: (reference: IReference) => readonly Found[]
): Finder<Found>;
export function referencesTo(
  fits: Fits,
  look: (reference: IReference) => readonly unknown[] = use => [use]
): Finder<unknown> {
  return finder(names => [...names].filter(fits), look);
}

/**
 * The same where it is known better which names of a notebook are of interest.
 *
 * @param choose - asked once for each set of names.
 */
export function finder<Found>(
  choose: (names: Names) => readonly string[],
  look: (reference: IReference) => readonly Found[]
): Finder<Found> {
  const wantedOf = once((names: Names) => new Set(choose(names)));
  const known = new WeakMap<IPart, readonly Found[]>();
  const find = (part: IPart, wanted: Names): readonly Found[] => {
    if (part.parts.length === 1) {
      return find(part.parts[0], wanted);
    }
    let found = known.get(part);
    if (!found) {
      found =
        part.parts.length > 0
          ? ([] as Found[]).concat(
              ...part.parts.map(each => find(each, wanted))
            )
          : lookAt(part.references, wanted, look);
      known.set(part, found);
    }
    return found;
  };
  return facts => {
    const wanted = wantedOf(facts.names);
    return wanted.size > 0 ? find(facts, wanted) : [];
  };
}

function lookAt<Found>(
  references: readonly IReference[],
  wanted: Names,
  look: (reference: IReference) => readonly Found[]
): readonly Found[] {
  const found: Found[] = [];
  for (const reference of references) {
    if (wanted.has(reference.name)) {
      found.push(...look(reference));
    }
  }
  return found;
}

/** Whether a notebook refers to a name that fits. */
export function refersTo(fits: Fits): (facts: IPart) => boolean {
  const isIn = once((names: Names) => [...names].some(fits));
  return ({ names }) => isIn(names);
}
