import { lookUp } from './compatibility/api-lookup';
import type { Availability, IApiFinding } from './compatibility/api-model';
import { compareVersions, minorOf } from './compatibility/version';
import type { IFacts, IReference } from './notebook/model';
import { once } from './once';

/** What the API surfaces say of a reference. */
export interface IReferenceFinding {
  readonly reference: IReference;
  readonly finding: IApiFinding;
}

/** What the API surfaces say of a notebook's references that nothing guards; looked up once for all who ask. */
export function apiFindings({
  references
}: Pick<IFacts, 'references'>): readonly IReferenceFinding[] {
  return findingsOf(references);
}

const findingsOf = once((references: readonly IReference[]) => {
  const findings: IReferenceFinding[] = [];
  for (const reference of references) {
    if (reference.guard === null) {
      for (const finding of lookUp(reference)) {
        findings.push({ reference, finding });
      }
    }
  }
  return findings;
});

/** Whether something is there in a release; without one, anything may be that is there in some release. */
export function isThere(
  available: Availability,
  version: string | null
): boolean {
  const minor = version === null ? null : minorOf(version);
  if (typeof available === 'boolean' || minor === null) {
    return available !== false;
  }
  const { since = minor, until = minor } = available;
  return (
    compareVersions(since, minor) <= 0 && compareVersions(minor, until) <= 0
  );
}
