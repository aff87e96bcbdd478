import { rules } from '../core/rules';
import type { IRule } from '../core/rules/model';

/** What "Why?" shows of a rule. */
export type ShownPage = Pick<IRule['docs'], 'why' | 'references'>;

/** By the rule's id. The bundler makes a list of these texts out of this module (`scripts/rule-pages.js`). */
export const rulePages: ReadonlyMap<string, ShownPage> = new Map(
  rules.map(({ id, docs }) => [id, docs])
);
