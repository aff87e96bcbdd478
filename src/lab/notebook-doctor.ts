import type { NotebookPanel } from '@jupyterlab/notebook';
import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import type { IBadge } from '../core/badge';
import { badge, unreadable } from '../core/badge';
import type { IDiagnosis } from '../core/diagnose';
import { concernsKeras } from '../core/environment/concerns-keras';
import type { IEnvironment } from '../core/environment/model';
import type { KernelState } from '../core/environment/kernel-state';
import {
  codeMentionsKeras,
  mentionsKeras
} from '../core/notebook/mentions-keras';
import type { INotebook } from '../core/notebook/model';
import type { ITranslate } from '../core/translate';
import type { IWay } from '../core/ways';
import { KernelWatch } from '../kernel/kernel-watch';
import { Examiner } from './examiner';
import { FailedInstalls } from './failed-installs';
import { readNotebook } from './notebook-adapter';
import { Pacer } from './pacer';
import type { Runner } from './runner';
import type { DoctorSettings } from './settings';

/** What the doctors of all notebooks share. */
export interface IDoctorParts {
  readonly settings: DoctorSettings;
  readonly runner: Runner;
  readonly trans: ITranslate;
}

/** Watches one notebook and its kernel, and keeps the diagnosis of the two together. Changes nothing in either. */
export class NotebookDoctor implements IDisposable {
  constructor(
    readonly panel: NotebookPanel,
    { settings, runner, trans }: IDoctorParts
  ) {
    this.settings = settings;
    this.runner = runner;
    this.trans = trans;
    const { timeout, checkOnOpen } = settings.current;
    this.kernel = new KernelWatch(panel.sessionContext, {
      timeout,
      automatic: checkOnOpen
    });
    this.examiner = new Examiner(trans);
    this.kernel.stateChanged.connect((_, { kind }) => {
      if (kind === 'ready') {
        this.installs.onProbe();
      }
      this.pacer.now();
    });
    panel.context.model.contentChanged.connect(this.onContent, this);
    settings.changed.connect(this.onSettings, this);
    panel.disposed.connect(() => this.dispose());
    // The state of the kernel stays "none" where the notebook turns out to have none.
    panel.sessionContext.kernelChanged.connect(this.onContent, this);
    void panel.sessionContext.ready.then(() => {
      this.isSettled = true;
      this.pacer.ask();
    });
    this.pacer.ask();
  }

  readonly settings: DoctorSettings;
  readonly runner: Runner;

  /** Emitted when the badge or the diagnosis may have changed. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get kernelState(): KernelState {
    return this.kernel.state;
  }

  /** What is wrong, or null while the kernel has not answered or the notebook mentions neither TensorFlow nor Keras. */
  get diagnosis(): IDiagnosis | null {
    return this._diagnosis;
  }

  /** Makes `ways` known. */
  loadWays(): Promise<void> {
    return this.examiner.loadPlanning();
  }

  /** The ways to mend what is wrong, the one of "Fix Keras Version" first; worked out when asked for, none before `loadWays`. */
  get ways(): readonly IWay[] {
    return this._diagnosis ? this.examiner.waysFor(this._diagnosis) : [];
  }

  /** Whether what the badge and the diagnosis say is of this kernel and this notebook. */
  get isChecked(): boolean {
    return (
      (this.kernel.state.kind === 'ready' || this.isWithoutKernel) &&
      !this.isUnreadable
    );
  }

  /** Whether there is anything to show: notebook or kernel has to do with TensorFlow or Keras, or the user wants it always. */
  get isRelevant(): boolean {
    const { state } = this.kernel;
    return (
      this.isMentioned ||
      this.settings.current.badge.always ||
      (state.kind === 'ready' && concernsKeras(state.environment))
    );
  }

