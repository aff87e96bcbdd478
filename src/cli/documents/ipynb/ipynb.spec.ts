import fc from 'fast-check';
import { apply } from '../../../core/fixes/apply';
import type { Edit } from '../../../core/fixes/model';
import { DocumentError } from '../model';
import { readIpynb } from './read-ipynb';

interface INotebookJson {
  cells: { source: string | string[]; id?: string; metadata: object }[];
}

/** Python's `json.dumps(…, indent=1)`, as nbformat writes. */
function write(value: unknown, indent: number | undefined = 1): string {
  return `${JSON.stringify(value, null, indent)}\n`;
}

function notebook(
  sources: readonly (string | string[])[],
  minor = 5
): { cells: object[]; nbformat: number; nbformat_minor: number } {
  return {
    cells: sources.map((source, index) => ({
      cell_type: 'code',
      execution_count: null,
      ...(minor >= 5 ? { id: `id-${index}` } : {}),
      metadata: {},
      outputs: [{ output_type: 'stream', text: ['"{[]}"\\', 'é'] }],
      source
    })),
    nbformat: 4,
    nbformat_minor: minor
  };
}

function replace(
  cell: number,
  source: string,
  find: string,
  text: string
): Edit {
  const from = source.indexOf(find);
  return {
    kind: 'replace',
    cellId: String(cell),
    from,
    to: from + find.length,
    expected: find,
    text
  };
}

function insertBefore(cell: number | null): Edit {
  return {
    kind: 'insert-cell',
    beforeCellId: cell === null ? null : String(cell),
    source: 'import os\nos.environ["A"] = "1"',
    rule: 'needs-keras-2'
  };
}

function joined(source: string | string[]): string {
  return typeof source === 'string' ? source : source.join('');
}

describe('reading a notebook', () => {
  it('takes sources as text or lines, ids, marks and the language', () => {
    const text = write({
      cells: [
        { cell_type: 'markdown', source: ['# a\n', 'b'], id: 'x' },
        {
          cell_type: 'code',
          source: 'c',
          metadata: { editable: false, keras_doctor: { rule: 'r' } }
        }
      ],
      metadata: { kernelspec: { language: 'Python' } },
      nbformat: 4
    });
    const document = readIpynb(`\ufeff${text}`);
    expect(document.cellIds).toEqual(['x', null]);
    expect(document.notebook).toEqual({
      language: 'python',
      cells: [
        {
          id: '0',
          type: 'markdown',
          source: '# a\nb',
          editable: true,
          insertedBy: null
        },
        {
          id: '1',
          type: 'code',
          source: 'c',
          editable: false,
          insertedBy: 'r'
        }
      ]
    });
  });

  it('reads all worksheets of nbformat 3', () => {
    const text = write({
      nbformat: 3,
      worksheets: [
        { cells: [{ cell_type: 'code', input: 'a', language: 'python' }] },
        { cells: [{ cell_type: 'code', input: ['b\n', 'c'] }] }
      ]
    });
    const { notebook: read } = readIpynb(text);
    expect(read.cells.map(({ source }) => source)).toEqual(['a', 'b\nc']);
    expect(read.language).toBe('python');
  });

  it.each([
    ['', 'the file is empty'],
    ['{"cells": [', /^not JSON: /],
    ['[]', 'not a notebook: it is not a JSON object'],
    ['{"a": 1}', 'not a notebook: it has no list of cells'],
    ['{"cells": [3]}', 'cell 1 is not an object'],
    [
      '{"cells": [{"cell_type": "code", "source": [1]}]}',
      'the source of cell 1 is neither a text nor a list of lines'
    ]
  ])('says what is wrong with %j', (text, message) => {
    expect(() => readIpynb(text)).toThrow(DocumentError);
    expect(() => readIpynb(text)).toThrow(message);
  });

  it('reads the NaN that Python writes, and keeps it', () => {
    const text =
      '{"cells": [{"cell_type": "code", "source": ["NaN = 1\\n", "-Infinity"], "outputs": [NaN, -Infinity, {"a": Infinity}]}]}';
    const document = readIpynb(text);
    expect(document.notebook.cells[0].source).toBe('NaN = 1\n-Infinity');
    const edit = replace(0, 'NaN = 1\n-Infinity', '1', '2');
    expect(document.edit([edit])).toBe(text.replace('= 1', '= 2'));
    expect(() => readIpynb(`${text}"`)).toThrow(/^not JSON/);
    expect(() => readIpynb('{"cells": [NaN1]}')).toThrow(/^not JSON/);
  });

  it('tells the line of the file that a place is on', () => {
    const text = write(notebook([['a\n', 'bc\n', 'd']]));
    const line = text.split('\n').findIndex(each => each.includes('"bc')) + 1;
    expect(readIpynb(text).fileLine({ cell: 0, from: 3, to: 4 })).toBe(line);
  });
});

