import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import type { ICause } from '../../core/causes';
import { translatedWhy } from '../../core/translated-why';
import type { NotebookDoctor } from '../notebook-doctor';
import type { ShownPage } from '../rule-pages';
import type { IPopupActions } from './popup-model';

/** The rule's own page in short, and the ways to silence it; read only by those who ask. */
export function Why(props: {
  doctor: NotebookDoctor;
  cause: ICause;
  actions: IPopupActions;
}): React.ReactElement {
  const { doctor, cause, actions } = props;
  const { trans, docs, ignore } = actions;
  const page = docs(cause.rule);
  const found = cause.items.flatMap(({ lines }) => lines);
  const placed = found.filter(({ span }) => span !== null);
  return (
    <details className="jp-KerasDoctorPopup-why">
      <summary>{trans.__('Why?')}</summary>
      <p>{withCode(translatedWhy(page, trans))}</p>
      {page.example && <Example example={page.example} trans={trans} />}
      <p>{trans.__('More on this:')}</p>
      <ul>
        {page.references.map(reference => (
          <li key={reference}>
            <a href={reference} target="_blank" rel="noopener noreferrer">
              {nameOf(reference)}
            </a>
          </li>
        ))}
      </ul>
      <div className="jp-KerasDoctorPopup-actions">
        {trans.__('Ignore:')}
        {placed.length > 0 && (
          <>
            <Link
              label={
                placed.length === 1
                  ? trans.__('this line')
                  : trans.__('these %1 lines', placed.length)
              }
              onClick={() => ignore(doctor, placed, 'line')}
            />
            <Link
              label={trans.__('this notebook')}
              onClick={() => ignore(doctor, placed, 'notebook')}
            />
          </>
        )}
        <Link
          label={trans.__('everywhere')}
          onClick={() => ignore(doctor, found, 'everywhere')}
        />
      </div>
    </details>
  );
}

/** The cells of an example that its fix changes; where it only adds one, the last cell is the one that fails without it. */
function Example(props: {
  example: NonNullable<ShownPage['example']>;
  trans: TranslationBundle;
}): React.ReactElement {
  const { before, after } = props.example;
  const changed = before.filter(cell => !after.includes(cell));
  const shown = changed.length > 0 ? changed : before.slice(-1);
  const added = after.filter(cell => !before.includes(cell));
  return (
    <div className="jp-KerasDoctorPopup-example">
      <p>{props.trans.__('Before, for example:')}</p>
      <pre className="jp-KerasDoctorPreview-lines jp-mod-removed" tabIndex={0}>
        {shown.join('\n\n')}
      </pre>
      <p>
        {changed.length > 0
          ? props.trans.__('After:')
          : props.trans.__('After, with this cell at the top:')}
      </p>
      <pre className="jp-KerasDoctorPreview-lines jp-mod-added" tabIndex={0}>
        {added.join('\n\n')}
      </pre>
    </div>
  );
}

/** An address as one reads it: without its protocol. */
function nameOf(address: string): string {
  return address.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '');
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
  disabled?: boolean;
  onClick: () => void;
}): React.ReactElement {
  return (
    <button
      type="button"
      className="jp-KerasDoctor-link"
      disabled={props.disabled}
      onClick={props.onClick}
    >
      {props.label}
    </button>
  );
}
