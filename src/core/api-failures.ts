import { describe, sideOf } from './api-evidence';
import { isThere } from './compatibility/api-availability';
import { lookUp } from './compatibility/api-lookup';
import type { IApiFinding } from './compatibility/api-model';
import { kerasMet, kerasReferences } from './keras-names';
import type { IKerasReference, IKerasUse } from './keras-names';
import type { IFacts } from './notebook/model';
import { once } from './once';
import type { IContext, IEvidence } from './rules/model';

/** A use of Keras of which the API surfaces say something. */
interface IApiReference extends IKerasReference {
  readonly finding: IApiFinding;
}

/** The same where the Keras is known that it meets. */
export type IApiUse = IApiReference & IKerasUse;

const apiReferences = kerasReferences(
  () => true,
  (use): IApiReference[] =>
    lookUp(use.reference).map(finding => ({ ...use, finding }))
);

/** What the API surfaces say of the uses of Keras whose Keras is known. */
export const apiUses = once((context: IContext): readonly IApiUse[] =>
  apiReferences(context.facts).flatMap(({ root, path, reference, finding }) => {
    const { flavor, version } = kerasMet(context, root);
    return flavor ? [{ root, path, reference, finding, flavor, version }] : [];
  })
);

/** What a notebook uses of Keras 2 that the Keras 3 it will meet has not, and does not take in silence either. */
export const keras3Failures = once((context: IContext): readonly IApiUse[] =>
  apiUses(context).filter(
    ({ flavor, version, finding: { keras3, silent } }) =>
      flavor === 'keras3' &&
      !isThere(keras3, version) &&
      !isThere(silent?.keras3 ?? false, version)
  )
);

/**
 * Evidence for Keras 2 that a rewrite takes away, and that is no reason to stay there by itself.
 *
 * @param isMended - whether a rule can rewrite what is wrong with a use.
 */
export function mendableEvidence(
  facts: IFacts,
  isMended: (use: IKerasReference, finding: IApiFinding) => boolean
): IEvidence[] {
  return apiReferences(facts)
    .filter(
      use => sideOf(use.finding) === 'keras2' && isMended(use, use.finding)
    )
    .map(({ finding }) => ({
      side: 'keras2',
      span: finding.span,
      what: describe(finding),
      weak: true
    }));
}