describe('editing a notebook', () => {
  it('changes a line and no other byte', () => {
    const text = write(
      notebook([['import keras\n', 'x = "\u00e9"\n', 'y']])
    ).replace('x = \\"é', 'x = \\"\\u00e9');
    const document = readIpynb(text);
    const { source } = document.notebook.cells[0];
    const edited = document.edit([replace(0, source, 'keras', 'tf_keras')]);
    expect(edited).toBe(text.replace('import keras', 'import tf_keras'));
    expect(edited).toContain('\\u00e9');
  });

  it('takes a whole line out of the list', () => {
    const text = write(notebook([['a\n', 'b\n', 'c']]));
    const document = readIpynb(text);
    const expected = (lines: string[]): string => write(notebook([lines]));
    expect(document.edit([replace(0, 'a\nb\nc', 'a\n', '')])).toBe(
      expected(['b\n', 'c'])
    );
    expect(document.edit([replace(0, 'a\nb\nc', 'b\n', '')])).toBe(
      expected(['a\n', 'c'])
    );
    expect(document.edit([replace(0, 'a\nb\nc', '\nc', '')])).toBe(
      expected(['a\n', 'b'])
    );
    expect(document.edit([replace(0, 'a\nb\nc', 'c', '')])).toBe(
      expected(['a\n', 'b\n'])
    );
  });

  it('writes new lines as lines of the list', () => {
    const text = write(notebook([['a\n', 'b']]));
    const document = readIpynb(text);
    expect(document.edit([replace(0, 'a\nb', 'b', 'c\nd\ne')])).toBe(
      write(notebook([['a\n', 'c\n', 'd\n', 'e']]))
    );
    expect(document.edit([replace(0, 'a\nb', 'a', 'x\ny')])).toBe(
      write(notebook([['x\n', 'y\n', 'b']]))
    );
  });

  it('gives an empty cell lines in the style of the file', () => {
    const text = write(notebook([[], 'b']), 2);
    const edit: Edit = {
      kind: 'replace',
      cellId: '0',
      from: 0,
      to: 0,
      expected: '',
      text: 'a\nb'
    };
    expect(readIpynb(text).edit([edit])).toBe(
      write(notebook([['a\n', 'b'], 'b']), 2)
    );
  });

  it('does all or nothing', () => {
    const document = readIpynb(write(notebook(['a'])));
    const stale = replace(0, 'b', 'b', 'c');
    expect(() => document.edit([replace(0, 'a', 'a', 'b'), stale])).toThrow(
      DocumentError
    );
  });

  it.each([1, 2, 4, '\t'])('inserts a cell indented by %j', indent => {
    const text = JSON.stringify(notebook(['a', 'b']), null, indent);
    const edited = readIpynb(text).edit([insertBefore(1)]);
    const value = JSON.parse(edited) as INotebookJson;
    expect(edited).toBe(JSON.stringify(value, null, indent));
    expect(value.cells[1]).toEqual({
      cell_type: 'code',
      execution_count: null,
      id: 'keras-doctor-needs-keras-2',
      metadata: {
        keras_doctor: { rule: 'needs-keras-2', version: expect.any(String) },
        tags: ['keras-doctor']
      },
      outputs: [],
      source: ['import os\n', 'os.environ["A"] = "1"']
    });
  });

  it.each([
    ['compact', JSON.stringify(notebook(['a', 'b']))],
    [
      "Python's json.dumps",
      JSON.stringify(notebook(['a', 'b']), null, 1)
        .replace(/\n\s*/g, ' ')
        .replace(/([[{]) /g, '$1')
        .replace(/ ([\]}])/g, '$1')
    ]
  ])('inserts into one line: %s', (_, text) => {
    for (const place of [0, 1, null]) {
      const edited = readIpynb(text).edit([insertBefore(place)]);
      const cells = (JSON.parse(edited) as INotebookJson).cells;
      expect(cells.map(({ source }) => joined(source)[0])).toEqual(
        place === 0
          ? ['i', 'a', 'b']
          : place === 1
            ? ['a', 'i', 'b']
            : ['a', 'b', 'i']
      );
      expect(edited).not.toContain('\n');
      expect(/": /.test(edited)).toBe(/": /.test(text));
      expect(/\},\{/.test(edited)).toBe(/\},\{/.test(text));
    }
  });

  it('inserts at the end, into an empty notebook, and with Windows line breaks', () => {
    const twoCells = write(notebook(['a', 'b'])).replace(/\n/g, '\r\n');
    const atEnd = readIpynb(twoCells).edit([insertBefore(null)]);
    expect(atEnd.replace(/\r\n/g, '')).not.toContain('\n');
    expect((JSON.parse(atEnd) as INotebookJson).cells).toHaveLength(3);
    const empty = readIpynb(write(notebook([]))).edit([insertBefore(null)]);
    const value = JSON.parse(empty) as INotebookJson;
    expect(empty).toBe(write(value));
    expect(value.cells).toHaveLength(1);
  });

  it('gives no id before nbformat 4.5, and never one twice', () => {
    const old = readIpynb(write(notebook(['a'], 4))).edit([insertBefore(0)]);
    expect((JSON.parse(old) as INotebookJson).cells[0].id).toBeUndefined();
    const once = readIpynb(write(notebook(['a']))).edit([insertBefore(0)]);
    const twice = readIpynb(once).edit([insertBefore(0)]);
    const ids = (JSON.parse(twice) as INotebookJson).cells.map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
  });

  it('inserts a cell of nbformat 3 into its worksheet', () => {
    const cell = { cell_type: 'code', input: ['a'], language: 'python' };
    const text = write({
      nbformat: 3,
      worksheets: [{ cells: [cell] }, { cells: [cell] }]
    });
    const edited = readIpynb(text).edit([insertBefore(1)]);
    const { worksheets } = JSON.parse(edited) as {
      worksheets: { cells: { input: string[] }[] }[];
    };
    expect(worksheets.map(({ cells }) => cells.length)).toEqual([1, 2]);
    expect(worksheets[1].cells[0].input[0]).toBe('import os\n');
  });

  it('escapes what it adds where the file escapes everything', () => {
    const text = write(notebook(['"\u00fc"'])).replace(
      /[\u0080-\uffff]/g,
      unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
    );
    const edited = readIpynb(text).edit([
      replace(0, '"\u00fc"', '"', '\u00e9')
    ]);
    // eslint-disable-next-line no-control-regex -- ASCII is what is asked for
    expect(edited).toMatch(/^[\u0000-\u007f]*$/);
    expect((JSON.parse(edited) as INotebookJson).cells[0].source).toBe(
      '\u00e9\u00fc"'
    );
  });
});

