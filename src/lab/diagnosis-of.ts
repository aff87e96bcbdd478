import { Notification } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDiagnosis } from '../core/diagnose';
import type { NotebookDoctor } from './notebook-doctor';

/** What a command works on: what the notebook says at this moment in its kernel. Null where the kernel has not answered; then the user is told. */
export async function diagnosisOf(
  doctor: NotebookDoctor,
  trans: TranslationBundle
): Promise<IDiagnosis | null> {
  if (doctor.kernelState.kind !== 'ready') {
    await doctor.checkAgain();
  }
  const diagnosis = await doctor.diagnoseNow();
  if (!diagnosis) {
    const reason =
      doctor.badge?.tooltip ?? trans.__('There is no Python kernel.');
    Notification.warning(
      trans.__('Keras Doctor: the kernel must answer first. %1', reason),
      { autoClose: 8000 }
    );
  }
  return diagnosis;
}
