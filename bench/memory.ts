/** What the extension keeps in memory beside an open notebook: the heap after collecting garbage, with it and without. */
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { Browser, Page } from '@playwright/test';
import {
  doctor,
  heap,
  inBrowser,
  inLab,
  openNotebook,
  placeCells,
  quiet,
  rounds,
  sizes
} from './lab';
import { isQuick, type IMeasurement } from './measure';

const limit = 5e6;

/**
 * Runs nothing, silently: when a kernel was asked for the first time, by a user's cell or by our probe, JupyterLab's debugger lists
 * the kernel's sources in its panel, hundreds of lines of its own.
 */
async function askOnce(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const panel = window.jupyterapp.shell.currentWidget as NotebookPanel;
    await panel.sessionContext.ready;
    const kernel = panel.sessionContext.session?.kernel;
    await kernel?.requestExecute({ code: '', silent: true }).done;
  });
}

function heapOf(browser: Browser, name: string, extension: string | null) {
  return inLab(browser, extension, async page => {
    await openNotebook(page, name, extension !== null);
    await askOnce(page);
    await quiet(page);
    return heap(page);
  });
}

async function measure(browser: Browser, n: number): Promise<IMeasurement[]> {
  const name = placeCells(n);
  const { ours, none } = await rounds(isQuick ? 1 : 2, async () => ({
    ours: await heapOf(browser, name, doctor),
    none: await heapOf(browser, name, null)
  }));
  return [
    {
      what: 'heap with an open notebook',
      n,
      unit: 'cells',
      bytes: ours,
      rivals: { 'without the extension': none }
    },
    {
      what: 'heap added by the extension',
      n,
      unit: 'cells',
      bytes: ours - none,
      rivals: { limit }
    }
  ];
}

void inBrowser(async browser => {
  const measurements: IMeasurement[] = [];
  for (const n of sizes) {
    measurements.push(...(await measure(browser, n)));
  }
  return measurements;
});
