import { isMainThread } from 'node:worker_threads';
import { CommanderError } from 'commander';
import { createProgram } from './program';
import { endQuietlyOnClosedPipe, printFatal } from './output/print';
import { UsageError } from './usage-error';
import { serve } from './work/serve';

async function run(): Promise<void> {
  endQuietlyOnClosedPipe();
  try {
    await createProgram().parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has said what is wrong; help that was asked for is no mistake.
      process.exitCode = error.exitCode === 0 ? 0 : 2;
      return;
    }
    const reason = error instanceof Error ? (error.stack ?? error.message) : '';
    printFatal(error instanceof UsageError ? error.message : reason);
    process.exitCode = 2;
  }
}

if (isMainThread) {
  void run();
} else {
  serve();
}
