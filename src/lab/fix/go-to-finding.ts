import { Notification } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { ISpan } from '../../core/notebook/model';
import type { IDiagnostic } from '../../core/rules/model';
import { diagnosisOf } from '../diagnosis-of';
import type { NotebookDoctor } from '../notebook-doctor';
import { applyFixes } from './apply-fixes';
import { revealSpan } from './reveal';

/** "Next Keras Finding", "Previous Keras Finding": selects its place; after the last one comes the first. */
export async function goToFinding(
  doctor: NotebookDoctor,
  direction: 1 | -1,
  trans: TranslationBundle
): Promise<void> {
  const diagnosis = await diagnosisOf(doctor, trans);
  const spans = (diagnosis?.diagnostics ?? [])
    .flatMap(({ span }) => (span ? [span] : []))
    .sort(compare);
  if (direction === -1) {
    spans.reverse();
  }
  const here = cursor(doctor);
  const next = spans.find(span => compare(span, here) * direction > 0);
  const target = next ?? spans[0];
  if (target) {
    await revealSpan(doctor.panel, target);
  } else if (diagnosis) {
    tell(trans.__('Keras Doctor: no finding in this notebook.'));
  }
}

/** "Fix Keras Finding at the Cursor": the first fix of what is found there, or else on that line. */
export async function fixAtCursor(
  doctor: NotebookDoctor,
  trans: TranslationBundle
): Promise<void> {
  const diagnosis = await diagnosisOf(doctor, trans);
  if (!diagnosis) {
    return;
  }
  const here = cursor(doctor);
  const source = diagnosis.facts.notebook.cells[here.cell]?.source ?? '';
  const lineOf = (offset: number) => source.slice(0, offset).split('\n').length;
  const fixable = diagnosis.diagnostics.filter(
    ({ span, fixes }) => span?.cell === here.cell && fixes.length > 0
  );
  const isAt = ({ span }: IDiagnostic) =>
    span !== null && span.from <= here.from && here.from <= span.to;
  const isOnLine = ({ span }: IDiagnostic) =>
    span !== null && lineOf(span.from) === lineOf(here.from);
  const found = fixable.find(isAt) ?? fixable.find(isOnLine);
  if (found) {
    await applyFixes(doctor, found.fixes.slice(0, 1), trans);
  } else {
    tell(trans.__('Keras Doctor: nothing to fix at the cursor.'));
  }
}

function tell(message: string): void {
  Notification.info(message, { autoClose: 5000 });
}

/** Where the selection begins, in the active cell. In command mode it is the cell as a whole: what it begins with comes next. */
function cursor({ panel: { content } }: NotebookDoctor): ISpan {
  const cell = content.activeCellIndex;
  const editor = content.activeCell?.editor;
  const isEditing = content.mode === 'edit' && editor;
  const from = isEditing ? editor.getOffsetAt(editor.getSelection().start) : -1;
  return { cell, from, to: from };
}

function compare(a: ISpan, b: ISpan): number {
  return a.cell - b.cell || a.from - b.from;
}