describe('any edit of any notebook', () => {
  const letters = fc.constantFrom(
    'a',
    '\n',
    '"',
    '\\',
    '\u00e9',
    '\ud83d\ude00',
    '\t',
    '%',
    '\r\n'
  );
  const source = fc.array(letters, { maxLength: 12 }).map(all => all.join(''));
  const lines = source.map(text => text.match(/[^\n]*\n|[^\n]+/g) ?? []);
  const odd = fc.array(source, { maxLength: 4 });
  const sources = fc.array(fc.oneof(source, lines, odd), {
    minLength: 1,
    maxLength: 4
  });
  const style = fc.constantFrom(undefined, 1, 2);

  it('does what the core says, and leaves the rest as it is', () => {
    fc.assert(
      fc.property(
        sources,
        style,
        source,
        fc.tuple(fc.nat(), fc.nat(), fc.nat()),
        (all, indent, text, [pick, first, second]) => {
          const value = notebook(all);
          const before = write(value, indent);
          const document = readIpynb(before);
          const index = pick % all.length;
          const { source: old } = document.notebook.cells[index];
          const places = [first, second].map(each => each % (old.length + 1));
          const [from, to] = places.sort((a, b) => a - b);
          // No edit cuts a character in two: the halves could not be written as UTF-8.
          fc.pre(
            ![old[from], old[to]].some(unit => /[\udc00-\udfff]/.test(unit))
          );
          const edit: Edit = {
            kind: 'replace',
            cellId: String(index),
            from,
            to,
            expected: old.slice(from, to),
            text
          };
          const after = document.edit([edit]);
          const read = readIpynb(after).notebook;
          const wanted = apply(document.notebook, [edit]).notebook;
          expect(read.cells.map(cell => cell.source)).toEqual(
            wanted.cells.map(cell => cell.source)
          );
          const changed = JSON.parse(after) as INotebookJson;
          const original = JSON.parse(before) as INotebookJson;
          original.cells[index].source = changed.cells[index].source;
          expect(after).toBe(write(original, indent));
        }
      ),
      { numRuns: 2000 }
    );
  });

  it('keeps lines as lines where they were', () => {
    fc.assert(
      fc.property(lines, lines, fc.nat(), fc.nat(), (all, added, a, b) => {
        const document = readIpynb(write(notebook([all])));
        const old = all.join('');
        const [from, to] = [a, b]
          .map(each => each % (old.length + 1))
          .sort((x, y) => x - y);
        const text = added.join('');
        const after = document.edit([
          {
            kind: 'replace',
            cellId: '0',
            from,
            to,
            expected: old.slice(from, to),
            text
          }
        ]);
        const { source: list } = (JSON.parse(after) as INotebookJson).cells[0];
        const result = old.slice(0, from) + text + old.slice(to);
        const tidy = result.match(/[^\n]*\n|[^\n]+/g) ?? [];
        expect(list).toEqual(tidy.length === 0 && all.length > 0 ? [''] : tidy);
      }),
      { numRuns: 2000 }
    );
  });
});
