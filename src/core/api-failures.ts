import { describe, sideOf } from './api-evidence';
import { isThere } from './compatibility/api-availability';
import { lookUp } from './compatibility/api-lookup';
import type { IApiFinding, ISides } from './compatibility/api-model';
import type { KerasFlavor } from './environment/model';
import { kerasMet, kerasReferences } from './keras-names';
import type { IKerasReference, IKerasUse } from './keras-names';
import type { IFacts } from './notebook/model';
import { once } from './once';
import type { IContext, IEvidence } from './rules/model';
import { isOfTensorFlow1 } from './tensorflow-1';

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
    return flavor && !isOfTensorFlow1(context.facts, reference.name)
      ? [{ root, path, reference, finding, flavor, version }]
      : [];
  })
);

/** What a notebook uses that the Keras it will meet has not, and does not take in silence either. */
export const apiFailures = once((context: IContext): readonly IApiUse[] =>
  apiUses(context).filter(({ flavor, version, finding }) => {
    const side = sideOfFlavor[flavor];
    return (
      !isThere(finding[side], version) &&
      !isThere(finding.silent?.[side] ?? false, version)
    );
  })
);

const sideOfFlavor: Record<KerasFlavor, keyof ISides> = {
  keras2: 'keras2',
  keras3: 'keras3',
  'tf-keras': 'legacy'
};

/** The same where that is Keras 3. */
export const keras3Failures = once((context: IContext): readonly IApiUse[] =>
  apiFailures(context).filter(({ flavor }) => flavor === 'keras3')
);

/** Without the uses of what an import fails to bring. */
export function firstFailures(failures: readonly IApiUse[]): IApiUse[] {
  const isImport = ({ reference }: IApiUse) => reference.kind === 'import';
  const imported = failures.filter(isImport).map(({ finding }) => finding.name);
  return failures.filter(
    failure => isImport(failure) || !imported.includes(failure.finding.name)
  );
}

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
