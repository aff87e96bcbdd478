import { matchingTfKeras } from '../compatibility/matching-tf-keras';
import { parseRequirement } from '../compatibility/requirement';
import { satisfies } from '../compatibility/version';
import { findTensorFlow } from '../environment/find-tensorflow';
import type { IDistribution } from '../environment/model';
import { expectEnvironment } from '../expected-environment';
import { rewriteRequirement } from '../fixes/rewrite-requirement';
import type { IInstall, IPinned } from '../notebook/model';
import { defineRule } from './define-rule';
import type { IContext } from './model';

/** `pip install tf-keras` takes the newest one, and that brings its own TensorFlow. */
export const unpinnedTfKeras = defineRule({
  id: 'unpinned-tf-keras',
  severity: 'warning',
  docs: {
    summary: 'tf-keras is installed without a pin, which moves TensorFlow.',
    why: 'Every tf-keras requires the TensorFlow of its own minor release. The newest one, which `pip install tf-keras` takes, pulls in the newest TensorFlow, and NumPy, protobuf and ml-dtypes with it. `tf-keras~=2.16.0` installs nothing but tf-keras on TensorFlow 2.16.',
    references: [
      'https://github.com/keras-team/tf-keras/issues/756',
      'https://github.com/huggingface/transformers/issues/34761'
    ]
  },
  check(context, trans) {
    const found = unpinned(context);
    const tensorflow = tensorflowWithout(context, found);
    const required = tensorflow && matchingTfKeras(tensorflow.version);
    if (!tensorflow || !required) {
      return [];
    }
    const moves =
      findTensorFlow(context.expected)?.version !== tensorflow.version;
    return found.map(pinned => {
      const name = /^\s*[\w.-]+/.exec(pinned.text)?.[0].trim() ?? 'tf-keras';
      const text = required.replace('tf-keras', name);
      return {
        span: pinned.span,
        severity: moves ? ('warning' as const) : ('info' as const),
        message: moves
          ? trans.__(
              'Without a pin pip takes the newest tf-keras, which replaces TensorFlow %1. Write %2.',
              tensorflow.version,
              text
            )
          : trans.__(
              'Nothing changes here, but without a pin the next tf-keras will replace TensorFlow %1. Write %2.',
              tensorflow.version,
              text
            ),
        fixes:
          pinned.origin === 'written'
            ? [
                {
                  title: trans.__('Install %1', text),
                  choice: 'pins' as const,
                  edits: [
                    rewriteRequirement(context.facts.notebook, pinned, [text])
                  ]
                }
              ]
            : []
      };
    });
  },
  examples: [
    {
      name: 'as the error message of Transformers advises',
      environment: 'tf-2.16',
      before: [
        '%pip install -q tf-keras',
        'from importlib.metadata import version\ninstalled = version("tf-keras")'
      ],
      fails: { silently: "installed.startswith('2.16.')" },
      after: [
        '%pip install -q tf-keras~=2.16.0',
        'from importlib.metadata import version\ninstalled = version("tf-keras")'
      ]
    }
  ],
  clean: [
    {
      name: 'with TensorFlow pinned in the same command',
      environment: 'tf-2.16',
      cells: ['%pip install -q tensorflow==2.16.2 tf-keras']
    }
  ]
});

/** What is asked for without an upper bound, where nothing on the same line bounds TensorFlow. */
function unpinned({ facts }: IContext): IPinned[] {
  return facts.installs
    .filter(
      ({ tool, action, guard }) =>
        tool !== 'conda' && action === 'install' && guard === null
    )
    .flatMap(install =>
      boundsTensorFlow(install)
        ? []
        : install.requirements.filter(
            ({ text, origin }) => origin !== 'unread' && isUnbounded(text)
          )
    );
}

function isUnbounded(text: string): boolean {
  const requirement = parseRequirement(text);
  return (
    requirement?.name === 'tf-keras' &&
    requirement.url === null &&
    satisfies('2.999.0', requirement.specifier)
  );
}

function boundsTensorFlow({ requirements }: IInstall): boolean {
  return requirements.some(({ text }) => {
    const requirement = parseRequirement(text);
    return (
      requirement !== null &&
      /^(tensorflow(-cpu|-gpu|-macos|-intel)?)$/.test(requirement.name) &&
      !satisfies('2.999.0', requirement.specifier)
    );
  });
}

/** The TensorFlow that there would be if tf-keras were not installed along. */
function tensorflowWithout(
  { facts, environment }: IContext,
  unbounded: readonly IPinned[]
): IDistribution | null {
  const installs = facts.installs.map(install => ({
    ...install,
    requirements: install.requirements.filter(one => !unbounded.includes(one))
  }));
  return findTensorFlow(expectEnvironment({ ...facts, installs }, environment));
}
