/**
 * From the click on "Fix Keras Version" to the new cell in the document, against JupyterLab's own command that inserts a cell;
 * each until the shared model has the cell, and until the page is painted with it.
 */
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

const fixCommand = 'keras-doctor:fix-keras-version';
const insertCommand = 'notebook:insert-cell-above';
/** Needs Keras 2, so that the fix is one inserted cell. */
const legacy = 'tf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])';

/** Runs a command and undoes it; milliseconds until the cell is in the shared model, and until it is painted. */
function runAndUndo(page: Page, command: string) {
  return page.evaluate(async id => {
    const { afterPaint } = window as unknown as IBenchPage;
    const { commands, shell } = window.jupyterapp;
    const panel = shell.currentWidget as NotebookPanel;
    const shared = panel.model?.sharedModel;
    if (!shared) {
      throw new Error('no notebook is open');
    }
    panel.content.activeCellIndex = 1;
    // What JupyterLab does for that would be in the way of any command that waits for something, but not of its own.
    await new Promise(resolve => setTimeout(resolve, 300));
    const before = shared.cells.length;
    const start = performance.now();
    const inserted = new Promise<number>(resolve => {
      const look = () => {
        if (shared.cells.length > before) {
          shared.changed.disconnect(look);
          resolve(performance.now());
        }
      };
      shared.changed.connect(look);
    });
    const done = commands.execute(id);
    const inModel = await inserted;
    const painted = await afterPaint();
    await done;
    shared.undo();
    if (shared.cells.length !== before) {
      throw new Error(`${id} was not undone in one step`);
    }
    await new Promise(resolve => setTimeout(resolve, 600));
    return { model: inModel - start, painted: painted - start };
  }, command);
}

async function measure(browser: Browser, n: number): Promise<IMeasurement[]> {
  const name = placeThird(n, legacy);
  const times = await inLab(browser, doctor, async page => {
    await openNotebook(page, name, true);
    await quiet(page);
    await runAndUndo(page, fixCommand);
    await runAndUndo(page, insertCommand);
    return rounds(isQuick ? 3 : 7, async () => {
      const fix = await runAndUndo(page, fixCommand);
      const hand = await runAndUndo(page, insertCommand);
      return {
        fix: fix.model,
        fixPainted: fix.painted,
        hand: hand.model,
        handPainted: hand.painted
      };
    });
  });
  const { fix, fixPainted, hand, handPainted } = times;
  return [
    {
      what: 'fix: click → cell in the document',
      n,
      unit: 'cells',
      ms: fix,
      rivals: { 'inserting a cell by command': hand }
    },
    {
      what: 'fix: click → cell painted',
      n,
      unit: 'cells',
      ms: fixPainted,
      rivals: { 'inserting a cell by command': handPainted }
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
