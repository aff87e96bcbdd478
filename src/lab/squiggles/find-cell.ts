import type { CodeEditor } from '@jupyterlab/codeeditor';
import type { INotebookTracker } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import { applyFixes } from '../fix/apply-fixes';
import type { IKerasDoctor } from '../tokens';
import type { ICellDiagnosis } from './squiggles';

/** The notebook and cell that an editor shows, or null where it shows something else (a console, a file). */
export async function findCell(
  shared: CodeEditor.IModel['sharedModel'],
  tracker: INotebookTracker,
  doctors: IKerasDoctor,
  trans: TranslationBundle
): Promise<ICellDiagnosis | null> {
  const indexIn = (panel: (typeof tracker)['currentWidget']) =>
    panel?.model?.sharedModel.cells.findIndex(cell => cell === shared) ?? -1;
  const panel = tracker.find(candidate => indexIn(candidate) >= 0);
  if (!panel) {
    return null;
  }
  const doctor = await doctors.of(panel);
  return {
    changed: doctor.changed,
    diagnostics: () => {
      if (!doctor.diagnosis) {
        return [];
      }
      const index = indexIn(panel);
      const { diagnostics, facts } = doctor.diagnosis;
      return facts.notebook.cells[index]?.source === shared.getSource()
        ? diagnostics.filter(({ span }) => span?.cell === index)
        : null;
    },
    apply: fix => void applyFixes(doctor, [fix], trans)
  };
}
