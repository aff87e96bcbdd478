import type { IRule } from './model';

/** Makes a rule; the one way to write one, so that its shape is checked where it stands. */
export function defineRule(rule: IRule): IRule {
  return rule;
}
