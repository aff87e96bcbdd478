/** What pip would find for a kernel: the releases of the table that fit it, and what is installed. */
import type { IDistribution } from '../environment/model';
import { markerEnvironment, type IMarkerEnvironment } from './marker';
import { appliesTo, parseRequirement, type IRequirement } from './requirement';
import { remember } from './remember';
import {
  canInstall,
  COMPLETE_PACKAGES,
  SAMPLED_PACKAGES,
  type IKernelPlatform,
  type IRelease,
  type ReleaseTable
} from './releases';
import { compareVersions, isVersion, minorOf, satisfies } from './version';

/** No package known has more than 120 requirements; more are not read. */
const MAX_REQUIRES = 500;

/** How many answers of `matching` are kept. */
const MAX_MATCHES = 5000;

/** A requirement that metadata do not declare but that was seen to hold (see `facts.json`). */
export interface IKnownRequirement {
  readonly name: string;
  /** The releases that it is about. */
  readonly versions: string;
  readonly requires: readonly string[];
}

/** One version of a package that is or can be installed. */
export interface ICandidate {
  readonly name: string;
  readonly version: string;
  /** What it requires on this kernel when no extra is asked for. */
  readonly requires: readonly IRequirement[];
  /** What an extra adds to that. */
  extraRequires(extra: string): readonly IRequirement[];
  /** The version is not known (a direct reference, or nonsense in the METADATA): every requirement on it is let pass. */
  readonly opaque: boolean;
  readonly yanked: boolean;
}

/** A pinned package that the table does not hold, of which nothing is known. */
export function opaqueCandidate(name: string, version: string): ICandidate {
  return {
    name,
    version,
    requires: [],
    extraRequires: () => [],
    opaque: true,
    yanked: false
  };
}

export class Catalog {
  constructor(
    releases: ReleaseTable,
    private readonly kernel: IKernelPlatform,
    private readonly known: readonly IKnownRequirement[] = []
  ) {
    this.releases = new Map(Object.entries(releases));
    this.markers = markerEnvironment(kernel);
  }

  /** Whether the table has releases of the package. */
  knows(name: string): boolean {
    return this.releases.has(name);
  }

  /** Whether the requirement's marker holds on the kernel. */
  applies(requirement: IRequirement): boolean {
    return appliesTo(requirement, this.markers);
  }

  /** The releases that the kernel can install, newest first. */
  candidates(name: string): readonly ICandidate[] {
    let found = this.found.get(name);
    if (!found) {
      found = Object.entries(this.releases.get(name) ?? {})
        .filter(([, release]) => canInstall(release, this.kernel))
        .map(([version, release]) => this.fromRelease(name, version, release))
        .reverse();
      this.found.set(name, found);
    }
    return found;
  }

  /** The releases that satisfy a specifier, in pip's order: newest first, pre-releases only when there is nothing else. */
  matching(name: string, specifier: string): readonly ICandidate[] {
    const key = `${name} ${specifier}`;
    const matched = this.matched.get(key) ?? this.match(name, specifier);
    if (this.matched.size >= MAX_MATCHES) {
      this.matched.clear();
    }
    this.matched.set(key, matched);
    return matched;
  }

  /** An installed distribution as a candidate. */
  installed({ name, version, requires }: IDistribution): ICandidate {
    return isVersion(version)
      ? this.candidate(name, version, { requires, yanked: false })
      : opaqueCandidate(name, version);
  }

  private match(name: string, specifier: string): readonly ICandidate[] {
    const offered = this.candidates(name).filter(
      candidate => !candidate.yanked || specifier.startsWith('==')
    );
    const finals = offered.filter(candidate =>
      satisfies(candidate.version, specifier)
    );
    if (finals.length > 0) {
      return finals;
    }
    const any = offered.filter(candidate =>
      satisfies(candidate.version, specifier, { prereleases: true })
    );
    return any.length > 0 ? any : this.beyondTable(name, specifier);
  }

  private fromRelease(
    name: string,
    version: string,
    release: IRelease
  ): ICandidate {
    const { requires = [], yanked = false } = release;
    return this.candidate(name, version, { requires, yanked });
  }

