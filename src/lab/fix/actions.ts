import { Notification } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDiagnosis } from '../../core/diagnose';
import type { IFix } from '../../core/fixes/model';
import type { NotebookDoctor } from '../notebook-doctor';
import { loadEngine } from '../load-engine';
import { diagnosisOf } from '../diagnosis-of';
import { applyFixes } from './apply-fixes';
import { outcomeOf } from './outcome-of';

/** "Fix Keras Version": all that has to be mended, with the preferred fix of each. */
export async function fixAll(
  doctor: NotebookDoctor,
  trans: TranslationBundle
): Promise<void> {
  const diagnosis = await diagnosisOf(doctor, trans);
  if (diagnosis) {
    const { steps, skipped } = await outcomeOf(diagnosis, trans);
    await applyFixes(doctor, [...steps, ...skipped], trans);
  }
}

/** "Preview Keras Fix…": the same, after the user has seen and chosen. */
export async function previewAll(
  doctor: NotebookDoctor,
  trans: TranslationBundle
): Promise<void> {
  const diagnosis = await diagnosisOf(doctor, trans);
  if (!diagnosis) {
    return;
  }
  const { steps, skipped } = await outcomeOf(diagnosis, trans);
  if (steps.length === 0) {
    await applyFixes(doctor, skipped, trans);
    return;
  }
  const { previewFixes } = await import(
    /* webpackChunkName: "actions" */ './preview'
  );
  const chosen = await previewFixes(diagnosis.facts.notebook, steps, trans);
  if (chosen.length > 0) {
    await applyFixes(doctor, chosen, trans);
  }
}

/** "Insert Keras 2 Cell (TF_USE_LEGACY_KERAS)", whatever the diagnosis says. */
export async function insertLegacyCell(
  doctor: NotebookDoctor,
  trans: TranslationBundle
): Promise<void> {
  const { legacyFix } = await loadEngine();
  const why = trans.__(
    'Keras Doctor: nothing to insert. The notebook already asks for Keras 2, or its TensorFlow is Keras 2 by itself.'
  );
  await insert(doctor, legacyFix, why, trans);
}

/** "Insert Matching pip Pins for Keras". */
export async function insertPins(
  doctor: NotebookDoctor,
  trans: TranslationBundle
): Promise<void> {
  const { pinsFix } = await loadEngine();
  const why = trans.__(
    'Keras Doctor: nothing to insert. The pins are there already, or the kernel has no TensorFlow.'
  );
  await insert(doctor, pinsFix, why, trans);
}

async function insert(
  doctor: NotebookDoctor,
  make: (diagnosis: IDiagnosis, trans: TranslationBundle) => IFix | null,
  whyNot: string,
  trans: TranslationBundle
): Promise<void> {
  const diagnosis = await diagnosisOf(doctor, trans);
  const fix = diagnosis && make(diagnosis, trans);
  if (fix) {
    await applyFixes(doctor, [fix], trans);
  } else if (diagnosis) {
    Notification.info(whyNot, { autoClose: 6000 });
  }
}
