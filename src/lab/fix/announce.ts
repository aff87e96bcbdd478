import { Notification } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { doneTitles } from '../../core/fixes/done-titles';
import type { Edit } from '../../core/fixes/model';
import { giveFocus } from '../give-focus';
import { readNotebook } from '../notebook-adapter';
import type { NotebookDoctor } from '../notebook-doctor';
import { doneMessage } from './done-message';
import { revealEdit } from './reveal';

/** Tells what was done to a notebook, with the way back and what comes next. */
export function announce(
  doctor: NotebookDoctor,
  edits: readonly Edit[],
  undo: () => boolean,
  trans: TranslationBundle
): void {
  const { panel, kernelState } = doctor;
  const isImported =
    kernelState.kind === 'ready' &&
    (kernelState.environment.loaded.tensorflow ||
      kernelState.environment.loaded.keras);
  const titles = doneTitles(readNotebook(panel), edits, trans);
  const restart = {
    label: trans.__('Restart and run all'),
    caption: trans.__(
      'Restart the kernel and run all cells, so that the notebook runs with the Keras that it needs'
    ),
    displayType: 'accent' as const,
    callback: () => void doctor.runner.restartAndRunAll(panel)
  };
  const message = doneMessage(titles, isImported, trans);
  Notification.success(message, {
    autoClose: isImported ? false : 15000,
    actions: [
      ...(edits.some(isCode) ? [restart] : []),
      {
        label: trans.__('Undo'),
        callback: () => {
          giveFocus(panel);
          if (!undo()) {
            Notification.info(
              trans.__(
                'The notebook was changed since. Use Edit > Undo Cell Operation.'
              ),
              { autoClose: 5000 }
            );
          }
        }
      },
      {
        label: trans.__('Show'),
        callback: () => revealEdit(panel, edits[0])
      }
    ]
  });
}

/** Comments that silence a rule change nothing of what runs. */
function isCode(edit: Edit): boolean {
  return edit.kind === 'insert-cell' || !/# *keras-doctor:/.test(edit.text);
}
