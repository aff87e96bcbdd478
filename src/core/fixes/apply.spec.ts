import { makeNotebook } from '../notebook/make-notebook';
import type { INotebook } from '../notebook/model';
import { apply } from './apply';
import type { Edit, IFix } from './model';
import { plan } from './plan';
import { removeStatements, replaceSpan } from './replace-text';

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
    const { notebook: after } = apply(makeNotebook('a b c'), [
      replace('c0', 0, 'a', 'first'),
      replace('c0', 4, 'c', 'third')
    ]);
    expect(sources(after)).toEqual(['first b third']);
  });

  it('inserts before the cell that it names, wherever that has moved', () => {
    const edits = [insert('c1', 'new'), replace('c1', 0, 'b', 'B')];
    expect(sources(apply(makeNotebook('a', 'b'), edits).notebook)).toEqual([
      'a',
      'new',
      'B'
    ]);
    const moved = makeNotebook('a', 'b');
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
    const { notebook: after } = apply(makeNotebook('a'), [
      insert('c0', '1'),
      insert('c0', '2')
    ]);
    expect(sources(after)).toEqual(['1', '2', 'a']);
  });

  it('changes nothing when it is applied twice', () => {
    const edits = [insert('c1', 'new'), insert(null, 'last')];
    const once = apply(makeNotebook('a', 'b'), edits).notebook;
    const twice = apply(once, edits);
    expect(sources(twice.notebook)).toEqual(['a', 'new', 'b', 'last']);
    expect(twice.stale).toEqual([]);
  });

  it('knows a cell that it inserted with others at one place', () => {
    const edits = [insert('c0', '1'), insert('c0', '2')];
    const once = apply(makeNotebook('a'), edits).notebook;
    expect(sources(apply(once, edits).notebook)).toEqual(['1', '2', 'a']);
  });

  it('gives every cell that it inserts a name of its own', () => {
    const once = apply(makeNotebook('a'), [insert('c0', '1')]).notebook;
    const twice = apply(once, [insert(once.cells[0].id, '2')]).notebook;
    expect(new Set(twice.cells.map(({ id }) => id)).size).toBe(3);
  });

  it('inserts no text twice, and none where the cell is another by now', () => {
    const given = makeNotebook('f()');
    const edit = replaceSpan(given, { cell: 0, from: 2, to: 2 }, 'x');
    const once = apply(given, [edit]).notebook;
    expect(sources(once)).toEqual(['f(x)']);
    expect(apply(once, [edit]).stale).toEqual([edit]);
    expect(apply(makeNotebook('g = 1; f()'), [edit]).stale).toEqual([edit]);
  });

  it('takes no line for its equal neighbour', () => {
    const given = makeNotebook('a = 1\na = 1');
    const edits = removeStatements(given, [{ cell: 0, from: 0, to: 5 }]);
    const once = apply(given, edits).notebook;
    expect(sources(once)).toEqual(['a = 1']);
    expect(apply(once, edits).notebook).toBe(once);
  });

  it('does an edit once that is given twice', () => {
    const edit = replace('c0', 0, 'a', 'b');
    expect(sources(apply(makeNotebook('a'), [edit, edit]).notebook)).toEqual([
      'b'
    ]);
  });

  it('does nothing where two edits write over one text', () => {
    const edits = [replace('c0', 0, 'ab', 'x'), replace('c0', 1, 'b', 'y')];
    const { notebook: after, stale } = apply(makeNotebook('abc'), edits);
    expect(sources(after)).toEqual(['abc']);
    expect(stale).toEqual([edits[1]]);
  });

  it('appends where no cell is named', () => {
    expect(
      sources(apply(makeNotebook('a'), [insert(null, 'z')]).notebook)
    ).toEqual(['a', 'z']);
  });

  it('changes nothing at all when one text is no longer there', () => {
    const given = makeNotebook('a', 'b');
    const { notebook: after, stale } = apply(given, [
      replace('c0', 0, 'a', 'A'),
      replace('c1', 0, 'x', 'B')
    ]);
    expect(after).toBe(given);
    expect(stale).toHaveLength(1);
  });

  it('leaves cells alone that are not editable', () => {
    const given = makeNotebook('a');
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

  it('does an edit once that a fix has twice', () => {
    const edit = replace('c0', 0, 'a', 'b');
    expect(plan([fix(edit, edit)]).edits).toEqual([edit]);
  });

  it('inserts one cell of a rule, but any number of lines that it moves', () => {
    const moved = (source: string): Edit => ({
      ...insert('c0', source),
      ...{ moved: true }
    });
    const inserted = plan([fix(insert('c0', '1')), fix(insert('c0', '2'))]);
    expect(inserted.postponed).toHaveLength(1);
    expect(plan([fix(moved('1')), fix(moved('2'))]).edits).toHaveLength(2);
  });

  it('leaves out fixes that have nothing to add', () => {
    const { fixes } = plan([fix(insert('c0', 'x')), fix(insert('c0', 'x'))]);
    expect(fixes).toHaveLength(1);
  });
});

describe('removeStatements', () => {
  it.each([
    ['a line', 'a\nb\nc', 'b', 'a\nc'],
    ['the last line', 'a\nb', 'b', 'a'],
    ['the only line', 'b', 'b', ''],
    ['its comment too', 'a\nb  # why\nc', 'b', 'a\nc'],
    ['in a block', 'if x:\n    b\nc', 'b', 'if x:\n    pass\nc'],
    ['among others', 'a; b; c', 'b', 'a; pass; c'],
    ['behind a `\\`', 'a\n\\\nb\nc', 'b', 'a\n\\\npass\nc'],
    ['a magic', 'a\n%env A=1\nc', '%env A=1', 'a\nc'],
    ['a line of Windows', 'a\r\nb\r\nc', 'b', 'a\r\nc'],
    ['the last line of Windows', 'a\r\nb', 'b', 'a'],
    ['a line that a carriage return ends', 'a\rb\rc', 'b', 'a\rc'],
    ['no part of a statement', 'print(f())', 'f()', 'print(f())'],
    ['no part of one on several lines', 'x = (\nb\n)', 'b', 'x = (\nb\n)'],
    ['no value', 'x = b', 'b', 'x = b'],
    ['no output of a command', 'x = !ls', '!ls', 'x = !ls'],
    ['no part of a command', '!ls > a', '!ls', '!ls > a']
  ])('%s', (_, source, statement, expected) => {
    const given = makeNotebook(source);
    const from = source.indexOf(statement);
    const span = { cell: 0, from, to: from + statement.length };
    const edits = removeStatements(given, [span]);
    expect(sources(apply(given, edits).notebook)).toEqual([expected]);
  });
});
