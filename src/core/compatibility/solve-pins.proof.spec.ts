/**
 * The solver against uv, which decides as pip does: `proofs/pins/recorded.json` holds what uv did with each case on the real
 * registry, and what it did with the commands as the solver corrects them (`proofs/pins/record.py`).
 */
import { drawCases, DRAWN, type ICase } from '../../../proofs/pins/cases';
import { HARD_CASES } from '../../../proofs/pins/hard-cases';
import {
  judge,
  type IComparison,
  type IVerdict
} from '../../../proofs/pins/judge';
import limits from '../../../proofs/pins/limits.json';
import recorded from '../../../proofs/pins/recorded.json';
import releases from './releases.json';

type Query = Omit<ICase, 'keras'>;

function keyOf({ python, installed, installs }: Query): string {
  return JSON.stringify([python, Object.entries(installed).sort(), installs]);
}

const rows = recorded as unknown as (Query & { verdict: IVerdict | null })[];
const verdicts = new Map(rows.map(row => [keyOf(row), row.verdict]));
const known = new Map(
  (limits as (Query & { reason: string })[]).map(limit => [
    keyOf(limit),
    limit.reason
  ])
);

const cases = [...HARD_CASES, ...drawCases(releases, DRAWN)];
const comparisons = cases.map(one => ({
  one,
  result: judge(one, releases, query => verdicts.get(keyOf(query)))
}));

it('is compared on at least 300 cases', () => {
  const judged = comparisons
    .map(({ result }) => result)
    .filter((result): result is IComparison => typeof result !== 'string');
  const agreed = judged.filter(
    ({ disagreements }) => disagreements.length === 0
  ).length;
  const same = judged.filter(({ sameReleases }) => sameReleases).length;
  process.stdout.write(
    `pin solver and uv agree in ${agreed} of ${judged.length} cases, on the very releases of TensorFlow and Keras in ${same}\n`
  );
  expect(judged.length).toBeGreaterThanOrEqual(300);
});

it.each(
  comparisons.map(
    ({ one, result }) => [JSON.stringify(one), one, result] as const
  )
)('agrees with uv on %s', (_, one, result) => {
  const limit = known.get(keyOf(one));
  const disagreements =
    typeof result === 'string' ? [result] : result.disagreements;
  expect(disagreements.length > 0 ? (limit ?? disagreements) : undefined).toBe(
    limit
  );
});
