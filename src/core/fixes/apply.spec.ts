import type { ICell, INotebook } from '../notebook/model';
import { apply } from './apply';
import type { Edit, IFix } from './model';
import { plan } from './plan';
import { removeStatement } from './replace-text';

function notebook(...sources: string[]): INotebook {
  const cells = sources.map((source, index): ICell => ({
    id: `c${index}`,
    type: 'code',
    source,
    editable: true,
    insertedBy: null
  }));
  return { cells, language: 'python' };
}

function replace(
  cellId: string,
  from: number,
  expected: string,
  text: string
): Edit {
  return {
    kind: 'replace',
    cellId,
    from,
    to: from + expected.length,
    expected,
    text
  };
}

function insert(beforeCellId: string | null, source: string): Edit {
  return { kind: 'insert-cell', beforeCellId, source, rule: 'a-rule' };
}

function sources({ cells }: INotebook): string[] {
  return cells.map(cell => cell.source);
}

function fix(...edits: Edit[]): IFix {
  return { title: 'mend', choice: 'repair', edits };
}

describe('apply', () => {
  it('replaces several ranges of one cell, whatever their order', () => {
    const { notebook: after } = apply(notebook('a b c'), [
      replace('c0', 0, 'a', 'first'),
      replace('c0', 4, 'c', 'third')
    ]);
    expect(sources(after)).toEqual(['first b third']);
  });

  it('inserts before the cell that it names, wherever that has moved', () => {
    const edits = [insert('c1', 'new'), replace('c1', 0, 'b', 'B')];
    expect(sources(apply(notebook('a', 'b'), edits).notebook)).toEqual([
      'a',
      'new',
      'B'
    ]);
    const moved = notebook('a', 'b');
    const withMore = {
      ...moved,
      cells: [{ ...moved.cells[0], id: 'x' }, ...moved.cells]
    };
    expect(sources(apply(withMore, edits).notebook)).toEqual([
      'a',
      'a',
      'new',
      'B'
    ]);
  });

  it('keeps the order of two cells that go to one place', () => {
    const { notebook: after } = apply(notebook('a'), [
      insert('c0', '1'),
      insert('c0', '2')
    ]);
    expect(sources(after)).toEqual(['1', '2', 'a']);
  });

  it('changes nothing when it is applied twice', () => {
    const edits = [insert('c1', 'new'), insert(null, 'last')];
    const once = apply(notebook('a', 'b'), edits).notebook;
    const twice = apply(once, edits);
    expect(sources(twice.notebook)).toEqual(['a', 'new', 'b', 'last']);
    expect(twice.stale).toEqual([]);
  });

  it('appends where no cell is named', () => {
    expect(sources(apply(notebook('a'), [insert(null, 'z')]).notebook)).toEqual(
      ['a', 'z']
    );
  });

  it('changes nothing at all when one text is no longer there', () => {
    const given = notebook('a', 'b');
    const { notebook: after, stale } = apply(given, [
      replace('c0', 0, 'a', 'A'),
      replace('c1', 0, 'x', 'B')
    ]);
    expect(after).toBe(given);
    expect(stale).toHaveLength(1);
  });

  it('leaves cells alone that are not editable', () => {
    const given = notebook('a');
    const locked = {
      ...given,
      cells: [{ ...given.cells[0], editable: false }]
    };
    expect(apply(locked, [replace('c0', 0, 'a', 'A')]).stale).toHaveLength(1);
  });
});

describe('plan', () => {
  it('does an edit once that two fixes share', () => {
    const { edits, fixes } = plan([
      fix(insert('c0', 'x')),
      fix(insert('c0', 'x'), replace('c0', 0, 'a', 'b'))
    ]);
    expect(edits).toHaveLength(2);
    expect(fixes.map(planned => planned.edits.length)).toEqual([1, 1]);
  });

  it('postpones a fix as a whole when a part of it overlaps an earlier one', () => {
    const late = fix(replace('c1', 0, 'b', 'B'), replace('c0', 1, 'bc', 'X'));
    const { edits, postponed } = plan([fix(replace('c0', 0, 'ab', 'Y')), late]);
    expect(edits).toHaveLength(1);
    expect(postponed).toEqual([late]);
  });

  it('leaves out fixes that have nothing to add', () => {
    const { fixes } = plan([fix(insert('c0', 'x')), fix(insert('c0', 'x'))]);
    expect(fixes).toHaveLength(1);
  });
});

describe('removeStatement', () => {
  it.each([
    ['a line', 'a\nb\nc', 'b', 'a\nc'],
    ['the last line', 'a\nb', 'b', 'a'],
    ['the only line', 'b', 'b', ''],
    ['its comment too', 'a\nb  # why\nc', 'b', 'a\nc'],
    ['in a block', 'if x:\n    b\nc', 'b', 'if x:\n    pass\nc'],
    ['among others', 'a; b; c', 'b', 'a; pass; c']
  ])('%s', (_, source, statement, expected) => {
    const given = notebook(source);
    const from = source.indexOf(statement);
    const edit = removeStatement(given, {
      cell: 0,
      from,
      to: from + statement.length
    });
    expect(sources(apply(given, [edit]).notebook)).toEqual([expected]);
  });
});
