import { markerEnvironment } from '../compatibility/marker';
import { appliesTo, parseRequirement } from '../compatibility/requirement';
import { findTensorFlow } from '../environment/find-tensorflow';
import { pinnedRequirements } from '../fixes/pin-corrections';
import type { IPinned } from '../notebook/model';
import { defineRule } from './define-rule';
import type { IContext } from './model';

/** Distributions of TensorFlow that bring the same files. */
const same = /^tensorflow(-cpu|-gpu|-rocm|-cpu-aws)?$|^tf-nightly(-cpu)?$/;

/** `pip install tensorflow` beside `tensorflow-cpu`: two distributions over the same files. */
export const secondTensorflow = defineRule({
  id: 'second-tensorflow',
  severity: 'info',
  docs: {
    summary: 'A second TensorFlow is installed over the one that is there.',
    why: '`tensorflow`, `tensorflow-cpu`, `tensorflow-rocm` and `tf-nightly` are different distributions with the same files. pip installs one over the other without a word, half a gigabyte again, and uninstalling either breaks both.',
    limitations:
      'Where the other one is wanted, for a GPU for example, uninstall the first before. Nothing is rewritten: on another kernel the line may be right.',
    references: ['https://www.tensorflow.org/install/pip']
  },
  check(context, trans) {
    const { environment, facts } = context;
    const installed = findTensorFlow(environment)?.name ?? '';
    if (!same.test(installed)) {
      return [];
    }
    return pinnedRequirements(facts)
      .filter(({ pinned }) => isOther(context, pinned, installed))
      .map(({ pinned }) => ({
        span: pinned.span,
        message: trans.__(
          'The kernel has %1 already; pip would install this over the same files. Ask for %1 instead.',
          installed
        ),
        fixes: []
      }));
  },
  examples: [
    {
      name: 'tensorflow beside tensorflow-cpu',
      environment: 'tf-2.16',
      before: ['!pip install -q tensorflow==2.16.2'],
      fails: {
        silently:
          "not any(d.metadata['Name'] == 'tensorflow' for d in __import__('importlib.metadata').metadata.distributions())"
      },
      after: null
    }
  ],
  clean: [
    {
      name: 'the one that is there',
      environment: 'tf-2.16',
      cells: ['!pip install -q tensorflow-cpu']
    }
  ]
});

/** Another distribution, and the notebook does not take the first away. */
function isOther(
  { facts, environment }: IContext,
  { text }: IPinned,
  installed: string
): boolean {
  const requirement = parseRequirement(text);
  const applies =
    requirement && appliesTo(requirement, markerEnvironment(environment));
  const name = applies ? requirement.name : '';
  const isRemoved = facts.installs.some(
    ({ action, requirements }) =>
      action === 'uninstall' &&
      requirements.some(one => one.text.startsWith('tensorflow'))
  );
  return same.test(name) && name !== installed && !isRemoved;
}
