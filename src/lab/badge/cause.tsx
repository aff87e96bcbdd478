import type { TranslationBundle } from '@jupyterlab/translation';
import type { LabIcon } from '@jupyterlab/ui-components';
import React from 'react';
import type { ICause, ICauseItem } from '../../core/causes';
import { lineOf } from '../../core/causes';
import type { INotebook, ISpan } from '../../core/notebook/model';
import { infoIcon, stateIcons } from '../icons';
import type { NotebookDoctor } from '../notebook-doctor';
import type { IPopupActions } from './popup-model';
import { Link, Why, withCode } from './why';

/** What one rule found: how much it weighs, what is wrong, in which lines, and what can be done about these alone. */
export function Cause(props: {
  doctor: NotebookDoctor;
  cause: ICause;
  actions: IPopupActions;
}): React.ReactElement {
  const { doctor, cause, actions } = props;
  const { severity, items, rule } = cause;
  const [Icon, weight] = weightOf(severity, actions.trans);
  return (
    <li className={`jp-KerasDoctorPopup-finding jp-mod-${severity}`}>
      <Icon.react
        tag="span"
        className="jp-KerasDoctorStatus-icon"
        aria-hidden
      />
      <div>
        {items.map(item => (
          <Item
            key={item.message}
            doctor={doctor}
            item={item}
            weight={weight}
            actions={actions}
          />
        ))}
        <Why doctor={doctor} cause={cause} actions={actions} />
        <span className="jp-KerasDoctorPopup-rule">{rule}</span>
      </div>
    </li>
  );
}

function Item(props: {
  doctor: NotebookDoctor;
  item: ICauseItem;
  weight: string;
  actions: IPopupActions;
}): React.ReactElement {
  const { doctor, item, weight, actions } = props;
  const { message, lines } = item;
  const { trans } = actions;
  const notebook = doctor.diagnosis?.facts.notebook;
  const fixes = lines.flatMap(line => line.fixes.slice(0, 1));
  return (
    <>
      <p>
        <span className="jp-KerasDoctor-hidden">{weight} </span>
        {withCode(message)}
      </p>
      <div className="jp-KerasDoctorPopup-actions">
        {notebook &&
          lines.map(
            (line, position) =>
              line.span && (
                <Link
                  key={position}
                  label={placeOf(line.span, notebook, trans)}
                  onClick={() => actions.reveal(doctor, line)}
                />
              )
          )}
        {fixes.length > 0 && (
          <button
            type="button"
            className="jp-KerasDoctor-link"
            aria-label={trans.__('Fix only this: %1', fixes[0].title)}
            title={fixes[0].title}
            onClick={() => actions.fix(doctor, fixes)}
          >
            {trans.__('Fix only this')}
          </button>
        )}
      </div>
    </>
  );
}

/** The sign of a severity, and its word for those who do not see the sign. */
function weightOf(
  severity: ICause['severity'],
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
  span: ISpan,
  notebook: INotebook,
  trans: TranslationBundle
): string {
  const source = notebook.cells[span.cell]?.source ?? '';
  return /[\r\n]/.test(source)
    ? trans.__('Cell %1, line %2', span.cell + 1, lineOf(span, notebook))
    : trans.__('Cell %1', span.cell + 1);
}
