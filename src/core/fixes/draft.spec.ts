import * as fc from 'fast-check';
import { makeNotebook } from '../notebook/make-notebook';
import type { INotebook } from '../notebook/model';
import { apply } from './apply';
import { Draft } from './draft';
import type { Edit } from './model';

const notebook = makeNotebook('abcdef', 'uvwxyz');

function replace(
  { cells }: INotebook,
  cell: number,
  [from, to]: readonly [number, number],
  text: string
): Edit {
  const { id, source } = cells[cell];
  const expected = source.slice(from, to);
  return {
    kind: 'replace',
    cellId: id,
    cellSource: source,
    from,
    to,
    expected,
    text
  };
}

function insert(beforeCellId: string | null, source: string): Edit {
  return { kind: 'insert-cell', beforeCellId, source, rule: 'any' };
}

function sources({ cells }: INotebook): string[] {
  return cells.map(({ source }) => source);
}

/** What the hunks make of the notebook as it was. */
function redone(draft: Draft): string[] {
  const edits = draft.hunks().flatMap(hunk => hunk.edits);
  const { notebook: after, stale } = apply(notebook, edits);
  expect(stale).toEqual([]);
  return sources(after);
}

describe('a draft', () => {
  it('tells steps that do not touch each other apart, in the words of the notebook as it was', () => {
    const draft = new Draft(notebook);
    draft.change([[replace(draft.notebook, 0, [0, 1], 'A long text ')]]);
    draft.change([[replace(draft.notebook, 0, [16, 17], '!')]]);
    expect(sources(draft.notebook)[0]).toBe('A long text bcde!');
    expect(draft.hunks()).toEqual([
      { edits: [replace(notebook, 0, [0, 1], 'A long text ')], steps: [0] },
      { edits: [replace(notebook, 0, [5, 6], '!')], steps: [1] }
    ]);
  });

  it('joins steps of which one changes what the other wrote', () => {
    const draft = new Draft(notebook);
    draft.change([[insert('c1', 'one'), insert('c0', 'zero')]]);
    draft.change([[replace(draft.notebook, 2, [0, 3], 'two')]]);
    draft.change([[replace(draft.notebook, 1, [2, 4], 'CD')]]);
    draft.change([[replace(draft.notebook, 1, [1, 3], '')]]);
    expect(draft.hunks()).toEqual([
      { edits: [insert('c0', 'zero')], steps: [0] },
      { edits: [replace(notebook, 0, [1, 4], 'D')], steps: [2, 3] },
      { edits: [insert('c1', 'two')], steps: [0, 1] }
    ]);
  });

  it('changes nothing where an edit is stale, and says so', () => {
    const draft = new Draft(notebook);
    const late = { ...replace(notebook, 1, [0, 1], ''), expected: 'x' };
    expect(draft.change([[insert(null, 'end'), late as Edit]])).toBe(false);
    expect(draft.notebook).toBe(notebook);
  });

  it('drops what a later step takes back', () => {
    const draft = new Draft(notebook);
    draft.change([[replace(draft.notebook, 0, [2, 3], 'CCC')]]);
    draft.change([[replace(draft.notebook, 0, [2, 5], 'c')]]);
    expect(draft.hunks()).toEqual([]);
  });

  it('is the same as its hunks done at once, whatever the steps were', () => {
    const anyEdit = fc.record({
      cell: fc.nat(5),
      from: fc.nat(12),
      length: fc.nat(4),
      text: fc.constantFrom('', '', 'x', '12', 'long text'),
      inserts: fc.boolean()
    });
    fc.assert(
      fc.property(fc.array(anyEdit, { maxLength: 8 }), given => {
        const draft = new Draft(notebook);
        given.forEach(({ cell, from, length, text, inserts }, step) => {
          const { cells } = draft.notebook;
          const index = cell % cells.length;
          const end = cells[index].source.length;
          const start = Math.min(from, end);
          const to = Math.min(start + length, end);
          const edit = inserts
            ? insert(cells[index].id, `${text} ${step}`)
            : replace(draft.notebook, index, [start, to], text);
          draft.change([[edit]]);
        });
        expect(redone(draft)).toEqual(sources(draft.notebook));
      }),
      { seed: 16, numRuns: 2000 }
    );
  });
});
