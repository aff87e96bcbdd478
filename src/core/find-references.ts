import type { IPart, IReference } from './notebook/model';
import { once } from './once';

/** Finds something in what a notebook says, in its order. */
export type Finder<Found> = (facts: IPart) => readonly Found[];

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
  const wantedOf = once(
    (names: ReadonlySet<string>) => new Set([...names].filter(fits))
  );
  const known = new WeakMap<IPart, readonly unknown[]>();
  const find = (
    part: IPart,
    wanted: ReadonlySet<string>
  ): readonly unknown[] => {
    let found = known.get(part);
    if (!found) {
      found =
        part.parts.length > 0
          ? nothing.concat(...part.parts.map(each => find(each, wanted)))
          : part.references
              .filter(({ name }) => wanted.has(name))
              .flatMap(look);
      known.set(part, found.length > 0 ? found : nothing);
    }
    return found;
  };
  return facts => {
    const wanted = wantedOf(facts.names);
    return wanted.size > 0 ? find(facts, wanted) : nothing;
  };
}

const nothing: readonly unknown[] = [];

/** Whether a notebook refers to a name that fits. */
export function refersTo(fits: Fits): (facts: IPart) => boolean {
  const isIn = once((names: ReadonlySet<string>) => [...names].some(fits));
  return ({ names }) => isIn(names);
}
