import type { Edit } from '../core/fixes/model';
import { stepsOf } from './steps';

const notebook = {
  language: 'python',
  cells: ['import keras', 'lr = 1', 'x'].map((source, index) => ({
    id: String(index),
    type: 'code' as const,
    source,
    editable: true,
    insertedBy: null
  }))
};

const insertion: Edit = {
  kind: 'insert-cell',
  beforeCellId: '1',
  source: 'new',
  rule: 'r'
};
const replacement: Edit = {
  kind: 'replace',
  cellId: '1',
  from: 0,
  to: 2,
  expected: 'lr',
  text: 'learning_rate'
};

describe('stepsOf', () => {
  it('gives whole cells, named as they are before anything is inserted', () => {
    expect(stepsOf(notebook, [insertion, replacement])).toEqual([
      { kind: 'insert', source: 'new', before: 1 },
      { kind: 'change', source: 'learning_rate = 1', cell: 1 }
    ]);
  });

  it('puts a cell at the end', () => {
    const atEnd = { ...insertion, beforeCellId: null };
    expect(stepsOf(notebook, [atEnd])).toEqual([
      { kind: 'insert', source: 'new', before: null }
    ]);
  });

  it('gives none for another notebook', () => {
    expect(
      stepsOf(notebook, [insertion, { ...replacement, expected: 'zz' }])
    ).toEqual([]);
  });
});
