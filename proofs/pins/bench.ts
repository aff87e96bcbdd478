/** How long a solve takes: `npx esbuild proofs/pins/bench.ts --bundle --platform=node | node`. */
import { pinKnowledge } from '../../src/core/compatibility/pin-knowledge';
import { solvePins } from '../../src/core/compatibility/solve-pins';
import { installedOf } from './answer';
import { drawCases, type ICase } from './cases';
import { HARD_CASES } from './hard-cases';

const ROUNDS = 5;

function milliseconds({ python, installs, keras, installed }: ICase): number {
  const distributions = installedOf(
    { python, installs, keras, installed },
    pinKnowledge.releases
  );
  const environment = {
    python,
    platform: 'linux',
    machine: 'x86_64',
    host: null,
    distributions
  };
  const start = performance.now();
  solvePins({ environment, installs, keras }, pinKnowledge);
  return performance.now() - start;
}

function report(what: string, cases: readonly ICase[]): void {
  for (let round = 1; round <= ROUNDS; round++) {
    const times = cases.map(milliseconds);
    const sorted = times.slice().sort((left, right) => left - right);
    const at = (share: number) =>
      sorted[Math.floor(share * (sorted.length - 1))].toFixed(2);
    console.log(
      `${what}, round ${round}: first ${times[0].toFixed(2)} ms, median ${at(0.5)}, 90 % ${at(0.9)}, all ${at(1)}`
    );
  }
}

report('cases that notebooks are known for', HARD_CASES);
report('drawn at random', drawCases(pinKnowledge.releases, 200));
