import type {
  IPinAdvice,
  IPinChange,
  IPinConflict,
  IPinSolution
} from '../compatibility/pins';
import { findTensorFlow } from '../environment/find-tensorflow';
import { parseRequirement } from '../compatibility/requirement';
import { compareVersions, minorOf } from '../compatibility/version';
import type { IFix } from '../fixes/model';
import {
  correctPins,
  pinnedRequirements,
  solveNotebookPins,
  solveWith
} from '../fixes/pin-corrections';
import type { ITranslate } from '../translate';
import { defineRule } from './define-rule';
import type { IContext } from './model';

/** A pin for which there is no wheel on the kernel's Python and platform. */
export const pinNotInstallable = defineRule({
  id: 'pin-not-installable',
  severity: 'error',
  docs: {
    summary: 'The notebook pins a release that this Python cannot install.',
    why: 'TensorFlow has wheels for a few Pythons only: none up to 2.11 for Python 3.11, none up to 2.15 for 3.12, none up to 2.19 for 3.13. pip stops with "No matching distribution found", installs nothing of that line, and the notebook runs on with what was there. The release that is installed is offered in its place, or the nearest one with a wheel; where the notebook needs Keras 2, tf-keras comes with it.',
    limitations:
      'Another TensorFlow is another TensorFlow. Where exactly this one is needed, a kernel with an older Python is the way.',
    references: [
      'https://www.tensorflow.org/install/source#tested_build_configurations',
      'https://github.com/googlecolab/colabtools/issues/5193'
    ]
  },
  check(context, trans) {
    const solution = solveNotebookPins(context, trans);
    return solution.conflicts
      .filter(conflict => isOwnPin(conflict))
      .map(conflict => {
        const fix = nearest(context, conflict, solution, trans);
        return {
          span:
            pinnedRequirements(context.facts).find(
              ({ pinned }) =>
                nameOf(pinned.text) === nameOf(conflict.requirement)
            )?.pinned.span ?? null,
          message: [conflict, ...adviceFor(conflict, solution)]
            .map(({ message }) => message.replace(/\.?$/, '.'))
            .join(' '),
          fixes: fix ? [fix] : []
        };
      });
  },
  recognise({ traceback }, trans) {
    const match =
      /No matching distribution found for ((?:tensorflow|tf|keras)(?:[-_]|\b)\S*)/i.exec(
        traceback
      );
    return match
      ? trans.__(
          'There is no release of %1 for the Python of this kernel.',
          match[1]
        )
      : null;
  },
  examples: [
    {
      name: 'a TensorFlow older than the Python',
      environment: 'tf-2.16',
      before: ['!pip install -q tensorflow-cpu==2.9.3'],
      fails: { silently: '_exit_code == 0' },
      after: ['!pip install -q tensorflow-cpu~=2.16.0']
    }
  ],
  clean: [
    {
      name: 'a TensorFlow for this Python',
      environment: 'tf-2.16',
      cells: ['!pip install -q tensorflow-cpu==2.16.2']
    }
  ]
});

function isOwnPin({ kind, requiredBy }: IPinConflict): boolean {
  return kind === 'no-release' && requiredBy === null;
}

/** What is said of another package than the one that cannot be installed does not help with this one. */
function adviceFor(
  { requirement }: IPinConflict,
  { advice }: IPinSolution
): readonly IPinAdvice[] {
  return advice.filter(
    ({ kind, name }) =>
      kind !== 'another-release' || name === nameOf(requirement)
  );
}

function nameOf(requirement: string): string | null {
  return parseRequirement(requirement)?.name ?? null;
}

/** The nearest minor release that can be installed, with whatever has to move along. */
function nearest(
  context: IContext,
  conflict: IPinConflict,
  { changes, advice }: IPinSolution,
  trans: ITranslate
): IFix | null {
  if (changes.length > 0) {
    return correctPins(context, changes, trans);
  }
  const name = nameOf(conflict.requirement);
  const choice = advice.find(
    one => one.kind === 'another-release' && one.name === name
  );
  const versions = choice?.versions ?? [];
  const minor =
    installedMinor(context, versions) ??
    nearestMinor(versions, conflict.requirement);
  if (!name || !minor) {
    return null;
  }
  const change: IPinChange = {
    name,
    from: conflict.requirement,
    to: `${name}~=${minor}.0`,
    because: conflict.message
  };
  const rest = solveWith(context, [change], trans);
  return rest.status === 'impossible'
    ? null
    : correctPins(context, [change, ...rest.changes], trans);
}

/** The minor release of the TensorFlow that is there: nothing has to move, and what other rules offer fits it. */
function installedMinor(
  { environment }: IContext,
  minors: readonly string[]
): string | null {
  const version = findTensorFlow(environment)?.version;
  const minor = version === undefined ? null : minorOf(version);
  return minor !== null && minors.includes(minor) ? minor : null;
}

/** The first minor release from the pinned one on, else the last one before it. */
function nearestMinor(
  minors: readonly string[],
  requirement: string
): string | null {
  const { specifier = '' } = parseRequirement(requirement) ?? {};
  const pinned = minorOf(/\d[\w.]*/.exec(specifier)?.[0] ?? '') ?? '0';
  const later = minors.find(minor => compareVersions(minor, pinned) >= 0);
  return later ?? minors[minors.length - 1] ?? null;
}
