import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { knows } from './compatibility/api-names';
import type { IDiagnosis } from './diagnose';
import { diagnose } from './diagnose';
import type { IEnvironment } from './environment/model';
import { parseProbe } from './environment/parse-probe';
import { apply } from './fixes/apply';
import { makeNotebook } from './notebook/make-notebook';
import type { INotebook } from './notebook/model';
import { scan } from './notebook/scan';
import { ScanCache } from './notebook/scan-cache';
import type { IOutcome } from './outcome';
import { otherOutcome, planOutcome } from './outcome';
import { rules } from './rules';
import type { IOptions } from './rules/model';
import { defaultOptions } from './rules/model';
import { untranslated } from './translate';

const root = join(__dirname, '..', '..');
const fixtures = join(root, 'proofs', 'fixtures');
const environments = new Map(
  readdirSync(fixtures).map(file => {
    const found = parseProbe(readFileSync(join(fixtures, file), 'utf8'));
    if ('error' in found) {
      throw new Error(found.error);
    }
    return [file.replace('.json', ''), found];
  })
);

function kernel(name: string): IEnvironment {
  const found = environments.get(name);
  if (!found) {
    throw new Error(`no environment ${name}`);
  }
  return found;
}

function look(
  notebook: INotebook,
  environment: string,
  wantedKeras: IOptions['wantedKeras'] = 'auto'
): IDiagnosis {
  const facts = scan(notebook, new ScanCache(knows));
  const options = { ...defaultOptions, wantedKeras };
  return diagnose(facts, kernel(environment), options, untranslated);
}

function sources({ cells }: INotebook): string[] {
  return cells.map(({ source }) => source);
}

const legacyCell =
  '# Keras Doctor: this notebook needs Keras 2. Keep this cell before the first import of TensorFlow or Keras.\nimport os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"';
const gru =
  'from tensorflow import keras\nmodel = keras.Sequential([keras.layers.GRU(4, stateful=True, batch_input_shape=[1, None, 3])])';
const save = 'model.compile("sgd", "mse")\nmodel.save("model.h5")';

function fixed(...cells: string[]): IOutcome {
  const first = look(makeNotebook(...cells), 'tf-2.16-with-tf-keras');
  return planOutcome(first, untranslated);
}

describe('an outcome', () => {
  it('mends what is left on the Keras that is chosen, and nothing that is right there', () => {
    const { steps, after } = fixed(gru, save);
    expect(steps.map(({ choice }) => choice)).toEqual(['legacy']);
    expect(sources(after.facts.notebook)).toEqual([legacyCell, gru, save]);
  });

  it('tells what it skips: what may not be edited', () => {
    const notebook = makeNotebook(
      'import tensorflow as tf\nloss = tf.keras.metrics.Mean()',
      'opt = tf.keras.optimizers.Adam(lr=0.1)'
    );
    const { cells } = notebook;
    const locked = {
      ...notebook,
      cells: [cells[0], { ...cells[1], editable: false }]
    };
    const outcome = planOutcome(
      look(locked, 'tf-2.16', 'keras3'),
      untranslated
    );
    expect(outcome.edits).toEqual([]);
    expect(outcome.skipped.map(({ choice }) => choice)).toEqual(['repair']);
  });

  it('has another one beside it where there are two ways', () => {
    const first = look(makeNotebook(gru), 'tf-2.16-with-tf-keras');
    const outcome = planOutcome(first, untranslated);
    const other = otherOutcome(first, outcome, untranslated);
    expect(other?.steps.map(({ choice }) => choice)).toEqual(['migrate']);
    expect(other?.after.diagnostics).toEqual([]);
    const asWanted = look(makeNotebook(gru), 'tf-2.16-with-tf-keras', 'keras3');
    const rewritten = planOutcome(asWanted, untranslated);
    expect(rewritten.edits).toEqual(other?.edits);
  });
});

const fit = 'model.compile("sgd", "mse")\nmodel.fit(x, y)';
const fast =
  'from tensorflow.python.autograph.core import config\nconfig.CONVERSION_RULES = (config.DoNotConvert("tf_keras"),) + config.CONVERSION_RULES';

