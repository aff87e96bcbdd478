import { parentPort, workerData } from 'node:worker_threads';
import { UsageError } from '../usage-error';
import { FileWorker } from './file-worker';
import type { IJob } from './job';
import type { WorkerAnswer } from './pool';

/** The other side of the pool: answers every path that comes in. */
export function serve(): void {
  const worker = new FileWorker(workerData as IJob);
  parentPort?.on('message', (path: string) => {
    parentPort?.postMessage(answerFor(worker, path));
  });
}

function answerFor(worker: FileWorker, path: string): WorkerAnswer {
  try {
    return { result: worker.work(path) };
  } catch (error) {
    if (error instanceof UsageError) {
      return { usageError: error.message };
    }
    throw error;
  }
}
