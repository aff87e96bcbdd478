/** What the doctor writes over pins can be installed wherever what stood there could. */
import fc from 'fast-check';
import { environmentFromTable } from '../compatibility/table-environment';
import { parseRequirement } from '../compatibility/requirement';
import { askPinSolver } from './ask-pin-solver';
import { diagnose } from '../diagnose';
import type { IEnvironment } from '../environment/model';
import { defaultOptions } from '../rules/model';
import type { INotebook } from '../notebook/model';
import { makeNotebook } from '../notebook/make-notebook';
import { scan } from '../notebook/scan';
import { untranslated } from '../translate';
import { apply } from './apply';
import { plan } from './plan';
import { pinsFix } from './pins-cell';
import { pipInstalls } from './pin-corrections';

const kernel = { python: '3.11.9', platform: 'linux', machine: 'x86_64' };
const environments = ['2.15.1', '2.16.2', '2.20.0'].map(version => {
  const made = environmentFromTable([`tensorflow==${version}`], kernel);
  if ('error' in made) {
    throw new Error(made.error);
  }
  return made;
});

/** How the version of TensorFlow is written; `value` is what it is when the notebook runs. */
const WAYS: readonly ((rest: string) => string)[] = [
  rest => `%pip install -q tensorflow=={TF} ${rest}`,
  rest => `!pip install tensorflow==$TF ${rest}`,
  rest => `!pip install "tensorflow=={TF}" ${rest}`,
  rest => `!pip install tensorflow=={TF.strip()} ${rest}`,
  rest => `!pip install {"tensorflow==" + TF} ${rest}`,
  rest => `!pip install tensorflow=={TF}\n!pip install ${rest || 'numpy'}`,
  rest => `import os\nos.system(f'pip install tensorflow=={TF} ${rest}')`,
  rest => `import os\nos.system('pip install tensorflow==%s ${rest}' % TF)`,
  rest =>
    `import subprocess, sys\nsubprocess.run([sys.executable, "-m", "pip", "install", "tensorflow==" + TF, ${rest
      .split(' ')
      .filter(Boolean)
      .map(word => JSON.stringify(word.replace(/"/g, '')))
      .join(', ')}])`
];
const COMPANIONS = [
  ...['keras==2.15.0', '"keras<3"', 'keras==3.3.3', 'keras', '"keras>=3"'],
  ...['tf-keras', 'tf-keras==2.15.1', 'tf-keras==2.16.0', 'tf-keras~=2.20.0'],
  ...['tensorflow-text==2.15.0', 'tensorflow-text', 'numpy==1.26.4']
];
const USES = [
  'import tensorflow as tf\ntf.keras.layers.GRU(4, batch_input_shape=(1, 2, 3))',
  'import keras\nkeras.ops.ones([2])',
  'import tensorflow as tf\ntf.keras.layers.Dense(4)',
  'import tf_keras'
];

const cases = fc.record({
  version: fc.constantFrom('2.15.0', '2.15.1', '2.16.2', '2.20.0'),
  way: fc.constantFrom(...WAYS),
  rest: fc.uniqueArray(fc.constantFrom(...COMPANIONS), { maxLength: 2 }),
  use: fc.constantFrom(...USES),
  environment: fc.constantFrom(...environments),
  isRead: fc.boolean()
});

/** Whether pip carries out every line, once the version is known. */
function canInstall(
  { cells }: INotebook,
  version: string,
  environment: IEnvironment
): boolean {
  const known = makeNotebook(
    ...cells.map(({ source }) =>
      source
        .replace(/^TF = .*/m, `TF = "${version}"`)
        .replace('TF.strip()', 'TF')
    )
  );
  const installs = pipInstalls(scan(known)).map(({ requirements }) =>
    requirements.map(({ text }) => text)
  );
  expect(installs.flat().map(parseRequirement)).not.toContain(null);
  return askPinSolver(
    { environment, installs, keras: 'any' },
    untranslated
  ).conflicts.every(({ kind }) => kind !== 'refused' && kind !== 'no-release');
}

it('offers no edit of a pin after which pip refuses what it would have installed', () => {
  let edited = 0;
  fc.assert(
    fc.property(cases, ({ version, way, rest, use, environment, isRead }) => {
      const notebook = makeNotebook(
        `TF = ${isRead ? JSON.stringify(version) : 'choose()'}`,
        way(rest.join(' ')),
        use
      );
      const isSound = canInstall(notebook, version, environment);
      const facts = scan(notebook);
      const diagnosis = diagnose(
        facts,
        environment,
        defaultOptions,
        untranslated
      );
      const own = pinsFix(diagnosis, untranslated);
      const fixes = diagnosis.diagnostics.flatMap(one => one.fixes);
      for (const fix of own && !isRead ? [...fixes, own] : fixes) {
        const { notebook: after, stale } = apply(notebook, plan([fix]).edits);
        edited += Number(fix.choice === 'pins');
        expect(stale).toEqual([]);
        expect(after.cells.map(({ source }) => source).join()).toContain(
          way('').includes('TF.strip') ? 'TF.strip()' : 'TF'
        );
        expect(canInstall(after, version, environment) || !isSound).toBe(true);
      }
      if (!isRead) {
        expect(diagnosis.keras.fault).toBe('unread');
        expect(fixes.filter(({ choice }) => choice === 'pins')).toEqual([]);
      }
    }),
    { numRuns: 150, seed: 17 }
  );
  expect(edited).toBeGreaterThan(8);
});
