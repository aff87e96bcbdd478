import { rules as allRules } from './rules';
import type { IErrorOutput, IRule } from './rules/model';
import type { ITranslate } from './translate';

/** The known cause of an error that a cell has shown. */
export interface IRecognised {
  readonly rule: string;
  /** The cause in one sentence. */
  readonly message: string;
}

/** Finds the cause of an error among the rules'; null where none knows it. */
export function recognise(
  error: IErrorOutput,
  trans: ITranslate,
  rules: readonly IRule[] = allRules
): IRecognised | null {
  for (const rule of rules) {
    const message = rule.recognise?.(error, trans);
    if (message) {
      return { rule: rule.id, message };
    }
  }
  return null;
}
