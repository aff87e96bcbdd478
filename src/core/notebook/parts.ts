/** The facts of a notebook as a tree of parts: what is worked out of a part is good as long as the part is the same object. */
import type { ICellFacts, IPart } from './model';

/** How many cells, or smaller parts, a part consists of. */
const SIZE = 16;

export const emptyPart: IPart = {
  imports: [],
  references: [],
  variables: [],
  installs: [],
  moduleAliases: [],
  magics: [],
  unparsable: [],
  names: new Set(),
  parts: []
};

interface IJoined {
  readonly children: readonly ICellFacts[];
  readonly part: IPart;
}

/** Belongs to one notebook, whose parts it keeps from one scan to the next. */
export class Parts {
  /** What all cells say; parts whose cells say the same as the last time are the same. */
  join(cells: readonly ICellFacts[]): IPart {
    const levels = [joinEach(cells, this._levels[0], () => [])];
    let [joined] = levels;
    while (joined.length > 1) {
      const parts = joined.map(({ part }) => part);
      joined = joinEach(parts, this._levels[levels.length], group => group);
      levels.push(joined);
    }
    this._levels = levels;
    return joined[0]?.part ?? emptyPart;
  }

  /** The smallest parts, then those that consist of them, and so on. */
  private _levels: readonly (readonly IJoined[])[] = [];
}

/** Joins every so many into a part, or takes the part that was made of them the last time. */
function joinEach<Child extends ICellFacts>(
  children: readonly Child[],
  last: readonly IJoined[] = [],
  partsOf: (group: readonly Child[]) => readonly IPart[]
): readonly IJoined[] {
  const joined: IJoined[] = [];
  for (let from = 0; from < children.length; from += SIZE) {
    const before = last[joined.length];
    if (before && isAt(children, from, before.children)) {
      joined.push(before);
    } else {
      const group = children.slice(from, from + SIZE);
      const part = join(group, partsOf(group), before?.part);
      joined.push({ children: group, part });
    }
  }
  return joined;
}

function join(
  children: readonly ICellFacts[],
  parts: readonly IPart[],
  before: IPart | undefined
): IPart {
  const all = <Item>(
    itemsOf: (facts: ICellFacts) => readonly Item[]
  ): readonly Item[] => ([] as Item[]).concat(...children.map(itemsOf));
  const references = all(facts => facts.references);
  const names = new Set(
    parts.length > 0
      ? parts.flatMap(part => [...part.names])
      : references.map(({ name }) => name)
  );
  return {
    imports: all(facts => facts.imports),
    references,
    variables: all(facts => facts.variables),
    installs: all(facts => facts.installs),
    moduleAliases: all(facts => facts.moduleAliases),
    magics: all(facts => facts.magics),
    unparsable: all(facts => facts.unparsable),
    names: before && isSameSet(before.names, names) ? before.names : names,
    parts
  };
}

/** Whether a part of a list, from there up to the next part, is just that. */
function isAt<Item>(
  items: readonly Item[],
  from: number,
  part: readonly Item[]
): boolean {
  const length = Math.min(SIZE, items.length - from);
  return (
    part.length === length &&
    part.every((item, index) => item === items[from + index])
  );
}

function isSameSet<Item>(
  first: ReadonlySet<Item>,
  second: ReadonlySet<Item>
): boolean {
  return (
    first.size === second.size && [...first].every(item => second.has(item))
  );
}