  private candidate(
    name: string,
    version: string,
    { requires, yanked }: { requires: readonly string[]; yanked: boolean }
  ): ICandidate {
    const { markers, known } = this;
    let all: readonly IRequirement[] | null = null;
    const read = () =>
      (all ??= parseAll([...requires, ...knownRequires(known, name, version)]));
    let plain: readonly IRequirement[] | null = null;
    return {
      name,
      version,
      opaque: false,
      yanked,
      get requires() {
        return (plain ??= read().filter(requirement =>
          appliesTo(requirement, markers)
        ));
      },
      extraRequires: extra =>
        read().filter(
          requirement =>
            appliesTo(requirement, markers, [extra]) &&
            !appliesTo(requirement, markers)
        )
    };
  }

  /**
   * For versions that the table does not list but cannot rule out: newer than its last, older than its first, or of a
   * package of which it only has samples. A sample of the same minor lends its requirements.
   */
  private beyondTable(name: string, specifier: string): readonly ICandidate[] {
    const versions = Object.keys(this.releases.get(name) ?? {});
    if (versions.length === 0) {
      return [];
    }
    if (
      !COMPLETE_PACKAGES.includes(name) &&
      endsBefore(versions[0], specifier)
    ) {
      return [opaqueCandidate(name, '')];
    }
    const version = namedVersion(specifier);
    if (version === null) {
      return [];
    }
    return isOutside(version, versions, specifier)
      ? [this.candidate(name, version, { requires: [], yanked: false })]
      : this.sampled(name, version);
  }

  private sampled(name: string, version: string): readonly ICandidate[] {
    const sample = SAMPLED_PACKAGES.includes(name)
      ? this.candidates(name).find(
          candidate => minorOf(candidate.version) === minorOf(version)
        )
      : undefined;
    return sample ? [lend(sample, version)] : [];
  }

  private readonly releases: ReadonlyMap<
    string,
    Readonly<Record<string, IRelease>>
  >;
  private readonly markers: IMarkerEnvironment;
  private readonly matched = new Map<string, readonly ICandidate[]>();
  private readonly found = new Map<string, readonly ICandidate[]>();
}

/** A version that a specifier itself names and lets in, or null. */
function namedVersion(specifier: string): string | null {
  const version = /(?:^|,)(?:===?|~=|>=)([^,*]+)(?:,|$)/.exec(specifier)?.[1];
  return version !== undefined &&
    isVersion(version) &&
    satisfies(version, specifier)
    ? version
    : null;
}

/** Whether a specifier has an upper end that lets in nothing but releases older than the one given. */
function endsBefore(version: string, specifier: string): boolean {
  const ends = [...specifier.matchAll(/(?:^|,)<=?([^,]+)/g)].map(
    ([, end]) => end
  );
  return ends.some(end => isVersion(end) && compareVersions(end, version) <= 0);
}

function isOutside(
  version: string,
  versions: readonly string[],
  specifier: string
): boolean {
  return (
    compareVersions(version, versions[versions.length - 1]) > 0 ||
    (compareVersions(version, versions[0]) < 0 && specifier.startsWith('=='))
  );
}

function lend(sample: ICandidate, version: string): ICandidate {
  return {
    name: sample.name,
    version,
    requires: sample.requires,
    extraRequires: extra => sample.extraRequires(extra),
    opaque: false,
    yanked: false
  };
}

function knownRequires(
  known: readonly IKnownRequirement[],
  name: string,
  version: string
): readonly string[] {
  return known
    .filter(
      row =>
        row.name === name &&
        satisfies(version, row.versions, { prereleases: true })
    )
    .flatMap(row => row.requires);
}

function parseAll(texts: readonly string[]): readonly IRequirement[] {
  return texts
    .slice(0, MAX_REQUIRES)

    .map(readRequirement)
    .filter((requirement): requirement is IRequirement => requirement !== null);
}

/** The texts of a distribution's METADATA come again with every solve. */
const readRequirement = remember(parseRequirement, 3000);
