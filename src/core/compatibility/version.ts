/**
 * PEP 440: versions and version specifiers. Reading is `@renovatebot/pep440`'s; the clauses are tested here, because its
 * own `satisfies` departs from the PEP for `==1.0.*` on `1`, for `<` and `>` next to pre- and post-releases and epochs, and
 * for pre-releases named by one clause of several, and because it reads both texts anew for every comparison, which is most
 * of a solver's time. `version.spec.ts` compares with pip's `packaging`.
 */
import { compare, explain, RANGE_PATTERN } from '@renovatebot/pep440';
import { remember } from './remember';

/** Longer texts are not versions but attacks or accidents. The longest clause list of the packages known has 90 characters. */
const MAX_VERSION_LENGTH = 128;
const MAX_SPECIFIER_LENGTH = 2000;

type Version = NonNullable<ReturnType<typeof explain>>;

interface IClause {
  readonly operator: string;
  /** The version text without a trailing `.*`, or for `===` any text. */
  readonly text: string;
  /** The clause ended in `.*`. */
  readonly prefix: boolean;
  /** The parsed text, or null for `===` with something that is no version. */
  readonly version: Version | null;
}

const clausePattern = new RegExp(`^${RANGE_PATTERN}$`, 'i');

/** Whether the text is a PEP 440 version. */
export function isVersion(text: string): boolean {
  return read(text) !== null;
}

/** Whether the text is a PEP 440 specifier set, for example `>=2.16,<2.17`; the empty text allows everything. */
export function isSpecifier(text: string): boolean {
  return parseSpecifier(text) !== null;
}

/** Whether the version is an alpha, beta, release candidate or development release. */
export function isPrerelease(version: string): boolean {
  return read(version)?.is_prerelease ?? false;
}

/** Orders versions as PEP 440 does; texts that are no versions come first, in the order of their characters. */
export function compareVersions(left: string, right: string): number {
  const [one, other] = [read(left), read(right)];
  if (!one || !other) {
    return (
      Number(one !== null) - Number(other !== null) || orderTexts(left, right)
    );
  }
  return one.local === null && other.local === null
    ? order(one, other)
    : compare(left, right);
}

function orderTexts(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}

/** The first two numbers of a version, for example `2.16` of `2.16.2rc1`, or null when it is not a version. */
export function minorOf(version: string): string | null {
  const release = read(version)?.release;
  return release ? `${release[0]}.${release[1] ?? 0}` : null;
}

/**
 * Whether a version is of that minor release or a later one; a release candidate of 2.16 is of 2.16. False where the text is
 * no version.
 */
export function isAtLeast(
  version: string,
  major: number,
  minor: number
): boolean {
  const found = minorOf(version);
  return found !== null && compareVersions(found, `${major}.${minor}`) >= 0;
}

/**
 * Whether a version satisfies a specifier. As in PEP 440, pre-releases do so only when a clause names one;
 * `prereleases` overrides that: pip passes true when it asks whether what is already installed is good enough.
 * False when either text is not valid.
 */
export function satisfies(
  version: string,
  specifier: string,
  options: { prereleases?: boolean } = {}
): boolean {
  const clauses = parseSpecifier(specifier);
  if (!clauses) {
    return false;
  }
  const parsed = read(version);
  const prereleases = options.prereleases ?? clauses.some(namesPrerelease);
  if (parsed?.is_prerelease && !prereleases) {
    return false;
  }
  return clauses.every(clause =>
    clause.operator === '==='
      ? version.toLowerCase() === clause.text.toLowerCase()
      : parsed !== null && passes(parsed, clause)
  );
}

function namesPrerelease(clause: IClause): boolean {
  return clause.operator !== '!=' && (clause.version?.is_prerelease ?? false);
}

/** The clauses of a specifier set, or null when one of them is not valid. */
function parseSpecifier(text: string): readonly IClause[] | null {
  return text.length > MAX_SPECIFIER_LENGTH ? null : parseShortSpecifier(text);
}

const parseShortSpecifier = remember((text): readonly IClause[] | null => {
  const clauses: IClause[] = [];
  for (const part of text.split(',')) {
    if (part.trim() === '') {
      continue;
    }
    const clause = parseClause(part.trim());
    if (!clause) {
      return null;
    }
    clauses.push(clause);
  }
  return clauses;
});

function parseClause(text: string): IClause | null {
  const groups = clausePattern.exec(text)?.groups;
  if (!groups) {
    return null;
  }
  const { operator, version, legacy } = groups;
  const clause = {
    operator,
    text: version ?? legacy,
    prefix: Boolean(groups.prefix),
    version: version ? read(version) : null
  };
  return isLawful(clause) ? clause : null;
}

