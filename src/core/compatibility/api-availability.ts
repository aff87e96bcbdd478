/** Reads the short texts of the table: `2` all Keras 2, `3` all Keras 3, `-2.12`, `2.13-`, `2.11-2.14`, `*` everywhere. */
import type { Availability, ISides, IApiFinding, Need } from './api-model';
import { compareVersions, minorOf } from './version';

/** The minor releases that the table was made from, oldest first. */
export interface IReleases {
  readonly keras2: readonly string[];
  readonly keras3: readonly string[];
}

/** A text of the table, taken apart. */
export interface IApiText {
  readonly sides: ISides;
  /** The name is there, but calling it raises. */
  readonly onlyCalls: boolean;
  /** Assigning to it has an effect where it is available, and none elsewhere. */
  readonly settable: boolean;
  /** Where it is taken without effect. */
  readonly silent: ISides | null;
}

const FLAGS = new Set(['call', 'set', 'legacy', 'no-legacy']);

export function readApiText(text: string, releases: IReleases): IApiText {
  const words = text.split(' ');
  const ignored = words.filter(word => word.startsWith('~'));
  return {
    sides: readSides(
      words.filter(word => !word.startsWith('~')),
      releases
    ),
    onlyCalls: words.includes('call'),
    settable: words.includes('set'),
    silent:
      ignored.length > 0
        ? readSides(
            ignored.map(word => word.slice(1)),
            releases
          )
        : null
  };
}

function readSides(words: readonly string[], releases: IReleases): ISides {
  const timeline = [...releases.keras2, ...releases.keras3];
  const have = new Set<string>();
  for (const word of words.filter(word => !FLAGS.has(word))) {
    rangeOf(word, timeline, releases).forEach(release => have.add(release));
  }
  const newest2 = releases.keras2[releases.keras2.length - 1];
  return {
    keras2: availability(have, releases.keras2),
    keras3: availability(have, releases.keras3),
    legacy:
      words.includes('legacy') ||
      (have.has(newest2) && !words.includes('no-legacy'))
  };
}

function rangeOf(
  word: string,
  timeline: readonly string[],
  { keras2, keras3 }: IReleases
): readonly string[] {
  switch (word) {
    case '*':
      return timeline;
    case '2':
      return keras2;
    case '3':
      return keras3;
    case 'none':
      return [];
    default: {
      const [first, last = first] = word.split('-');
      const from = first === '' ? 0 : timeline.indexOf(first);
      const to = last === '' ? timeline.length : timeline.indexOf(last) + 1;
      return timeline.slice(from, to);
    }
  }
}

function availability(
  have: ReadonlySet<string>,
  side: readonly string[]
): Availability {
  const inside = side.filter(release => have.has(release));
  if (inside.length === side.length || inside.length === 0) {
    return inside.length > 0;
  }
  const since = inside[0];
  const until = inside[inside.length - 1];
  return {
    ...(since === side[0] ? {} : { since }),
    ...(until === side[side.length - 1] ? {} : { until })
  };
}

/** Whether it works in the newest release of a side. */
export function isInNewest(available: Availability): boolean {
  return typeof available === 'boolean'
    ? available
    : available.until === undefined;
}

/** Whether something is there in a release; without one, anything may be that is there in some release. */
export function isThere(
  available: Availability,
  version: string | null
): boolean {
  const minor = version === null ? null : minorOf(version);
  if (typeof available === 'boolean' || minor === null) {
    return available !== false;
  }
  const { since = minor, until = minor } = available;
  return (
    compareVersions(since, minor) <= 0 && compareVersions(minor, until) <= 0
  );
}

/** Whether it works in no release of a side. */
export function isNowhere(available: Availability): boolean {
  return available === false;
}

/**
 * Which Keras makes a finding's code run: the newest Keras 2 together with tf-keras, or the newest Keras 3. What is taken without
 * effect speaks for no side, because nothing breaks by it.
 */
export function needOf({ keras2, keras3, legacy }: IApiFinding): Need {
  const on2 = isInNewest(keras2) && legacy;
  const on3 = isInNewest(keras3);
  if (on2 === on3) {
    return on2 ? 'either' : 'neither';
  }
  return on2 ? 'keras2' : 'keras3';
}
