import { parseRequirement } from './compatibility/requirement';
import { findTensorFlow, isAtLeast } from './environment/find-tensorflow';
import type { IDistribution, IEnvironment } from './environment/model';
import type { IFacts } from './notebook/model';

/**
 * The environment as it will be after the notebook's own install lines, as far as their pins say: an exact pin gives its
 * version, `~=` and `>=` their lower bound unless what is installed satisfies them already. Lines that only run under a
 * condition do not count.
 */
export function expectEnvironment(
  facts: IFacts,
  environment: IEnvironment
): IEnvironment {
  const distributions = new Map(environment.distributions);
  for (const install of facts.installs) {
    if (install.guard !== null || install.action !== 'install') {
      continue;
    }
    for (const { text } of install.requirements) {
      const pinned = pinnedDistribution(text, distributions);
      if (pinned) {
        distributions.set(pinned.name, pinned);
      }
    }
  }
  const expected = { ...environment, distributions };
  dropReplacedKeras(environment, expected, distributions);
  return expected;
}

function pinnedDistribution(
  text: string,
  distributions: ReadonlyMap<string, IDistribution>
): IDistribution | null {
  const requirement = parseRequirement(text);
  const pin =
    requirement &&
    /^\s*(===?|~=|>=)\s*([^\s,*]+?)(\.\*)?\s*(,|$)/.exec(requirement.specifier);
  if (!requirement || !pin) {
    return null;
  }
  const installed = distributions.get(requirement.name);
  if (pin[1] === '>=' && installed) {
    return null;
  }
  return { name: requirement.name, version: pin[2], requires: [] };
}

/** Another TensorFlow brings its own Keras: across the 2.16 line the one that is installed is replaced. */
function dropReplacedKeras(
  before: IEnvironment,
  after: IEnvironment,
  distributions: Map<string, IDistribution>
): void {
  const version = findTensorFlow(after)?.version;
  const keras = distributions.get('keras');
  const isPinned = keras !== before.distributions.get('keras');
  if (
    !version ||
    !keras ||
    isPinned ||
    version === findTensorFlow(before)?.version
  ) {
    return;
  }
  if (isAtLeast(version, 2, 16) !== isAtLeast(keras.version, 3, 0)) {
    distributions.delete('keras');
  }
}
