import { apiEvidence } from './api-evidence';
import { parseKerasName } from './keras-names';
import type { IFacts } from './notebook/model';
import { overlaps } from './notebook/model';
import type { IContext, IEvidence, IRule, IVerdict } from './rules/model';
import { isOfTensorFlow1 } from './tensorflow-1';

/**
 * Decides which Keras a notebook needs, from its source alone. Without evidence for Keras 2 the answer is never `keras2`;
 * with evidence for both it is `keras3`, because a wrong legacy cell breaks a notebook that works.
 *
 * @returns the evidence in the order of the notebook, one for each place; what a rule says of a place goes before what the API
 * surfaces say.
 */
export function decideVerdict(
  facts: IFacts,
  rules: readonly IRule[]
): IVerdict {
  const found = rules.flatMap(rule => rule.evidence?.(facts) ?? []);
  const evidence = inOrder(onePerPlace([...found, ...apiEvidence(facts)]));
  return { needs: needs(facts, evidence), evidence };
}

/** A weak sign for Keras 3 yields to code that fails there; code that a rewrite mends fails there all the same. */
function needs(
  facts: IFacts,
  evidence: readonly IEvidence[]
): IVerdict['needs'] {
  const keras3 = evidence.filter(({ side }) => side === 'keras3');
  if (keras3.some(({ weak }) => !weak)) {
    return 'keras3';
  }
  if (evidence.some(({ side }) => side === 'keras2')) {
    return 'keras2';
  }
  if (keras3.length > 0) {
    return 'keras3';
  }
  return usesKeras(facts) ? 'either' : 'none';
}

/** The notebook touches Keras at all, by whichever name. */
function usesKeras(facts: IFacts): boolean {
  return [...facts.names].some(
    name => parseKerasName(name) !== null && !isOfTensorFlow1(facts, name)
  );
}

function onePerPlace(evidence: readonly IEvidence[]): IEvidence[] {
  const kept = new Map<number, IEvidence[]>();
  for (const one of evidence) {
    const here = kept.get(one.span.cell) ?? [];
    const isKnown = here.some(
      ({ side, span }) => side === one.side && overlaps(span, one.span)
    );
    if (!isKnown) {
      kept.set(one.span.cell, [...here, one]);
    }
  }
  return [...kept.values()].flat();
}

function inOrder(evidence: IEvidence[]): IEvidence[] {
  return evidence.sort(
    (a, b) => a.span.cell - b.span.cell || a.span.from - b.span.from
  );
}

/** Whether the notebook has reason to stay on Keras 2: code that no rewrite is known for. */
export function isBoundToKeras2({ needs, evidence }: IVerdict): boolean {
  return (
    needs === 'keras2' &&
    evidence.some(({ side, weak }) => side === 'keras2' && !weak)
  );
}

/** Whether the notebook is to run on Keras 3: it needs it, or the user wants it. */
export function goesToKeras3({
  verdict,
  options
}: Pick<IContext, 'verdict' | 'options'>): boolean {
  return verdict.needs === 'keras3' || options.wantedKeras === 'keras3';
}
