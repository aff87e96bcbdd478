/** What notebooks are made of before they are mutated: everything in this repository that looks like one. */
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import type { IEnvironment } from '../src/core/environment/model';
import { makeEnvironment } from '../src/core/environment/make-environment';
import { parseProbe } from '../src/core/environment/parse-probe';
import { rules } from '../src/core/rules';

const root = join(__dirname, '..');

/** The code cells of the examples, of the rules' own examples and of the notebooks and cases of other tests. */
export const notebooks: readonly (readonly string[])[] = [
  ...files('examples', /\.ipynb$/).map(cellsOfIpynb),
  ...rules.flatMap(({ examples, clean }) => [
    ...examples.map(({ before }) => before),
    ...examples.flatMap(({ after }) => (after ? [after] : [])),
    ...clean.map(({ cells }) => cells)
  ]),
  ...files('src/core/rules/notebooks', /\.py$/).map(text =>
    text.split(/^# %%.*\n/m).slice(1)
  ),
  ...files('src/core/notebook/cases', /\.txt$/).flatMap(text =>
    text
      .split(/^### .*\n/m)
      .slice(1)
      .map(part => part.slice(0, part.indexOf('\n==>')).split('\n---\n'))
  )
];

/** The kernels of the proofs, a bare Python, and one in which Keras 3 is already imported. */
export const environments: readonly IEnvironment[] = kernels();

function kernels(): IEnvironment[] {
  const recorded = files('proofs/fixtures', /\.json$/).map(answer => {
    const environment = parseProbe(answer);
    if ('error' in environment) {
      throw new Error(environment.error);
    }
    return environment;
  });
  const [some] = recorded;
  return [
    ...recorded,
    ...recorded.map(each => ({ ...each, loaded: keras3In(each) })),
    makeEnvironment({ python: '3.12.4', versions: {} }),
    {
      ...some,
      host: 'colab',
      variables: { ...some.variables, TF_USE_LEGACY_KERAS: '1' }
    }
  ];
}

/** What `import keras` and a use of `tf.keras` leave. */
function keras3In({ loaded }: IEnvironment): IEnvironment['loaded'] {
  return {
    ...loaded,
    tensorflow: true,
    keras: true,
    tfKeras: 'keras3',
    tfKerasPath: 'keras3',
    backend: 'tensorflow'
  };
}

function files(folder: string, name: RegExp): string[] {
  return readdirSync(join(root, folder))
    .filter(file => name.test(file))
    .sort()
    .map(file => readFileSync(join(root, folder, file), 'utf8'));
}

function cellsOfIpynb(text: string): string[] {
  const { cells } = JSON.parse(text) as {
    cells: { cell_type: string; source: string[] | string }[];
  };
  return cells
    .filter(cell => cell.cell_type === 'code')
    .map(({ source }) => [source].flat().join(''));
}
