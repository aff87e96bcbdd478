import type { IDiagnostic } from './rules/model';

const rules = ['restart-needed', 'loaded-release-replaced'];

/** Whether a new kernel is what mends the finding. */
export function needsRestart({ rule }: IDiagnostic): boolean {
  return rules.includes(rule);
}
