import { byCell } from './by-cell';
import { overlaps } from './notebook/model';
import type { IDiagnostic } from './rules/model';

/**
 * The findings without those that say of a place, for the same fix, what another finding says of it already. What sums up the
 * notebook gives way to what speaks of the place itself; the other ways of what is left out stay with what is kept.
 */
export function foldSame(diagnostics: readonly IDiagnostic[]): IDiagnostic[] {
  const inOrder = [...diagnostics].sort((a, b) => sums(a) - sums(b));
  const kept = new Set<IDiagnostic>();
  const folded = new Map<IDiagnostic, IDiagnostic[]>();
  const inCell = byCell(inOrder, ({ span }) => span);
  for (const one of inOrder) {
    const first =
      one.span &&
      inCell(one.span.cell).find(
        other => kept.has(other) && isSame(other, one)
      );
    if (first) {
      folded.set(first, [...(folded.get(first) ?? []), one]);
    } else {
      kept.add(one);
    }
  }
  return diagnostics
    .filter(one => kept.has(one))
    .map(one => withWaysOf(one, folded.get(one) ?? []));
}

function sums({ reach }: IDiagnostic): number {
  return Number(reach === 'notebook');
}

function isSame(one: IDiagnostic, other: IDiagnostic): boolean {
  return (
    one.span !== null &&
    other.span !== null &&
    one.fixes.length > 0 &&
    one.fixes[0].title === other.fixes[0]?.title &&
    overlaps(one.span, other.span)
  );
}

function withWaysOf(
  kept: IDiagnostic,
  others: readonly IDiagnostic[]
): IDiagnostic {
  const fixes = [...kept.fixes];
  for (const fix of others.flatMap(other => other.fixes)) {
    if (!fixes.some(({ title }) => title === fix.title)) {
      fixes.push(fix);
    }
  }
  return fixes.length > kept.fixes.length ? { ...kept, fixes } : kept;
}
