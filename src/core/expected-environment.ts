import { Catalog, type ICandidate } from './compatibility/catalog';
import type { ReleaseTable } from './compatibility/releases';
import releaseTable from './compatibility/releases.json';
import {
  normalizeName,
  parseRequirement,
  type IRequirement
} from './compatibility/requirement';
import { simulateInstalls } from './compatibility/simulate-installs';
import type { IEnvironment } from './environment/model';
import { installsWithEffect } from './installing/installs-with-effect';
import type { IFacts, IInstall } from './notebook/model';
import { decidesKeras, leavesOpen, readRequirements } from './unread-installs';

const releases: ReleaseTable = releaseTable;

type Installed = Map<string, ICandidate>;

/**
 * The environment as it will be after the notebook's own install lines: each as pip would carry it out with the releases that
 * the table knows. A line that pip refuses or has refused in this kernel, or that cannot run there, changes nothing; lines that
 * run only under a condition do not count; and of packages that the table does not know nothing is expected but the version they
 * are pinned to. Where a line leaves open which TensorFlow or Keras it installs, neither is there: what cannot be read is no
 * ground for anything.
 */
export function expectEnvironment(
  facts: IFacts,
  environment: IEnvironment
): IEnvironment {
  const installs = installsWithEffect(
    facts.installs.filter(({ guard }) => guard === null),
    environment
  );
  if (installs.length === 0) {
    return environment;
  }
  if (leavesOpen(facts)) {
    return withoutKeras(environment);
  }
  const catalog = new Catalog(releases, environment);
  const before: Installed = new Map(
    [...environment.distributions.values()].map(distribution => [
      distribution.name,
      catalog.installed(distribution)
    ])
  );
  const after = new Map(
    installs.reduce(
      (installed, install) => carryOut(install, installed, catalog),
      before
    )
  );
  environment.failedInstalls?.forEach(
    name => before.has(name) || after.delete(name)
  );
  const distributions = new Map(environment.distributions);
  before.forEach((_, name) => !after.has(name) && distributions.delete(name));
  after.forEach(({ name, version }) => {
    if (version !== '' && distributions.get(name)?.version !== version) {
      distributions.set(name, { name, version, requires: [] });
    }
  });
  return { ...environment, distributions };
}

function withoutKeras(environment: IEnvironment): IEnvironment {
  const distributions = new Map(
    [...environment.distributions].filter(([name]) => !decidesKeras(name))
  );
  return { ...environment, distributions };
}

function carryOut(
  install: IInstall,
  installed: Installed,
  catalog: Catalog
): Installed {
  const after = new Map(installed);
  if (install.action === 'uninstall') {
    install.requirements.forEach(({ text }) =>
      after.delete(normalizeName(text))
    );
    return after;
  }
  const wanted = readRequirements(install)
    .map(({ text }) => parseRequirement(text))
    .filter(
      (requirement): requirement is IRequirement =>
        requirement !== null && catalog.applies(requirement)
    );
  const resolves =
    install.tool !== 'conda' && !install.options.includes('--no-deps');
  if (!resolves) {
    wanted.forEach(requirement => putAlone(requirement, after, catalog));
    return after;
  }
  const outcome = new Map(
    simulateInstalls([wanted], catalog, after, [install.upgrade]).installed
  );
  installed.forEach(
    (candidate, name) => outcome.has(name) || outcome.set(name, candidate)
  );
  return outcome;
}

/** Installed without a look at what it requires: the newest release that fits. */
function putAlone(
  { name, specifier }: IRequirement,
  after: Installed,
  catalog: Catalog
): void {
  const [newest] = catalog.matching(name, specifier);
  if (newest) {
    after.set(name, newest);
  }
}
