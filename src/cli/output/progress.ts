import { Presets, SingleBar } from 'cli-progress';
import { print } from './print';

export interface IProgress {
  /** One more file is done; its text is printed above the bar. */
  step(text: string): void;
  stop(): void;
}

/** Fewer files are done before a bar could be read. */
const filesWorthABar = 50;

/** A bar on a terminal where there is much to do, else nothing but the text. */
export function showProgress(files: number): IProgress {
  if (!process.stderr.isTTY || files < filesWorthABar) {
    return { step: print, stop: () => undefined };
  }
  const bar = new SingleBar(
    {
      clearOnComplete: true,
      format: '{bar} {value}/{total} files',
      stream: process.stderr
    },
    Presets.shades_classic
  );
  bar.start(files, 0);
  return {
    step(text) {
      if (text !== '' && process.stdout.isTTY) {
        process.stderr.write('\r\u001b[K');
      }
      print(text);
      bar.increment();
    },
    stop: () => bar.stop()
  };
}
