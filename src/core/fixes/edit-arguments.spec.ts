import type { INotebook } from '../notebook/model';
import { scan } from '../notebook/scan';
import { apply } from './apply';
import { findArgument, removeArguments, renameKeyword } from './edit-arguments';

function notebookOf(call: string): INotebook {
  const source = `import keras\nmodel = keras.Sequential()\n${call}`;
  return {
    language: 'python',
    cells: [{ id: 'a', type: 'code', source, editable: true, insertedBy: null }]
  };
}

/** The call without the arguments of those names. */
function without(call: string, ...names: string[]): string {
  const notebook = notebookOf(call);
  const reference = scan(notebook).references.find(({ name }) =>
    name.endsWith('#fit')
  );
  const found = names.flatMap(
    name => findArgument(reference?.call ?? null, name) ?? []
  );
  const edits = reference?.call
    ? removeArguments(notebook, reference.call, found)
    : [];
  const { source } = apply(notebook, edits).notebook.cells[0];
  return source.slice(source.indexOf('model.fit'));
}

describe('removeArguments', () => {
  it.each([
    ['model.fit(x, workers=4)', 'model.fit(x)'],
    ['model.fit(workers=4)', 'model.fit()'],
    ['model.fit(workers=4, x=x)', 'model.fit(x=x)'],
    ['model.fit(x, workers=4, epochs=2)', 'model.fit(x, epochs=2)'],
    ['model.fit(x, workers=4, queue=1, epochs=2)', 'model.fit(x, epochs=2)'],
    ['model.fit(workers=4, queue=1)', 'model.fit()'],
    ['model.fit(queue=1, epochs=2, workers=4,)', 'model.fit(epochs=2,)'],
    [
      'model.fit(\n    x,\n    workers=4,  # fast\n    epochs=2\n)',
      'model.fit(\n    x,  # fast\n    epochs=2\n)'
    ]
  ])('%j', (before, after) => {
    expect(without(before, 'workers', 'queue')).toBe(after);
  });

  it.each([
    'model.fit(x, *rest, workers=4)',
    'model.fit(workers=4, **rest)',
    'options = dict(workers=4)\nmodel.fit(x, **options)'
  ])('leaves %j alone', before => {
    expect(without(before, 'workers')).toBe(
      before.slice(before.indexOf('model.fit'))
    );
  });
});

describe('renameKeyword', () => {
  it.each([
    ['model.fit(lr = 1)', 'model.fit(rate = 1)'],
    [
      "options = {'lr': 1}\nmodel.fit(**options)",
      "options = {'rate': 1}\nmodel.fit(**options)"
    ],
    [
      'options = dict(lr=1)\nmodel.fit(**options)',
      'options = dict(rate=1)\nmodel.fit(**options)'
    ]
  ])('%j', (before, after) => {
    const notebook = notebookOf(before);
    const call = scan(notebook).references.find(({ name }) =>
      name.endsWith('#fit')
    )?.call;
    const argument = findArgument(call ?? null, 'lr');
    const edits = argument ? renameKeyword(notebook, argument, 'rate') : [];
    const { source } = apply(notebook, edits).notebook.cells[0];
    expect(source.endsWith(after)).toBe(true);
  });
});