describe('a notebook that trains and is put on Keras 2', () => {
  it('gets a first fit that is fast, in the cell that does so', () => {
    const { after } = fixed(gru, fit);
    const [inserted, ...own] = sources(after.facts.notebook);
    expect(inserted.startsWith(legacyCell)).toBe(true);
    expect(inserted.endsWith(fast)).toBe(true);
    expect(own).toEqual([gru, fit]);
    expect(after.diagnostics).toEqual([]);
  });

  it.each([
    'import os\nos.environ["CUDA_VISIBLE_DEVICES"] = "-1"',
    '%pip list'
  ])('does not import TensorFlow before %s', above => {
    const { after } = fixed(`${above}\n${gru}`, fit);
    const [inserted, own, second, last] = sources(after.facts.notebook);
    expect(inserted).toBe(legacyCell);
    expect([own, last]).toEqual([`${above}\n${gru}`, fit]);
    expect(second.endsWith(fast)).toBe(true);
    expect(after.diagnostics).toEqual([]);
  });
});

/** What could be mended and must be: "Fix all" is not done before there is none of it. */
function mendable({ diagnostics }: IDiagnosis): string[] {
  return diagnostics
    .filter(({ severity, fixes }) => severity !== 'info' && fixes.length > 0)
    .map(({ rule }) => rule);
}

/** What does not hold of a plan for a notebook; nothing where all does. */
function faults(
  notebook: INotebook,
  environment: string,
  wanted: IOptions['wantedKeras']
): string[] {
  const first = look(notebook, environment, wanted);
  const { edits, steps, after } = planOutcome(first, untranslated);
  const { notebook: mended, stale } = apply(notebook, edits);
  const isAsTold =
    stale.length === 0 &&
    JSON.stringify(sources(mended)) ===
      JSON.stringify(sources(after.facts.notebook));
  const now = look(mended, environment, wanted);
  const left = mendable(now);
  const needless = steps.filter(step => {
    const others = steps.filter(one => one !== step);
    const without = apply(
      notebook,
      others.flatMap(one => one.edits)
    );
    const found = look(without.notebook, environment, wanted);
    return without.stale.length > 0 || mendable(found).length <= left.length;
  });
  return [
    ...(isAsTold ? [] : ['is not what it told']),
    ...left.map(rule => `leaves ${rule}`),
    ...needless.map(({ title }) => `did not need: ${title}`),
    ...(errors(now) > errors(first) ? ['is worse than before'] : [])
  ].map(fault => `${environment}, ${wanted}: ${fault}`);
}

function errors({ diagnostics }: IDiagnosis): number {
  return diagnostics.filter(({ severity }) => severity === 'error').length;
}

const examples = rules.flatMap(({ id, examples: all }) =>
  all.map(({ name, environment, before }) => ({
    title: `${id}: ${name}`,
    environment,
    notebook: makeNotebook(...before)
  }))
);

const wholeNotebooks = [
  ...texts('src/core/rules/notebooks', /\.py$/).map(([title, text]) => ({
    title,
    notebook: makeNotebook(...text.split(/^# %%.*\n/m).slice(1))
  })),
  ...texts('examples', /\.ipynb$/).map(([title, text]) => ({
    title,
    notebook: makeNotebook(...codeOf(text))
  }))
];

function texts(folder: string, name: RegExp): [string, string][] {
  return readdirSync(join(root, folder))
    .filter(file => name.test(file))
    .map(file => [file, readFileSync(join(root, folder, file), 'utf8')]);
}

function codeOf(text: string): string[] {
  const { cells } = JSON.parse(text) as {
    cells: { cell_type: string; source: string[] | string }[];
  };
  return cells
    .filter(cell => cell.cell_type === 'code')
    .map(({ source }) => [source].flat().join(''));
}

describe('the plan leaves nothing that it could mend, and does nothing that is not needed', () => {
  it.each(examples)('$title', ({ environment, notebook }) => {
    expect([
      ...[...environments.keys()].flatMap(one => faults(notebook, one, 'auto')),
      ...faults(notebook, environment, 'legacy'),
      ...faults(notebook, environment, 'keras3')
    ]).toEqual([]);
  });

  it.each(wholeNotebooks)('$title', ({ notebook }) => {
    expect([
      ...faults(notebook, 'tf-2.16-with-tf-keras', 'auto'),
      ...faults(notebook, 'tf-2.16-with-tf-keras', 'keras3'),
      ...faults(notebook, 'tf-2.21', 'auto')
    ]).toEqual([]);
  });
});