/** What PEP 440 forbids beyond the grammar: `>=1.*`, `~=1`, `>1+local`, and anything but `===` with a text that is no version. */
function isLawful(clause: IClause): boolean {
  const { operator, version, prefix } = clause;
  if (operator === '===') {
    return true;
  }
  if (!version) {
    return false;
  }
  if (operator === '==' || operator === '!=') {
    return !prefix || (version.local === null && version.dev === null);
  }
  return (
    !prefix &&
    version.local === null &&
    (operator !== '~=' || version.release.length > 1)
  );
}

function read(text: string): Version | null {
  return text.length <= MAX_VERSION_LENGTH ? readShort(text) : null;
}

const readShort = remember((text): Version | null => explain(text));

function passes(candidate: Version, clause: IClause): boolean {
  const wanted = clause.version;
  if (!wanted) {
    return false;
  }
  switch (clause.operator) {
    case '==':
      return clause.prefix
        ? startsWith(candidate, wanted)
        : equals(candidate, wanted);
    case '!=':
      return clause.prefix
        ? !startsWith(candidate, wanted)
        : !equals(candidate, wanted);
    case '<=':
      return order(candidate, wanted) <= 0;
    case '>=':
      return order(candidate, wanted) >= 0;
    case '<':
      return isBelow(candidate, wanted);
    case '>':
      return isAbove(candidate, wanted);
    default:
      return isCompatible(candidate, wanted);
  }
}

/** A candidate's local label counts only when the clause names one. */
function equals(candidate: Version, wanted: Version): boolean {
  return (
    order(candidate, wanted) === 0 &&
    (wanted.local === null || candidate.local === wanted.local)
  );
}

/** `==2.16.*`: equal as far as the clause goes, the candidate's release filled up with zeros, so `1` starts with `1.0`. */
function startsWith(candidate: Version, wanted: Version): boolean {
  return (
    candidate.epoch === wanted.epoch &&
    wanted.release.every(
      (part, position) => part === (candidate.release[position] ?? 0)
    )
  );
}

/** `<2.17` does not let in `2.17rc1`, unless the clause itself names a pre-release. */
function isBelow(candidate: Version, wanted: Version): boolean {
  const end = wanted.is_prerelease
    ? wanted
    : { ...wanted, dev: 0 as unknown as Version['dev'] };
  return order(candidate, end) < 0;
}

/** `>1.7` does not let in `1.7.post1`, unless the clause itself names a pre- or post-release. */
function isAbove(candidate: Version, wanted: Version): boolean {
  const isOwnPost =
    candidate.is_postrelease &&
    !wanted.is_postrelease &&
    !wanted.is_prerelease &&
    sameRelease(candidate, wanted);
  return order(candidate, wanted) > 0 && !isOwnPost;
}

function sameRelease(left: Version, right: Version): boolean {
  return (
    left.epoch === right.epoch &&
    orderNumbers(left.release, right.release) === 0
  );
}

/** `~=2.16.1` is `>=2.16.1, ==2.16.*`. */
function isCompatible(candidate: Version, wanted: Version): boolean {
  return (
    order(candidate, wanted) >= 0 &&
    startsWith(candidate, { ...wanted, release: wanted.release.slice(0, -1) })
  );
}

/** The order of PEP 440, local labels left aside. */
function order(left: Version, right: Version): number {
  return (
    left.epoch - right.epoch ||
    orderNumbers(left.release, right.release) ||
    orderNumbers(suffix(left), suffix(right))
  );
}

/** Shorter lists are filled up with zeros: `1.0` equals `1`. */
function orderNumbers(
  left: readonly number[],
  right: readonly number[]
): number {
  for (let i = 0; i < left.length || i < right.length; i++) {
    const [one, other] = [left[i] ?? 0, right[i] ?? 0];
    if (one !== other) {
      return one < other ? -1 : 1;
    }
  }
  return 0;
}

/** What follows the release number, as numbers that order it: 1.0.dev1, 1.0a1.dev1, 1.0a1, 1.0rc1, 1.0, 1.0.post1. */
function suffix({ pre, post, dev }: Version): readonly number[] {
  const stage = pre
    ? STAGES.indexOf(String(pre[0]))
    : post === null && dev !== null
      ? -1
      : STAGES.length;
  return [
    stage,
    Number(pre?.[1] ?? 0),
    Number(post ?? -1),
    Number(dev ?? Infinity)
  ];
}

const STAGES = ['a', 'b', 'rc'];
