import { execFileSync } from 'child_process';
import fc from 'fast-check';
import { join } from 'path';
import {
  blankMagics,
  PLACEHOLDER
} from '../src/core/notebook/source/blank-magics';
import type { IOptions } from '../src/core/rules/model';
import { defaultOptions } from '../src/core/rules/model';
import { environments, notebooks } from './corpus';
import type { IChange } from './examine';
import { examine } from './examine';
import { anyNotebook } from './mutate';

/** How many notebooks; `scripts/test` asks for 10,000. With another seed, they are others. */
const RUNS = Number(process.env.KERAS_DOCTOR_FUZZ_RUNS ?? 500);
const SEED = Number(process.env.KERAS_DOCTOR_FUZZ_SEED ?? 8);

const patients = fc.record({
  notebook: anyNotebook,
  environment: fc.nat(environments.length - 1).map(one => environments[one]),
  options: fc.record<IOptions>({
    wantedKeras: fc.constantFrom('auto', 'auto', 'legacy', 'keras3'),
    pipStyle: fc.constantFrom('%pip', '!pip'),
    disabledRules: fc.constant(defaultOptions.disabledRules),
    severities: fc.constant(defaultOptions.severities)
  })
});

/** Each change once: the same cell is inserted into thousands of notebooks. */
const changes = new Map<string, IChange>();

function keep(change: IChange): void {
  changes.set(`${change.before}\0${change.after}`, change);
}

/** The cell as CPython may read it: a name in the place of each magic. */
function withoutMagics(source: string): string {
  return blankMagics(source).code.split(PLACEHOLDER).join('_');
}

it('has material to mutate', () => {
  expect(notebooks.length).toBeGreaterThan(300);
  expect(environments.length).toBeGreaterThan(20);
});

it(`throws nothing and does no harm in any of ${RUNS} odd notebooks (seed ${SEED})`, () => {
  fc.assert(
    fc.property(patients, patient => examine(patient, keep)),
    { numRuns: RUNS, seed: SEED }
  );
}, 300_000);

it('leaves every cell that CPython parses one that it parses', () => {
  const changed = [...changes.values()];
  expect(changed.length).toBeGreaterThan(RUNS / 10);
  const pairs = changed.map(({ before, after }) => [
    withoutMagics(before),
    withoutMagics(after)
  ]);
  const answer = execFileSync('python3', [join(__dirname, 'parse.py')], {
    input: JSON.stringify(pairs)
  });
  const broken = JSON.parse(answer.toString()) as number[];
  expect(broken.map(index => changed[index])).toEqual([]);
}, 60_000);
