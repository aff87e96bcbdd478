import { legacyOrMigrate } from '../fixes/legacy-or-migrate';
import type { IFix } from '../fixes/model';
import { flavorOfRoot } from '../keras-names';
import type { KerasRoot } from '../keras-names';
import type { IFacts, ISpan } from '../notebook/model';
import type { ITranslate } from '../translate';
import { once } from '../once';
import type { IContext, IRule } from './model';

/** A place that runs on Keras 2 only, and that legacy Keras makes run as it stands. */
export interface IKeras2Place {
  readonly span: ISpan;
  /** The code in short: `GRU(batch_input_shape=…)`. */
  readonly what: string;
  /** The package whose Keras it meets. */
  readonly root: KerasRoot;
}

interface IKeras2Cause<Place extends IKeras2Place> extends Omit<
  IRule,
  'evidence' | 'check' | 'severity'
> {
  /** Where the source says so; a function of the source alone. Guarded places are none. */
  readonly find: (facts: IFacts) => readonly Place[];
  readonly message: (place: Place, trans: ITranslate) => string;
  /** The rewrite for Keras 3, where there is one. */
  readonly migrate?: (
    context: IContext,
    place: Place,
    trans: ITranslate
  ) => IFix | null;
}

/**
 * Makes a rule of a cause that needs Keras 2: each place is evidence for the verdict, unless it names `tf_keras` itself, and is
 * reported where it will meet Keras 3, with legacy Keras as the way out.
 */
export function defineKeras2Rule<Place extends IKeras2Place>(
  cause: IKeras2Cause<Place>
): IRule {
  const { message, migrate, ...rule } = cause;
  const find = once(cause.find);
  return {
    ...rule,
    severity: 'error',
    evidence: facts =>
      find(facts)
        .filter(({ root }) => root !== 'tf_keras')
        .map(({ span, what }) => ({ side: 'keras2', span, what })),
    check: (context, trans) =>
      find(context.facts)
        .filter(({ root }) => flavorOfRoot(context, root) === 'keras3')
        .map(place => ({
          span: place.span,
          message: message(place, trans),
          fixes: legacyOrMigrate(
            context,
            trans,
            migrate?.(context, place, trans) ?? null
          )
        }))
  };
}
