import type { IDiagnosis } from '../../core/diagnose';
import type { IOutcome } from '../../core/outcome';
import type { ITranslate } from '../../core/translate';
import { loadEngine } from '../load-engine';

/** What "Fix Keras Version" would do about a diagnosis. */
export async function outcomeOf(
  diagnosis: IDiagnosis,
  trans: ITranslate
): Promise<IOutcome> {
  const { loadPlanning } = await loadEngine();
  const { planOutcome } = await loadPlanning();
  return planOutcome(diagnosis, trans);
}
