/** @jest-environment jsdom */
import { makeEnvironment } from '../core/environment/make-environment';
import type { INotebook } from '../core/notebook/model';
import { defaultOptions } from '../core/rules/model';
import { untranslated } from '../core/translate';
import { Examiner } from './examiner';

const environment = makeEnvironment({
  python: '3.12.4',
  versions: { tensorflow: '2.16.2', keras: '3.15.1' }
});

/** Read anew each time, as from a document. */
const read = (...sources: string[]): INotebook => ({
  language: 'python',
  cells: sources.map((source, index) => ({
    id: `cell-${index}`,
    type: 'code',
    source,
    editable: true,
    insertedBy: null
  }))
});

const legacy = [
  'import tensorflow as tf',
  'tf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])'
];

async function examine() {
  const examiner = new Examiner(untranslated);
  await examiner.load();
  return examiner;
}

describe('Examiner', () => {
  it('works nothing out again where nothing changed', async () => {
    const examiner = await examine();
    const first = examiner.diagnose(
      read(...legacy),
      environment,
      defaultOptions
    );
    expect(first.diagnostics.map(({ rule }) => rule)).toContain(
      'batch-input-shape'
    );
    expect(
      examiner.diagnose(read(...legacy), environment, defaultOptions)
    ).toBe(first);
  });

  it.each([
    ['the text', { notebook: read(legacy[0]) }],
    ['the kernel', { kernel: { ...environment } }],
    ['the settings', { options: { ...defaultOptions } }]
  ])('looks again where %s changed', async (_, change) => {
    const examiner = await examine();
    const same = {
      notebook: read(...legacy),
      kernel: environment,
      options: defaultOptions
    };
    const next = { ...same, ...change };
    const first = examiner.diagnose(same.notebook, same.kernel, same.options);
    const second = examiner.diagnose(next.notebook, next.kernel, next.options);
    expect(second).not.toBe(first);
    expect(second.facts.notebook).toEqual(next.notebook);
    expect(second.environment).toBe(next.kernel);
    expect(second.options).toBe(next.options);
  });

  it('stops reading ahead when the kernel has answered, and reads what is left then', async () => {
    const examiner = await examine();
    let asked = 0;
    await examiner.readAhead(
      () => read(...legacy),
      () => ++asked < 2
    );
    expect(asked).toBe(3);
    const { references } = examiner.scan(read(...legacy));
    expect(references.map(({ name }) => name)).toContain(
      'tensorflow.keras.layers.GRU'
    );
  });
});
