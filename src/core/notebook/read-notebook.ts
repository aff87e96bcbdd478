/** Reads all cells in order, and again only those that a change since the last scan can have touched. */
import { joinCalls } from './evaluate/join-calls';
import type { IObservedCall } from './evaluate/machine';
import type { INames, Names } from './evaluate/stores';
import { sameValue } from './evaluate/compare-values';
import type { INotebook } from './model';
import type { ICellReading, JoinedCalls } from './read-cell';
import { areCallsCurrent, readBodies, readCell } from './read-cell';
import type { ICachedCell, ScanCache } from './scan-cache';

type Readings = readonly (ICellReading | undefined)[];

/** Reads a notebook in two passes: first its statements, then the bodies of its functions, which may use names that later cells bind. */
export function readNotebook(
  notebook: INotebook,
  cache: ScanCache
): readonly (ICachedCell | undefined)[] {
  const isPython =
    notebook.language === null || /^i?python/.test(notebook.language);
  const reader = new Reader(cache);
  notebook.cells.forEach((cell, index) =>
    reader.read(index, isPython && cell.type === 'code' ? cell.source : null)
  );
  return reader.finish();
}

class Reader {
  constructor(private readonly _cache: ScanCache) {}

  /** Reads the next cell; null for one without Python. */
  read(index: number, source: string | null): void {
    const last = this._cache.cells[index]?.reading;
    const syntax = source === null ? null : this._cache.syntaxOf(source, index);
    if (syntax === null) {
      this._readings.push(undefined);
      this._replace(index, last, undefined);
    } else if (last?.syntax === syntax && !this._touches(last.reads)) {
      this._readings.push(last);
      if (this._changed.size > 0) {
        last.writes.forEach((_, name) => this._changed.delete(name));
      }
    } else {
      const names = this._namesBefore(index);
      const reading = readCell(syntax, index, {
        names,
        knows: this._cache.knows
      });
      this._readings.push(reading);
      this._replace(index, last, reading);
    }
  }

  /** Reads the bodies of the functions. */
  finish(): readonly (ICachedCell | undefined)[] {
    const { cells } = this._cache;
    for (let index = this._readings.length; index < cells.length; index++) {
      this._replace(index, cells[index]?.reading, undefined);
    }
    const calls = this._callsChanged
      ? joinCalls(callsOf(this._readings))
      : this._cache.calls;
    const read = this._readings.map((reading, index) =>
      reading ? this._withBodies(reading, cells[index], calls) : undefined
    );
    this._cache.keep(read, calls);
    return read;
  }

  private _withBodies(
    reading: ICellReading,
    last: ICachedCell | undefined,
    calls: JoinedCalls
  ): ICachedCell {
    const bodies = last?.reading === reading ? last.bodies : undefined;
    const isCurrent =
      bodies !== undefined &&
      !this._touches(bodies.reads) &&
      (calls === this._cache.calls || areCallsCurrent(bodies, calls));
    if (last && isCurrent) {
      return last;
    }
    const names = this._namesBefore(this._readings.length);
    return {
      reading,
      bodies: readBodies(reading, { names, knows: this._cache.knows, calls })
    };
  }

  /** Notes which names may now have another value than at the same place of the last scan. */
  private _replace(
    index: number,
    last: ICellReading | undefined,
    next: ICellReading | undefined
  ): void {
    this._cache.bindings.replace(index, last?.writes, next?.writes);
    this._callsChanged = this._callsChanged || hasCalls(last) || hasCalls(next);
    last?.writes.forEach((_, name) => {
      if (!next?.writes.has(name)) {
        this._changed.add(name);
      }
    });
    next?.writes.forEach((value, name) => {
      if (last?.writes.has(name) && sameValue(last.writes.get(name), value)) {
        this._changed.delete(name);
      } else {
        this._changed.add(name);
      }
    });
  }

  private _touches(reads: Names): boolean {
    if (this._changed.size > 0) {
      for (const name of reads.keys()) {
        if (this._changed.has(name)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The values of names before a cell, as the cells that have been read bind them. */
  private _namesBefore(index: number): INames {
    const { bindings } = this._cache;
    return {
      get: name =>
        this._readings[bindings.lastBefore(name, index)]?.writes.get(name)
    };
  }

  private readonly _readings: (ICellReading | undefined)[] = [];
  /** Names whose value may differ from the last scan's, at the cell that is being read. */
  private readonly _changed = new Set<string>();
  private _callsChanged = false;
}

function hasCalls(reading: ICellReading | undefined): boolean {
  return reading !== undefined && reading.calls.length > 0;
}

function callsOf(readings: Readings): IObservedCall[] {
  const calls: IObservedCall[] = [];
  for (const reading of readings) {
    if (reading && reading.calls.length > 0) {
      calls.push(...reading.calls);
    }
  }
  return calls;
}
