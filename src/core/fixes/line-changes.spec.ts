import type { INotebook } from '../notebook/model';
import { lineChanges } from './line-changes';
import type { Edit } from './model';
import { replaceSpan } from './replace-text';

const sources = ['one two\nthree\nfour\n', 'five'];
const notebook: INotebook = {
  language: 'python',
  cells: sources.map((source, index) => ({
    id: `cell-${index}`,
    type: 'code',
    editable: true,
    insertedBy: null,
    source
  }))
};

/** Replaces a word by a text. */
function edit(word: string, text: string): Edit {
  const cell = sources.findIndex(source => source.includes(word));
  const from = sources[cell].indexOf(word);
  return replaceSpan(notebook, { cell, from, to: from + word.length }, text);
}

function changes(...edits: Edit[]): string[] {
  return lineChanges(edits, notebook).map(
    ({ cell, before, after }) => `${cell}: ${before} → ${after}`
  );
}

it('two edits of a line are one change of it', () => {
  expect(changes(edit('two', '2'), edit('one', '1'))).toEqual([
    '0: one two → 1 2'
  ]);
});

it('edits of other lines are other changes, in the order of the notebook', () => {
  expect(
    changes(edit('five', '5'), edit('four', '4'), edit('one', '1'))
  ).toEqual(['0: one two → 1 two', '0: four → 4', '1: five → 5']);
});

it('what takes a line break in takes the next line in', () => {
  expect(changes(edit('two\nthree', '2'), edit('one', '1'))).toEqual([
    '0: one two\nthree → 1 2'
  ]);
});

it('a line that is taken out leaves the next one alone', () => {
  expect(changes(edit('three\n', ''), edit('four', '4'))).toEqual([
    '0: three → ',
    '0: four → 4'
  ]);
});

it.each([
  ['cell-1', 1],
  [null, 2]
] as const)('a new cell before %s', (beforeCellId, cell) => {
  const insert: Edit = {
    kind: 'insert-cell',
    beforeCellId,
    source: 'new',
    rule: 'rule'
  };
  expect(lineChanges([edit('five', '5'), insert], notebook)).toContainEqual({
    cell,
    isNewCell: true,
    before: '',
    after: 'new'
  });
});
