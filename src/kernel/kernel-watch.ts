import type { ISessionContext } from '@jupyterlab/apputils';
import type { Kernel } from '@jupyterlab/services';
import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

import type { KernelState } from '../core/environment/kernel-state';
import { Nudge } from './nudge';
import type { IProbe, ProbeResult } from './probe-kernel';
import { probeKernel } from './probe-kernel';
import type { Readiness } from './readiness';
import { onFirstAnswer, readiness } from './readiness';

/** When to ask the kernel by itself. */
export interface IKernelWatchOptions {
  /** How long to wait for an answer before saying that there is none, in milliseconds. */
  timeout: number;
  /** Ask when the kernel gets ready, is restarted or is changed; false: only when `check` is called. */
  automatic: boolean;
}

/** How long a kernel must have been busy before a subshell is opened, in milliseconds: most work is over by then. */
const PATIENCE = 300;

/** Whether the kernel must be asked: not; as soon as it is idle; even while it is busy. */
type Due = 'no' | 'when-idle' | 'now';

/**
 * Knows what the kernel of one session has: asks it when it gets ready, after a restart, a change of kernel or a lost
 * connection, and on demand; never twice at a time. Lives until it or the session context is disposed of.
 */
export class KernelWatch implements IDisposable {
  /** Watches a session context; its present kernel is looked at in the next turn, so that listeners can connect. */
  constructor(
    private readonly context: ISessionContext,
    private options: IKernelWatchOptions
  ) {
    context.kernelChanged.connect(this.onChange, this);
    context.statusChanged.connect(this.onChange, this);
    context.connectionStatusChanged.connect(this.onChange, this);
    context.disposed.connect(this.dispose, this);
    void Promise.resolve().then(() => this.onChange());
  }

  /** What is known now. */
  get state(): KernelState {
    return this.known;
  }

  /** Emitted after `state` has changed. */
  get stateChanged(): ISignal<this, KernelState> {
    return this.changed;
  }

  get isDisposed(): boolean {
    return this.disposed;
  }

  /**
   * Asks the kernel again. A busy kernel is asked at once only if `now`, and only where that leaves its cell alone; a
   * question whose answer is overdue is then given up. What comes of it is told even where it is nothing new.
   */
  check(now = false): void {
    this.due = now || this.due === 'now' ? 'now' : 'when-idle';
    if (now && this.isOverdue) {
      this.forget();
    }
    this.look();
    if (this.known.kind === 'none') {
      this.tell(this.known, true);
    }
  }

  /** Takes other options; what is known stays. */
  configure(options: IKernelWatchOptions): void {
    const begins = options.automatic && !this.options.automatic;
    this.options = options;
    if (begins && this.known.kind !== 'ready') {
      this.check();
    }
  }

  dispose(): void {
    if (this.disposed) {
      return;
    }
    this.disposed = true;
    this.forget();
    this.nudge.stop();
    this.context.kernelChanged.disconnect(this.onChange, this);
    this.context.statusChanged.disconnect(this.onChange, this);
    this.context.connectionStatusChanged.disconnect(this.onChange, this);
    this.context.disposed.disconnect(this.dispose, this);
    Signal.clearData(this);
  }

  private onChange(): void {
    this.isOccupied = false;
    this.nudge.stop();
    this.look();
  }

  private look(): void {
    if (this.disposed) {
      return;
    }
    const kernel = this.context.session?.kernel ?? null;
    if (kernel !== this.kernel) {
      this.kernel = kernel;
      this.renew();
      onFirstAnswer(kernel, this.onAnswer.bind(this));
    }
    const shown = readiness(kernel);
    this.keepAwake(kernel, shown);
    if (!kernel || shown === 'gone') {
      this.renew();
      this.tell({ kind: 'none' });
    } else if (this.isOccupied) {
      this.serve(kernel, 'busy');
    } else if (shown === 'starting') {
      this.renew();
      this.tell({ kind: 'starting' });
    } else {
      this.serve(kernel, shown);
    }
  }

  /** It can answer, whatever its status says. An answer that should have come before this one is lost. */
  private onAnswer(kernel: Kernel.IKernelConnection): void {
    if (this.disposed || kernel !== this.kernel) {
      return;
    }
    this.isOccupied = false;
    if (this.isOverdue) {
      this.forget();
      this.due = 'when-idle';
    }
    this.serve(kernel, 'idle');
  }

  /** It lives but is at work, whatever its status says. */
  private onOccupied(kernel: Kernel.IKernelConnection): void {
    if (kernel === this.kernel) {
      this.isOccupied = true;
      this.look();
    }
  }

