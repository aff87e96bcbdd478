import { Notification } from '@jupyterlab/apputils';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Edit, IFix } from '../../core/fixes/model';
import { giveFocus } from '../give-focus';
import { applyToShared, lastStep, readNotebook } from '../notebook-adapter';
import type { NotebookDoctor } from '../notebook-doctor';
import { loadEngine } from '../load-engine';
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
  const [{ plan }, { announce }] = await Promise.all([
    loadEngine(),
    import(/* webpackChunkName: "actions" */ './announce')
  ]);
  const { panel } = doctor;
  const { model } = panel;
  if (!model) {
    return;
  }
  const locked = lockedCells(panel);
  const possible = fixes.filter(
    ({ edits }) => !model.readOnly && !edits.some(edit => isIn(locked, edit))
  );
  const { edits } = plan(possible);
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
  giveFocus(panel);
  const step = lastStep(shared);
  if (collaborative) {
    takeBackDuplicate(shared, written, step.forget);
  }
  await Promise.race([doctor.checkAgain(false), aSecond()]);
  announce(doctor, edits, step.undo, trans);
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
