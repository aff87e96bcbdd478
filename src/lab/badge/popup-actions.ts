import type { IDiagnostic } from '../../core/rules/model';
import { applyFixes } from '../fix/apply-fixes';
import { revealSpan } from '../fix/reveal';
import { loadEngine } from '../load-engine';
import type { NotebookDoctor } from '../notebook-doctor';
import type { IPopupActions } from './popup-model';

/** What the buttons of the popup do. Each closes it first, so that the user sees what happens to the notebook. */
export async function popupActions(
  basis: Pick<IPopupActions, 'commands' | 'trans' | 'close'>
): Promise<IPopupActions> {
  const { close, trans } = basis;
  const { ignoreFix, rules } = await loadEngine();
  const closing =
    <Rest extends unknown[]>(act: (...rest: Rest) => void) =>
    (...rest: Rest): void => {
      close();
      act(...rest);
    };
  return {
    ...basis,
    fix: closing((doctor: NotebookDoctor, { fixes }: IDiagnostic) => {
      void applyFixes(doctor, fixes.slice(0, 1), trans);
    }),
    reveal: closing((doctor: NotebookDoctor, { span }: IDiagnostic) => {
      if (span) {
        void revealSpan(doctor.panel, span);
      }
    }),
    docs: id =>
      rules.find(rule => rule.id === id)?.docs ?? {
        why: '',
        references: []
      },
    ignore: closing((doctor, { rule, span }, scope) => {
      const notebook = doctor.diagnosis?.facts.notebook;
      if (scope === 'everywhere') {
        void doctor.settings.disableRule(rule);
      } else if (span && notebook) {
        const fix = ignoreFix(notebook, { rule, span }, scope, trans);
        void applyFixes(doctor, [fix], trans);
      }
    })
  };
}
