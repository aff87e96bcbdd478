import { byCell } from './by-cell';
import { overlaps } from './notebook/model';
import type { IDiagnostic, IRule } from './rules/model';

/**
 * Drops what the rules for all the rest say of a place of which a rule of its own speaks. Lines that sum up the whole notebook
 * do not count: they point to a place only as an example; nor does what is only worth knowing, which hides no error.
 */
export function mostSpecific(
  diagnostics: readonly IDiagnostic[],
  rules: readonly IRule[]
): IDiagnostic[] {
  const reach = new Map(rules.map(rule => [rule.id, rule.reach]));
  const specificIn = byCell(
    diagnostics.filter(
      ({ rule, severity }) =>
        reach.get(rule) === undefined && severity !== 'info'
    ),
    ({ span }) => span
  );
  return diagnostics.filter(
    ({ rule, span }) =>
      reach.get(rule) !== 'rest' ||
      span === null ||
      !specificIn(span.cell).some(
        other => other.span && overlaps(other.span, span)
      )
  );
}
