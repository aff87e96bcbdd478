/** Where the notebook's own names are kept, with a record of what was read, so that a result can be used again while that has not changed. */
import type { IStore, Knows } from './scope';
import type { AbstractValue } from './values';

export type Names = Map<string, AbstractValue | undefined>;

/** Where the values of names are looked up. */
export interface INames {
  get(name: string): AbstractValue | undefined;
}

/** Notes what is read before it is written, and what is written. */
export class RecordingStore implements IStore {
  /**
   * @param captured - values that come before those of the notebook's names.
   */
  constructor(
    private readonly _names: INames,
    readonly knows: Knows,
    private readonly _captured: ReadonlyMap<string, AbstractValue> | null = null
  ) {}

  readonly reads: Names = new Map();
  readonly writes: Names = new Map();

  get(name: string): AbstractValue | undefined {
    if (this.writes.has(name)) {
      return this.writes.get(name);
    }
    const captured = this._captured?.get(name);
    if (captured) {
      return captured;
    }
    const value = this._names.get(name);
    this.reads.set(name, value);
    return value;
  }

  set(name: string, value: AbstractValue | undefined): void {
    this.writes.set(name, value);
  }
}
