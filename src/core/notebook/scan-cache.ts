/** What a scan keeps for the next one, so that an unchanged cell is neither parsed nor read again. */
import { Bindings } from './bindings';
import type { Knows } from './evaluate/scope';
import { Parts } from './parts';
import type { IBodiesReading, ICellReading, JoinedCalls } from './read-cell';
import type { ICellSyntax } from './syntax/parse-cell';
import { parseCell } from './syntax/parse-cell';

/** One cell of the last scan. */
export interface ICachedCell {
  readonly reading: ICellReading;
  readonly bodies: IBodiesReading;
}

/** Belongs to one notebook; a scan of another one with it is right but slow. */
export class ScanCache {
  /**
   * @param knows - tells whether a module has a public name, so that names out of `from module import *` can be resolved. Without it
   * such names stay unknown. It must always answer the same.
   */
  constructor(readonly knows: Knows = () => false) {}

  /** The cells of the last scan by index; undefined for those that are no Python. */
  cells: readonly (ICachedCell | undefined)[] = [];

  /** Which of these cells bind which names. */
  readonly bindings = new Bindings();

  /** What these cells say. */
  readonly parts = new Parts();

  /** The calls of the notebook's own functions in the last scan. */
  calls: JoinedCalls = new Map();

  /** The syntax of a cell, parsed only if its text was not seen before. */
  syntaxOf(source: string, index: number): ICellSyntax {
    const last = this.cells[index]?.reading.syntax;
    if (last?.source === source) {
      return last;
    }
    const known = this._bySource.get(source);
    if (known) {
      return known;
    }
    const parsed = parseCell(source);
    this._bySource.set(source, parsed);
    return parsed;
  }

  /** Takes the cells of a finished scan, and forgets texts that were seen long ago. */
  keep(cells: readonly (ICachedCell | undefined)[], calls: JoinedCalls): void {
    this.cells = cells;
    this.calls = calls;
    if (this._bySource.size > 2 * cells.length + 100) {
      this._bySource.clear();
      for (const cell of cells) {
        if (cell) {
          this._bySource.set(cell.reading.syntax.source, cell.reading.syntax);
        }
      }
    }
  }

  private readonly _bySource = new Map<string, ICellSyntax>();
}
