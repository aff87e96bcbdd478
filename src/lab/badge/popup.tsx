import type { Message } from '@lumino/messaging';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget, UseSignal } from '@jupyterlab/ui-components';
import React from 'react';
import type { ICause } from '../../core/causes';
import { basisText } from '../../core/badge';
import { causesOf, countProblems } from '../../core/causes';
import { headline } from '../../core/headline';
import { CommandIds } from '../command-ids';
import { stateIcons } from '../icons';
import type { NotebookDoctor } from '../notebook-doctor';
import { Cause } from './cause';
import { environmentLines } from './environment-lines';
import type { IPopupActions } from './popup-model';
import { WayButtons } from './way-buttons';
import { Link, withCode } from './why';

interface IPartProps {
  readonly doctor: NotebookDoctor;
  readonly actions: IPopupActions;
}

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
        this.node.querySelector<HTMLElement>('button, summary')?.focus()
      );
    }
  }

  private isFocused = false;

  protected override render(): React.ReactElement {
    const { doctor, actions } = this;
    return (
      <UseSignal signal={doctor.changed}>
        {() => (
          <>
            <Headline doctor={doctor} actions={actions} />
            <Causes doctor={doctor} actions={actions} />
            <Environment doctor={doctor} trans={actions.trans} />
            <Footer doctor={doctor} actions={actions} />
          </>
        )}
      </UseSignal>
    );
  }
}

/** Cause and remedy, and the buttons that bring it about. */
function Headline({ doctor, actions }: IPartProps): React.ReactElement {
  const { trans } = actions;
  const { kernelState, diagnosis } = doctor;
  const isReady = kernelState.kind === 'ready';
  if (!doctor.isChecked || (!isReady && !diagnosis)) {
    return <p>{doctor.badge?.tooltip ?? trans.__('No Python kernel.')}</p>;
  }
  const { state, cause, remedy } = headline(
    isReady ? kernelState.environment : null,
    diagnosis,
    doctor.ways,
    trans
  );
  const Icon = stateIcons[state].react;
  return (
    <div className={`jp-KerasDoctorPopup-headline jp-mod-${state}`}>
      <Icon tag="span" className="jp-KerasDoctorStatus-icon" aria-hidden />
      <div>
        <h2>{withCode(cause)}</h2>
        {!isReady && diagnosis && <p>{basisText(diagnosis, trans)}</p>}
        {remedy !== null && <p>{remedy}</p>}
        <WayButtons doctor={doctor} state={state} actions={actions} />
      </div>
    </div>
  );
}

/** What was found, for those who want to know. */
function Causes({ doctor, actions }: IPartProps): React.ReactElement | null {
  const { diagnosis } = doctor;
  const causes = diagnosis && doctor.isChecked ? causesOf(diagnosis) : [];
  if (causes.length === 0) {
    return null;
  }
  return (
    <details className="jp-KerasDoctorPopup-findings">
      <summary>{countText(causes, actions.trans)}</summary>
      <ul
        className="jp-KerasDoctorPopup-list"
        aria-label={actions.trans.__('Findings')}
      >
        {causes.map(cause => (
          <Cause
            key={`${cause.rule} ${cause.severity}`}
            doctor={doctor}
            cause={cause}
            actions={actions}
          />
        ))}
      </ul>
    </details>
  );
}

function countText(
  causes: readonly ICause[],
  trans: TranslationBundle
): string {
  const problems = countProblems(causes);
  if (problems === 0) {
    return trans.__('Good to know');
  }
  return problems === 1
    ? trans.__('What was found: 1 problem')
    : trans.__('What was found: %1 problems', problems);
}

function Environment(props: {
  doctor: NotebookDoctor;
  trans: TranslationBundle;
}): React.ReactElement | null {
  const { doctor, trans } = props;
  const { kernelState } = doctor;
  if (kernelState.kind !== 'ready' || !doctor.isChecked) {
    return null;
  }
  const { environment } = kernelState;
  return (
    <details className="jp-KerasDoctorPopup-kernel">
      <summary>{trans.__('What this kernel has')}</summary>
      <dl className="jp-KerasDoctorPopup-environment">
        {environmentLines(environment, doctor.diagnosis, trans).map(
          ([label, text]) => (
            <React.Fragment key={label}>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </React.Fragment>
          )
        )}
      </dl>
    </details>
  );
}

function Footer({ doctor, actions }: IPartProps): React.ReactElement {
  const { commands, trans, close } = actions;
  const isFixable = doctor.ways.length > 0;
  const needsFix: string[] = [CommandIds.preview, CommandIds.verify];
  const links = [
    [CommandIds.preview, trans.__('Preview…')],
    [CommandIds.verify, trans.__('Verify…')],
    [CommandIds.check, trans.__('Check again')],
    [CommandIds.copyReport, trans.__('Copy report')],
    [CommandIds.settings, trans.__('Settings')]
  ];
  return (
    <div className="jp-KerasDoctorPopup-footer">
      {links
        .filter(([id]) => commands.isVisible(id))
        .filter(([id]) => isFixable || !needsFix.includes(id))
        .map(([id, label]) => (
          <Link
            key={id}
            label={label}
            disabled={!commands.isEnabled(id)}
            onClick={() => {
              if (id !== CommandIds.check) {
                close();
              }
              void commands.execute(id);
            }}
          />
        ))}
    </div>
  );
}
