import { isLegacyValue } from '../legacy-value';
import type { IContext } from '../rules/model';
import type { ITranslate } from '../translate';
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
  const edits = keras.setting
    ? removeStatements(
        facts.notebook,
        settings.map(({ span }) => span)
      )
    : [];
  const title = trans.__('Remove TF_USE_LEGACY_KERAS');
  return edits.length > 0 ? [{ title, choice: 'native', edits }] : [];
}
