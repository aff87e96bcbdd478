import { Notification } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IFix } from '../../core/fixes/model';
import type { IDiagnostic } from '../../core/rules/model';
import { CommandIds } from '../command-ids';
import { giveFocus } from '../give-focus';
import { applyFixes } from '../fix/apply-fixes';
import { revealSpan } from '../fix/reveal';
import { loadEngine } from '../load-engine';
import type { NotebookDoctor } from '../notebook-doctor';
import type { ShownPage } from '../rule-pages';
import { rulePages } from '../rule-pages';
import type { IPopupActions } from './popup-model';

/** What the buttons of the popup do. Each closes it first, so that the user sees what happens to the notebook. */
export function popupActions(
  basis: Pick<IPopupActions, 'commands' | 'trans' | 'close'>
): IPopupActions {
  const { close, trans } = basis;
  const closing =
    <Rest extends unknown[]>(act: (...rest: Rest) => void) =>
    (...rest: Rest): void => {
      close();
      act(...rest);
    };
  return {
    ...basis,
    runOnNotebook: closing((doctor: NotebookDoctor, command: string) => {
      giveFocus(doctor.panel);
      void basis.commands.execute(command);
    }),
    fix: closing((doctor: NotebookDoctor, fixes: readonly IFix[]) => {
      giveFocus(doctor.panel);
      void applyFixes(doctor, fixes, trans);
    }),
    reveal: closing((doctor: NotebookDoctor, { span }: IDiagnostic) => {
      if (span) {
        void revealSpan(doctor.panel, span);
      }
    }),
    docs: id => rulePages.get(id) ?? noPage,
    ignore: closing((doctor, diagnostics, scope) => {
      void (scope === 'everywhere'
        ? ignoreEverywhere(doctor, diagnostics[0].rule, basis)
        : ignoreHere(doctor, diagnostics, scope, trans));
    })
  };
}

const noPage: ShownPage = { why: '', references: [], example: null };

/** Silences a rule by comments: one at each line, or one for the notebook. */
async function ignoreHere(
  doctor: NotebookDoctor,
  diagnostics: readonly IDiagnostic[],
  scope: 'line' | 'notebook',
  trans: TranslationBundle
): Promise<void> {
  const { ignoreFix } = await loadEngine();
  const notebook = doctor.diagnosis?.facts.notebook;
  if (notebook) {
    const places = scope === 'line' ? diagnostics : diagnostics.slice(0, 1);
    const fixes = places.flatMap(({ rule, span }) =>
      span ? [ignoreFix(notebook, { rule, span }, scope, trans)] : []
    );
    await applyFixes(doctor, fixes, trans);
  }
}

/** Silences a rule by the setting, and tells where that is kept, with the way back. */
async function ignoreEverywhere(
  { settings }: NotebookDoctor,
  rule: string,
  { commands, trans }: Pick<IPopupActions, 'commands' | 'trans'>
): Promise<void> {
  await settings.disableRule(rule);
  const message = trans.__(
    'Keras Doctor: %1 is ignored everywhere, by the setting "Disabled rules".',
    rule
  );
  Notification.success(message, {
    autoClose: 15000,
    actions: [
      {
        label: trans.__('Undo'),
        callback: () => void settings.enableRule(rule)
      },
      ...(commands.isVisible(CommandIds.settings)
        ? [
            {
              label: trans.__('Settings'),
              callback: () => void commands.execute(CommandIds.settings)
            }
          ]
        : [])
    ]
  });
}
