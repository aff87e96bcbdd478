import { Notification } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';

/** Does what the user has asked for; where it fails, the user is told what failed and why. Rejects as the work does. */
export async function tellFailure(
  label: string,
  work: () => Promise<void>,
  trans: TranslationBundle
): Promise<void> {
  try {
    await work();
  } catch (error) {
    Notification.error(
      trans.__('Keras Doctor: "%1" failed. %2', label, String(error)),
      { autoClose: 15000 }
    );
    throw error;
  }
}
