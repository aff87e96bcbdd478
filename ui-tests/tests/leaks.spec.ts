import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import { expect, test } from '@jupyterlab/galata';
import { Belongings, openSubshells } from '../belongings';
import { interrupt, kernelStatus, startCell } from '../current-kernel';
import { badge, notebookOf, open, run } from '../doctor-page';
import { endSessions } from '../end-sessions';
import { KernelNetwork } from '../kernel-network';

test.use({ autoGoto: false, kernels: null, sessions: null });

test.afterEach(({ request, tmpPath }) => endSessions(request, tmpPath));

const CYCLES = 15;
const BUSY_CYCLES = 5;

const goes = [
  'import tensorflow as tf',
  'tf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])'
];

/** Opens a notebook on the kernel of the current one. */
async function openBeside(
  page: IJupyterLabPageFixture,
  path: string
): Promise<void> {
  await page.evaluate(async file => {
    const { commands } = window.jupyterapp;
    const panel = window.jupyterapp.shell.currentWidget as unknown as {
      sessionContext: { session: { kernel: { id: string } } };
    };
    const { id } = panel.sessionContext.session.kernel;
    await commands.execute('docmanager:open', { path: file, kernel: { id } });
  }, path);
}

/** Closes the current notebook and goes back to the one that stays. */
async function close(page: IJupyterLabPageFixture): Promise<void> {
  await page.evaluate(() => window.jupyterapp.shell.currentWidget!.dispose());
  await page.notebook.activate('stays.ipynb');
  await expect(badge(page)).toHaveClass(/jp-mod-ok/);
}

// JupyterLab 4.6 keeps every closed notebook panel, with or without this extension; nothing of ours stays with it.
test(`${CYCLES} notebooks opened and closed leave nothing behind`, async ({
  page,
  tmpPath
}) => {
  const network = await KernelNetwork.of(page);
  await page.goto(`tree/${tmpPath}?reset`);
  const sleep = 'import time; time.sleep(600)';
  const stays = notebookOf('tf-2.16-with-tf-keras', goes[0], sleep);
  await open(page, tmpPath, stays, 'stays.ipynb');
  await expect(badge(page)).toHaveClass(/jp-mod-ok/);
  const path = `${tmpPath}/goes.ipynb`;
  const text = JSON.stringify(notebookOf('tf-2.16-with-tf-keras', ...goes));
  await page.contents.uploadContent(text, 'text', path);
  const belongings = await Belongings.of(page);
  const cycle = async () => {
    await openBeside(page, path);
    await expect(badge(page)).toHaveClass(/jp-mod-error/);
    await expect(page.locator('.cm-lintRange-error:visible')).toBeVisible();
    await badge(page).click();
    await expect(page.locator('.jp-KerasDoctorPopup')).toBeVisible();
    await page.keyboard.press('Escape');
    await close(page);
  };
  const before = await belongings.count();
  expect(before).toMatchObject({ doctors: 1, watches: 1, nudges: 1 });
  for (let time = 0; time < CYCLES; time++) {
    await cycle();
  }
  await expect.poll(() => belongings.count()).toEqual(before);
  expect(network.sent('create_subshell_request')).toEqual([]);

  await startCell(page, 1);
  await expect.poll(() => kernelStatus(page)).toBe('busy');
  for (let time = 0; time < BUSY_CYCLES; time++) {
    await openBeside(page, path);
    await expect(badge(page)).toContainText('Keras: kernel busy');
    const check = run(page, 'keras-doctor:check-kernel-again');
    await expect
      .poll(() => network.sent('create_subshell_request'))
      .toHaveLength(time + 1);
    // Every second one is closed while it is being asked.
    await (time % 2 ? check : undefined);
    await close(page);
    await check;
  }
  await expect.poll(() => openSubshells(page)).toEqual([]);
  await interrupt(page);
  await expect.poll(() => kernelStatus(page)).toBe('idle');
  await expect.poll(() => belongings.count()).toEqual(before);
});
