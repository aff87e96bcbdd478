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
  return inOrder(references, fitting).map(({ reference }) => reference);
}

/** The references to several names in the order of the notebook, each with its name. */
export function inOrder<Name extends Pick<INamedUses, 'at'>>(
  references: readonly IReference[],
  names: readonly Name[]
): { readonly reference: IReference; readonly name: Name }[] {
  const found = names.flatMap(name => name.at.map(index => ({ index, name })));
  if (names.length > 1) {
    found.sort((first, second) => first.index - second.index);
  }
  return found.map(({ index, name }) => ({
    reference: references[index],
    name
  }));
}
