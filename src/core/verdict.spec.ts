import { noFacts } from './notebook/scan';
import { rules } from './rules';
import type { IEvidence, IRule } from './rules/model';
import { decideVerdict, isBoundToKeras2 } from './verdict';

const facts = noFacts({ cells: [], language: 'python' });

function at(cell: number, side: IEvidence['side'], weak = false): IEvidence {
  return { side, span: { cell, from: 0, to: 3 }, what: `${cell}`, weak };
}

/** A rule that knows nothing but its evidence. */
function saying(...evidence: IEvidence[]): IRule {
  return { ...rules[0], evidence: () => evidence };
}

describe('decideVerdict', () => {
  it.each([
    ['nothing', [], 'none'],
    ['Keras 2', [at(0, 'keras2')], 'keras2'],
    ['Keras 3', [at(0, 'keras3')], 'keras3'],
    ['both', [at(0, 'keras2'), at(1, 'keras3')], 'keras3'],
    ['what a rewrite mends', [at(0, 'keras2', true)], 'keras2'],
    ['a sign of Keras 3', [at(0, 'keras3', true)], 'keras3'],
    [
      'a sign of Keras 3 beside code that fails there',
      [at(0, 'keras3', true), at(1, 'keras2')],
      'keras2'
    ],
    [
      'code that fails on Keras 2 beside what a rewrite mends',
      [at(0, 'keras3'), at(1, 'keras2', true)],
      'keras3'
    ]
  ])('%s', (_, evidence, needs) => {
    expect(decideVerdict(facts, [saying(...evidence)]).needs).toBe(needs);
  });

  it('lists evidence in the order of the notebook, once for each place', () => {
    const later = { ...at(1, 'keras2'), what: 'later' };
    const verdict = decideVerdict(facts, [
      saying(at(1, 'keras2')),
      saying(at(0, 'keras2'), later)
    ]);
    expect(verdict.evidence.map(({ what }) => what)).toEqual(['0', '1']);
  });
});

describe('isBoundToKeras2', () => {
  it.each([
    [[at(0, 'keras2')], true],
    [[at(0, 'keras2', true)], false],
    [[at(0, 'keras2'), at(1, 'keras3')], false],
    [[], false]
  ])('%j', (evidence, bound) => {
    const verdict = decideVerdict(facts, [saying(...evidence)]);
    expect(isBoundToKeras2(verdict)).toBe(bound);
  });
});
