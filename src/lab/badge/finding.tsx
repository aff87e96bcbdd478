import type { TranslationBundle } from '@jupyterlab/translation';
import type { LabIcon } from '@jupyterlab/ui-components';
import React from 'react';
import type { INotebook, ISpan } from '../../core/notebook/model';
import { needsRestart } from '../../core/needs-restart';
import type { IDiagnostic } from '../../core/rules/model';
import { infoIcon, stateIcons } from '../icons';
import type { NotebookDoctor } from '../notebook-doctor';
import type { IPopupActions } from './popup-model';
import { Link, Why, withCode } from './why';

/** One finding of the popup: what is wrong, how much it weighs, where, and what can be done. */
export function Finding(props: {
  doctor: NotebookDoctor;
  diagnostic: IDiagnostic;
  actions: IPopupActions;
}): React.ReactElement {
  const { doctor, diagnostic, actions } = props;
  const { trans } = actions;
  const { severity, span, fixes, message, rule } = diagnostic;
  const [Icon, weight] = weightOf(severity, trans);
  const notebook = doctor.diagnosis?.facts.notebook;
  return (
    <li className={`jp-KerasDoctorPopup-finding jp-mod-${severity}`}>
      <Icon.react
        tag="span"
        className="jp-KerasDoctorStatus-icon"
        aria-hidden
      />
      <div>
        <p>
          <span className="jp-KerasDoctor-hidden">{weight} </span>
          {withCode(message)}
        </p>
        <div className="jp-KerasDoctorPopup-actions">
          {fixes.length > 0 && (
            <button
              type="button"
              className="jp-mod-styled jp-mod-accept"
              title={fixes[0].title}
              aria-label={trans.__('Fix: %1', fixes[0].title)}
              onClick={() => actions.fix(doctor, diagnostic)}
            >
              {trans.__('Fix')}
            </button>
          )}
          {needsRestart(diagnostic) && (
            <button
              type="button"
              className="jp-mod-styled jp-mod-accept"
              onClick={() => actions.restartAndRunAll(doctor)}
            >
              {trans.__('Restart and run all')}
            </button>
          )}
          {span && notebook && (
            <Link
              label={placeOf(span, notebook, trans)}
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

/** The sign of a severity, and its word for those who do not see the sign. */
function weightOf(
  severity: IDiagnostic['severity'],
  trans: TranslationBundle
): [LabIcon, string] {
  switch (severity) {
    case 'error':
      return [stateIcons.error, trans.__('Error:')];
    case 'warning':
      return [stateIcons.warning, trans.__('Warning:')];
    case 'info':
      return [infoIcon, trans.__('Information:')];
  }
}

/** The cell, and the line where the cell has several. */
function placeOf(
  { cell, from }: ISpan,
  { cells }: INotebook,
  trans: TranslationBundle
): string {
  const source = cells[cell]?.source ?? '';
  const line = source.slice(0, from).split(/\r\n|\r|\n/).length;
  return /[\r\n]/.test(source)
    ? trans.__('Cell %1, line %2', cell + 1, line)
    : trans.__('Cell %1', cell + 1);
}
