/**
 * pip's way to choose versions (resolvelib): pin one package after the other, go back when a pin leaves another
 * package without a release. Kept close to it, because the answer must be the one that pip gives.
 */
import type { Catalog, ICandidate } from './catalog';
import {
  concernedBy,
  exclude,
  forgetReplaced,
  leadsTo,
  meets,
  NOTHING,
  plainName,
  reachable,
  requiresOf,
  type ICause,
  type ICriterion,
  type IState
} from './criteria';
import type { IRequirement } from './requirement';

export type Resolution =
  | { readonly ok: true; readonly chosen: ReadonlyMap<string, ICandidate> }
  /** `causes` are the requirements that could not be met together. */
  | { readonly ok: false; readonly causes: readonly ICause[] };

/** What is installed, by name: pip keeps it where it satisfies the requirements. */
export type Installed = ReadonlyMap<string, ICandidate>;

/** The requirements that a candidate itself puts on its own package and does not meet. */
function deniesItself(
  key: string,
  candidate: ICandidate,
  { criteria }: IState
): readonly ICause[] | null {
  const unmet = (criteria.get(key) ?? NOTHING).causes.filter(
    cause => !meets(candidate, cause.requirement)
  );
  return unmet.length > 0 ? unmet : null;
}

/** More than any notebook seen needs (under 100); beyond it the answer is that no solution was found. */
const MAX_ROUNDS = 300;

/** Resolves requirements as one `pip install` does. Requirements on packages that the catalog does not know are let pass. */
export function resolve(
  requirements: readonly IRequirement[],
  catalog: Catalog,
  installed: Installed
): Resolution {
  return new Resolver(catalog, installed).run(requirements);
}

class Resolver {
  constructor(
    private readonly catalog: Catalog,
    private readonly installed: Installed
  ) {}

