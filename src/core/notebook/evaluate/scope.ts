/** Names and their values: one scope for the notebook, one per function, with layers for branches that may or may not run. */
import type { Guard } from '../model';
import { joinValues, mapOptions } from './compare-values';
import type { AbstractValue, Branch, IScope } from './values';
import { named, UNKNOWN } from './values';

/** The name under which the modules of `from module import *` are kept; no program has it. */
export const STARS = '*';

/** Whether a module has a public name. */
export type Knows = (module: string, name: string) => boolean;

/** Where a scope ends its search and, for the notebook's own scope, keeps its names. */
export interface IStore {
  /** Whether a module has a public name, for `from module import *`. */
  readonly knows?: Knows;
  get(name: string): AbstractValue | undefined;
  set(name: string, value: AbstractValue | undefined): unknown;
}

type Layer = Map<string, AbstractValue | undefined>;

/** See `IScope`. Branches that may or may not run bind their names in layers over the store. */
export class Scope implements IScope {
  /**
   * @param store - keeps the names that no layer holds.
   * @param parent - the scope of the function around this one, or the notebook's; null for the notebook's.
   * @param ofClass - it is a class body, whose names the functions in it do not see.
   */
  constructor(
    private readonly _store: IStore,
    readonly parent: IScope | null,
    readonly ofClass = false
  ) {}

  /** A scope for a function's body. */
  static within(parent: IScope): Scope {
    return new Scope(new Map<string, AbstractValue | undefined>(), parent);
  }

  get closure(): IScope | null {
    const around = this.ofClass ? this.parent : this;
    return around?.parent ? around : null;
  }

  lookup(name: string): AbstractValue | undefined {
    const own = this._own(name);
    if (own !== undefined || name === STARS) {
      return own ?? this.parent?.lookup(name);
    }
    return this.parent ? this.parent.lookup(name) : this._starred(name);
  }

  /** A name out of `from module import *`; the last import wins. */
  private _starred(name: string): AbstractValue | undefined {
    const { knows } = this._store;
    const modules = knows ? this._own(STARS) : undefined;
    if (!knows || !modules) {
      return undefined;
    }
    const found = mapOptions(modules, option => {
      const items =
        option.kind === 'sequence' ? [...option.items].reverse() : [];
      const module = items.find(
        item => item.kind === 'name' && knows(item.name, name)
      );
      return module?.kind === 'name'
        ? named(`${module.name}.${name}`)
        : UNKNOWN;
    });
    return found.kind === 'unknown' ? undefined : found;
  }

  private _own(name: string): AbstractValue | undefined {
    for (let index = this._layers.length - 1; index >= 0; index--) {
      const layer = this._layers[index];
      if (layer.has(name)) {
        return layer.get(name);
      }
    }
    return this._store.get(name);
  }

  bind(name: string, value: AbstractValue | undefined): void {
    if (this._outer.has(name)) {
      this._outer.get(name)?.bind(name, value);
    } else if (this._layers.length > 0) {
      this._layers[this._layers.length - 1].set(name, value);
    } else {
      this._store.set(name, value);
    }
  }

  redirect(name: string, scope: IScope): void {
    if (scope !== this) {
      this._outer.set(name, scope);
    }
  }

  get top(): IScope {
    return this.parent ? this.parent.top : this;
  }

  branch(run: () => void): Branch {
    const layer: Layer = new Map();
    this._layers.push(layer);
    run();
    this._layers.pop();
    return layer;
  }

  merge(branches: readonly Branch[], guard: Guard | null): void {
    const names = new Set(branches.flatMap(branch => [...branch.keys()]));
    for (const name of names) {
      const before = this._own(name);
      const values = branches
        .map(branch => (branch.has(name) ? branch.get(name) : before))
        .filter((value): value is AbstractValue => value !== undefined);
      this.bind(
        name,
        values.length > 0 ? joinValues(values, guard) : undefined
      );
    }
  }

  private readonly _layers: Layer[] = [];
  private readonly _outer = new Map<string, IScope>();
}
