/** The resolver's book-keeping: what is required of each package, by whom, and what is left to choose from. */
import type { ICandidate } from './catalog';
import type { IRequirement } from './requirement';
import { satisfies } from './version';

/** A requirement and who has it: a candidate, or null for the person who typed `pip install`. */
export interface ICause {
  readonly requirement: IRequirement;
  readonly parent: ICandidate | null;
}

/** All that is required of one key, and the candidates left for it. */
export interface ICriterion {
  readonly causes: readonly ICause[];
  readonly candidates: readonly ICandidate[];
  readonly excluded: ReadonlySet<ICandidate>;
}

/** One step of the resolution. */
export interface IState {
  /** Keys are names, or `name[extra]`. */
  readonly mapping: Map<string, ICandidate>;
  readonly criteria: Map<string, ICriterion>;
}

/** Whether a candidate satisfies a requirement, in pip's way of looking at what is installed. */
export function meets(
  candidate: ICandidate,
  requirement: IRequirement
): boolean {
  return (
    candidate.opaque ||
    requirement.url !== null ||
    satisfies(candidate.version, requirement.specifier, { prereleases: true })
  );
}

export const NOTHING: ICriterion = {
  causes: [],
  candidates: [],
  excluded: new Set()
};

/** Takes candidates out of the criteria; false when that leaves a package without any. */
export function exclude(
  criteria: Map<string, ICriterion>,
  tried: ReadonlyMap<string, ReadonlySet<ICandidate>>
): boolean {
  for (const [key, candidates] of tried) {
    const criterion = criteria.get(key);
    if (!criterion || isWithin(candidates, criterion.excluded)) {
      continue;
    }
    const left = criterion.candidates.filter(
      candidate => !candidates.has(candidate)
    );
    if (left.length === 0) {
      return false;
    }
    const excluded = new Set([...criterion.excluded, ...candidates]);
    criteria.set(key, { causes: criterion.causes, candidates: left, excluded });
  }
  return true;
}

function isWithin(
  candidates: ReadonlySet<ICandidate>,
  others: ReadonlySet<ICandidate>
): boolean {
  return (
    candidates === others ||
    [...candidates].every(candidate => others.has(candidate))
  );
}

/** Drops what a pinned candidate required once another requirement has ruled it out. */
export function forgetReplaced({ mapping, criteria }: IState): void {
  const replaced = new Set<ICandidate | null>();
  for (const [key, criterion] of criteria) {
    const pinned = mapping.get(key);
    if (
      pinned &&
      !criterion.causes.every(cause => meets(pinned, cause.requirement))
    ) {
      replaced.add(pinned);
    }
  }
  if (replaced.size === 0) {
    return;
  }
  for (const [key, criterion] of criteria) {
    const causes = criterion.causes.filter(
      cause => !replaced.has(cause.parent)
    );
    if (causes.length < criterion.causes.length) {
      criteria.set(key, { ...criterion, causes });
    }
  }
}

/** What the pins need in the end, by name: a pin whose parent was replaced may be left over. */
export function reachable(
  roots: readonly IRequirement[],
  mapping: ReadonlyMap<string, ICandidate>
): ReadonlyMap<string, ICandidate> {
  const chosen = new Map<string, ICandidate>();
  const seen = new Set<string>();
  const open = [...roots];
  for (let next = open.pop(); next; next = open.pop()) {
    const candidate = mapping.get(next.name);
    if (!candidate) {
      continue;
    }
    chosen.set(next.name, candidate);
    for (const extra of ['', ...next.extras]) {
      const key = `${next.name}[${extra}]`;
      if (!seen.has(key)) {
        seen.add(key);
        open.push(
          ...(extra ? candidate.extraRequires(extra) : candidate.requires)
        );
      }
    }
  }
  return chosen;
}

/** What `name[extra]` requires of `name`: the very same release. */
function exactly({ name, version }: ICandidate): IRequirement {
  return {
    name,
    rawName: name,
    extras: [],
    specifier: `===${version}`,
    marker: null,
    url: null
  };
}

export function plainName(key: string): string {
  return key.replace(/\[.*/, '');
}

/** What pinning a key requires; for `name[extra]` that is what the extra adds. */
export function requiresOf(
  key: string,
  candidate: ICandidate
): readonly IRequirement[] {
  const extra = /\[(.*)\]$/.exec(key)?.[1];
  return extra === undefined
    ? candidate.requires
    : [exactly(candidate), ...candidate.extraRequires(extra)];
}

/** The packages that a failure is about. */
export function concernedBy(causes: readonly ICause[]): Set<string> {
  return new Set(
    causes.flatMap(({ requirement, parent }) =>
      parent ? [requirement.name, parent.name] : [requirement.name]
    )
  );
}

/** Whether a pin requires one of the packages concerned. */
export function leadsTo(
  concerned: ReadonlySet<string>,
  key: string,
  candidate: ICandidate
): boolean {
  return requiresOf(key, candidate).some(({ name }) => concerned.has(name));
}
