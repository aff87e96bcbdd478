/**
 * From the moment JupyterLab sees the kernel ready to the painted badge, and what the main thread has to do from opening the
 * notebook until the page is quiet, with the extension and without.
 */
import type { Browser, Page } from '@playwright/test';
import {
  closeNotebook,
  doctor,
  inBrowser,
  inLab,
  openNotebook,
  placeCells,
  quiet,
  rounds,
  sizes
} from './lab';
import { isQuick, type IMeasurement } from './measure';

const limit = { limit: 50 };

interface ITraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds. */
  readonly ts: number;
  readonly dur?: number;
}

/** Milliseconds that the page's main thread was at work since the notebook was opened, read off a trace. */
function workSinceOpened(trace: Buffer): number {
  const { traceEvents } = JSON.parse(trace.toString()) as {
    traceEvents: readonly ITraceEvent[];
  };
  const mark = traceEvents.find(({ name }) => name === 'notebook opened');
  if (!mark) {
    throw new Error('the trace does not hold the mark');
  }
  return traceEvents
    .filter(
      ({ name, pid, tid, ts }) =>
        name === 'RunTask' &&
        pid === mark.pid &&
        tid === mark.tid &&
        ts >= mark.ts
    )
    .reduce((sum, { dur = 0 }) => sum + dur / 1000, 0);
}

async function openTraced(page: Page, name: string, hasBadge: boolean) {
  const browser = page.context().browser() as Browser;
  await browser.startTracing(page, {
    categories: [
      'blink.user_timing',
      'devtools.timeline',
      'disabled-by-default-devtools.timeline'
    ]
  });
  await openNotebook(page, name, hasBadge);
  await quiet(page);
  return workSinceOpened(await browser.stopTracing());
}

/** Does the same with the first notebook after a start of JupyterLab, which brings the chunks, and with it once more. */
function twice(
  browser: Browser,
  extension: string | null,
  once: (page: Page) => Promise<number>
) {
  return inLab(browser, extension, async page => {
    const first = await once(page);
    await closeNotebook(page);
    return { first, later: await once(page) };
  });
}

async function latency(browser: Browser, n: number): Promise<IMeasurement[]> {
  const name = placeCells(n);
  const { first, later } = await rounds(isQuick ? 1 : 3, () =>
    twice(browser, doctor, async page => {
      const { ready, painted } = await openNotebook(page, name, true);
      return (painted ?? NaN) - ready;
    })
  );
  const size = { n, unit: 'cells', rivals: limit };
  return [
    { what: 'kernel ready → badge, first notebook', ms: first, ...size },
    { what: 'kernel ready → badge, later notebook', ms: later, ...size }
  ];
}

async function work(browser: Browser, n: number): Promise<IMeasurement[]> {
  const name = placeCells(n);
  const { ours, none, laterOurs, laterNone } = await rounds(
    isQuick ? 1 : 3,
    async () => {
      const open = (extension: string | null) =>
        twice(browser, extension, page =>
          openTraced(page, name, extension !== null)
        );
      const { first, later } = await open(doctor);
      const without = await open(null);
      return {
        ours: first,
        none: without.first,
        laterOurs: later,
        laterNone: without.later
      };
    }
  );
  const line = (what: string, ms: number, rivals: IMeasurement['rivals']) => ({
    what: `main thread, ${what}`,
    n,
    unit: 'cells',
    ms,
    rivals
  });
  const against = (cost: number) => ({ 'without the extension': cost });
  return [
    line('opening the first notebook', ours, against(none)),
    line('opening a later notebook', laterOurs, against(laterNone)),
    line('added to the first', ours - none, limit),
    line('added to a later one', laterOurs - laterNone, limit)
  ];
}

void inBrowser(async browser => {
  const measurements: IMeasurement[] = [];
  for (const n of sizes) {
    measurements.push(...(await latency(browser, n)));
  }
  // With 1,000 cells JupyterLab itself draws for longer than anybody waits, so that what is added could not be told.
  for (const n of [10, 30, 100]) {
    measurements.push(...(await work(browser, n)));
  }
  return measurements;
});
