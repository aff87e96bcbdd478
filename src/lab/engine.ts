/**
 * The part of the core that needs the parser and the tables. It is a chunk of its own, loaded when the first notebook that
 * mentions TensorFlow or Keras is looked at.
 */
import type * as Planning from './planning';

export { assumedEnvironment } from '../core/assumed-environment';
export { knows } from '../core/compatibility/api-names';
export { diagnose } from '../core/diagnose';
export { legacyFix } from '../core/fixes/legacy-cell';
export { pinsFix } from '../core/fixes/pins-cell';
export { plan } from '../core/fixes/plan';
export { scan } from '../core/notebook/scan';
export { ScanCache } from '../core/notebook/scan-cache';
export { ignoreFix } from '../core/fixes/ignore';
export { readOutputs } from '../core/read-output';
export { recognise } from '../core/recognise';
export { scratchSteps } from '../core/scratch-run';
export { wantedKeras } from '../core/fixes/pin-corrections';

/** What plans a fix; it comes with the first click that asks for one. */
export const loadPlanning = (): Promise<typeof Planning> =>
  import(/* webpackChunkName: "planning" */ './planning');
