import type { Kernel } from '@jupyterlab/services';

/** What a connection lets us do at this moment. */
export type Readiness = 'gone' | 'starting' | 'busy' | 'idle';

/** Reads it off the statuses, which may be wrong: a connection to a busy kernel shows none until something is run. */
export function readiness(kernel: Kernel.IKernelConnection | null): Readiness {
  if (!kernel || kernel.isDisposed) {
    return 'gone';
  }
  switch (kernel.status) {
    case 'idle':
    case 'busy':
      return kernel.connectionStatus === 'connected'
        ? kernel.status
        : 'starting';
    case 'dead':
    case 'terminating':
      return 'gone';
    default:
      return 'starting';
  }
}

/**
 * Tells when a kernel has answered what every new connection asks, where that comes before its status is known. JupyterLab does not
 * follow the status around that request, but waits for the end of the next one (50 ms later with a local server).
 */
export function onFirstAnswer(
  kernel: Kernel.IKernelConnection | null,
  tell: (kernel: Kernel.IKernelConnection) => void
): void {
  // Where there is no answer, the status says why.
  const nothing = () => undefined;
  kernel?.info.then(() => {
    const isConnected = kernel.connectionStatus === 'connected';
    if (isConnected && readiness(kernel) === 'starting') {
      tell(kernel);
    }
  }, nothing);
}
