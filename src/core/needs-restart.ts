import type { IDiagnostic } from './rules/model';

const rules = ['restart-needed', 'loaded-release-replaced'];

/** Whether a new kernel, and nothing else, mends what a rule finds. */
export function needsRestart({ rule }: Pick<IDiagnostic, 'rule'>): boolean {
  return rules.includes(rule);
}
