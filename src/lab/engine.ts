/**
 * The part of the core that needs the parser and the tables. It is a chunk of its own, loaded when the first notebook that
 * mentions TensorFlow or Keras is looked at.
 */
import { rules as allRules } from '../core/rules';
import type { IRule } from '../core/rules/model';

export { knows } from '../core/compatibility/api-names';
export { diagnose, chooseFixes } from '../core/diagnose';
export { legacyFix } from '../core/fixes/legacy-cell';
export { pinsFix } from '../core/fixes/pins-cell';
export { plan } from '../core/fixes/plan';
export { scan } from '../core/notebook/scan';
export { ScanCache } from '../core/notebook/scan-cache';
export { ignoreFix } from '../core/fixes/ignore';
export { readOutputs } from '../core/read-output';
export { recognise } from '../core/recognise';

/** What the bundle keeps to show of a rule; `scripts/drop-proofs.js` takes the rest out. */
export interface IShownRule extends Pick<IRule, 'id'> {
  readonly docs: Pick<IRule['docs'], 'why' | 'references'>;
}

export const rules: readonly IShownRule[] = allRules;