  /**
   * Somebody waits for the kernel, and its status may be wrong. What a nudge has asked is lost with the connection: it
   * begins anew with the next one.
   */
  private keepAwake(
    kernel: Kernel.IKernelConnection | null,
    ready: Readiness
  ): void {
    const isDue = ready === 'busy' && this.due !== 'no';
    const isMute = ready === 'starting' || isDue || this.isOverdue;
    const isConnected = kernel?.connectionStatus === 'connected';
    if (isConnected && isMute && ready !== 'gone') {
      this.nudge.start(kernel, ready === 'busy');
    } else {
      this.nudge.stop();
    }
  }

  private serve(
    kernel: Kernel.IKernelConnection,
    ready: 'busy' | 'idle'
  ): void {
    if (this.probe) {
      if (this.isOccupied) {
        this.waiting();
      }
    } else if (this.due === 'no') {
      if (this.known.kind === 'none' || this.known.kind === 'starting') {
        this.tell({ kind: 'unknown', reason: 'The kernel was not asked.' });
      }
    } else if (ready === 'idle') {
      this.ask(kernel, false);
    } else {
      this.waiting();
      if (this.due === 'now') {
        this.patience ??= setTimeout(() => this.interject(kernel), PATIENCE);
      }
    }
  }

  /** Asks a kernel that stays busy, beside what it runs. */
  private interject(kernel: Kernel.IKernelConnection): void {
    this.patience = undefined;
    if (
      this.kernel === kernel &&
      this.due === 'now' &&
      !this.probe &&
      (this.isOccupied || readiness(kernel) === 'busy')
    ) {
      this.ask(kernel, true);
    }
  }

  /** The process behind the kernel may be another one from now on: what was known or asked does not count. */
  private renew(): void {
    this.forget();
    if (this.options.automatic && this.due === 'no') {
      this.due = 'when-idle';
    }
  }

  private forget(): void {
    this.probe?.dispose();
    this.probe = null;
    this.isOverdue = false;
    clearTimeout(this.patience);
    this.patience = undefined;
  }

  private ask(kernel: Kernel.IKernelConnection, isBusy: boolean): void {
    this.forget();
    this.nudge.stop();
    this.due = 'no';
    const { timeout } = this.options;
    const probe = probeKernel(kernel, { timeout, isBusy });
    this.probe = probe;
    void probe.result.then(result => {
      if (this.probe === probe) {
        this.overdue(kernel, result);
      }
    });
    void probe.answered.then(result => {
      if (this.probe === probe) {
        this.forget();
        this.take(result);
        if (this.due !== 'no') {
          this.look();
        }
      }
    });
  }

  /** The time is over; the question stays the only one until its answer comes or turns out to be lost. */
  private overdue(kernel: Kernel.IKernelConnection, result: ProbeResult): void {
    this.isOverdue = true;
    if (kernel.status === 'busy' || this.isOccupied) {
      this.waiting();
    } else {
      this.take(result);
    }
    this.look();
  }

  private take(result: ProbeResult): void {
    switch (result.kind) {
      case 'environment':
        this.tell({ kind: 'ready', environment: result.environment });
        break;
      case 'not-python':
        this.tell({ kind: 'not-python' }, true);
        break;
      case 'busy':
        this.due = 'when-idle';
        this.waiting(true);
        break;
      case 'failed':
        this.tell({ kind: 'unknown', reason: result.reason });
    }
  }

  /** Busy: what was known of this process is still the best answer. It is told again where somebody waits for word. */
  private waiting(again = false): void {
    if (again || this.known.kind !== 'ready') {
      const { known } = this;
      this.tell(known.kind === 'ready' ? known : { kind: 'busy' }, again);
    }
  }

  private tell(state: KernelState, again = false): void {
    if (
      !again &&
      state.kind === this.known.kind &&
      !('environment' in state) &&
      !('reason' in state)
    ) {
      return;
    }
    this.known = state;
    this.changed.emit(state);
  }

  private readonly nudge = new Nudge({
    onAnswer: kernel => this.onAnswer(kernel),
    onOccupied: kernel => this.onOccupied(kernel)
  });
  private readonly changed = new Signal<this, KernelState>(this);
  private disposed = false;
  private due: Due = 'no';
  private isOccupied = false;
  private isOverdue = false;
  private kernel: Kernel.IKernelConnection | null = null;
  private known: KernelState = { kind: 'none' };
  private patience: ReturnType<typeof setTimeout> | undefined;
  private probe: IProbe | null = null;
}
