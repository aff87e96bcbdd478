import type { Message } from '@lumino/messaging';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget, UseSignal } from '@jupyterlab/ui-components';
import React from 'react';
import type { IDiagnostic } from '../../core/rules/model';
import { CommandIds } from '../command-ids';
import type { NotebookDoctor } from '../notebook-doctor';
import { environmentLines } from './environment-lines';
import { Finding } from './finding';
import type { IPopupActions } from './popup-model';

/** The diagnosis, opened from the badge. It shows what the core says and runs commands; it decides nothing. */
export class DiagnosisPopup extends ReactWidget {
  constructor(
    private readonly doctor: NotebookDoctor,
    private readonly actions: IPopupActions
  ) {
    super();
    this.node.setAttribute('role', 'dialog');
    this.node.setAttribute('aria-label', actions.trans.__('Keras diagnosis'));
  }

  /** The focus goes into the popup once, when there is something in it. */
  protected override onUpdateRequest(message: Message): void {
    super.onUpdateRequest(message);
    if (!this.isFocused) {
      this.isFocused = true;
      void this.renderPromise?.then(() =>
        this.node.querySelector<HTMLElement>('button')?.focus()
      );
    }
  }

  private isFocused = false;

  protected override render(): React.ReactElement {
    return (
      <UseSignal signal={this.doctor.changed}>
        {() => (
          <>
            <Environment doctor={this.doctor} trans={this.actions.trans} />
            <Diagnostics doctor={this.doctor} actions={this.actions} />
            <Footer doctor={this.doctor} actions={this.actions} />
          </>
        )}
      </UseSignal>
    );
  }
}

function Environment(props: {
  doctor: NotebookDoctor;
  trans: TranslationBundle;
}): React.ReactElement {
  const { doctor, trans } = props;
  const state = doctor.kernelState;
  if (state.kind !== 'ready' || !doctor.isChecked) {
    return <p>{doctor.badge?.tooltip ?? trans.__('No Python kernel.')}</p>;
  }
  return (
    <dl className="jp-KerasDoctorPopup-environment">
      {environmentLines(state.environment, doctor.diagnosis, trans).map(
        ([label, text]) => (
          <React.Fragment key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </React.Fragment>
        )
      )}
    </dl>
  );
}

function Diagnostics(props: {
  doctor: NotebookDoctor;
  actions: IPopupActions;
}): React.ReactElement | null {
  const { doctor, actions } = props;
  const diagnostics = doctor.diagnosis?.diagnostics ?? [];
  if (!doctor.isChecked) {
    return null;
  }
  if (diagnostics.length === 0) {
    return (
      <p className="jp-KerasDoctorPopup-clean">
        {actions.trans.__('No problem found in this notebook.')}
      </p>
    );
  }
  return (
    <ul
      className="jp-KerasDoctorPopup-list"
      aria-label={actions.trans.__('Findings')}
    >
      {diagnostics.map((diagnostic, position) => (
        <Finding
          key={keyOf(diagnostics, position)}
          doctor={doctor}
          diagnostic={diagnostic}
          actions={actions}
        />
      ))}
    </ul>
  );
}

/** A finding keeps its open "Why?" when those around it come and go: it is the nth of its rule in its cell. */
function keyOf(diagnostics: readonly IDiagnostic[], position: number): string {
  const name = ({ rule, span }: IDiagnostic) => `${rule} ${span?.cell}`;
  const own = name(diagnostics[position]);
  const before = diagnostics.slice(0, position).map(name);
  return `${own} ${before.filter(other => other === own).length}`;
}

function Footer(props: {
  doctor: NotebookDoctor;
  actions: IPopupActions;
}): React.ReactElement {
  const { doctor, actions } = props;
  const { commands, trans, close } = actions;
  const isFixable = doctor.diagnosis?.diagnostics.some(
    ({ fixes, severity }) => fixes.length > 0 && severity !== 'info'
  );
  const isIdle = (id: string) =>
    !commands.isEnabled(id) ||
    (!isFixable && (id === CommandIds.fix || id === CommandIds.preview));
  const buttons = [
    [CommandIds.fix, trans.__('Fix all')],
    [CommandIds.preview, trans.__('Preview…')],
    [CommandIds.check, trans.__('Check again')],
    [CommandIds.copyReport, trans.__('Copy report')],
    [CommandIds.settings, trans.__('Settings')]
  ];
  const shown = buttons.filter(([id]) => commands.isVisible(id));
  return (
    <div className="jp-KerasDoctorPopup-footer">
      {shown.map(([id, label]) => (
        <button
          key={id}
          type="button"
          className="jp-mod-styled"
          disabled={isIdle(id)}
          onClick={() => {
            if (id !== CommandIds.check) {
              close();
            }
            void commands.execute(id);
          }}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
