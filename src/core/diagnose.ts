import type { IEnvironment } from './environment/model';
import { expectEnvironment } from './expected-environment';
import { expectKeras } from './expected-keras';
import type { IFix } from './fixes/model';
import { mostSpecific } from './most-specific';
import type { IFacts, ISpan } from './notebook/model';
import { rules } from './rules';
import type {
  IContext,
  IDiagnostic,
  IOptions,
  IRule,
  Severity
} from './rules/model';
import { withoutSuppressed } from './suppressions';
import type { ITranslate } from './translate';
import { decideVerdict } from './verdict';

/** What the doctor says of one notebook in one kernel. */
export interface IDiagnosis extends IContext {
  /** Most severe first, then in the order of the notebook. */
  readonly diagnostics: readonly IDiagnostic[];
}

const weights: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/** Runs the rules over what a notebook says and what its kernel has. Pure; the same input gives the same answer. */
export function diagnose(
  facts: IFacts,
  environment: IEnvironment,
  options: IOptions,
  trans: ITranslate
): IDiagnosis {
  const expected = expectEnvironment(facts, environment);
  const context: IContext = {
    facts,
    environment,
    expected,
    keras: expectKeras(facts, expected),
    verdict: decideVerdict(facts, rules),
    options
  };
  const diagnostics = rules.flatMap(rule => run(rule, context, trans));
  // After the choice of the most specific: where the rule of a place is disabled, the rules for the rest do not take its word.
  const found = mostSpecific(diagnostics, rules).filter(
    ({ rule }) => !options.disabledRules.includes(rule)
  );
  const shown = withoutSuppressed(found, facts.notebook);
  return { ...context, diagnostics: mostSevereFirst(shown) };
}

/**
 * The fix of each diagnostic that "Fix Keras Version" does: the first, most severe diagnostics first. What is only worth knowing
 * is left for the user to choose, and so is what else could be done where the first would be done by hand.
 */
export function chooseFixes(diagnostics: readonly IDiagnostic[]): IFix[] {
  return diagnostics
    .filter(({ severity, byHand }) => severity !== 'info' && !byHand)
    .flatMap(({ fixes }) => fixes.slice(0, 1));
}

function run(rule: IRule, context: IContext, trans: ITranslate): IDiagnostic[] {
  return rule
    .check(context, trans)
    .map(({ span, message, fixes, severity }) => ({
      span,
      ...told(message, fixes),
      rule: rule.id,
      severity:
        context.options.severities[rule.id] ?? severity ?? rule.severity,
      reach: rule.reach
    }));
}

/**
 * Where the first fix is one by hand, the message says what to do, and the other fixes are left to be chosen one at a time: a
 * rewrite for Keras 3 of what should stay on Keras 2 is nothing to do unasked.
 */
function told(
  message: string,
  fixes: readonly IFix[]
): Pick<IDiagnostic, 'message' | 'fixes' | 'byHand'> {
  const [first] = fixes;
  const others = fixes.filter(({ byHand }) => byHand === undefined);
  return first?.byHand === undefined
    ? { message, fixes: others }
    : { message: `${message} ${first.byHand}`, fixes: others, byHand: true };
}

function mostSevereFirst(diagnostics: readonly IDiagnostic[]): IDiagnostic[] {
  return [...diagnostics].sort(
    (a, b) =>
      weights[a.severity] - weights[b.severity] || comparePlaces(a.span, b.span)
  );
}

/** What concerns the notebook as a whole comes before what has a place in it. */
function comparePlaces(a: ISpan | null, b: ISpan | null): number {
  return a && b
    ? a.cell - b.cell || a.from - b.from
    : Number(a !== null) - Number(b !== null);
}
