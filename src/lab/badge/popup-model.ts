import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';
import type { IDiagnostic } from '../../core/rules/model';
import type { NotebookDoctor } from '../notebook-doctor';
import type { ShownPage } from '../rule-pages';

/** What the parts of the popup may do. */
export interface IPopupActions {
  readonly commands: CommandRegistry;
  readonly trans: TranslationBundle;
  /** Closes the popup. */
  readonly close: () => void;
  /** Applies the first fix of one diagnostic. */
  readonly fix: (doctor: NotebookDoctor, diagnostic: IDiagnostic) => void;
  readonly restartAndRunAll: (doctor: NotebookDoctor) => void;
  /** Scrolls to the place of a diagnostic. */
  readonly reveal: (doctor: NotebookDoctor, diagnostic: IDiagnostic) => void;
  /** What a rule is about. */
  readonly docs: (rule: string) => ShownPage;
  /** Silences a rule: by a comment in the notebook, or by the setting. */
  readonly ignore: (
    doctor: NotebookDoctor,
    diagnostic: IDiagnostic,
    scope: 'line' | 'notebook' | 'everywhere'
  ) => void;
}
