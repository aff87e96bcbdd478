import { makeEnvironment } from '../environment/make-environment';
import type { IDistribution, IEnvironment } from '../environment/model';
import type { ICandidate } from './catalog';
import { Catalog } from './catalog';
import { allColabRuntimes } from './colab-runtimes';
import releaseTable from './releases.json';
import type { IKernelPlatform, IRelease, ReleaseTable } from './releases';
import { parseRequirement } from './requirement';
import { resolve } from './resolve';
import { own } from '../own';

const releases: ReleaseTable = releaseTable;

/** The names of the Colab runtimes in the table, oldest first. */
export const colabRuntimeNames: readonly string[] = allColabRuntimes
  .map(({ name }) => name)
  .reverse();

/** Why no such environment can be made. In English, for the command line. */
export interface ITableError {
  readonly error: string;
}

/** The environment that one pip command would make in a fresh Python, from the table of releases. */
export function environmentFromTable(
  requirements: readonly string[],
  kernel: IKernelPlatform
): IEnvironment | ITableError {
  const catalog = new Catalog(releases, kernel);
  const parsed = [];
  for (const text of requirements) {
    const requirement = parseRequirement(text);
    if (!requirement || !catalog.knows(requirement.name)) {
      return {
        error: `${text} is not a requirement of a package in the table`
      };
    }
    if (
      catalog.matching(requirement.name, requirement.specifier).length === 0
    ) {
      return { error: missing(text, requirement.name, kernel, catalog) };
    }
    parsed.push(requirement);
  }
  const resolution = resolve(parsed, catalog, new Map());
  if (!resolution.ok) {
    const causes = resolution.causes.map(({ requirement, parent }) =>
      [
        parent ? `${parent.name} ${parent.version} requires` : 'you asked for',
        requirement.name + requirement.specifier
      ].join(' ')
    );
    return { error: `pip finds no such set: ${causes.join(', ')}` };
  }
  const chosen = [...resolution.chosen.values()].filter(
    candidate => !candidate.name.includes('[')
  );
  return freshEnvironment(kernel, chosen.map(distributionOf));
}

/** What a Colab runtime has, or null for one that the table does not hold. */
export function environmentOfColab(name: string): IEnvironment | null {
  const runtime = allColabRuntimes.find(one => one.name === name);
  if (!runtime) {
    return null;
  }
  const { python, packages, isTpu } = runtime;
  const kernel = { python, platform: 'linux', machine: 'x86_64' };
  const distributions = Object.entries(packages).map(
    ([packageName, version]) => ({
      name: packageName,
      version,
      requires: releaseOf(packageName, version)?.requires ?? []
    })
  );
  const fresh = freshEnvironment(kernel, distributions);
  const { accelerators } = fresh;
  return {
    ...fresh,
    accelerators: isTpu ? { ...accelerators, source: 'tpu' } : accelerators,
    host: 'colab'
  };
}

/** The newest Python, as `3.12`, for which a release of TensorFlow has wheels on a platform; null without any. */
export function newestPython(
  version: string,
  platform: Omit<IKernelPlatform, 'python'>
): string | null {
  for (let minor = 20; minor >= 6; minor--) {
    const catalog = new Catalog(releases, {
      ...platform,
      python: `3.${minor}.0`
    });
    if (catalog.matching('tensorflow', `==${version}`).some(isInTable)) {
      return `3.${minor}`;
    }
  }
  return null;
}

/** A version as people give it: `2.16` is its newest release, `2.16.2` is itself; null for one that is not in the table. */
export function completeVersion(name: string, version: string): string | null {
  const versions = Object.keys(own(releases, name) ?? {});
  if (versions.includes(version)) {
    return version;
  }
  const ofMinor = versions.filter(
    candidate =>
      candidate.startsWith(`${version}.`) && /^[\d.]+$/.test(candidate)
  );
  return ofMinor[ofMinor.length - 1] ?? null;
}

function releaseOf(name: string, version: string): IRelease | undefined {
  const versions = own(releases, name);
  return versions && own(versions, version);
}

function isInTable({ name, version }: ICandidate): boolean {
  return releaseOf(name, version) !== undefined;
}

function missing(
  text: string,
  name: string,
  kernel: IKernelPlatform,
  catalog: Catalog
): string {
  const [newest] = catalog.candidates(name);
  const instead = newest
    ? `the newest that has one is ${newest.version}`
    : 'none has one';
  return `${text} has no wheel for Python ${kernel.python} on ${kernel.platform} ${kernel.machine}; ${instead}`;
}

function distributionOf({
  name,
  version,
  requires
}: ICandidate): IDistribution {
  return {
    name,
    version,
    requires:
      releaseOf(name, version)?.requires ??
      requires.map(requirement => requirement.rawName + requirement.specifier)
  };
}

/** An environment in which nothing runs yet and no variable is set. */
function freshEnvironment(
  kernel: IKernelPlatform,
  distributions: readonly IDistribution[]
): IEnvironment {
  return {
    ...makeEnvironment({ python: kernel.python, versions: {} }),
    ...kernel,
    distributions: new Map(distributions.map(one => [one.name, one]))
  };
}
