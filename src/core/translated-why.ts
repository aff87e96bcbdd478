import type { IRule } from './rules/model';
import type { ITranslate } from './translate';

/** Why a rule is there, in the user's language. `scripts/generate-translations` reads the text where the rule says it. */
export function translatedWhy(
  { why }: Pick<IRule['docs'], 'why'>,
  trans: ITranslate
): string {
  // eslint-disable-next-line jupyter/no-dynamic-translation -- a rule's text is data
  return trans.__(why);
}
