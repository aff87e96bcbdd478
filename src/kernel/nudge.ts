import type { Kernel } from '@jupyterlab/services';

/** The first wait in milliseconds; each further one is twice as long. */
const FIRST_WAIT = 250;
const MOST_TIMES = 8;

/**
 * Finds out when a kernel that JupyterLab shows as starting can answer: it asks for the kernel information and tells when
 * the reply comes. The status alone does not tell, because JupyterLab does not follow the one around these requests
 * (`untracked_message_types`): after a restart a kernel may stay "starting" until somebody runs something.
 */
export class Nudge {
  constructor(
    private readonly onAnswer: (kernel: Kernel.IKernelConnection) => void
  ) {}

  /** Asks this kernel from now on until it answers or the nudge is stopped; does nothing when it does so already. */
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
      kernel.requestKernelInfo().then(
        reply => this.take(kernel, reply !== undefined),
        // A kernel that dies meanwhile rejects; its status says so by itself.
        () => this.take(kernel, false)
      );
    }
    if (times < MOST_TIMES) {
      this.wait(times);
    }
  }

  private take(kernel: Kernel.IKernelConnection, hasAnswered: boolean): void {
    if (hasAnswered && this.kernel === kernel) {
      clearTimeout(this.clock);
      this.onAnswer(kernel);
    }
  }

  private clock: ReturnType<typeof setTimeout> | undefined;
  private kernel: Kernel.IKernelConnection | null = null;
}
