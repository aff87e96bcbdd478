/** PEP 508: one dependency, as in `Requires-Dist`, a requirements file or the words after `pip install`. */
import {
  evaluateMarker,
  parseMarker,
  type IMarkerEnvironment,
  type Marker
} from './marker';
import { isSpecifier } from './version';

export interface IRequirement {
  /** PEP 503 normalised name, for example `tf-keras`. */
  readonly name: string;
  /** The name as written, for example `tf_keras`. */
  readonly rawName: string;
  /** Normalised names of the extras, for example `and-cuda`. */
  readonly extras: readonly string[];
  /** Comma-separated PEP 440 clauses without blanks, or the empty text when every version will do. */
  readonly specifier: string;
  /** When it applies, or null for always. */
  readonly marker: Marker | null;
  /** The address of a direct reference (`name @ address`), or null. */
  readonly url: string | null;
}

/** The longest requirement of the packages known has 130 characters. */
const MAX_LENGTH = 4000;

const NAME = '[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?';
const WHOLE_NAME = new RegExp(`^${NAME}$`);
const HEAD = new RegExp(`^(${NAME})\\s*(?:\\[([^[\\]]*)\\])?\\s*`);

/** The PEP 503 form of a distribution's name: lower case, runs of `-`, `_` and `.` as one hyphen. */
export function normalizeName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/** Reads a requirement. Null when the text is not one, which includes everything longer than 4,000 characters. */
export function parseRequirement(text: string): IRequirement | null {
  if (text.length > MAX_LENGTH) {
    return null;
  }
  const trimmed = text.trim();
  const head = HEAD.exec(trimmed);
  if (!head) {
    return null;
  }
  const [whole, rawName, bracket = ''] = head;
  const extras = parseExtras(bracket);
  const rest = trimmed.slice(whole.length);
  const tail = rest.startsWith('@')
    ? splitUrl(rest.slice(1))
    : splitSpecifier(rest);
  const marker = tail && readMarker(tail.markerText);
  return extras && tail && marker
    ? {
        name: normalizeName(rawName),
        rawName,
        extras,
        specifier: tail.specifier,
        marker: marker.marker,
        url: tail.url
      }
    : null;
}

/** Whether the requirement counts in the environment, given the extras that were asked of the distribution that declares it. */
export function appliesTo(
  requirement: IRequirement,
  environment: IMarkerEnvironment,
  extras: readonly string[] = []
): boolean {
  return (
    !requirement.marker ||
    evaluateMarker(requirement.marker, environment, extras)
  );
}

interface ITail {
  readonly specifier: string;
  readonly url: string | null;
  readonly markerText: string | null;
}

/** The marker, if there is one; null when the text is there but is not a marker. */
function readMarker(
  text: string | null
): { readonly marker: Marker | null } | null {
  const marker = text === null ? null : parseMarker(text);
  return text !== null && !marker ? null : { marker };
}

function parseExtras(text: string): string[] | null {
  if (text.trim() === '') {
    return [];
  }
  const names = text.split(',').map(name => name.trim());
  return names.every(name => WHOLE_NAME.test(name))
    ? names.map(normalizeName)
    : null;
}

/** The address ends at white space; only then may a marker follow, since `;` is lawful in an address. */
function splitUrl(text: string): ITail | null {
  const trimmed = text.trimStart();
  const end = trimmed.search(/\s/);
  const url = end < 0 ? trimmed : trimmed.slice(0, end);
  const after = end < 0 ? '' : trimmed.slice(end).trim();
  if (url === '' || (after !== '' && !after.startsWith(';'))) {
    return null;
  }
  return {
    specifier: '',
    url,
    markerText: after === '' ? null : after.slice(1)
  };
}

function splitSpecifier(text: string): ITail | null {
  const semicolon = text.indexOf(';');
  const written = (semicolon < 0 ? text : text.slice(0, semicolon)).trim();
  const bare =
    written.startsWith('(') && written.endsWith(')')
      ? written.slice(1, -1)
      : written;
  const specifier = bare.replace(/\s+/g, '');
  if (!isSpecifier(bare) || !isSpecifier(specifier)) {
    return null;
  }
  return {
    specifier,
    url: null,
    markerText: semicolon < 0 ? null : text.slice(semicolon + 1)
  };
}
