import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';
import type { IFix } from '../../core/fixes/model';
import type { IDiagnostic } from '../../core/rules/model';
import type { NotebookDoctor } from '../notebook-doctor';
import type { ShownPage } from '../rule-pages';

/** What the parts of the popup may do. */
export interface IPopupActions {
  readonly commands: CommandRegistry;
  readonly trans: TranslationBundle;
  /** Closes the popup. */
  readonly close: () => void;
  /** Runs a command on the notebook, which has the focus then. */
  readonly runOnNotebook: (doctor: NotebookDoctor, command: string) => void;
  /** Applies fixes; the notebook has the focus then. */
  readonly fix: (doctor: NotebookDoctor, fixes: readonly IFix[]) => void;
  /** Scrolls to the place of a diagnostic. */
  readonly reveal: (doctor: NotebookDoctor, diagnostic: IDiagnostic) => void;
  /** What a rule is about. */
  readonly docs: (rule: string) => ShownPage;
  /** Silences a rule: by comments in the notebook, or by the setting. */
  readonly ignore: (
    doctor: NotebookDoctor,
    diagnostics: readonly IDiagnostic[],
    scope: 'line' | 'notebook' | 'everywhere'
  ) => void;
}
