import type { Kernel } from '@jupyterlab/services';

/** The first wait in milliseconds; each further one is twice as long. */
const FIRST_WAIT = 1000;
const MOST_TIMES = 6;

/**
 * Asks a kernel that stays in "starting" for its kernel information, which makes it tell its status again. The messages of
 * a kernel that starts faster than the browser reconnects are lost, and JupyterLab shows it as starting until something is
 * run (seen after a restart with JupyterLab 4.6.4 and ipykernel 7.4).
 */
export class Nudge {
  /** Nudges this kernel from now on until stopped; does nothing when it does so already. */
  start(kernel: Kernel.IKernelConnection): void {
    if (this.kernel !== kernel) {
      this.stop();
      this.kernel = kernel;
      this.wait(0);
    }
  }

  stop(): void {
    clearTimeout(this.clock);
    this.kernel = null;
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
      kernel.requestKernelInfo().catch(() => this.stop());
    }
    if (times < MOST_TIMES) {
      this.wait(times);
    }
  }

  private clock: ReturnType<typeof setTimeout> | undefined;
  private kernel: Kernel.IKernelConnection | null = null;
}
