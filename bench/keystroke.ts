/** From a changed cell to the diagnosis: a scan with the cache of the last one, and the rules. Nothing is painted. */
import { aKernel } from './a-kernel';
import type { IMeasurement } from './measure';
import { isQuick, median, report } from './measure';
import { NotebookDrawer } from './notebooks';
import { knows } from '../src/core/compatibility/api-names';
import { diagnose } from '../src/core/diagnose';
import { scan } from '../src/core/notebook/scan';
import { ScanCache } from '../src/core/notebook/scan-cache';
import { defaultOptions } from '../src/core/rules/model';
import { untranslated } from '../src/core/translate';

const frame = 1000 / 60;
const sizes = isQuick ? [10, 100, 1000] : [10, 100, 1000, 5000];

interface ITimes {
  readonly total: number;
  readonly scan: number;
  readonly diagnose: number;
}

/** Which cell the user types in. */
const places: Readonly<Record<string, (cells: number) => number>> = {
  'keystroke in the middle': cells => cells >> 1,
  'keystroke in the imports': () => 1
};

function typeInto(count: number, place: (cells: number) => number): ITimes[] {
  let notebook = new NotebookDrawer(count).ofCells(count);
  const cache = new ScanCache(knows);
  let at = place(count);
  while (notebook.cells[at].type !== 'code') {
    at++;
  }
  const rounds = isQuick ? 7 : 21;
  const times = Array.from({ length: rounds + 3 }, (_, round) => {
    const cells = [...notebook.cells];
    const { source } = cells[at];
    cells[at] = { ...cells[at], source: source + (round === 0 ? '\nx' : 'x') };
    notebook = { ...notebook, cells };
    const start = performance.now();
    const facts = scan(notebook, cache);
    const afterScan = performance.now();
    diagnose(facts, aKernel, defaultOptions, untranslated);
    const end = performance.now();
    return {
      total: end - start,
      scan: afterScan - start,
      diagnose: end - afterScan
    };
  });
  return times.slice(3);
}

const measurements: IMeasurement[] = [];
for (const [what, place] of Object.entries(places)) {
  for (const n of sizes) {
    const times = typeInto(n, place);
    const of = (part: keyof ITimes) => median(times.map(each => each[part]));
    measurements.push({
      what,
      n,
      unit: 'cells',
      ms: of('total'),
      rivals: { limit: 8, 'one frame': frame }
    });
    for (const part of ['scan', 'diagnose'] as const) {
      measurements.push({
        what: `${what}: ${part}`,
        n,
        unit: 'cells',
        ms: of(part),
        rivals: {}
      });
    }
  }
}
report(measurements);
