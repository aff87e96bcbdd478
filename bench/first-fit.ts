/**
 * The first `fit` after the click against the same `fit` on Keras 3, each in a Python of its own, in turns: on TensorFlow 2.16
 * tf-keras takes 10 to 18 s longer without the line that the inserted cell has.
 *
 * `node first-fit.cjs PYTHON FIXTURE [--quick]`: the Python has TensorFlow 2.16 and tf-keras, and the fixture is what the probe saw
 * there.
 */
import { execFileSync } from 'child_process';
import { readFileSync } from 'fs';
import { knows } from '../src/core/compatibility/api-names';
import { diagnose } from '../src/core/diagnose';
import { parseProbe } from '../src/core/environment/parse-probe';
import { apply } from '../src/core/fixes/apply';
import { makeNotebook } from '../src/core/notebook/make-notebook';
import { scan } from '../src/core/notebook/scan';
import { ScanCache } from '../src/core/notebook/scan-cache';
import { planOutcome } from '../src/core/outcome';
import { defaultOptions } from '../src/core/rules/model';
import { untranslated } from '../src/core/translate';
import { isQuick, report, takeTurns } from './measure';

const [python, fixture] = process.argv.slice(2);
const steps = 40;
const notebook = makeNotebook(
  'import time\nimport numpy as np\nimport tensorflow as tf',
  'model = tf.keras.Sequential([tf.keras.layers.Dense(8), tf.keras.layers.Dense(1)])\nmodel.compile("adam", "mse")',
  `x, y = np.ones((${steps * 8}, 4)), np.ones((${steps * 8}, 1))\nstart = time.perf_counter()\nmodel.fit(x, y, batch_size=8, verbose=0)\nprint((time.perf_counter() - start) * 1000)`
);

/** The cells that "Fix Keras Version" leaves for somebody who wants Keras 2. */
function afterTheClick(): string[] {
  const environment = parseProbe(readFileSync(fixture, 'utf8'));
  if ('error' in environment) {
    throw new Error(environment.error);
  }
  const facts = scan(notebook, new ScanCache(knows));
  const options = { ...defaultOptions, wantedKeras: 'legacy' as const };
  const diagnosis = diagnose(facts, environment, options, untranslated);
  const { edits } = planOutcome(diagnosis, untranslated);
  return apply(notebook, edits).notebook.cells.map(({ source }) => source);
}

function milliseconds(cells: readonly string[]): number {
  const output = execFileSync(python, ['-c', cells.join('\n')], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore']
  });
  return Number(output.trim().split('\n').pop());
}

const before = notebook.cells.map(({ source }) => source);
const after = afterTheClick();
const { keras3, clicked } = takeTurns(isQuick ? 1 : 4, {
  keras3: () => milliseconds(before),
  clicked: () => milliseconds(after)
});
report([
  {
    what: 'first fit after the click',
    n: steps,
    unit: 'steps',
    ms: clicked,
    rivals: { 'Keras 3': keras3 }
  }
]);
