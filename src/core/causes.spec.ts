import { causesOf, countProblems } from './causes';
import { foldSame } from './fold-same';
import type { IFacts } from './notebook/model';
import type { IDiagnostic } from './rules/model';

const source = 'one\ntwo two\nthree';
const facts = {
  notebook: {
    language: 'python',
    cells: [{ id: 'a', type: 'code', source, editable: true, insertedBy: null }]
  }
} as unknown as IFacts;

function found(
  rule: string,
  from: number,
  more: Partial<IDiagnostic> = {}
): IDiagnostic {
  return {
    rule,
    severity: 'error',
    message: `${rule} is wrong`,
    span: { cell: 0, from, to: from + 3 },
    fixes: [],
    ...more
  };
}

const legacy = { title: 'Use Keras 2', choice: 'legacy' as const, edits: [] };
const rewrite = { title: 'Rewrite', choice: 'migrate' as const, edits: [] };

describe('causesOf', () => {
  it('tells each line once, by rule and message', () => {
    const diagnostics = [
      found('a', 0),
      found('b', 0),
      found('a', 4),
      found('a', 8),
      found('a', 12, { message: 'otherwise' })
    ];
    const causes = causesOf({ diagnostics, facts });
    expect(
      causes.map(({ rule, items }) => [
        rule,
        items.map(({ message, lines }) => [message, lines.length])
      ])
    ).toEqual([
      [
        'a',
        [
          ['a is wrong', 2],
          ['otherwise', 1]
        ]
      ],
      ['b', [['b is wrong', 1]]]
    ]);
    expect(countProblems(causes)).toBe(4);
  });

  it('leaves out what sums up the rest, and keeps it where it is all', () => {
    const sum = found('sum', 0, { reach: 'notebook' });
    const info = found('i', 8, { severity: 'info' });
    const rulesOf = (...diagnostics: IDiagnostic[]) =>
      causesOf({ diagnostics, facts }).map(({ rule }) => rule);
    expect(rulesOf(sum, found('a', 4))).toEqual(['a']);
    expect(rulesOf(sum, info)).toEqual(['sum', 'i']);
    expect(countProblems(causesOf({ diagnostics: [sum, info], facts }))).toBe(
      1
    );
  });
});

describe('foldSame', () => {
  it('says of one place and one fix one thing, the one about the place', () => {
    const sum = found('sum', 0, { reach: 'notebook', fixes: [legacy] });
    const own = found('a', 0, { fixes: [legacy] });
    expect(foldSame([sum, own])).toEqual([own]);
  });

  it('keeps the other ways of what is left out', () => {
    const first = found('a', 0, { fixes: [legacy] });
    const second = found('b', 1, { fixes: [legacy, rewrite] });
    expect(foldSame([first, second])).toEqual([
      { ...first, fixes: [legacy, rewrite] }
    ]);
  });

  it('keeps what stands elsewhere or has another fix', () => {
    const all = [
      found('a', 0, { fixes: [legacy] }),
      found('b', 4, { fixes: [legacy] }),
      found('c', 0, { fixes: [rewrite] }),
      found('d', 0)
    ];
    expect(foldSame(all)).toEqual(all);
  });
});
