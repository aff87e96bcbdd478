import { expect, test } from '@jupyterlab/galata';
import { badge, notebookOf, open, run, saved, sources } from '../doctor-page';

const code = [
  'import tensorflow as tf',
  'layer = tf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])'
];

test('the popup tells, fixes, reveals and gives the focus back', async ({
  page,
  tmpPath
}) => {
  await open(page, tmpPath, notebookOf('tf-2.16-with-tf-keras', ...code));
  await expect(badge(page)).toHaveClass(/jp-mod-error/);
  const button = badge(page).getByRole('button');
  await button.focus();
  await page.keyboard.press('Enter');
  const popup = page.getByRole('dialog', { name: 'Keras diagnosis' });
  await expect(popup.getByRole('button').first()).toBeFocused();
  await expect(popup).toContainText(
    'keras 3.15.1, the default of this TensorFlow'
  );
  await expect(popup.getByRole('heading')).toHaveText(
    'Written for Keras 2; this kernel has Keras 3.15.'
  );
  await page.keyboard.press('Escape');
  await expect(popup).toHaveCount(0);
  await expect(button).toBeFocused();

  await button.click();
  await popup.getByText('What was found: 1 problem').click();
  await popup.getByRole('button', { name: 'Cell 2' }).click();
  const cell = page.locator('.jp-Cell.jp-mod-active');
  await expect(cell).toContainText('batch_input_shape');
  await expect(cell.locator('.cm-content')).toBeFocused();

  await button.click();
  await popup
    .getByRole('button', { name: 'Make it run: Keras 2 for this notebook' })
    .click();
  await expect(badge(page)).toHaveClass(/jp-mod-planned/);
  await expect(page.locator('.jp-Notebook :focus')).toHaveCount(1);
});

test('a squiggle offers its fix', async ({ page, tmpPath }) => {
  await open(page, tmpPath, notebookOf('tf-2.16-with-tf-keras', ...code));
  const squiggle = page.locator('.cm-lintRange-error:visible');
  await expect(squiggle).toHaveText('batch_input_shape=[1, None, 3]');
  await squiggle.hover();
  await page
    .locator('.cm-tooltip')
    .getByRole('button', { name: /Use Keras 2/ })
    .click();
  await expect(badge(page)).toHaveClass(/jp-mod-planned/);
  expect(await sources(page)).toHaveLength(3);
});

test('a card below an error names its cause, and is not part of the file', async ({
  page,
  tmpPath
}) => {
  const file = await open(
    page,
    tmpPath,
    notebookOf('tf-2.16-with-tf-keras', code.join('\n'))
  );
  await expect(badge(page)).toHaveClass(/jp-mod-error/);
  await page.notebook.run();
  const card = page.locator('.jp-KerasDoctorCard');
  await expect(card).toContainText('batch-input-shape');
  await page.notebook.save();
  expect(JSON.stringify(await saved(page, file))).not.toContain('KerasDoctor');
  await page.notebook.close();
  await expect(card).toHaveCount(0);
  await page.notebook.openByPath(file);
  await expect(card).toContainText('batch-input-shape');
  await card.getByRole('button', { name: 'Fix' }).click();
  await expect(badge(page)).toHaveClass(/jp-mod-(planned|warning)/);
});

test('the report opens beside the notebook', async ({ page, tmpPath }) => {
  await open(page, tmpPath, notebookOf('tf-2.16-with-tf-keras', ...code));
  await expect(badge(page)).toHaveClass(/jp-mod-error/);
  await run(page, 'keras-doctor:show-report');
  const report = page.locator('.jp-KerasDoctorReport');
  await expect(report).toContainText('tensorflow-cpu');
  await expect(report).toContainText('batch-input-shape');
});
