import { Notification } from '@jupyterlab/apputils';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Edit, IFix } from '../../core/fixes/model';
import { applyToShared, lastStep, readNotebook } from '../notebook-adapter';
import type { NotebookDoctor } from '../notebook-doctor';
import { loadEngine } from '../load-engine';
import { doneMessage } from './done-message';
import { revealEdit } from './reveal';
import { takeBackDuplicate } from './take-back-duplicate';

/**
 * Applies fixes to a notebook as one undoable step, and tells the user what was done, with the way back. A fix that would change
 * what is not editable is left out, and that is told too.
 */
export async function applyFixes(
  doctor: NotebookDoctor,
  fixes: readonly IFix[],
  trans: TranslationBundle
): Promise<void> {
  const { plan } = await loadEngine();
  const { panel } = doctor;
  const { model } = panel;
  if (!model) {
    return;
  }
  const locked = lockedCells(panel);
  const possible = fixes.filter(
    ({ edits }) => !model.readOnly && !edits.some(edit => isIn(locked, edit))
  );
  const { edits, fixes: planned } = plan(possible);
  if (possible.length < fixes.length) {
    warn(
      edits.length > 0
        ? trans.__(
            'Keras Doctor: cells that are not editable stay as they are.'
          )
        : trans.__(
            'Keras Doctor: nothing was changed, because what the fix would change is not editable.'
          )
    );
  } else if (edits.length === 0) {
    Notification.info(
      trans.__('Keras Doctor: nothing to fix in this notebook.'),
      {
        autoClose: 5000
      }
    );
  }
  if (edits.length === 0) {
    return;
  }
  const { sharedModel: shared, collaborative } = model;
  const { stale, written } = applyToShared(shared, edits);
  if (stale.length > 0) {
    warn(
      trans.__(
        'Keras Doctor: nothing was changed, because the notebook was edited meanwhile. Try again.'
      )
    );
    return;
  }
  const step = lastStep(shared);
  if (collaborative) {
    takeBackDuplicate(shared, written, step.forget);
  }
  await Promise.race([doctor.checkAgain(false), aSecond()]);
  const titles = planned.map(({ fix }) => fix.title);
  announce(doctor, edits, { titles, undo: step.undo }, trans);
}

function warn(message: string): void {
  Notification.warning(message, { autoClose: 8000 });
}

function lockedCells(panel: NotebookPanel): ReadonlySet<string> {
  const { cells } = readNotebook(panel);
  return new Set(cells.filter(({ editable }) => !editable).map(({ id }) => id));
}

function isIn(cells: ReadonlySet<string>, edit: Edit): boolean {
  return edit.kind === 'replace' && cells.has(edit.cellId);
}

/** What the kernel has imported since it was last asked decides whether a restart is needed; a busy one is not waited for. */
function aSecond(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, 1000));
}

function announce(
  doctor: NotebookDoctor,
  edits: readonly Edit[],
  { titles, undo }: { titles: readonly string[]; undo: () => boolean },
  trans: TranslationBundle
): void {
  const { panel, kernelState } = doctor;
  const isImported =
    kernelState.kind === 'ready' &&
    (kernelState.environment.loaded.tensorflow ||
      kernelState.environment.loaded.keras);
  const restart = {
    label: trans.__('Restart kernel'),
    caption: trans.__(
      'TensorFlow is already imported; only a new kernel takes another Keras.'
    ),
    callback: () => void panel.sessionContext.restartKernel()
  };
  const message = doneMessage(titles, isImported, trans);
  Notification.success(message, {
    autoClose: isImported ? false : 15000,
    actions: [
      ...(isImported ? [restart] : []),
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

/** The button goes with its notification, and the focus with the button: back to the notebook, where that can be seen. */
function giveFocus({ content, isVisible }: NotebookDoctor['panel']): void {
  if (isVisible) {
    content.activate();
  }
}
