import { rules } from '../core/rules';
import type { IRule } from '../core/rules/model';

/** What "Why?" shows of a rule. */
export type ShownPage = Pick<IRule['docs'], 'why' | 'references'> & {
  /** The cells of an example, proven on real packages; null for a rule without a fix. */
  readonly example: {
    readonly before: readonly string[];
    readonly after: readonly string[];
  } | null;
};

/** By the rule's id. The bundler makes a list of these texts out of this module (`scripts/rule-pages.js`). */
export const rulePages: ReadonlyMap<string, ShownPage> = new Map(
  rules.map(({ id, docs, examples }) => [
    id,
    { ...docs, example: exampleOf(examples) }
  ])
);

function exampleOf([first]: IRule['examples']): ShownPage['example'] {
  return first?.after ? { before: first.before, after: first.after } : null;
}
