import React from 'react';
import type { IDiagnostic } from '../../core/rules/model';
import { translatedWhy } from '../../core/translated-why';
import type { NotebookDoctor } from '../notebook-doctor';
import type { IPopupActions } from './popup-model';

/** The rule's own page in short, and the ways to silence it; read only by those who ask. */
export function Why(props: {
  doctor: NotebookDoctor;
  diagnostic: IDiagnostic;
  actions: IPopupActions;
}): React.ReactElement {
  const { doctor, diagnostic, actions } = props;
  const { trans, docs, ignore } = actions;
  const { why, references } = docs(diagnostic.rule);
  const reason = translatedWhy({ why }, trans);
  return (
    <details className="jp-KerasDoctorPopup-why">
      <summary>{trans.__('Why?')}</summary>
      <p>{withCode(reason)}</p>
      <ul>
        {references.map(reference => (
          <li key={reference}>
            <a href={reference} target="_blank" rel="noopener noreferrer">
              {reference}
            </a>
          </li>
        ))}
      </ul>
      <div className="jp-KerasDoctorPopup-actions">
        {trans.__('Ignore:')}
        {diagnostic.span && (
          <>
            <Link
              label={trans.__('this line')}
              onClick={() => ignore(doctor, diagnostic, 'line')}
            />
            <Link
              label={trans.__('this notebook')}
              onClick={() => ignore(doctor, diagnostic, 'notebook')}
            />
          </>
        )}
        <Link
          label={trans.__('everywhere')}
          onClick={() => ignore(doctor, diagnostic, 'everywhere')}
        />
      </div>
    </details>
  );
}

/** Shows what stands between backquotes as code. */
export function withCode(text: string): React.ReactNode[] {
  return text
    .split('`')
    .map((part, position) =>
      position % 2 === 1 ? <code key={position}>{part}</code> : part
    );
}

/** A button that looks like a link. */
export function Link(props: {
  label: string;
  onClick: () => void;
}): React.ReactElement {
  return (
    <button
      type="button"
      className="jp-KerasDoctor-link"
      onClick={props.onClick}
    >
      {props.label}
    </button>
  );
}
