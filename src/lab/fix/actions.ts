import { Notification } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDiagnosis } from '../../core/diagnose';
import type { IFix } from '../../core/fixes/model';
import type { NotebookDoctor } from '../notebook-doctor';
import { loadEngine } from '../load-engine';
import { diagnosisOf } from '../diagnosis-of';
import { applyFixes } from './apply-fixes';

/** "Fix Keras Version": the preferred fix of every finding. */
export async function fixAll(
  doctor: NotebookDoctor,
  trans: TranslationBundle
): Promise<void> {
  const diagnosis = await diagnosisOf(doctor, trans);
  if (diagnosis) {
    const { chooseFixes } = await loadEngine();
    await applyFixes(doctor, chooseFixes(diagnosis.diagnostics), trans);
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
  const { chooseFixes, plan } = await loadEngine();
  const { fixes } = plan(chooseFixes(diagnosis.diagnostics));
  const shown = fixes.map(({ fix, edits }) => ({ ...fix, edits }));
  if (shown.length === 0) {
    await applyFixes(doctor, [], trans);
    return;
  }
  const { previewFixes } = await import(
    /* webpackChunkName: "actions" */ './preview'
  );
  const chosen = await previewFixes(diagnosis.facts.notebook, shown, trans);
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
