import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import { NotebookActions } from '@jupyterlab/notebook';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import type { ITranslate } from '../core/translate';
import type { NotebookDoctor } from './notebook-doctor';
import type { Runner } from './runner';
import type { DoctorSettings } from './settings';
import type { IKerasDoctor } from './tokens';

/** What all doctors share. */
interface IParts {
  readonly settings: Promise<DoctorSettings>;
  readonly runner: Runner;
  readonly trans: ITranslate;
}

/** One doctor per open notebook, made when the notebook opens. */
export class Doctors implements IKerasDoctor {
  constructor(
    private readonly tracker: INotebookTracker,
    private readonly parts: IParts
  ) {
    tracker.widgetAdded.connect((_, panel) => void this.of(panel));
    tracker.forEach(panel => void this.of(panel));
    tracker.currentChanged.connect(() => this._changed.emit());
    NotebookActions.executed.connect((_, { notebook, cell }) => {
      const panel = tracker.find(({ content }) => content === notebook);
      const doctor = panel && this.ready.get(panel);
      doctor?.onExecuted(cell.model.sharedModel.getSource());
    });
  }

  get current(): NotebookDoctor | null {
    const panel = this.tracker.currentWidget;
    return (panel && this.ready.get(panel)) ?? null;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  of(panel: NotebookPanel): Promise<NotebookDoctor> {
    const known = this.made.get(panel);
    if (known) {
      return known;
    }
    const made = this.make(panel);
    this.made.set(panel, made);
    // JupyterLab may keep a closed panel; what is ours goes.
    panel.disposed.connect(() => {
      this.made.delete(panel);
      this.ready.delete(panel);
    });
    return made;
  }

  private async make(panel: NotebookPanel): Promise<NotebookDoctor> {
    const [{ NotebookDoctor }, settings] = await Promise.all([
      import(/* webpackChunkName: "notebook" */ './notebook-doctor'),
      this.parts.settings,
      panel.context.ready
    ]);
    const { runner, trans } = this.parts;
    const doctor = new NotebookDoctor(panel, { settings, runner, trans });
    if (panel.isDisposed) {
      doctor.dispose();
      return doctor;
    }
    this.ready.set(panel, doctor);
    doctor.changed.connect(() => {
      if (panel === this.tracker.currentWidget) {
        this._changed.emit();
      }
    });
    this._changed.emit();
    return doctor;
  }

  private readonly made = new WeakMap<NotebookPanel, Promise<NotebookDoctor>>();
  private readonly ready = new WeakMap<NotebookPanel, NotebookDoctor>();
  private readonly _changed = new Signal<this, void>(this);
}
