import { VDomModel } from '@jupyterlab/ui-components';
import type { IBadge } from '../../core/badge';
import type { NotebookDoctor } from '../notebook-doctor';

/** What a badge shows: that of the notebook which `find` names. */
export class BadgeModel extends VDomModel {
  constructor(private readonly find: () => NotebookDoctor | null) {
    super();
    this.update();
  }

  get badge(): IBadge | null {
    return this._badge;
  }

  get doctor(): NotebookDoctor | null {
    return this.find();
  }

  /** Looks again, and says so only when something changed. */
  update(): void {
    const badge = this.find()?.badge ?? null;
    if (JSON.stringify(badge) !== JSON.stringify(this._badge)) {
      this._badge = badge;
      this.stateChanged.emit();
    }
  }

  private _badge: IBadge | null = null;
}
