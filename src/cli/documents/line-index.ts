/** A place as people count: lines and columns from 1, columns in UTF-16 units. */
export interface IPlace {
  readonly line: number;
  readonly column: number;
}

/** Finds lines in a text; made once for a text, since findings may be many and texts long. */
export class LineIndex {
  constructor(text: string) {
    for (
      let at = text.indexOf('\n');
      at >= 0;
      at = text.indexOf('\n', at + 1)
    ) {
      this.starts.push(at + 1);
    }
  }

  /** The place of an offset. */
  placeOf(offset: number): IPlace {
    let [low, high] = [0, this.starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.starts[middle] <= offset) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return { line: low + 1, column: offset - this.starts[low] + 1 };
  }

  private readonly starts = [0];
}
