import type { Cell, CodeCell } from '@jupyterlab/cells';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { PanelLayout } from '@lumino/widgets';
import type { IRecognised } from '../../core/recognise';
import type { NotebookDoctor } from '../notebook-doctor';
import { loadEngine } from '../load-engine';
import { CardOffer } from './card-offer';
import { ErrorCard } from './error-card';

interface IShown {
  /** The text of the outputs that the card is about. */
  readonly outputs: string;
  card: ErrorCard | null;
}

/** Keeps a card below every output with a known cause, for one notebook. */
export class CellCards {
  constructor(
    private readonly doctor: NotebookDoctor,
    private readonly trans: TranslationBundle
  ) {
    doctor.changed.connect(this.update, this);
    doctor.panel.disposed.connect(() => {
      doctor.changed.disconnect(this.update, this);
    });
    this.update();
  }

  private update(): void {
    for (const cell of this.doctor.panel.content.widgets) {
      if (isCode(cell) && (hasOutputs(cell) || this.shown.has(cell))) {
        void this.updateCell(cell);
      }
    }
  }

  private async updateCell(cell: CodeCell): Promise<void> {
    const outputs = troubleOf(cell);
    const last = this.shown.get(cell) ?? { outputs: '', card: null };
    if (last.outputs === outputs) {
      last.card?.update();
      return;
    }
    last.card?.dispose();
    const shown: IShown = { outputs, card: null };
    this.shown.set(cell, shown);
    const cause = outputs === '' ? null : await this.causeOf(outputs);
    if (cause && this.shown.get(cell) === shown && !cell.isDisposed) {
      shown.card = this.show(cell, cause);
    }
  }

  private async causeOf(outputs: string): Promise<IRecognised | null> {
    const { readOutputs, recognise } = await loadEngine();
    for (const error of readOutputs(JSON.parse(outputs) as unknown[])) {
      const cause = recognise(error, this.trans);
      if (cause) {
        return cause;
      }
    }
    return null;
  }

  private show(cell: CodeCell, cause: IRecognised): ErrorCard {
    const { doctor, trans } = this;
    const offer = new CardOffer(doctor, cell, { cause, trans });
    const card = new ErrorCard(cause, offer, trans);
    // A cell that has not been scrolled to yet has no layout; its parts come with it.
    void cell.ready.then(() => {
      const layout = cell.layout as PanelLayout | null;
      if (layout && !card.isDisposed) {
        layout.insertWidget(layout.widgets.length - 1, card);
      }
    });
    return card;
  }

  private readonly shown = new WeakMap<CodeCell, IShown>();
}

function isCode(cell: Cell): cell is CodeCell {
  return cell.model.type === 'code';
}

/** Most cells of a large notebook have none when something changes; nothing is read of them. */
function hasOutputs(cell: CodeCell): boolean {
  return cell.model.outputs.length > 0;
}

/** The outputs that may tell of trouble, as JSON; empty where the cell has none. */
function troubleOf(cell: CodeCell): string {
  const trouble: unknown[] = [];
  const { outputs } = cell.model;
  for (let index = 0; index < outputs.length; index++) {
    const { type } = outputs.get(index);
    if (type === 'error' || type === 'stream') {
      trouble.push(outputs.get(index).toJSON());
    }
  }
  return trouble.length > 0 ? JSON.stringify(trouble) : '';
}
