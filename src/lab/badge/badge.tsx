import type { TranslationBundle } from '@jupyterlab/translation';
import { VDomRenderer } from '@jupyterlab/ui-components';
import React from 'react';
import type { IBadge } from '../../core/badge';
import { stateIcons } from '../icons';
import type { BadgeModel } from './badge-model';

const STATES = [
  'ok',
  'planned',
  'warning',
  'error',
  'busy',
  'unknown'
] as const;

/** The badge in the status bar, and in the toolbar of Notebook 7. A button: opens the diagnosis. */
export class Badge extends VDomRenderer<BadgeModel> {
  constructor(
    model: BadgeModel,
    private readonly open: (badge: Badge) => void,
    private readonly trans: TranslationBundle
  ) {
    super(model);
    this.addClass('jp-KerasDoctorStatus');
    this.hide();
  }

  protected override render(): React.ReactElement {
    const badge = this.model.badge;
    this.setHidden(badge === null);
    for (const state of STATES) {
      this.toggleClass(`jp-mod-${state}`, badge?.state === state);
    }
    this.node.title = badge?.tooltip ?? '';
    return (
      <>
        {badge && this.button(badge)}
        <span className="jp-KerasDoctor-hidden" role="status">
          {badge && this.stateText(badge.state)}
        </span>
      </>
    );
  }

  /** What is in a button is no region of its own to a screen reader; the one that tells the state stands beside it. */
  private button({ state, label, tooltip }: IBadge): React.ReactElement {
    const Icon = stateIcons[state].react;
    return (
      <button
        type="button"
        className="jp-KerasDoctorStatus-button"
        aria-haspopup="dialog"
        aria-label={this.trans.__('Keras Doctor: %1', tooltip)}
        onClick={() => this.open(this)}
      >
        <Icon tag="span" className="jp-KerasDoctorStatus-icon" aria-hidden />
        <span className="jp-KerasDoctorStatus-label">{label}</span>
      </button>
    );
  }

  private stateText(state: (typeof STATES)[number]): string {
    switch (state) {
      case 'ok':
        return this.trans.__('Keras: no problem');
      case 'planned':
        return this.trans.__('Keras: run the notebook');
      case 'warning':
        return this.trans.__('Keras: warning');
      case 'error':
        return this.trans.__('Keras: error');
      case 'busy':
        return this.trans.__('Keras: waiting for the kernel');
      case 'unknown':
        return this.trans.__('Keras: unknown');
    }
  }
}
