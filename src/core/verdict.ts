import type { IFacts } from './notebook/model';
import type { IEvidence, IRule, IVerdict } from './rules/model';

/**
 * Decides which Keras a notebook needs, from its source alone. Without evidence for Keras 2 the answer is never `keras2`;
 * with evidence for both it is `keras3`, because a wrong legacy cell breaks a notebook that works.
 */
export function decideVerdict(
  facts: IFacts,
  rules: readonly IRule[]
): IVerdict {
  const evidence = rules.flatMap(rule => rule.evidence?.(facts) ?? []);
  return { needs: needs(facts, evidence), evidence };
}

function needs(
  facts: IFacts,
  evidence: readonly IEvidence[]
): IVerdict['needs'] {
  if (evidence.some(({ side }) => side === 'keras3')) {
    return 'keras3';
  }
  if (evidence.length > 0) {
    return 'keras2';
  }
  return usesKeras(facts) ? 'either' : 'none';
}

/** The notebook touches Keras at all, by whichever name. */
function usesKeras(facts: IFacts): boolean {
  return facts.references.some(({ name }) =>
    /^(tensorflow\.(compat\.v\d\.)?keras|keras|tf_keras)\b/.test(name)
  );
}
