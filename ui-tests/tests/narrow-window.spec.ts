import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import { expect, test } from '@jupyterlab/galata';
import { badge, notebookOf, open, run } from '../doctor-page';
import { overflow } from '../overflow';

const long = 'a_rather_long_name_'.repeat(12);
const code = [
  'import tensorflow as tf',
  `${long} = tf.keras.layers.GRU(4, batch_input_shape=[1, None, 3], name="${long}")`
];

/** Everything that has a face, one after the other. */
async function expectToFit(page: IJupyterLabPageFixture): Promise<void> {
  await expect(badge(page)).toHaveClass(/jp-mod-error/);

  await badge(page).getByRole('button').click();
  const popup = page.getByRole('dialog', { name: 'Keras diagnosis' });
  await popup.locator('.jp-KerasDoctorPopup-findings > summary').click();
  await popup.getByText('Why?').first().click();
  await expect(popup.getByRole('link').first()).toBeVisible();
  expect(await overflow(popup)).toEqual([]);
  await expect(
    popup.getByRole('button', { name: 'Preview…' })
  ).toBeInViewport();
  await page.keyboard.press('Escape');

  const previewed = run(page, 'keras-doctor:preview-keras-fix');
  const dialog = page.locator('.jp-Dialog-content');
  await expect(dialog.getByRole('checkbox').first()).toBeVisible();
  expect(await overflow(dialog)).toEqual([]);
  await expect(dialog.getByRole('button', { name: 'Apply' })).toBeInViewport();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await previewed;

  await page.notebook.run();
  const card = page.locator('.jp-KerasDoctorCard');
  await expect(card).toContainText('batch-input-shape');
  await card.scrollIntoViewIfNeeded();
  expect(await overflow(card)).toEqual([]);

  await run(page, 'keras-doctor:show-report');
  const report = page.locator('.jp-KerasDoctorReport');
  await expect(report).toContainText('batch-input-shape');
  expect(await overflow(report)).toEqual([]);
}

for (const [name, size] of [
  ['at 200 % zoom', { width: 640, height: 360 }],
  ['in a narrow window', { width: 420, height: 800 }]
] as const) {
  test(`nothing of ours is cut off or scrolls to the side ${name}`, async ({
    page,
    tmpPath
  }) => {
    await open(page, tmpPath, notebookOf('tf-2.16-with-tf-keras', ...code));
    await page.sidebar.close('left');
    await page.setViewportSize(size);
    await expectToFit(page);
  });
}