  run(requirements: readonly IRequirement[]): Resolution {
    const first: IState = { mapping: new Map(), criteria: new Map() };
    for (const requirement of requirements) {
      const failed = this.require(first.criteria, {
        requirement,
        parent: null
      });
      if (failed) {
        return { ok: false, causes: failed };
      }
    }
    this.order = new Map(
      [...first.criteria.keys()].map((key, position) => [key, position])
    );
    this.states = [first];
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const key = this.nextKey();
      if (key === null) {
        return { ok: true, chosen: reachable(requirements, this.top.mapping) };
      }
      const causes = this.pin(key);
      if (causes) {
        this.firstCauses ??= causes;
        this.blamed = new Set(causes.map(cause => cause.requirement.name));
        if (!this.backtrack(causes)) {
          return { ok: false, causes: this.firstCauses };
        }
      }
    }
    return { ok: false, causes: this.firstCauses ?? [] };
  }

  /** The unsatisfied key that pip would pin next: exact pins, then what made trouble, then the order typed, then the name. */
  private nextKey(): string | null {
    const { criteria, mapping } = this.top;
    let best: string | null = null;
    for (const [key, criterion] of criteria) {
      const pinned = mapping.get(key);
      if (
        criterion.causes.length === 0 ||
        (pinned &&
          criterion.causes.every(cause => meets(pinned, cause.requirement)))
      ) {
        continue;
      }
      if (best === null || this.isBefore(key, best)) {
        best = key;
      }
    }
    return best;
  }

  private isBefore(key: string, other: string): boolean {
    const [left, right] = [key, other].map(one => {
      const specifiers = this.criterion(one).causes.map(
        cause => cause.requirement.specifier
      );
      return [
        Number(
          !specifiers.some(specifier => /(^|,)===?[^*]+$/.test(specifier))
        ),
        Number(!this.blamed.has(plainName(one))),
        this.order.get(one) ?? Infinity,
        Number(specifiers.every(specifier => specifier === ''))
      ];
    });
    const position = left.findIndex((rank, i) => rank !== right[i]);
    return position < 0 ? key < other : left[position] < right[position];
  }

  /** Pins the first candidate whose own requirements leave everything a candidate; else says what stood against. */
  private pin(key: string): readonly ICause[] | null {
    const { criteria, mapping } = this.top;
    const causes: ICause[] = [];
    for (const candidate of this.criterion(key).candidates) {
      const next: IState = {
        mapping: new Map(mapping),
        criteria: new Map(criteria)
      };
      const failed =
        this.requireAll(next.criteria, key, candidate) ??
        deniesItself(key, candidate, next);
      if (failed) {
        causes.push(...failed);
        continue;
      }
      next.mapping.delete(key);
      next.mapping.set(key, candidate);
      forgetReplaced(next);
      this.states.push(next);
      return null;
    }
    return causes.length > 0 ? causes : this.criterion(key).causes;
  }

  private requireAll(
    criteria: Map<string, ICriterion>,
    key: string,
    candidate: ICandidate
  ): readonly ICause[] | null {
    for (const requirement of requiresOf(key, candidate)) {
      const failed = this.require(criteria, { requirement, parent: candidate });
      if (failed) {
        return failed;
      }
    }
    return null;
  }

  /** Adds a requirement to the criteria of its package and extras; says which requirements clash if no candidate is left. */
  private require(
    criteria: Map<string, ICriterion>,
    cause: ICause
  ): readonly ICause[] | null {
    const { name, extras } = cause.requirement;
    if (!this.catalog.knows(name) && !this.installed.has(name)) {
      return null;
    }
    for (const key of [name, ...extras.map(extra => `${name}[${extra}]`)]) {
      const before = criteria.get(key);
      const causes = [...(before?.causes ?? []), cause];
      const excluded = before?.excluded ?? new Set<ICandidate>();
      const candidates = this.find(name, causes).filter(
        candidate => !excluded.has(candidate)
      );
      if (candidates.length === 0) {
        return causes;
      }
      criteria.set(key, { causes, candidates, excluded });
    }
    return null;
  }

  private find(name: string, causes: readonly ICause[]): readonly ICandidate[] {
    const specifier = [
      ...new Set(
        causes.map(cause => cause.requirement.specifier).filter(Boolean)
      )
    ].join(',');
    const cached = this.matches.get(name + specifier);
    if (cached) {
      return cached;
    }
    const present = this.installed.get(name);
    const keep =
      present && causes.every(cause => meets(present, cause.requirement));
    const offered = this.catalog.matching(name, specifier);
    const found = keep
      ? [
          present,
          ...offered.filter(candidate => candidate.version !== present.version)
        ]
      : offered;
    this.matches.set(name + specifier, found);
    return found;
  }

  /**
   * Goes back to the last pin that has to do with the failure and can be another one, remembering what was tried in vain.
   * Pins in between that are about other packages are taken back too: another choice there could not help.
   */
  private backtrack(causes: readonly ICause[]): boolean {
    const concerned = concernedBy(causes);
    while (this.states.length > 1) {
      const broken = this.top;
      this.states.pop();
      const [key, candidate] = [...broken.mapping].pop() ?? [];
      if (
        key === undefined ||
        !candidate ||
        !leadsTo(concerned, key, candidate)
      ) {
        continue;
      }
      const criteria = new Map(this.top.criteria);
      const tried = new Map(
        [...broken.criteria].map(([one, { excluded }]) => [one, excluded])
      );
      tried.set(key, new Set([...(tried.get(key) ?? []), candidate]));
      if (exclude(criteria, tried)) {
        this.states[this.states.length - 1] = {
          mapping: this.top.mapping,
          criteria
        };
        return true;
      }
      concernedBy(this.criterion(key).causes).forEach(name =>
        concerned.add(name)
      );
    }
    return false;
  }

  private get top(): IState {
    return this.states[this.states.length - 1];
  }

  private criterion(key: string): ICriterion {
    return this.top.criteria.get(key) ?? NOTHING;
  }

  private states: IState[] = [];
  private order: ReadonlyMap<string, number> = new Map();
  private blamed: ReadonlySet<string> = new Set();
  private firstCauses: readonly ICause[] | null = null;
  private readonly matches = new Map<string, readonly ICandidate[]>();
}
