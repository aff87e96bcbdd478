/** From a changed cell to the painted squiggle in a real JupyterLab. The first cells are in view, and the second of code is changed. */
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { Browser, Page } from '@playwright/test';
import {
  doctor,
  inBrowser,
  inLab,
  openNotebook,
  placeThird,
  quiet,
  rounds,
  sizes
} from './lab';
import type { IBenchPage } from './lab';
import { isQuick, type IMeasurement } from './measure';

const limit = 8;
const frame = 1000 / 60;
const before = 'tf.keras.layers.GRU(4)';
const after = 'tf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])';

/** Milliseconds from a change of the cell's text to its paint, with the squiggle where there is one; it is taken back. */
function changeAndBack(page: Page, hasSquiggle: boolean) {
  return page.evaluate(
    async ([good, bad, isUnderlined]) => {
      const { afterPaint } = window as unknown as IBenchPage;
      const panel = window.jupyterapp.shell.currentWidget as NotebookPanel;
      const cell = panel.model?.sharedModel.cells[2];
      const squiggle = (wanted: boolean) =>
        new Promise<void>(resolve => {
          const look = () => {
            const found = panel.node.querySelector('.cm-lintRange');
            if ((found !== null) === wanted) {
              observer.disconnect();
              resolve();
            }
          };
          const observer = new MutationObserver(look);
          observer.observe(panel.node, { subtree: true, childList: true });
          look();
        });
      const start = performance.now();
      cell?.setSource(bad);
      await squiggle(isUnderlined);
      const ms = (await afterPaint()) - start;
      cell?.setSource(good);
      await squiggle(false);
      await new Promise(resolve => setTimeout(resolve, 300));
      return { ms };
    },
    [before, after, hasSquiggle] as const
  );
}

async function timed(browser: Browser, name: string, extension: string | null) {
  const { ms } = await inLab(browser, extension, async page => {
    const isOurs = extension !== null;
    await openNotebook(page, name, isOurs);
    await quiet(page);
    await changeAndBack(page, isOurs);
    return rounds(isQuick ? 3 : 7, () => changeAndBack(page, isOurs));
  });
  return ms;
}

async function measure(browser: Browser, n: number): Promise<IMeasurement> {
  const name = placeThird(n, before);
  const ms = await timed(browser, name, doctor);
  const none = await timed(browser, name, null);
  const rivals = { limit, 'one frame': frame, 'without the extension': none };
  return {
    what: 'keystroke → squiggle painted',
    n,
    unit: 'cells',
    ms,
    rivals
  };
}

void inBrowser(async browser => {
  const measurements: IMeasurement[] = [];
  for (const n of isQuick ? sizes : [...sizes, 5000]) {
    measurements.push(await measure(browser, n));
  }
  return measurements;
});
