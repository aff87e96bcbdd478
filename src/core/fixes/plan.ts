import { isSame, overlaps } from './compare-edits';
import type { Edit, IFix } from './model';

/** A fix among the chosen ones, and whether it can be done together with those before it. */
export interface IPlannedFix {
  readonly fix: IFix;
  /** The edits that this fix adds to those of the fixes before it. */
  readonly edits: readonly Edit[];
}

export interface IPlan {
  readonly fixes: readonly IPlannedFix[];
  /** Fixes that touch the same text as an earlier one in another way. They come up again at the next check. */
  readonly postponed: readonly IFix[];
  /** All edits of the plan. */
  readonly edits: readonly Edit[];
}

/**
 * Puts fixes together in the given order. An edit that two fixes share is done once; a fix that overlaps an earlier one in
 * any other way is postponed as a whole, since half a fix may be worse than none.
 */
export function plan(fixes: readonly IFix[]): IPlan {
  const planned: IPlannedFix[] = [];
  const postponed: IFix[] = [];
  const edits: Edit[] = [];
  for (const fix of fixes) {
    const added = fix.edits.filter(
      (edit, index) =>
        ![...edits, ...fix.edits.slice(0, index)].some(e => isSame(e, edit))
    );
    if (added.some(edit => edits.some(earlier => collides(earlier, edit)))) {
      postponed.push(fix);
    } else if (added.length > 0) {
      planned.push({ fix, edits: added });
      edits.push(...added);
    }
  }
  return { fixes: planned, postponed, edits };
}

function collides(earlier: Edit, later: Edit): boolean {
  if (earlier.kind === 'insert-cell' || later.kind === 'insert-cell') {
    return (
      earlier.kind === 'insert-cell' &&
      later.kind === 'insert-cell' &&
      earlier.rule === later.rule &&
      !later.moved
    );
  }
  return overlaps(earlier, later);
}
