/** The pin solver on problems drawn by the generator of its proofs, grouped by how many requirements they have. */
import { installedOf } from '../proofs/pins/answer';
import { drawCases, type ICase } from '../proofs/pins/cases';
import { pinKnowledge } from '../src/core/compatibility/pin-knowledge';
import { solvePins } from '../src/core/compatibility/solve-pins';
import type { IMeasurement } from './measure';
import { isQuick, median, report, time } from './measure';

const goal = 5;
const cases = drawCases(pinKnowledge.releases, isQuick ? 200 : 1000);

function solve(one: ICase): number {
  const { python, installs, keras } = one;
  const distributions = installedOf(one, pinKnowledge.releases);
  const where = { platform: 'linux', machine: 'x86_64', host: null };
  const environment = { python, ...where, distributions };
  return time(() => solvePins({ environment, installs, keras }, pinKnowledge));
}

cases.slice(0, 50).forEach(solve);
const times = cases.map(one => ({
  n: one.installs.flat().length,
  ms: solve(one)
}));
const sorted = times.map(({ ms }) => ms).sort((left, right) => left - right);
const measurements: IMeasurement[] = [
  {
    what: 'pin solver, all problems',
    n: cases.length,
    unit: 'problems',
    ms: median(sorted),
    rivals: { goal }
  },
  {
    what: 'pin solver, slowest of twenty',
    n: cases.length,
    unit: 'problems',
    ms: sorted[Math.floor(0.95 * sorted.length)],
    rivals: { goal }
  }
];
for (const n of [1, 2, 3, 4]) {
  const group = times.filter(each => each.n === n).map(({ ms }) => ms);
  if (group.length > 0) {
    measurements.push({
      what: 'pin solver',
      n,
      unit: 'requirements',
      ms: median(group),
      rivals: { goal }
    });
  }
}
report(measurements);
