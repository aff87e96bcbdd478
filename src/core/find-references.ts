import type { IFacts, IReference } from './notebook/model';
import { once } from './once';

type References = Pick<IFacts, 'references'>;

/** A name that a notebook refers to, and where its uses stand in the list of references. */
interface INamedUses {
  readonly name: string;
  /** Ascending. */
  readonly at: number[];
}

/** The names of a notebook, each once: thousands of references share some hundred names, so that to ask about names is cheap. */
export const namesIn = once(
  (references: readonly IReference[]): readonly INamedUses[] => {
    const uses = new Map<string, INamedUses>();
    references.forEach(({ name }, index) => {
      const known = uses.get(name);
      if (known) {
        known.at.push(index);
      } else {
        uses.set(name, { name, at: [index] });
      }
    });
    return [...uses.values()];
  }
);

/**
 * The references whose name fits, in the order of the notebook.
 *
 * @param fits - asked once for each name, not for each reference.
 */
export function findReferences(
  { references }: References,
  fits: (name: string) => boolean
): IReference[] {
  const fitting = namesIn(references).filter(({ name }) => fits(name));
  return inOrder(fitting).map(({ index }) => references[index]);
}

/** The places of several names in the list of references, in its order. */
export function inOrder<Name extends Pick<INamedUses, 'at'>>(
  names: readonly Name[]
): readonly { readonly index: number; readonly name: Name }[] {
  const found: { index: number; name: Name }[] = [];
  for (const name of names) {
    for (const index of name.at) {
      found.push({ index, name });
    }
  }
  return names.length > 1
    ? found.sort((first, second) => first.index - second.index)
    : found;
}
