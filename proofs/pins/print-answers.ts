/** Prints every case with the solver's corrected commands, for `record.py`. */
import releases from '../../src/core/compatibility/releases.json';
import { answer } from './answer';
import { drawCases, DRAWN } from './cases';
import { HARD_CASES } from './hard-cases';

const rows = [...HARD_CASES, ...drawCases(releases, DRAWN)].map(one => ({
  ...one,
  corrected: answer(one, releases).corrected
}));
console.log(JSON.stringify(rows));