  get badge(): IBadge | null {
    const { badge: fields } = this.settings.current;
    if (!this.isRelevant) {
      return null;
    }
    return this.isUnreadable
      ? unreadable(this.trans)
      : badge(this.kernel.state, this._diagnosis, fields, this.trans);
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /**
   * Asks the kernel again. Resolves when it has answered, could not, or is busy.
   * @param now beside what it runs, where that leaves the cell alone. To be used only when the user asks for it: JupyterLab
   * and the server then take the kernel for idle.
   */
  async checkAgain(now = true): Promise<void> {
    const told = this.nextState();
    this.kernel.check(now);
    await told;
    if (this.isConcerned(readNotebook(this.panel))) {
      await this.prepared();
    }
    this.pacer.now();
  }

  /** The diagnosis of what the notebook says at this moment; null where the kernel has not answered. */
  async diagnoseNow(): Promise<IDiagnosis | null> {
    const notebook = readNotebook(this.panel);
    if (this.kernel.state.kind === 'ready' || this.isConcerned(notebook)) {
      await this.examiner.load();
    }
    return this.diagnose(notebook);
  }

  private diagnose(notebook: INotebook): IDiagnosis | null {
    const environment = this.examiner.isLoaded
      ? this.environment(notebook)
      : null;
    const { options } = this.settings.current;
    return (
      environment && this.examiner.diagnose(notebook, environment, options)
    );
  }

  private environment(notebook: INotebook): IEnvironment | null {
    const { state } = this.kernel;
    return state.kind === 'ready'
      ? this.installs.addTo(state.environment, notebook)
      : this.isWithoutKernel
        ? this.examiner.assumed()
        : null;
  }

  /** The user has chosen none, or the notebook names one that is not there. */
  private get isWithoutKernel(): boolean {
    const { hasNoKernel } = this.panel.sessionContext;
    return this.isSettled && hasNoKernel && this.settings.current.checkOnOpen;
  }

  /** A cell was run: where it may have changed what the kernel has, the kernel is asked again. */
  onExecuted(source: string): void {
    this.installs.onExecuted(source, this._diagnosis?.facts);
    if (mentionsKeras(source) || /\b(pip|conda|uv)\b/.test(source)) {
      this.kernel.check();
    }
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this.pacer.stop();
    this.kernel.dispose();
    Signal.clearData(this);
  }

  /** Resolves when the kernel's state is told, or has not been within the timeout. */
  private nextState(): Promise<void> {
    const { stateChanged } = this.kernel;
    return new Promise(resolve => {
      const end = () => {
        clearTimeout(clock);
        stateChanged.disconnect(listen);
        resolve();
      };
      const listen = (_: unknown, { kind }: KernelState) => {
        if (kind !== 'starting') {
          end();
        }
      };
      const clock = setTimeout(end, this.settings.current.timeout);
      stateChanged.connect(listen);
    });
  }

  private onSettings(): void {
    const { timeout, checkOnOpen } = this.settings.current;
    this.kernel.configure({ timeout, automatic: checkOnOpen });
    this.pacer.ask();
  }

  private onContent(): void {
    this.pacer.ask();
  }

  private look(): void {
    const notebook = readNotebook(this.panel);
    this.isMentioned = codeMentionsKeras(notebook);
    const isConcerned = this.isConcerned(notebook);
    this.isUnreadable &&= isConcerned && !this.examiner.isLoaded;
    if (isConcerned && !this.examiner.isLoaded) {
      this.prepared().catch(() => {
        this.isUnreadable = true;
        this._changed.emit();
      });
    }
    this._diagnosis = isConcerned ? this.diagnose(notebook) : null;
    this._changed.emit();
  }

  /** It may say something of TensorFlow or Keras, and the kernel has answered or is on the way to it. */
  private isConcerned(notebook: INotebook): boolean {
    const { kind } = this.kernel.state;
    const isAwaited = kind === 'starting' || kind === 'busy';
    const isAssumed =
      this.isWithoutKernel && (notebook.language ?? 'python') === 'python';
    return (
      (kind === 'ready' ||
        isAssumed ||
        (isAwaited && this.settings.current.checkOnOpen)) &&
      codeMentionsKeras(notebook)
    );
  }

  /** Loads the engine, reads the notebook while the kernel has not answered, and looks again. */
  private prepared(): Promise<void> {
    this.preparing ??= this.prepare().finally(() => {
      this.preparing = undefined;
    });
    return this.preparing;
  }

  private async prepare(): Promise<void> {
    const hasTime = () =>
      !this._isDisposed && this.kernel.state.kind !== 'ready';
    await this.examiner.load();
    await this.examiner.readAhead(() => readNotebook(this.panel), hasTime);
    this.pacer.now();
  }

  private readonly trans: ITranslate;
  private readonly kernel: KernelWatch;
  private readonly examiner: Examiner;
  private readonly installs = new FailedInstalls();
  private readonly pacer = new Pacer(() => this.look());
  /** The notebook's code mentions TensorFlow or Keras. */
  private isMentioned = false;
  /** JupyterLab has found a kernel for the notebook, or the user has chosen none. */
  private isSettled = false;
  private preparing: Promise<void> | undefined;
  /** What reads notebooks could not be loaded. */
  private isUnreadable = false;
  private _diagnosis: IDiagnosis | null = null;
  private _isDisposed = false;
  private readonly _changed = new Signal<this, void>(this);
}
