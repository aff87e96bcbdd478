import type { ITranslate } from '../../core/translate';

/** Characters of a notification that JupyterLab shows (`notificationplugin.tsx`, 4.0 to 4.6); it cuts off what is longer. */
const room = 140;

/** What is said when fixes are applied: as many of their titles as there is room for, and whether the kernel must be restarted. */
export function doneMessage(
  titles: readonly string[],
  mustRestart: boolean,
  trans: ITranslate
): string {
  const say = (done: string) =>
    mustRestart
      ? trans.__(
          'Keras Doctor: %1. Restart the kernel: it has imported TensorFlow already.',
          done
        )
      : trans.__('Keras Doctor: %1.', done);
  const different = [...new Set(titles)];
  for (let count = different.length; count > 0; count--) {
    const shown = different.slice(0, count);
    const rest = different.length - count;
    const more = rest > 0 ? [trans.__('and %1 more', rest)] : [];
    const message = say([shown.join('. '), ...more].join(', '));
    if (message.length <= room) {
      return message;
    }
  }
  return say(trans.__('the notebook is changed'));
}
