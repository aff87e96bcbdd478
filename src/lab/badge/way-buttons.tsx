import React from 'react';
import type { BadgeState } from '../../core/badge';
import { causesOf, needsOnlyRestart } from '../../core/causes';
import { CommandIds } from '../command-ids';
import type { NotebookDoctor } from '../notebook-doctor';
import type { IPopupActions } from './popup-model';

/** JupyterLab's own; a notebook's menu has it too. */
const runAll = 'notebook:run-all-cells';

/** What the user can do: one button for what helps, named by its effect, and one for the other way. */
export function WayButtons(props: {
  doctor: NotebookDoctor;
  state: BadgeState;
  actions: IPopupActions;
}): React.ReactElement | null {
  const { doctor, state, actions } = props;
  const { trans } = actions;
  const { diagnosis } = doctor;
  const primary = (label: string, command: string) =>
    actions.commands.hasCommand(command) && (
      <button
        type="button"
        className="jp-mod-styled jp-mod-accept jp-KerasDoctorPopup-primary"
        disabled={!actions.commands.isEnabled(command)}
        onClick={() => actions.runOnNotebook(doctor, command)}
      >
        {label}
      </button>
    );
  if (!diagnosis || state === 'ok') {
    return null;
  }
  const [first, other] = doctor.ways;
  if (needsOnlyRestart(causesOf(diagnosis))) {
    const label = trans.__('Restart the kernel and run all cells');
    return <Row>{primary(label, CommandIds.restartAndRunAll)}</Row>;
  }
  if (state === 'planned') {
    return <Row>{primary(trans.__('Run all cells'), runAll)}</Row>;
  }
  return (
    first && (
      <Row>
        {primary(first.label, CommandIds.fix)}
        {other && (
          <button
            type="button"
            className="jp-mod-styled"
            onClick={() => actions.fix(doctor, other.fixes)}
          >
            {other.label}
          </button>
        )}
      </Row>
    )
  );
}

function Row({ children }: React.PropsWithChildren): React.ReactElement {
  return <div className="jp-KerasDoctorPopup-ways">{children}</div>;
}
