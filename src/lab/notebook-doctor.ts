import type { NotebookPanel } from '@jupyterlab/notebook';
import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import type { IBadge } from '../core/badge';
import { badge } from '../core/badge';
import type { IDiagnosis } from '../core/diagnose';
import type { KernelState } from '../core/environment/kernel-state';
import {
  codeMentionsKeras,
  mentionsKeras
} from '../core/notebook/mentions-keras';
import type { INotebook } from '../core/notebook/model';
import type { ScanCache } from '../core/notebook/scan-cache';
import type { ITranslate } from '../core/translate';
import { KernelWatch } from '../kernel/kernel-watch';
import { loadEngine } from './load-engine';
import { readNotebook } from './notebook-adapter';
import type { DoctorSettings } from './settings';

/** Milliseconds. */
const FRAME = 16;
const LONGEST_PAUSE = 1000;

/** Watches one notebook and its kernel, and keeps the diagnosis of the two together. Changes nothing in either. */
export class NotebookDoctor implements IDisposable {
  constructor(
    readonly panel: NotebookPanel,
    readonly settings: DoctorSettings,
    private readonly trans: ITranslate
  ) {
    const { timeout, checkOnOpen } = settings.current;
    this.kernel = new KernelWatch(panel.sessionContext, {
      timeout,
      automatic: checkOnOpen
    });
    this.kernel.stateChanged.connect(this.scheduleUpdate, this);
    panel.context.model.contentChanged.connect(this.scheduleUpdate, this);
    settings.changed.connect(this.onSettings, this);
    panel.disposed.connect(() => this.dispose());
    this.scheduleUpdate();
  }

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

  get badge(): IBadge | null {
    const { badge: fields } = this.settings.current;
    return badge(this.kernel.state, this._diagnosis, fields, this.trans);
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
    await this.update();
  }

  /** The diagnosis of what the notebook says at this moment; null where the kernel has not answered. */
  async diagnoseNow(): Promise<IDiagnosis | null> {
    if (this.kernel.state.kind === 'ready') {
      await loadEngine();
    }
    return this.diagnose(readNotebook(this.panel));
  }

  private async diagnose(notebook: INotebook): Promise<IDiagnosis | null> {
    const state = this.kernel.state;
    if (state.kind !== 'ready') {
      return null;
    }
    const engine = await loadEngine();
    this.cache ??= new engine.ScanCache(engine.knows);
    const facts = engine.scan(notebook, this.cache);
    const { options } = this.settings.current;
    return engine.diagnose(facts, state.environment, options, this.trans);
  }

  /** A cell was run: where it may have changed what the kernel has, the kernel is asked again. */
  onExecuted(source: string): void {
    if (mentionsKeras(source) || /\b(pip|conda|uv)\b/.test(source)) {
      this.kernel.check();
    }
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    clearTimeout(this.pause);
    cancelAnimationFrame(this.frame);
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
    this.scheduleUpdate();
  }

  /**
   * At most once a frame, whatever the notebook emits. Where looking takes longer than a frame, in a very large notebook,
   * it waits for a pause in the typing instead of getting in its way.
   */
  private scheduleUpdate(): void {
    clearTimeout(this.pause);
    cancelAnimationFrame(this.frame);
    const look = () => {
      this.frame = requestAnimationFrame(() => void this.update());
    };
    if (this.cost <= FRAME) {
      look();
    } else {
      this.pause = setTimeout(look, Math.min(LONGEST_PAUSE, 4 * this.cost));
    }
  }

  private async update(): Promise<void> {
    const started = performance.now();
    const notebook = readNotebook(this.panel);
    const diagnosis = codeMentionsKeras(notebook)
      ? await this.diagnose(notebook)
      : null;
    this.cost = performance.now() - started;
    if (!this._isDisposed) {
      this._diagnosis = diagnosis;
      this._changed.emit();
    }
  }

  private readonly kernel: KernelWatch;
  private cache: ScanCache | undefined;
  private frame = 0;
  private pause: ReturnType<typeof setTimeout> | undefined;
  /** How long the last look took, in milliseconds. */
  private cost = 0;
  private _diagnosis: IDiagnosis | null = null;
  private _isDisposed = false;
  private readonly _changed = new Signal<this, void>(this);
}
