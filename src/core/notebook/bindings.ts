/** Which cells bind which names, so that the value of a name before a cell is found without walking all cells before it. */
import type { Names } from './evaluate/stores';

export class Bindings {
  /** Replaces what a cell binds. */
  replace(
    index: number,
    last: Names | undefined,
    next: Names | undefined
  ): void {
    last?.forEach((_, name) => {
      if (!next?.has(name)) {
        this._remove(name, index);
      }
    });
    next?.forEach((_, name) => {
      if (!last?.has(name)) {
        this._add(name, index);
      }
    });
  }

  /** The last cell before another that binds a name; -1 for none. */
  lastBefore(name: string, index: number): number {
    const cells = this._cells.get(name);
    return cells?.[position(cells, index) - 1] ?? -1;
  }

  private _add(name: string, index: number): void {
    const cells = this._cells.get(name);
    if (cells) {
      cells.splice(position(cells, index), 0, index);
    } else {
      this._cells.set(name, [index]);
    }
  }

  private _remove(name: string, index: number): void {
    const cells = this._cells.get(name) ?? [];
    if (cells.length > 1) {
      cells.splice(position(cells, index), 1);
    } else {
      this._cells.delete(name);
    }
  }

  /** The indices of the cells that bind each name, ascending. */
  private readonly _cells = new Map<string, number[]>();
}

/** Where a number stands, or would stand, in an ascending list. */
function position(list: readonly number[], value: number): number {
  let from = 0;
  let to = list.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (list[middle] < value) {
      from = middle + 1;
    } else {
      to = middle;
    }
  }
  return from;
}
