import { isInNewest } from './compatibility/api-availability';
import { lookUp } from './compatibility/api-lookup';
import type { IApiFinding, ISides } from './compatibility/api-model';
import { parseApiName } from './compatibility/api-table';
import { referencesTo } from './find-references';
import type { IFacts } from './notebook/model';
import type { IEvidence } from './rules/model';
import { isOfTensorFlow1 } from './tensorflow-1';

/**
 * Uses of Keras that run on one side only, as the generated API surfaces say. Guarded places speak for nothing, nor does what is
 * meant as TensorFlow 1 had it.
 */
export function apiEvidence(facts: IFacts): IEvidence[] {
  return evidence(facts)
    .filter(({ name }) => !isOfTensorFlow1(facts, name))
    .map(({ one }) => one);
}

const evidence = referencesTo(
  name => parseApiName(name) !== null,
  (reference): { readonly name: string; readonly one: IEvidence }[] =>
    reference.guard === null
      ? lookUp(reference).flatMap(finding => {
          const side = sideOf(finding);
          const { span } = finding;
          const what = describe(finding);
          return side
            ? [{ name: reference.name, one: { side, span, what } }]
            : [];
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
