import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import React from 'react';
import type { IRecognised } from '../../core/recognise';
import type { IDiagnostic } from '../../core/rules/model';
import { stateIcons } from '../icons';

/** What a card can do. */
export interface ICardActions {
  /** The diagnostic of the same cause, whose fix the card offers; null where there is none (any more). */
  readonly diagnostic: () => IDiagnostic | null;
  readonly fix: (diagnostic: IDiagnostic) => void;
  /** What makes the cell run now that its cause is mended; null where it is not. */
  readonly again: () => { label: string; run: () => void } | null;
}

/** Says below an error, in one sentence, what caused it. It is part of the page only, never of the notebook. */
export class ErrorCard extends ReactWidget {
  constructor(
    private readonly cause: IRecognised,
    private readonly actions: ICardActions,
    private readonly trans: TranslationBundle
  ) {
    super();
    this.addClass('jp-KerasDoctorCard');
    this.node.setAttribute('role', 'note');
    this.node.setAttribute('aria-label', trans.__('Cause of the error'));
  }

  protected override render(): React.ReactElement {
    const { actions, cause, trans } = this;
    const again = actions.again();
    const diagnostic = again ? null : actions.diagnostic();
    const Icon = stateIcons[again ? 'ok' : 'error'].react;
    this.toggleClass('jp-mod-mended', again !== null);
    return (
      <>
        <Icon tag="span" className="jp-KerasDoctorStatus-icon" aria-hidden />
        <span className="jp-KerasDoctorCard-text" role="status">
          {again ? trans.__('Fixed: run again.') : cause.message}
        </span>
        <span className="jp-KerasDoctorPopup-rule">{cause.rule}</span>
        {diagnostic && diagnostic.fixes.length > 0 && (
          <button
            type="button"
            className="jp-mod-styled jp-mod-accept"
            title={diagnostic.fixes[0].title}
            onClick={() => actions.fix(diagnostic)}
          >
            {trans.__('Fix')}
          </button>
        )}
        {again && (
          <button
            type="button"
            className="jp-mod-styled jp-mod-accept"
            onClick={again.run}
          >
            {again.label}
          </button>
        )}
      </>
    );
  }
}
