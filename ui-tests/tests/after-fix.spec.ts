import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import { expect, galata, test } from '@jupyterlab/galata';
import type { Locator } from '@playwright/test';
import { badge, notebookOf, open, run, sources } from '../doctor-page';

/** The last cell says which Keras it got. */
const code = [
  'import tensorflow as tf',
  'layer = tf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])\nprint(type(layer).__module__.split(".")[0])'
];

function toastOf(page: IJupyterLabPageFixture, text: string): Locator {
  return page.locator('.Toastify__toast', { hasText: text });
}

/** Restarts run against the server itself: Galata's stand-in for the kernels' requests does not let them through as it does. */
async function agreeToRestart(page: IJupyterLabPageFixture): Promise<void> {
  await page.unroute(galata.Routes.kernels);
  const dialog = page.locator('.jp-Dialog', { hasText: 'Restart Kernel?' });
  await dialog.locator('.jp-Dialog-button.jp-mod-warn').click();
}

test('what was done is told in the past tense, and one click more ends in a notebook that ran', async ({
  page,
  tmpPath
}) => {
  await open(page, tmpPath, notebookOf('tf-2.16-with-tf-keras', ...code));
  await expect(badge(page)).toHaveClass(/jp-mod-error/);
  await page.notebook.run();
  await run(page, 'keras-doctor:fix-keras-version');
  const toast = toastOf(page, 'Inserted the Keras 2 cell.');
  await expect(toast).toContainText('Restart the kernel');
  await toast.getByRole('button', { name: 'Restart and run all' }).click();
  await agreeToRestart(page);
  const last = page.locator('.jp-Notebook .jp-CodeCell').last();
  await expect(last.locator('.jp-OutputArea-output')).toContainText('tf_keras');
  await expect(badge(page)).toHaveClass(/jp-mod-ok/);
});

test('the card of an error that is mended says so, and makes the notebook run', async ({
  page,
  tmpPath
}) => {
  await open(page, tmpPath, notebookOf('tf-2.16-with-tf-keras', ...code));
  await expect(badge(page)).toHaveClass(/jp-mod-error/);
  await page.notebook.run();
  const card = page.locator('.jp-KerasDoctorCard');
  await card.getByRole('button', { name: 'Fix' }).click();
  await expect(card).toContainText('Fixed: run again.');
  await expect(card).toHaveClass(/jp-mod-mended/);
  await page.keyboard.press('Control+z');
  await expect.poll(() => sources(page)).toEqual(code);
  await expect(card).not.toHaveClass(/jp-mod-mended/);
  await card.getByRole('button', { name: 'Fix' }).click();
  await card.getByRole('button', { name: 'Restart and run all' }).click();
  await agreeToRestart(page);
  await expect(card).toHaveCount(0);
  const last = page.locator('.jp-Notebook .jp-CodeCell').last();
  await expect(last.locator('.jp-OutputArea-output')).toContainText('tf_keras');
});

test('a card whose fix was in its own cell runs that cell alone', async ({
  page,
  tmpPath
}) => {
  const cells = [
    'import tensorflow as tf\nrun = globals().get("run", 0) + 1',
    'tf.keras.optimizers.Adam(lr=0.1)\nprint("runs:", run)'
  ];
  await open(page, tmpPath, notebookOf('tf-2.16', ...cells));
  await expect(badge(page)).toHaveClass(/jp-mod-error/);
  await page.notebook.run();
  const card = page.locator('.jp-KerasDoctorCard');
  await card.getByRole('button', { name: 'Fix' }).click();
  await card.getByRole('button', { name: 'Run this cell' }).click();
  await expect(card).toHaveCount(0);
  const output = page.locator('.jp-Notebook .jp-OutputArea-output');
  await expect(output.last()).toContainText('runs: 1');
});

test('Ctrl+Z right after a fix from the popup takes it back', async ({
  page,
  tmpPath
}) => {
  await open(page, tmpPath, notebookOf('tf-2.16-with-tf-keras', ...code));
  await expect(badge(page)).toHaveClass(/jp-mod-error/);
  for (const mode of ['command', 'edit'] as const) {
    await page.notebook.selectCells(1);
    if (mode === 'edit') {
      await page.notebook.enterCellEditingMode(1);
    }
    await badge(page).getByRole('button').click();
    const popup = page.getByRole('dialog', { name: 'Keras diagnosis' });
    await popup.locator('.jp-KerasDoctorPopup-primary').click();
    await expect.poll(() => sources(page)).toHaveLength(code.length + 1);
    await expect(page.locator('.jp-Notebook :focus')).toHaveCount(1);
    await page.keyboard.press('Control+z');
    await expect.poll(() => sources(page)).toEqual(code);
  }
});

test('a cell that fails before the kernel was asked does not leave the badge without an answer', async ({
  page,
  tmpPath
}) => {
  const failing = 'import time; time.sleep(2); raise ValueError(1)';
  const file = `${tmpPath}/fails.ipynb`;
  const notebook = notebookOf('tf-2.16-with-tf-keras', failing, ...code);
  await page.contents.uploadContent(JSON.stringify(notebook), 'text', file);
  await page.notebook.openByPath(file);
  await page.notebook.activate('fails.ipynb');
  await page.evaluate(() => {
    void window.jupyterapp.commands.execute('notebook:run-all-cells');
  });
  await expect(
    page.locator('.jp-OutputArea-output', { hasText: 'ValueError' })
  ).toBeVisible({ timeout: 60_000 });
  await expect(badge(page)).toHaveClass(/jp-mod-error/);
});

test('a jump to a cell right after opening a large notebook ends in view of it', async ({
  page,
  tmpPath
}) => {
  const cells = Array.from({ length: 300 }, (_, index) =>
    index === 293
      ? 'tf.keras.optimizers.Adam(lr=0.1)'
      : `value_${index} = [\n    ${index},\n    ${index + 1}\n]`
  );
  cells[0] = code[0];
  await open(page, tmpPath, notebookOf('tf-2.16-with-tf-keras', ...cells));
  await badge(page).getByRole('button').click();
  const popup = page.getByRole('dialog', { name: 'Keras diagnosis' });
  await popup.getByText('What was found: 1 problem').click();
  await popup.getByRole('button', { name: 'Cell 294' }).click();
  const cell = page.locator('.jp-Notebook .jp-CodeCell.jp-mod-active');
  await expect(cell).toContainText('Adam(lr=0.1)');
  await expect(cell.locator('.cm-content')).toBeFocused();
  await expect(cell).toBeInViewport({ ratio: 0.9 });
});
