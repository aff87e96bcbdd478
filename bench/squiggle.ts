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
  rounds
} from './lab';
import type { IBenchPage } from './lab';
import { isQuick, type IMeasurement } from './measure';

const limit = 8;
const frame = 1000 / 60;
const before = 'tf.keras.layers.GRU(4)';
const after = 'tf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])';

/** Milliseconds from a change of the cell's text to its paint, and from another to the painted squiggle; both are taken back. */
function changeAndBack(page: Page) {
  return page.evaluate(
    async ([good, bad]) => {
      const { afterPaint } = window as unknown as IBenchPage;
      const panel = window.jupyterapp.shell.currentWidget as NotebookPanel;
      const cell = panel.model?.sharedModel.cells[2];
      const pause = () => new Promise(resolve => setTimeout(resolve, 300));
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
      const plainStart = performance.now();
      cell?.setSource(`${good} `);
      const plain = (await afterPaint()) - plainStart;
      await pause();
      const start = performance.now();
      cell?.setSource(bad);
      await squiggle(true);
      const found = (await afterPaint()) - start;
      cell?.setSource(good);
      await squiggle(false);
      await pause();
      return { plain, found };
    },
    [before, after] as const
  );
}

async function measure(browser: Browser, n: number): Promise<IMeasurement> {
  const name = placeThird(n, before);
  const { plain, found } = await inLab(browser, doctor, async page => {
    await openNotebook(page, name, true);
    await quiet(page);
    await changeAndBack(page);
    return rounds(isQuick ? 3 : 9, () => changeAndBack(page));
  });
  return {
    what: 'keystroke → squiggle painted',
    n,
    unit: 'cells',
    ms: found,
    rivals: { limit, 'one frame': frame, 'the change itself painted': plain }
  };
}

void inBrowser(async browser => {
  const measurements: IMeasurement[] = [];
  for (const n of isQuick ? [10, 100, 1000] : [10, 100, 1000, 5000]) {
    measurements.push(await measure(browser, n));
  }
  return measurements;
});
