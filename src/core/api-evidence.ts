import { isInNewest } from './compatibility/api-availability';
import { lookUp } from './compatibility/api-lookup';
import type { IApiFinding, ISides } from './compatibility/api-model';
import { parseApiName } from './compatibility/api-table';
import { referencesTo } from './find-references';
import type { IEvidence } from './rules/model';

/** Uses of Keras that run on one side only, as the generated API surfaces say. Guarded places speak for nothing. */
export const apiEvidence = referencesTo(
  name => parseApiName(name) !== null,
  reference =>
    reference.guard === null
      ? lookUp(reference).flatMap((finding): IEvidence[] => {
          const side = sideOf(finding);
          const { span } = finding;
          return side ? [{ side, span, what: describe(finding) }] : [];
        })
      : []
);

/**
 * The side that code asks for: it works there in the newest release, and raises on the other. What the other side takes without
 * effect runs there; what a side takes without effect is no reason to go there.
 */
export function sideOf(finding: IApiFinding): IEvidence['side'] | null {
  const { silent = nowhere } = finding;
  const on2 = isInNewest(finding.keras2) && finding.legacy;
  const on3 = isInNewest(finding.keras3);
  if (on2 && !silent.legacy && !on3 && !isInNewest(silent.keras3)) {
    return 'keras2';
  }
  const isOnly3 = [finding, silent].every(
    ({ keras2, legacy }) => !isInNewest(keras2) && !legacy
  );
  return on3 && isOnly3 && !isInNewest(silent.keras3) ? 'keras3' : null;
}

const nowhere: ISides = { keras2: false, keras3: false, legacy: false };

/** The code in short: `GRU(batch_input_shape=…)`, `Sequential.reset_states`, `layers.DenseFeatures`. */
export function describe(finding: IApiFinding): string {
  const path = finding.name
    .replace(/^(tensorflow\.(compat\.v\d\.)?)?keras\./, '')
    .replace('#', '.');
  const short = path.split('.').slice(-2).join('.');
  switch (finding.what) {
    case 'parameter':
    case 'positional':
      return `${short}(${finding.parameter ?? ''}=…)`;
    case 'identifier':
      return `${short}(${finding.parameter ?? ''}="${finding.value ?? ''}")`;
    case 'name':
    case 'attribute':
      return short;
  }
}
