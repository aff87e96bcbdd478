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
  rounds
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
  const { ready, painted } = await openNotebook(page, name, hasBadge);
  await quiet(page);
  const work = workSinceOpened(await browser.stopTracing());
  return { work, latency: (painted ?? ready) - ready };
}

/** The first notebook after a start of JupyterLab, which brings the chunks, and the same notebook once more. */
function openTwice(browser: Browser, name: string, extension: string | null) {
  return inLab(browser, extension, async page => {
    const first = await openTraced(page, name, extension !== null);
    await closeNotebook(page);
    const later = await openTraced(page, name, extension !== null);
    return { first, later };
  });
}

async function measure(browser: Browser, n: number): Promise<IMeasurement[]> {
  const name = placeCells(n);
  const times = await rounds(isQuick ? 1 : 3, async () => {
    const ours = await openTwice(browser, name, doctor);
    const none = await openTwice(browser, name, null);
    return {
      first: ours.first.latency,
      later: ours.later.latency,
      firstWork: ours.first.work,
      firstWorkWithout: none.first.work,
      laterWork: ours.later.work,
      laterWorkWithout: none.later.work
    };
  });
  const line = (what: string, ms: number, rivals: IMeasurement['rivals']) => ({
    what,
    n,
    unit: 'cells',
    ms,
    rivals
  });
  const { firstWork, firstWorkWithout, laterWork, laterWorkWithout } = times;
  return [
    line('kernel ready → badge, first notebook', times.first, limit),
    line('kernel ready → badge, later notebook', times.later, limit),
    line('main thread, opening the first notebook', firstWork, {
      'without the extension': firstWorkWithout
    }),
    line('main thread, opening a later notebook', laterWork, {
      'without the extension': laterWorkWithout
    }),
    line(
      'main thread, added to the first',
      firstWork - firstWorkWithout,
      limit
    ),
    line(
      'main thread, added to a later one',
      laterWork - laterWorkWithout,
      limit
    )
  ];
}

void inBrowser(async browser => {
  const measurements: IMeasurement[] = [];
  for (const n of [10, 100, 1000]) {
    measurements.push(...(await measure(browser, n)));
  }
  return measurements;
});
