/** Compares the solver's answer to a case with what uv or pip did. */
import { Catalog } from '../../src/core/compatibility/catalog';
import { parseCommands } from '../../src/core/compatibility/joint-requirements';
import type { WantedKeras } from '../../src/core/compatibility/pins';
import type { ReleaseTable } from '../../src/core/compatibility/releases';
import {
  normalizeName,
  parseRequirement
} from '../../src/core/compatibility/requirement';
import { simulateInstalls } from '../../src/core/compatibility/simulate-installs';
import { compareVersions, minorOf } from '../../src/core/compatibility/version';
import { answer, installedOf } from './answer';
import type { ICase } from './cases';

/** What uv or pip did with some commands. */
export interface IVerdict {
  /** For each command, whether it was refused. */
  readonly refused: readonly boolean[];
  /** The versions of the table's packages in the end. */
  readonly state: Readonly<Record<string, string>>;
  /** Owner and required package of every requirement that is not met in the end. */
  readonly broken: readonly (readonly string[])[];
}

export interface IComparison {
  /** Disagreements about the notebook's own commands, or about the corrected ones. Empty when all agree. */
  readonly disagreements: readonly string[];
  /** Whether the solver foresaw the very releases of TensorFlow, Keras and tf-keras. */
  readonly sameReleases: boolean;
}

/** The verdict on commands in an environment; undefined when it was not recorded. */
export type Oracle = (
  query: Omit<ICase, 'keras'>
) => IVerdict | null | undefined;

const WATCHED = ['tensorflow', 'tensorflow-cpu', 'keras', 'tf-keras'];

/** The comparison, or what has not been recorded. */
export function judge(
  one: ICase,
  releases: ReleaseTable,
  oracle: Oracle
): IComparison | string {
  const { solution, corrected } = answer(one, releases);
  const before = oracle(one);
  const after = corrected && oracle({ ...one, installs: corrected });
  if (before === undefined || after === undefined) {
    return `not recorded: ${JSON.stringify({ ...one, corrected })}`;
  }
  if (before === null || (corrected && !after)) {
    return { disagreements: [], sameReleases: true };
  }
  const { installed, conflicts } = simulate(one, releases);
  const foreseen = conflicts.map(({ kind, requirement, requiredBy }) =>
    kind === 'refused' || kind === 'no-release'
      ? 'refused'
      : `${normalizeName((requiredBy ?? '').split(' ')[0])} needs ${parseRequirement(requirement)?.name}`
  );
  return {
    disagreements: [
      ...differences(foreseen, said(before)),
      ...(after ? said(after).map(text => `corrected: ${text}`) : []),
      ...(after
        ? missedGoals(
            one,
            after,
            solution.changes.map(change => change.name)
          )
        : [])
    ],
    sameReleases:
      before.refused.includes(true) ||
      WATCHED.every(name => installed.get(name)?.version === before.state[name])
  };
}

function simulate(one: ICase, releases: ReleaseTable) {
  const catalog = new Catalog(releases, {
    python: one.python,
    platform: 'linux',
    machine: 'x86_64'
  });
  const before = new Map(
    [...installedOf(one, releases)].map(([name, distribution]) => [
      name,
      catalog.installed(distribution)
    ])
  );
  return simulateInstalls(parseCommands(one.installs), catalog, before);
}

function said({ refused, broken }: IVerdict): readonly string[] {
  const unmet = broken.map(([owner, required]) => `${owner} needs ${required}`);
  return refused.includes(true) ? ['refused', ...unmet] : unmet;
}

function differences(
  foreseen: readonly string[],
  seen: readonly string[]
): readonly string[] {
  return [
    ...[...new Set(foreseen)]
      .filter(text => !seen.includes(text))
      .map(text => `only foreseen: ${text}`),
    ...[...new Set(seen)]
      .filter(text => !foreseen.includes(text))
      .map(text => `not foreseen: ${text}`)
  ];
}

/** After the corrections: the installed TensorFlow is where it was unless it was to move, and the wanted Keras is there. */
function missedGoals(
  { installed, installs, keras }: ICase,
  { state }: IVerdict,
  changed: readonly string[]
): readonly string[] {
  const named = parseCommands(installs)
    .flat()
    .map(requirement => requirement.name);
  const mayMove = [...named, ...changed].includes('tensorflow');
  const old = installed.tensorflow;
  const missed: string[] = [];
  if (old !== undefined && !mayMove && state.tensorflow !== old) {
    missed.push(
      `corrected: TensorFlow moved from ${old} to ${state.tensorflow}`
    );
  }
  if (state.tensorflow !== undefined && !isWanted(state, keras)) {
    missed.push(
      `corrected: ${keras} wanted, but ${state.tensorflow} with ${state['tf-keras']}`
    );
  }
  return missed;
}

function isWanted(state: IVerdict['state'], keras: WantedKeras): boolean {
  const isNew = compareVersions(state.tensorflow, '2.16.dev0') >= 0;
  return (
    keras === 'any' ||
    (keras === 'keras3'
      ? isNew
      : !isNew ||
        minorOf(state['tf-keras'] ?? '') === minorOf(state.tensorflow))
  );
}
