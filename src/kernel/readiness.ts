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
