import { readFileSync } from 'fs';
import { join } from 'path';
import * as fc from 'fast-check';
import { makeNotebook } from './notebook/make-notebook';
import { knows } from './compatibility/api-names';
import { diagnose } from './diagnose';
import type { IEnvironment } from './environment/model';
import { parseProbe } from './environment/parse-probe';
import { scan } from './notebook/scan';
import { ScanCache } from './notebook/scan-cache';
import { rules } from './rules';
import { defaultOptions } from './rules/model';
import { untranslated } from './translate';

/** The examples of every rule, so that each has something to say, and cells to put in the place of theirs. */
const examples = rules.flatMap(({ examples: failing, clean }) => [
  ...failing.map(({ before }) => before),
  ...clean.map(({ cells }) => cells)
]);
const texts = [
  '',
  'import keras',
  'import tf_keras as keras',
  ...examples.flat()
];

const edit = fc.record({
  how: fc.constantFrom(
    'type',
    'replace',
    'replace',
    'insert',
    'remove',
    'move'
  ),
  at: fc.noBias(fc.nat(1000)),
  text: fc.constantFrom(...texts)
});
const notebook = fc.array(fc.constantFrom(...examples), {
  minLength: 3,
  maxLength: 5
});
const edits = fc.array(edit, { minLength: 10, maxLength: 20 });
type Edit = typeof edit extends fc.Arbitrary<infer Value> ? Value : never;

/** The cells again and again, as many as asked for. */
function repeated(cells: readonly string[], size: number): string[] {
  return Array.from({ length: size }, (_, at) => cells[at % cells.length]);
}

function edited(cells: readonly string[], { how, at, text }: Edit): string[] {
  const index = at % (cells.length + 1);
  const [before, after] = [cells.slice(0, index), cells.slice(index)];
  const [here = '', ...rest] = after;
  switch (how) {
    case 'type':
      return [...before, `${here}\n${text.slice(0, at % 40)}`, ...rest];
    case 'replace':
      return [...before, text, ...rest];
    case 'insert':
      return [...before, text, ...after];
    case 'remove':
      return [...before, ...rest];
    case 'move':
      return [...after, ...before];
  }
}

function kernel(name: string): IEnvironment {
  const file = join(__dirname, '..', '..', 'proofs', 'fixtures', name);
  const environment = parseProbe(readFileSync(`${file}.json`, 'utf8'));
  if ('error' in environment) {
    throw new Error(environment.error);
  }
  return environment;
}

/** What the doctor says, as text that two answers can be compared by. */
function said(
  cells: readonly string[],
  cache: ScanCache,
  environment: IEnvironment
): string {
  const facts = scan(makeNotebook(...cells), cache);
  const { diagnostics, verdict, keras } = diagnose(
    facts,
    environment,
    defaultOptions,
    untranslated
  );
  return JSON.stringify({ diagnostics, verdict, keras }, null, 1);
}

describe('diagnose', () => {
  // What is kept is kept for 16 cells, for 256, and so on: the long notebooks have three such levels.
  it.each([
    { name: 'tf-2.15', size: 20, numRuns: 6 },
    { name: 'tf-2.16-with-tf-keras', size: 20, numRuns: 6 },
    { name: 'tf-2.16-with-tf-keras', size: 300, numRuns: 2 }
  ])(
    'says the same after any edits as of a notebook that it never saw, of $size cells on $name',
    ({ name, size, numRuns }) => {
      const environment = kernel(name);
      const property = fc.property(notebook, edits, (drawn, changes) => {
        const cache = new ScanCache(knows);
        let cells = repeated(drawn.flat(), size - 5);
        for (const change of changes) {
          const after = said(cells, cache, environment);
          expect(after).toBe(said(cells, new ScanCache(knows), environment));
          cells = edited(cells, change).slice(0, size);
        }
      });
      fc.assert(property, { seed: 11, numRuns });
    }
  );

  // Each is a property of every object in JavaScript, and no word of Keras.
  it.each(['constructor', 'toString', 'hasOwnProperty', '__proto__'])(
    'says of %s what it says of any other name',
    name => {
      const other = name.replace(/[a-z]/, 'q');
      const cells = (word: string) => [
        `%pip install ${word}==1.0 "tensorflow==2.16.2"`,
        `import tensorflow as tf\nfrom tensorflow import keras\nfrom tensorflow.python.keras.${word} import a\nfrom keras.${word} import b`,
        `model = keras.Sequential([keras.layers.${word}(1)])\nmodel.compile("sgd", "${word}", metrics=["${word}"])\nmodel.save("a.h5")\nkeras.models.load_model("a.h5")`,
        `model.fit_generator(data, ${word}=1, callbacks=[keras.callbacks.EarlyStopping("${word}")])`,
        `tf.${word}(keras.Input([1]))\nkeras.backend.${word}(1)\nkeras.${word}.Layer()`
      ];
      for (const kernelName of ['tf-2.15', 'tf-2.16-with-tf-keras']) {
        const environment = kernel(kernelName);
        const ask = (word: string) =>
          said(cells(word), new ScanCache(knows), environment);
        expect(ask(name).split(name).join(other)).toBe(ask(other));
      }
    }
  );

  it('notices that one name has taken the place of another', () => {
    const cache = new ScanCache(knows);
    const model = 'import keras\nmodel = keras.Sequential()';
    const environment = kernel('tf-2.16-with-tf-keras');
    const before = said([model, 'model.compile()'], cache, environment);
    expect(before).not.toContain('reset_states');
    const after = said([model, 'model.reset_states()'], cache, environment);
    expect(after).toContain('model-reset-states');
  });
});
