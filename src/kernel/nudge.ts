import type { Kernel } from '@jupyterlab/services';

import { askOnControl } from './kernel-info';

/** The first wait in milliseconds; each further one is twice as long, up to the longest. */
const FIRST_WAIT = 250;
/** No later than this after a kernel can answer it is asked; the server itself asks new kernels twice as often. */
const LONGEST_WAIT = 1000;
/** A kernel that is at work keeps what it is asked: it is asked ever more seldom, in case the question was lost. */
const LONGEST_WAIT_AT_WORK = 3_600_000;
const MOST_TIMES = 60;
/** How long an idle kernel may take to answer after its control channel has, in milliseconds. */
const PATIENCE = 300;

/** What becomes of a nudge. */
export interface INudgeListener {
  /** The kernel can be asked. */
  onAnswer(kernel: Kernel.IKernelConnection): void;
  /** The kernel lives, but is running something. `onAnswer` follows as soon as it is free. */
  onOccupied(kernel: Kernel.IKernelConnection): void;
}

/**
 * Finds out when a kernel whose status does not tell can answer: it asks for the kernel information and tells when the
 * reply comes. JupyterLab does not follow the status around these requests (`untracked_message_types`): after a restart a
 * kernel may stay "starting" until somebody runs something, a connection to a busy kernel shows no status at all, and a
 * kernel whose word that it is idle was lost stays "busy".
 */
export class Nudge {
  constructor(private readonly listener: INudgeListener) {}

  /**
   * Asks this kernel from now on until it answers or the nudge is stopped; does nothing when it does so already.
   * @param isAtWork it is said to be: before 4.5 JupyterLab would take it for idle if it answered on its control channel
   */
  start(kernel: Kernel.IKernelConnection, isAtWork: boolean): void {
    if (this.kernel !== kernel) {
      this.stop();
      this.kernel = kernel;
      this.isAtWork = isAtWork;
      this.wait(1, FIRST_WAIT);
    }
  }

  stop(): void {
    clearTimeout(this.clock);
    clearTimeout(this.patience);
    this.isAtWork = false;
    this.kernel = null;
    this.patience = undefined;
  }

  private wait(times: number, milliseconds: number): void {
    this.clock = setTimeout(() => {
      this.nudge();
      if (times < MOST_TIMES) {
        const longest = this.isAtWork ? LONGEST_WAIT_AT_WORK : LONGEST_WAIT;
        this.wait(times + 1, Math.min(2 * milliseconds, longest));
      }
    }, milliseconds);
  }

  private nudge(): void {
    const { kernel } = this;
    if (kernel?.connectionStatus !== 'connected' || kernel.isDisposed) {
      return;
    }
    // A kernel that dies meanwhile rejects; its status says so by itself.
    const nothing = () => undefined;
    kernel.requestKernelInfo().then(reply => {
      if (reply !== undefined && this.kernel === kernel) {
        this.stop();
        this.listener.onAnswer(kernel);
      }
    }, nothing);
    if (!this.isAtWork) {
      askOnControl(kernel).then(() => this.live(kernel), nothing);
    }
  }

  /** It lives; where the other answer does not follow, it is at work. */
  private live(kernel: Kernel.IKernelConnection): void {
    if (this.kernel === kernel) {
      this.patience ??= setTimeout(() => {
        this.isAtWork = true;
        this.listener.onOccupied(kernel);
      }, PATIENCE);
    }
  }

  private clock: ReturnType<typeof setTimeout> | undefined;
  private isAtWork = false;
  private kernel: Kernel.IKernelConnection | null = null;
  private patience: ReturnType<typeof setTimeout> | undefined;
}
