import { isLegacyValue } from '../legacy-value';
import type { IContext } from '../rules/model';
import type { ITranslate } from '../translate';
import { repair } from './legacy-or-migrate';
import type { IFix } from './model';
import { removeStatements } from './replace-text';

/** Takes out all that asks for legacy Keras; nothing where the notebook does not, or not in a statement of its own. */
export function removeLegacyFlag(
  { facts, keras }: IContext,
  trans: ITranslate
): IFix[] {
  const settings = facts.variables.filter(
    ({ variable, value, guard }) =>
      variable === 'TF_USE_LEGACY_KERAS' &&
      guard === null &&
      isLegacyValue(value)
  );
  return repair(
    trans.__('Remove TF_USE_LEGACY_KERAS'),
    keras.setting
      ? removeStatements(
          facts.notebook,
          settings.map(({ span }) => span)
        )
      : []
  );
}
