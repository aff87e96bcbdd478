import { describe, sideOf } from './api-evidence';
import { lookUp } from './compatibility/api-lookup';
import type { Availability, IApiFinding } from './compatibility/api-model';
import { compareVersions, minorOf } from './compatibility/version';
import { kerasReferences, kerasUses } from './keras-names';
import type { IKerasReference, IKerasUse } from './keras-names';
import type { IFacts } from './notebook/model';
import type { IContext, IEvidence } from './rules/model';

/** A use of Keras 3 that the API surfaces say will fail. */
export interface IApiFailure {
  readonly finding: IApiFinding;
  readonly use: IKerasUse;
}

/** What a notebook uses of Keras 2 that the Keras 3 it will meet has not, and does not take in silence either. */
export function keras3Failures(context: IContext): IApiFailure[] {
  return kerasUses(context)
    .filter(({ flavor }) => flavor === 'keras3')
    .flatMap(use =>
      lookUp(use.reference)
        .filter(
          ({ keras3, silent }) =>
            !isIn(keras3, use.version) &&
            !isIn(silent?.keras3 ?? false, use.version)
        )
        .map(finding => ({ finding, use }))
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
  return kerasReferences(facts).flatMap(use =>
    lookUp(use.reference)
      .filter(finding => sideOf(finding) === 'keras2' && isMended(use, finding))
      .map(finding => ({
        side: 'keras2' as const,
        span: finding.span,
        what: describe(finding),
        weak: true
      }))
  );
}

/** Without a version, anything may be. */
function isIn(range: Availability, version: string | null): boolean {
  const minor = version === null ? null : minorOf(version);
  if (typeof range === 'boolean' || minor === null) {
    return range !== false;
  }
  const { since = minor, until = minor } = range;
  return (
    compareVersions(since, minor) <= 0 && compareVersions(minor, until) <= 0
  );
}
