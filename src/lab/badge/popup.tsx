import type { Message } from '@lumino/messaging';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget, UseSignal } from '@jupyterlab/ui-components';
import React from 'react';
import type { IDiagnostic } from '../../core/rules/model';
import { CommandIds } from '../command-ids';
import { stateIcons } from '../icons';
import type { NotebookDoctor } from '../notebook-doctor';
import { environmentLines } from './environment-lines';
import type { IPopupActions } from './popup-model';
import { Link, Why, withCode } from './why';

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
            <Footer actions={this.actions} />
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
  if (state.kind !== 'ready') {
    return <p>{doctor.badge?.tooltip ?? trans.__('No Python kernel.')}</p>;
  }
  const keras = doctor.diagnosis?.keras ?? null;
  return (
    <dl className="jp-KerasDoctorPopup-environment">
      {environmentLines(state.environment, keras, trans).map(
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
}): React.ReactElement {
  const { doctor, actions } = props;
  const diagnostics = doctor.diagnosis?.diagnostics ?? [];
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
          key={position}
          doctor={doctor}
          diagnostic={diagnostic}
          actions={actions}
        />
      ))}
    </ul>
  );
}

function Finding(props: {
  doctor: NotebookDoctor;
  diagnostic: IDiagnostic;
  actions: IPopupActions;
}): React.ReactElement {
  const { doctor, diagnostic, actions } = props;
  const { trans } = actions;
  const { severity, span, fixes, message, rule } = diagnostic;
  const Icon = stateIcons[severity === 'info' ? 'unknown' : severity].react;
  return (
    <li className={`jp-KerasDoctorPopup-finding jp-mod-${severity}`}>
      <Icon tag="span" className="jp-KerasDoctorStatus-icon" aria-hidden />
      <div>
        <p>{withCode(message)}</p>
        <div className="jp-KerasDoctorPopup-actions">
          {fixes.length > 0 && (
            <button
              type="button"
              className="jp-mod-styled jp-mod-accept"
              title={fixes[0].title}
              onClick={() => actions.fix(doctor, diagnostic)}
            >
              {trans.__('Fix')}
            </button>
          )}
          {span && (
            <Link
              label={trans.__('Cell %1', span.cell + 1)}
              onClick={() => actions.reveal(doctor, diagnostic)}
            />
          )}
          <span className="jp-KerasDoctorPopup-rule">{rule}</span>
        </div>
        <Why doctor={doctor} diagnostic={diagnostic} actions={actions} />
      </div>
    </li>
  );
}

function Footer({ actions }: { actions: IPopupActions }): React.ReactElement {
  const { commands, trans, close } = actions;
  const buttons = [
    [CommandIds.fix, trans.__('Fix all')],
    [CommandIds.preview, trans.__('Preview…')],
    [CommandIds.check, trans.__('Check again')],
    [CommandIds.copyReport, trans.__('Copy report')],
    [CommandIds.settings, trans.__('Settings')]
  ];
  return (
    <div className="jp-KerasDoctorPopup-footer">
      {buttons.map(([id, label]) => (
        <button
          key={id}
          type="button"
          className="jp-mod-styled"
          disabled={!commands.isEnabled(id)}
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
