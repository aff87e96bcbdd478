import { Notification } from '@jupyterlab/apputils';
import type { Kernel } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDiagnosis } from '../../core/diagnose';
import type { WantedKeras } from '../../core/compatibility/pins';
import type { IScratchStep } from '../../core/scratch-run';
import { diagnosisOf } from '../diagnosis-of';
import { outcomeOf } from '../fix/outcome-of';
import type { NotebookDoctor } from '../notebook-doctor';
import { loadEngine } from '../load-engine';
import { shorten } from './shorten';
import { runInScratchKernel } from './scratch-kernel';
import { showVerdict } from './verdict-dialog';

/**
 * "Verify Keras Fix in a Scratch Kernel": what the notebook would get after its fix, tried in a second kernel. The user's
 * kernel and the notebook are not touched.
 */
export async function verifyFix(
  doctor: NotebookDoctor,
  kernels: Kernel.IManager,
  trans: TranslationBundle
): Promise<void> {
  const diagnosis = await diagnosisOf(doctor, trans);
  const name = doctor.panel.sessionContext.session?.kernel?.name;
  if (!diagnosis || !name) {
    return;
  }
  const { steps, wanted } = await planOf(diagnosis, trans);
  const cancellation = new AbortController();
  const cancel = () => cancellation.abort();
  doctor.panel.disposed.connect(cancel);
  const id = Notification.emit(
    trans.__('Starting a scratch kernel…'),
    'in-progress',
    {
      autoClose: false,
      actions: [{ label: trans.__('Cancel'), callback: cancel }]
    }
  );
  const progress = (done: number, { code }: IScratchStep) => {
    Notification.update({
      id,
      message: trans.__(
        'Scratch kernel: step %1 of %2: %3',
        done + 1,
        steps.length,
        shorten(code)
      ),
      progress: done / steps.length
    });
  };
  try {
    const { signal } = cancellation;
    const options = { name, steps, progress, signal };
    const result = await runInScratchKernel(kernels, options);
    Notification.dismiss(id);
    await showVerdict(result, wanted, trans);
  } catch (error) {
    Notification.dismiss(id);
    if (!cancellation.signal.aborted) {
      const message = trans.__('The scratch kernel failed: %1', String(error));
      Notification.error(message, { autoClose: false });
    }
  } finally {
    doctor.panel.disposed.disconnect(cancel);
  }
}

/** What decides which Keras the notebook gets, once it is fixed, and the one that it is to get. */
async function planOf(
  diagnosis: IDiagnosis,
  trans: TranslationBundle
): Promise<{ steps: IScratchStep[]; wanted: WantedKeras }> {
  const { scratchSteps, wantedKeras } = await loadEngine();
  const { after } = await outcomeOf(diagnosis, trans);
  return { steps: scratchSteps(after.facts), wanted: wantedKeras(diagnosis) };
}
