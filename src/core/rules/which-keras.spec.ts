import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { rules } from '.';
import { makeNotebook } from '../notebook/make-notebook';
import { knows } from '../compatibility/api-names';
import { diagnose } from '../diagnose';
import type { IEnvironment } from '../environment/model';
import { parseProbe } from '../environment/parse-probe';
import type { INotebook } from '../notebook/model';
import { scan } from '../notebook/scan';
import { ScanCache } from '../notebook/scan-cache';
import { planOutcome } from '../outcome';
import { untranslated } from '../translate';
import type { IOptions } from './model';
import { defaultOptions } from './model';

const folder = join(__dirname, '..', '..', '..', 'proofs', 'fixtures');
const environments = readdirSync(folder).map(file => {
  const found = parseProbe(readFileSync(join(folder, file), 'utf8'));
  if ('error' in found) {
    throw new Error(found.error);
  }
  return { file, environment: found };
});

/** What one step would do about the choice between Keras 2 and Keras 3. */
function choicesOf(
  notebook: INotebook,
  environment: IEnvironment,
  wantedKeras: IOptions['wantedKeras']
): Set<string> {
  const facts = scan(notebook, new ScanCache(knows));
  const options = { ...defaultOptions, wantedKeras };
  const found = diagnose(facts, environment, options, untranslated);
  const { steps } = planOutcome(found, untranslated);
  const titles = steps.flatMap(({ title }) => title.split('; '));
  return new Set(
    titles.filter(title =>
      /^Use Keras 2|^Remove TF_USE_LEGACY_KERAS/.test(title)
    )
  );
}

const flag = 'import os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"';

it.each(rules.map(({ id, examples }) => [id, examples] as const))(
  'no step both asks for Keras 2 and takes that back: the examples of %s',
  (_, examples) => {
    const notebooks = examples.flatMap(({ before }) => [
      before,
      [flag, ...before]
    ]);
    const torn = notebooks.flatMap(cells =>
      environments.flatMap(({ file, environment }) =>
        (['auto', 'legacy', 'keras3'] as const)
          .filter(
            wanted =>
              choicesOf(makeNotebook(...cells), environment, wanted).size > 1
          )
          .map(wanted => ({ cells, file, wanted }))
      )
    );
    expect(torn).toEqual([]);
  }
);
