import type { IPinConflict } from '../compatibility/pins';
import {
  normalizeName,
  parseRequirement,
  type IRequirement
} from '../compatibility/requirement';
import { satisfies } from '../compatibility/version';
import {
  correctPins,
  pinnedRequirements,
  solveNotebookPins
} from '../fixes/pin-corrections';
import type { IFacts, ISpan } from '../notebook/model';
import { defineRule } from './define-rule';

/** What pip says or does about pins that do not go together; the rest is the business of other rules. */
const kinds: readonly IPinConflict['kind'][] = [
  'refused',
  'broken',
  'moved',
  'incompatible'
];

/** Install lines of the notebook that contradict each other, or what is installed. */
export const conflictingPins = defineRule({
  id: 'conflicting-pins',
  severity: 'error',
  docs: {
    summary: 'The notebook installs releases that do not go together.',
    why: 'tf-keras is made for one minor release of TensorFlow and says so in its requirements; so do tensorflow-text, TensorFlow Probability and others. In one command pip refuses the whole line; over several commands it installs the last one and prints an error that is easily missed, or quietly replaces TensorFlow.',
    references: [
      'https://github.com/keras-team/tf-keras/issues/756',
      'https://github.com/tensorflow/hub/issues/901'
    ]
  },
  check(context, trans) {
    const solution = solveNotebookPins(context, trans);
    const messages = new Map<string, IPinConflict>();
    solution.conflicts
      .filter(({ kind }) => kinds.includes(kind))
      .filter(conflict => concerns(context.facts, conflict))
      .forEach(conflict => messages.set(conflict.message, conflict));
    const fix = correctPins(context, solution.changes, trans);
    return [...messages.values()].slice(0, 3).map(conflict => ({
      span: spanOf(context.facts, conflict, solution.changes[0]?.from ?? null),
      message: [conflict, ...solution.advice]
        .map(({ message }) => message.replace(/\.?$/, '.'))
        .join(' '),
      fixes: fix ? [fix] : []
    }));
  },
  recognise({ traceback }, trans) {
    const match = [
      ...traceback.matchAll(
        /(\S+ \S+) (?:requires|has requirement) (\S+), but you have (\S+ \S+?)(?: which is incompatible)?\.?$/gm
      )
    ].find(([line]) => /tensorflow|keras|\btf[-_]/i.test(line));
    if (match) {
      return trans.__(
        'The installed releases do not go together: %1 requires %2, and %3 is installed.',
        match[1],
        match[2],
        match[3]
      );
    }
    return traceback.includes('ResolutionImpossible')
      ? trans.__('pip refuses the line: its pins contradict each other.')
      : null;
  },
  examples: [
    {
      name: 'tf-keras of another minor release',
      environment: 'tf-2.16',
      before: ['!pip install tensorflow==2.16.2 tf-keras==2.15.1'],
      fails: { silently: '_exit_code == 0' },
      after: ['!pip install tensorflow==2.16.2 tf-keras~=2.16.0']
    },
    {
      name: 'quotes, options and a comment stay',
      environment: 'tf-2.16',
      before: [
        '%pip install -q "tensorflow==2.16.2" \\\n    \'tf_keras==2.15.1\'  # Keras 2'
      ],
      fails: { silently: '_exit_code == 0' },
      after: [
        '%pip install -q "tensorflow==2.16.2" \\\n    \'tf_keras~=2.16.0\'  # Keras 2'
      ]
    }
  ],
  clean: [
    {
      name: 'of one minor release',
      environment: 'tf-2.16',
      cells: ['!pip install tensorflow==2.16.2 tf-keras==2.16.0']
    }
  ]
});

/** The notebook names one of the packages, with a bound: a tf-keras without one has a rule of its own. */
function concerns(facts: IFacts, conflict: IPinConflict): boolean {
  const { kind } = conflict;
  const pins = pinnedRequirements(facts).flatMap(
    ({ pinned }) => parseRequirement(pinned.text) ?? []
  );
  const isOpen = pins.some(
    ({ name, specifier }) =>
      name === 'tf-keras' && satisfies('2.999.0', specifier)
  );
  const named = namesIn(conflict);
  return isOpen && named.includes('tf-keras')
    ? false
    : kind === 'moved' || pins.some(({ name }) => named.includes(name));
}

/** The requirement that is to change, or one that the conflict names, or the first of all. */
function spanOf(
  facts: IFacts,
  conflict: IPinConflict,
  changed: string | null
): ISpan | null {
  const pins = pinnedRequirements(facts).map(({ pinned }) => pinned);
  const change = changed === null ? null : parseRequirement(changed);
  const isChanged = ({ name, specifier }: IRequirement): boolean =>
    name === change?.name && specifier === change.specifier;
  const isNamed = ({ name }: IRequirement): boolean =>
    namesIn(conflict).includes(name);
  const find = (test: (requirement: IRequirement) => boolean) =>
    pins.find(({ text }) => {
      const requirement = parseRequirement(text);
      return requirement !== null && test(requirement);
    });
  return (find(isChanged) ?? find(isNamed) ?? pins[0])?.span ?? null;
}

function namesIn({ requirement, requiredBy, found }: IPinConflict): string[] {
  return [requirement, requiredBy, found].flatMap(text => {
    const name = /^[\w.-]+/.exec(text ?? '')?.[0];
    return name ? [normalizeName(name)] : [];
  });
}
