import type { IRequirement } from '../compatibility/requirement';
import { parseRequirement } from '../compatibility/requirement';
import { isAtLeast, isVersion } from '../compatibility/version';
import { findTensorFlow } from '../environment/find-tensorflow';
import type { IDistribution } from '../environment/model';
import type { IFix } from '../fixes/model';
import { pinnedRequirements } from '../fixes/pin-corrections';
import { rewriteRequirement } from '../fixes/rewrite-requirement';
import type { IPinned } from '../notebook/model';
import type { ITranslate } from '../translate';
import { defineRule } from './define-rule';
import type { IContext } from './model';

/** `pip install --upgrade tensorflow`: the TensorFlow that is there gives way to whatever is newest that day. */
export const unpinnedUpgrade = defineRule({
  id: 'unpinned-upgrade',
  severity: 'info',
  docs: {
    summary: 'TensorFlow is upgraded to whatever release is the newest.',
    why: 'With `--upgrade` and without a version pip replaces the TensorFlow of the kernel, half a gigabyte, by the newest of the day. On Colab and Kaggle that one was made for the GPU and the packages of the machine; everywhere, the notebook will run on another release next month. A pin to the release that is there changes nothing and says what the notebook was written with.',
    limitations:
      'A line without `--upgrade` installs nothing where TensorFlow is there, and is not reported. Nor is an upgrade that brings the Keras 3 that the notebook needs.',
    references: ['https://pip.pypa.io/en/stable/cli/pip_install/']
  },
  check(context, trans) {
    const installed = findTensorFlow(context.environment);
    if (!installed || !isReplaced(context, installed)) {
      return [];
    }
    return pinnedRequirements(context.facts)
      .filter(({ install }) => install.upgrade)
      .flatMap(({ pinned }) => {
        const requirement = parseRequirement(pinned.text);
        return requirement && isUnpinned(requirement, installed)
          ? [
              {
                span: pinned.span,
                message: trans.__(
                  'This replaces TensorFlow %1 by the newest release, whichever that is.',
                  installed.version
                ),
                fixes:
                  pinned.origin === 'written'
                    ? [pin(context, pinned, { installed, trans })]
                    : []
              }
            ]
          : [];
      });
  },
  examples: [
    {
      name: 'without a version',
      environment: 'tf-2.16',
      before: ['!pip install -q --upgrade tensorflow-cpu'],
      fails: {
        silently:
          "__import__('importlib.metadata').metadata.version('tensorflow-cpu') == '2.16.2'"
      },
      after: ['!pip install -q --upgrade tensorflow-cpu==2.16.2']
    }
  ],
  clean: [
    {
      name: 'installed already',
      environment: 'tf-2.16',
      cells: [
        '!pip install -q tensorflow-cpu\nimport tensorflow as tf\nassert tf.__version__ == "2.16.2"'
      ]
    }
  ]
});

/** The notebook's lines bring another release, and not for the sake of Keras 3. */
function isReplaced(
  { expected, verdict }: IContext,
  { name, version }: IDistribution
): boolean {
  const after = expected.distributions.get(name)?.version ?? version;
  const isForKeras3 = verdict.needs === 'keras3' && !isAtLeast(version, 2, 16);
  return after !== version && !isForKeras3 && isVersion(version);
}

function isUnpinned(
  { name, specifier, url }: IRequirement,
  installed: IDistribution
): boolean {
  return name === installed.name && specifier === '' && url === null;
}

function pin(
  { facts }: IContext,
  pinned: IPinned,
  { installed, trans }: { installed: IDistribution; trans: ITranslate }
): IFix {
  const { version } = installed;
  return {
    title: trans.__('Pin the release that is there, %1', version),
    choice: 'pins',
    edits: [
      rewriteRequirement(facts.notebook, pinned, [`${pinned.text}==${version}`])
    ]
  };
}
