import type { Kernel } from '@jupyterlab/services';

import { askOnControl } from './kernel-info';

/** The first wait in milliseconds; each further one is twice as long. */
const FIRST_WAIT = 250;
const MOST_TIMES = 8;
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
 * kernel may stay "starting" until somebody runs something, and a connection to a busy kernel shows no status at all.
 */
export class Nudge {
  constructor(private readonly listener: INudgeListener) {}

  /** Asks this kernel from now on until it answers or the nudge is stopped; does nothing when it does so already. */
  start(kernel: Kernel.IKernelConnection): void {
    if (this.kernel !== kernel) {
      this.stop();
      this.kernel = kernel;
      this.isOver = false;
      this.wait(0);
    }
  }

  stop(): void {
    this.rest();
    this.kernel = null;
  }

  private rest(): void {
    this.isOver = true;
    clearTimeout(this.clock);
    clearTimeout(this.patience);
    this.patience = undefined;
  }

  private wait(times: number): void {
    this.clock = setTimeout(
      () => this.nudge(times + 1),
      FIRST_WAIT * 2 ** times
    );
  }

  private nudge(times: number): void {
    const { kernel } = this;
    if (!kernel || kernel.isDisposed) {
      return;
    }
    if (kernel.connectionStatus === 'connected') {
      // A kernel that dies meanwhile rejects; its status says so by itself.
      const nothing = () => undefined;
      kernel.requestKernelInfo().then(reply => {
        if (reply !== undefined && this.kernel === kernel) {
          this.rest();
          this.listener.onAnswer(kernel);
        }
      }, nothing);
      askOnControl(kernel).then(() => this.live(kernel), nothing);
    }
    if (times < MOST_TIMES) {
      this.wait(times);
    }
  }

  /** It lives; where the other answer does not follow, it is at work, and more questions would only pile up. */
  private live(kernel: Kernel.IKernelConnection): void {
    if (this.kernel === kernel && !this.isOver) {
      this.patience ??= setTimeout(() => {
        this.rest();
        this.listener.onOccupied(kernel);
      }, PATIENCE);
    }
  }

  private clock: ReturnType<typeof setTimeout> | undefined;
  private isOver = false;
  private kernel: Kernel.IKernelConnection | null = null;
  private patience: ReturnType<typeof setTimeout> | undefined;
}
