import { parseRequirement } from '../compatibility/requirement';
import { findTensorFlows } from '../environment/find-tensorflow';
import type {
  IDistribution,
  IEnvironment,
  ILoadedVersions
} from '../environment/model';
import { pinnedRequirements } from '../fixes/pin-corrections';
import type { IFacts, ISpan } from '../notebook/model';
import { defineRule } from './define-rule';

/** A package of which the kernel has another release in memory than on disk. */
interface IReplaced {
  readonly title: string;
  readonly loaded: string;
  readonly installed: IDistribution;
}

/** Each module that the probe asks for its release, and what people call it. */
const packages = [
  ['tensorflow', 'TensorFlow'],
  ['keras', 'Keras'],
  ['tf_keras', 'tf-keras'],
  ['numpy', 'NumPy']
] as const;

/** What was imported is no longer what is installed. */
export const loadedReleaseReplaced = defineRule({
  id: 'loaded-release-replaced',
  severity: 'warning',
  docs: {
    summary:
      'The kernel has loaded one release of a package, and another is installed.',
    why: 'Python imports a package once. Installed over while the kernel runs, the old release stays in memory, and whatever is imported from now on comes from the new one: versions that are printed are not those that run, and the mixture fails with errors that no release has ("cannot import name", "numpy.dtype size changed").',
    limitations:
      'Restarting loses the variables of the kernel. A package that is edited in place may say another version than was noted when it was installed.',
    references: ['https://github.com/googlecolab/colabtools/issues/5197']
  },
  check({ environment, facts }, trans) {
    const replaced = replacedIn(environment);
    const isConcerned = facts.imports.some(
      ({ importsTensorFlow }) => importsTensorFlow
    );
    if (replaced.length === 0 || !isConcerned) {
      return [];
    }
    return [
      {
        span: installSpan(facts, replaced),
        message: trans.__(
          'This kernel runs %1, but %2 is what is installed now. Restart the kernel.',
          replaced.map(({ title, loaded }) => `${title} ${loaded}`).join(', '),
          replaced
            .map(({ title, installed }) => `${title} ${installed.version}`)
            .join(', ')
        ),
        fixes: []
      }
    ];
  },
  examples: [
    {
      name: 'installed over the one that is loaded',
      environment: 'tf-2.16',
      kernel: { loaded: { keras: '3.12.1' } },
      before: [
        '!pip install -q --no-deps keras==3.12.1',
        'import keras',
        '!pip install -q --no-deps keras==3.15.1'
      ],
      fails: {
        silently:
          "keras.__version__ == __import__('importlib.metadata').metadata.version('keras')"
      },
      after: null
    }
  ],
  clean: [
    {
      name: 'nothing loaded yet',
      environment: 'tf-2.16',
      cells: ['!pip install -q --no-deps keras==3.12.1', 'import keras']
    }
  ]
});

function replacedIn(environment: IEnvironment): IReplaced[] {
  return packages.flatMap(([module, title]) => {
    const loaded = environment.loaded.versions[module];
    const installed = distributionsOf(environment, module);
    const isCurrent = installed.some(
      ({ version }) => release(version) === release(loaded ?? '')
    );
    return loaded === null || installed.length === 0 || isCurrent
      ? []
      : [{ title, loaded, installed: installed[0] }];
  });
}

/** The installed distributions that a module may come from. */
function distributionsOf(
  environment: IEnvironment,
  module: keyof ILoadedVersions
): IDistribution[] {
  const found = environment.distributions.get(module.replace('_', '-'));
  return module === 'tensorflow'
    ? findTensorFlows(environment)
    : found
      ? [found]
      : [];
}

/** `2.16.2` of `2.16.2+local`: what a module and its distribution agree on. */
function release(version: string): string {
  return /^\d+(\.\d+){0,2}/.exec(version)?.[0] ?? version;
}

/** The first line of the notebook that installs one of them. */
function installSpan(
  facts: IFacts,
  replaced: readonly IReplaced[]
): ISpan | null {
  const line = pinnedRequirements(facts).find(({ pinned }) =>
    replaced.some(
      ({ installed }) => installed.name === parseRequirement(pinned.text)?.name
    )
  );
  return line?.install.span ?? null;
}
