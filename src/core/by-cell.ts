import type { ISpan } from './notebook/model';

/** Things by the cell that they stand in, in the given order, so that neighbours are found without a look at all the others. */
export function byCell<Item>(
  items: readonly Item[],
  spanOf: (item: Item) => ISpan | null
): (cell: number) => readonly Item[] {
  const cells = new Map<number, Item[]>();
  for (const item of items) {
    const cell = spanOf(item)?.cell;
    if (cell !== undefined) {
      const here = cells.get(cell);
      if (here) {
        here.push(item);
      } else {
        cells.set(cell, [item]);
      }
    }
  }
  return cell => cells.get(cell) ?? [];
}
