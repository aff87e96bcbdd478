import { apply } from '../../../core/fixes/apply';
import type { Edit } from '../../../core/fixes/model';
import { DocumentError } from '../model';
import { hasPercentCells } from './split-cells';
import { readPercent } from './read-percent';

const plain = '# %%\nimport keras\n\n# %% [markdown]\n# Text\n\n# %%\nx = 1\n';
const jupytext =
  '# ---\n# jupyter:\n#   jupytext:\n#     formats: py:percent\n# ---\n\n# %%\n# %pip install keras==2.15.0\nimport keras\n# # %pip in a comment\n';

function insertBefore(cell: number | null): Edit {
  return {
    kind: 'insert-cell',
    beforeCellId: cell === null ? null : String(cell),
    source: '%pip install -q x\nimport os',
    rule: 'needs-keras-2'
  };
}

function sources(text: string): string[] {
  return readPercent(text).notebook.cells.map(({ source }) => source);
}

it('cuts a file at its markers', () => {
  const { notebook, hasCells } = readPercent(plain);
  expect(hasCells).toBe(true);
  expect(notebook.cells.map(({ type, source }) => [type, source])).toEqual([
    ['code', 'import keras'],
    ['markdown', '# Text'],
    ['code', 'x = 1']
  ]);
});

it.each(['# %%time\n', '# %%bash\n', '"# %%"\n', '#%%%\n', 'x  # %%\n'])(
  'sees no marker in %j',
  text => {
    expect(hasPercentCells(text)).toBe(false);
  }
);

it('takes code before the first marker for a cell, and comments not', () => {
  expect(sources('import a\n# %%\nb')).toEqual(['import a', 'b']);
  expect(sources('#!/usr/bin/python\n# text\n# %%\nb')).toEqual(['b']);
  expect(sources('')).toEqual(['']);
});

it('reads the magics that Jupytext wrote as comments, and no others', () => {
  expect(sources(jupytext)[0]).toBe(
    '%pip install keras==2.15.0\nimport keras\n# # %pip in a comment'
  );
  expect(sources('# %%\n# %pip install a')[0]).toBe('# %pip install a');
});

it('tells the line of the file', () => {
  const { fileLine } = readPercent(jupytext);
  expect(fileLine({ cell: 0, from: 0, to: 4 })).toBe(8);
  expect(fileLine({ cell: 0, from: 27, to: 33 })).toBe(9);
});

it('edits behind a magic that was a comment', () => {
  const document = readPercent(jupytext);
  const { source } = document.notebook.cells[0];
  const edits = ['2.15.0', 'import keras'].map((find): Edit => {
    const from = source.indexOf(find);
    return {
      kind: 'replace',
      cellId: '0',
      from,
      to: from + find.length,
      expected: find,
      text: find === '2.15.0' ? '3.0' : '%time import keras'
    };
  });
  const edited = document.edit(edits);
  expect(edited).toBe(
    jupytext.replace('2.15.0', '3.0').replace('import', '# %time import')
  );
  expect(sources(edited)[0]).toBe(
    apply(document.notebook, edits).notebook.cells[0].source
  );
});

it('takes a magic out with its comment mark', () => {
  const line = '%pip install keras==2.15.0\n';
  const edited = readPercent(jupytext).edit([
    {
      kind: 'replace',
      cellId: '0',
      from: 0,
      to: line.length,
      expected: line,
      text: ''
    }
  ]);
  expect(edited).toBe(jupytext.replace(`# ${line}`, ''));
});

it.each([0, 1, 2, null])('inserts a cell before cell %p', place => {
  const edited = readPercent(plain).edit([insertBefore(place)]);
  const cells = readPercent(edited).notebook.cells;
  const index = place ?? 3;
  expect(cells).toHaveLength(4);
  expect(cells[index]).toMatchObject({
    insertedBy: 'needs-keras-2',
    source: '%pip install -q x\nimport os'
  });
  const marker = /^# %% tags.*\n%pip.*\nimport os\n/m;
  const rest = edited.replace(marker, '').replace(/^\n|\n$/, '');
  expect(rest.split('\n').filter(Boolean)).toEqual(
    plain.split('\n').filter(Boolean)
  );
});

it('inserts before code that has no marker, below the head of the file', () => {
  const text = '#!/usr/bin/python\n# A licence\nimport keras\n# %%\nx\n';
  const edited = readPercent(text).edit([insertBefore(0)]);
  expect(edited.startsWith('#!/usr/bin/python\n# A licence\n# %% tags')).toBe(
    true
  );
  expect(sources(edited)).toEqual([
    '%pip install -q x\nimport os',
    'import keras',
    'x'
  ]);
});

it('writes magics as Jupytext does, in files that Jupytext wrote', () => {
  const edited = readPercent(jupytext).edit([insertBefore(0)]);
  expect(edited).toContain('\n# %pip install -q x\n');
  expect(sources(edited)[0]).toBe('%pip install -q x\nimport os');
});

it('keeps Windows line breaks', () => {
  const edited = readPercent(plain.replace(/\n/g, '\r\n')).edit([
    insertBefore(2)
  ]);
  expect(edited.replace(/\r\n/g, '')).not.toContain('\n');
});

it('has no place for a cell in a script without cells', () => {
  const script = readPercent('import keras\n');
  expect(script.hasCells).toBe(false);
  expect(() => script.edit([insertBefore(0)])).toThrow(DocumentError);
});
