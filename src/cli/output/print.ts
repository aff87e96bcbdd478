import { writeSync } from 'node:fs';

/** Prints on standard output. */
export function print(text: string): void {
  if (text !== '') {
    process.stdout.write(text);
  }
}

/** Says something on standard error, so that it does not get into what is piped. */
export function printNote(text: string): void {
  if (text !== '') {
    process.stderr.write(`keras-doctor: ${text}\n`);
  }
}

/** A reader that has seen enough, such as `head`, is no mistake. */
export function endQuietlyOnClosedPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') {
      process.exit(process.exitCode ?? 0);
    }
    throw error;
  });
}

/** The last words before the process ends, written at once. */
export function printFatal(text: string): void {
  writeSync(2, `keras-doctor: ${text}\n`);
}
