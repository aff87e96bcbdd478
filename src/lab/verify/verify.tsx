import { Dialog, Notification } from '@jupyterlab/apputils';
import type { Kernel } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import React from 'react';
import type { IScratchStep } from '../../core/scratch-run';
import { scratchSteps } from '../../core/scratch-run';
import { diagnosisOf } from '../diagnosis-of';
import { outcomeOf } from '../fix/outcome-of';
import type { NotebookDoctor } from '../notebook-doctor';
import type { IScratchResult } from './scratch-kernel';
import { runInScratchKernel } from './scratch-kernel';

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
  const { after } = await outcomeOf(diagnosis, trans);
  // What decides which Keras the notebook gets, once it is fixed.
  const steps = scratchSteps(after.facts);
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
    await show(result, trans);
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

async function show(
  { keras, steps }: IScratchResult,
  trans: TranslationBundle
): Promise<void> {
  const failed = steps.filter(({ error }) => error !== null);
  const body = ReactWidget.create(
    <div className="jp-KerasDoctorVerify">
      <p>{trans.__('tf.keras is %1', keras)}</p>
      <p>
        {failed.length === 0
          ? trans.__(
              'All %1 install, variable and import lines ran.',
              steps.length
            )
          : trans.__(
              '%1 of %2 install, variable and import lines failed:',
              failed.length,
              steps.length
            )}
      </p>
      <ul>
        {failed.map(({ step, error }, position) => (
          <li key={position}>
            {trans.__('Cell %1', step.cell + 1)}:{' '}
            <code>{shorten(step.code)}</code>
            <br />
            {error}
          </li>
        ))}
      </ul>
    </div>
  );
  await new Dialog({
    title: trans.__('Keras fix in a scratch kernel'),
    body,
    buttons: [Dialog.okButton({ label: trans.__('Close') })]
  }).launch();
}

function shorten(code: string): string {
  const line = code.split('\n')[0];
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
