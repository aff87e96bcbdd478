/** What the notebook's pip commands would leave installed, and what pip would say about it. */
import { opaqueCandidate, type Catalog, type ICandidate } from './catalog';
import { meets, type ICause } from './criteria';
import type { IPinConflict } from './pins';
import { TENSORFLOW_DISTRIBUTIONS } from './releases';
import type { IRequirement } from './requirement';
import { resolve, type Installed } from './resolve';
import { isVersion } from './version';

/** The state after the last command that pip carries out, and the conflicts met on the way and found in that state. */
export interface IOutcome {
  readonly installed: Installed;
  readonly conflicts: readonly IPinConflict[];
}

/** Packages whose absence is worth a word; of others the kernel's list may be incomplete. */
const MISSED_PACKAGES = ['tf-keras', 'keras', 'tensorflow'];

/** pip lists every release that it tried; the first few tell the story. */
const MAX_COMPLAINTS = 3;

/**
 * Runs the commands one after the other as pip would. A command that pip refuses changes nothing.
 *
 * @param upgrades - which of the commands take the newest release of what they name, whatever is installed.
 */
export function simulateInstalls(
  commands: readonly (readonly IRequirement[])[],
  catalog: Catalog,
  before: Installed,
  upgrades: readonly boolean[] = []
): IOutcome {
  const installed = new Map(before);
  const conflicts: IPinConflict[] = [];
  for (const [index, command] of commands.entries()) {
    const wanted = command.filter(requirement => catalog.applies(requirement));
    const resolution = resolve(
      wanted.filter(requirement => requirement.url === null),
      catalog,
      upgrades[index] ? withoutKnown(installed, wanted, catalog) : installed
    );
    if (!resolution.ok) {
      conflicts.push(...refusals(resolution.causes, catalog));
      continue;
    }
    resolution.chosen.forEach((candidate, name) =>
      installed.set(name, candidate)
    );
    wanted
      .filter(requirement => requirement.url !== null)
      .forEach(({ name }) => installed.set(name, opaqueCandidate(name, '')));
  }
  return {
    installed,
    conflicts: [...conflicts, ...unmet(installed, catalog, before)]
  };
}

/** What is installed, without what is named and known well enough to be replaced. */
export function withoutKnown(
  installed: Installed,
  wanted: readonly IRequirement[],
  catalog: Catalog
): Installed {
  const names = wanted
    .map(({ name }) => name)
    .filter(name => catalog.candidates(name).length > 0);
  return new Map([...installed].filter(([name]) => !names.includes(name)));
}

/** The installed distribution that brings the module `tensorflow`, or null. */
export function installedTensorflow(installed: Installed): ICandidate | null {
  for (const name of TENSORFLOW_DISTRIBUTIONS) {
    const candidate = installed.get(name);
    if (candidate) {
      return candidate;
    }
  }
  return null;
}

/** `tensorflow 2.16.2`, as pip names what is installed. */
export function nameVersion({ name, version }: ICandidate): string {
  return version === '' ? name : `${name} ${version}`;
}

/** `tensorflow<2.16,>=2.15`, as pip writes a requirement. */
export function asText({ rawName, extras, specifier }: IRequirement): string {
  return `${rawName}${extras.length > 0 ? `[${extras.join(',')}]` : ''}${specifier}`;
}

/** What pip says when it stops: no release for this kernel, or requirements that contradict each other. */
function refusals(
  causes: readonly ICause[],
  catalog: Catalog
): readonly IPinConflict[] {
  const unavailable = causes.filter(
    ({ requirement: { name, specifier } }) =>
      catalog.matching(name, specifier).length === 0
  );
  if (unavailable.length > 0) {
    return unavailable.map(({ requirement, parent }) => ({
      kind: 'no-release',
      requirement: asText(requirement),
      requiredBy: parent && nameVersion(parent),
      found: null,
      message: `ERROR: No matching distribution found for ${asText(requirement)}`
    }));
  }
  const { requirement, parent } =
    causes.find(cause => cause.parent) ?? causes[causes.length - 1];
  const other = causes.find(
    cause =>
      cause.requirement !== requirement &&
      cause.requirement.name === requirement.name
  );
  return [
    {
      kind: 'refused',
      requirement: asText(requirement),
      requiredBy: parent && nameVersion(parent),
      found: other ? asText(other.requirement) : null,
      message: `ERROR: ResolutionImpossible: ${[...new Set(causes.map(complaint))].slice(0, MAX_COMPLAINTS).join('; ')}`
    }
  ];
}

/** One line of pip's "The conflict is caused by:". */
function complaint({ requirement, parent }: ICause): string {
  return parent
    ? `${nameVersion(parent)} depends on ${asText(requirement).replace(/,/g, ' and ')}`
    : `The user requested ${asText(requirement)}`;
}

/** The requirements of installed packages that the final state does not meet. */
function unmet(
  installed: Installed,
  catalog: Catalog,
  before: Installed
): readonly IPinConflict[] {
  const conflicts: IPinConflict[] = [];
  for (const owner of installed.values()) {
    for (const requirement of owner.requires) {
      const found = installed.get(requirement.name);
      const isNew =
        before.get(owner.name) !== owner ||
        found !== before.get(requirement.name);
      const concerns =
        isNew || (catalog.knows(owner.name) && catalog.knows(requirement.name));
      const conflict = concerns
        ? unmetRequirement(owner, requirement, installed)
        : null;
      if (conflict) {
        conflicts.push(conflict);
      }
    }
  }
  return conflicts;
}

function unmetRequirement(
  owner: ICandidate,
  requirement: IRequirement,
  installed: Installed
): IPinConflict | null {
  const found = installed.get(requirement.name);
  const text = asText(requirement);
  const common = { requirement: text, requiredBy: nameVersion(owner) };
  if (found) {
    return meets(found, requirement) || !isVersion(found.version)
      ? null
      : {
          ...common,
          kind: 'broken',
          found: nameVersion(found),
          message: `${nameVersion(owner)} requires ${text}, but you have ${nameVersion(found)} which is incompatible.`
        };
  }
  const isMissed =
    MISSED_PACKAGES.includes(requirement.name) &&
    !(requirement.name === 'tensorflow' && installedTensorflow(installed));
  return isMissed
    ? {
        ...common,
        kind: 'missing',
        found: null,
        message: `${nameVersion(owner)} requires ${text}, which is not installed.`
      }
    : null;
}
