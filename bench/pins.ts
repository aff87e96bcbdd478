/**
 * The pin solver on problems drawn by the generator of its proofs, against `uv pip compile --offline` on the same requirements
 * and the same table: `pins UV FLAT_INDEX CACHE`.
 */
import { spawnSync } from 'node:child_process';
import { installedOf } from '../proofs/pins/answer';
import { drawCases, type ICase } from '../proofs/pins/cases';
import { pinKnowledge } from '../src/core/compatibility/pin-knowledge';
import { solvePins } from '../src/core/compatibility/solve-pins';
import type { IMeasurement } from './measure';
import { isQuick, median, report, time } from './measure';

const [, , uv, index, cache] = process.argv;
const limit = 5;
const cases = drawCases(pinKnowledge.releases, 1000);
/** uv takes a process for each problem; every tenth of them is enough for a median. */
const sample = cases.filter((_, at) => at % (isQuick ? 50 : 10) === 0);

function solve(one: ICase): number {
  const { python, installs, keras } = one;
  const distributions = installedOf(one, pinKnowledge.releases);
  const where = { platform: 'linux', machine: 'x86_64', host: null };
  const environment = { python, ...where, distributions };
  return time(() => solvePins({ environment, installs, keras }, pinKnowledge));
}

/** uv on the requirements of all commands at once; whether it found an answer, and how long it looked. */
function compile({ python, installs }: ICase) {
  const line = ['pip', 'compile', '-', '--offline', '--no-index', '--quiet'];
  line.push('--find-links', index, '--cache-dir', cache);
  line.push('--python-version', python, '--no-python-downloads');
  const input = `${installs.flat().join('\n')}\n`;
  let status: number | null = null;
  const ms = time(() => {
    ({ status } = spawnSync(uv, line, { input }));
  });
  if (status !== 0 && status !== 1) {
    throw new Error(`uv ended with ${status}`);
  }
  return { ms, isSolved: status === 0 };
}

function rivals(): IMeasurement['rivals'] {
  const solved = sample.filter(one => compile(one).isSolved);
  if (solved.length < sample.length / 2) {
    throw new Error(`uv solved ${solved.length} of ${sample.length} problems`);
  }
  return { 'uv pip compile': median(sample.map(one => compile(one).ms)) };
}

cases.slice(0, 50).forEach(solve);
const times = cases.map(one => ({
  n: one.installs.flat().length,
  ms: solve(one)
}));
const sorted = times.map(({ ms }) => ms).sort((left, right) => left - right);
const all = { n: cases.length, unit: 'problems' };
const measurements: IMeasurement[] = [
  {
    ...all,
    what: 'pin solver, median',
    ms: median(sorted),
    rivals: { limit, ...rivals() }
  },
  {
    ...all,
    what: 'pin solver, slowest of twenty',
    ms: sorted[Math.floor(0.95 * sorted.length)],
    rivals: { limit }
  }
];
for (const n of [1, 2, 3, 4]) {
  measurements.push({
    what: 'pin solver',
    n,
    unit: 'requirements',
    ms: median(times.filter(each => each.n === n).map(({ ms }) => ms)),
    rivals: { limit }
  });
}
report(measurements);
