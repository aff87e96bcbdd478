import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { UsageError } from '../usage-error';
import { FileWorker } from './file-worker';
import type { IJob, IWorkResult } from './job';

/** What a worker answers for one file. */
export type WorkerAnswer =
  | { readonly result: IWorkResult }
  /** The settings are wrong: the whole run ends. */
  | { readonly usageError: string };

/** Starting a thread and reading the tables in it takes about as long as checking this many notebooks. */
const filesWorthAThread = 24;

/**
 * Does the job for every file and hands over the results in the order of the files, whichever is done first.
 * @param threads How many threads to use; by default as many as there are cores, for as many files as make that worth while.
 * @throws UsageError where the settings for a file are wrong.
 */
export async function workThrough(
  paths: readonly string[],
  job: IJob,
  onResult: (result: IWorkResult) => void,
  threads = defaultThreads(paths.length)
): Promise<void> {
  if (threads < 2 || paths.includes('-')) {
    const worker = new FileWorker(job);
    paths.forEach(path => onResult(worker.work(path)));
    return;
  }
  await new Pool(paths, job, onResult).run(Math.min(threads, paths.length));
}

function defaultThreads(files: number): number {
  return Math.min(
    availableParallelism(),
    Math.floor(files / filesWorthAThread)
  );
}

class Pool {
  constructor(
    private readonly paths: readonly string[],
    private readonly job: IJob,
    private readonly onResult: (result: IWorkResult) => void
  ) {}

  async run(threads: number): Promise<void> {
    await Promise.all(Array.from({ length: threads }, () => this.runThread()));
    if (this.usageError !== null) {
      throw new UsageError(this.usageError);
    }
  }

  /** Keeps one thread busy; one that dies, of want of memory for example, is replaced, and its file reported. */
  private async runThread(): Promise<void> {
    let worker = this.start();
    for (;;) {
      const index = this.next;
      if (index >= this.paths.length || this.usageError !== null) {
        break;
      }
      this.next++;
      const path = this.paths[index];
      const answer = await ask(worker, path);
      if ('died' in answer) {
        const error = `could not be checked: ${answer.died}`;
        this.deliver(index, { check: { path, error }, fix: null });
        worker = this.start();
      } else if ('usageError' in answer) {
        this.usageError = answer.usageError;
      } else {
        this.deliver(index, answer.result);
      }
    }
    await worker.terminate();
  }

  private start(): Worker {
    return new Worker(__filename, { workerData: this.job });
  }

  private deliver(index: number, result: IWorkResult): void {
    this.waiting.set(index, result);
    for (;;) {
      const due = this.waiting.get(this.delivered);
      if (!due) {
        return;
      }
      this.waiting.delete(this.delivered++);
      this.onResult(due);
    }
  }

  private next = 0;
  private delivered = 0;
  private usageError: string | null = null;
  private readonly waiting = new Map<number, IWorkResult>();
}

function ask(
  worker: Worker,
  path: string
): Promise<WorkerAnswer | { died: string }> {
  return new Promise(resolve => {
    const onError = (error: Error) => resolve({ died: error.message });
    worker.once('error', onError);
    worker.once('message', (answer: WorkerAnswer) => {
      worker.off('error', onError);
      resolve(answer);
    });
    worker.postMessage(path);
  });
}
