import type { IContext } from '../rules/model';
import type { ITranslate } from '../translate';
import { goesToKeras3, isBoundToKeras2 } from '../verdict';
import { legacyFix } from './legacy-cell';
import type { Edit, IFix } from './model';

/**
 * The two ways out of code that only Keras 2 has, the one first that the user wants. Where nothing is said, a notebook that
 * needs Keras 2 for other reasons stays there, and any other is migrated.
 */
export function legacyOrMigrate(
  context: IContext,
  trans: ITranslate,
  migrate: IFix | null
): IFix[] {
  const { verdict, options } = context;
  const rewrite = migrate && migrate.edits.length > 0 ? [migrate] : [];
  if (goesToKeras3(context)) {
    return rewrite;
  }
  const legacy = legacyFix(context, trans);
  const stay = legacy ? [legacy] : [];
  const staysFirst =
    options.wantedKeras === 'legacy' || isBoundToKeras2(verdict);
  return staysFirst ? [...stay, ...rewrite] : [...rewrite, ...stay];
}

/** A fix that has one right answer, or none where there is nothing to edit. */
export function repair(title: string, edits: readonly Edit[]): IFix[] {
  return edits.length > 0 ? [{ title, choice: 'repair', edits }] : [];
}

/** A fix that rewrites for Keras 3. */
export function migration(title: string, edits: readonly Edit[]): IFix {
  return { title, choice: 'migrate', edits };
}
