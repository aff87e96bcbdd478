import { expect, galata, test } from '@jupyterlab/galata';
import {
  badge,
  consoleErrors,
  example,
  notebookOf,
  open,
  run,
  sources,
  kernelHas
} from '../doctor-page';

test.use({ autoGoto: true });

test('a. a notebook for Keras 2 is mended in one click and trains', async ({
  page,
  tmpPath
}) => {
  const errors = consoleErrors(page);
  await open(
    page,
    tmpPath,
    example('a-stateful-ragged-hub', 'tf-2.16-with-tf-keras')
  );
  await expect(badge(page)).toHaveClass(/jp-mod-error/);
  await expect(badge(page)).toHaveAttribute(
    'title',
    kernelHas('TF 2.16.2 · Keras 3.15.1 · CPU')
  );
  await expect(badge(page)).toHaveAttribute('title', /needs Keras 2/);
  const before = await sources(page);

  await run(page, 'keras-doctor:fix-keras-version');

  await expect(badge(page)).toHaveClass(/jp-mod-planned/);
  await expect(badge(page)).toContainText('Keras: run the notebook');
  await expect(badge(page)).toHaveAttribute(
    'title',
    kernelHas('When the notebook has run: Keras 2.16.0 (tf-keras)')
  );
  const after = await sources(page);
  expect(after).toHaveLength(before.length + 1);
  expect(after[1]).toContain('os.environ["TF_USE_LEGACY_KERAS"] = "1"');

  await run(page, 'keras-doctor:fix-keras-version');
  expect(await sources(page)).toEqual(after);

  await page.notebook.run();
  const output = await page.locator('.jp-OutputArea-output').allInnerTexts();
  expect(output.join('\n')).toContain('tf.keras is tf_keras');
  expect(output.join('\n')).toContain('hub output: (1, 1)');
  expect(output.join('\n')).not.toContain('Error');
  await expect(badge(page)).toHaveClass(/jp-mod-ok/);
  await expect(badge(page)).toContainText('Keras: ready');
  expect(errors).toEqual([]);
});

test('a. undo takes the fix back in one step', async ({ page, tmpPath }) => {
  await open(
    page,
    tmpPath,
    example('a-stateful-ragged-hub', 'tf-2.16-with-tf-keras')
  );
  await expect(badge(page)).toHaveClass(/jp-mod-error/);
  const before = await sources(page);
  await run(page, 'keras-doctor:fix-keras-version');
  await expect(badge(page)).toHaveClass(/jp-mod-(ok|planned)/);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect.poll(() => sources(page)).toEqual(before);
  await expect(badge(page)).toHaveClass(/jp-mod-error/);
});

test('b. where tf-keras is missing, only its matching release is installed', async ({
  page,
  tmpPath
}) => {
  await open(page, tmpPath, example('b-tf-keras-missing', 'tf-2.16-scratch'));
  await expect(badge(page)).toHaveClass(/jp-mod-error/);
  await run(page, 'keras-doctor:fix-keras-version');
  await expect
    .poll(async () => (await sources(page)).join('\n'))
    .toContain('tf-keras~=2.16.0');
  await page.notebook.run();
  const output = (
    await page.locator('.jp-OutputArea-output').allInnerTexts()
  ).join('\n');
  expect(output).toContain('tf.keras is tf_keras');
  await expect(badge(page)).toHaveAttribute(
    'title',
    kernelHas('TF 2.16.2 · Keras 2.16.0 (tf-keras)')
  );
});

test('c. conflicting pins are told before running and corrected in place', async ({
  page,
  tmpPath
}) => {
  await open(page, tmpPath, example('c-conflicting-pins', 'tf-2.16'));
  await expect(badge(page)).toHaveClass(/jp-mod-(error|warning)/);
  await expect(badge(page)).toHaveAttribute(
    'title',
    /tf-keras 2\.15\.1 (requires|depends on) tensorflow/
  );
  await run(page, 'keras-doctor:fix-keras-version');
  await expect
    .poll(async () => (await sources(page))[1])
    // `%pip` where the first pip on this machine's path is another Python's.
    .toMatch(/^[!%]pip install tensorflow==2\.16\.2 "?tf-keras~=2\.16\.0"?$/);
  await expect(badge(page)).toHaveClass(/jp-mod-(ok|planned)/);
});

test('d. a notebook for Keras 3 is left in peace', async ({
  page,
  tmpPath
}) => {
  await open(
    page,
    tmpPath,
    example('d-right-for-keras-3', 'tf-2.16-with-tf-keras')
  );
  await expect(badge(page)).toHaveClass(/jp-mod-ok/);
  const before = await sources(page);
  await run(page, 'keras-doctor:fix-keras-version');
  expect(await sources(page)).toEqual(before);
});

test('e. TensorFlow 2.15 is Keras 2 by itself', async ({ page, tmpPath }) => {
  await open(page, tmpPath, example('e-tensorflow-2.15', 'tf-2.15'));
  await expect(badge(page)).toHaveClass(/jp-mod-ok/);
  await expect(badge(page)).toHaveAttribute(
    'title',
    kernelHas('TF 2.15.1 · Keras 2.15.0 · CPU')
  );
  const before = await sources(page);
  await run(page, 'keras-doctor:fix-keras-version');
  await run(page, 'keras-doctor:insert-legacy-cell');
  expect(await sources(page)).toEqual(before);
});

test('f. with TensorFlow imported the fix offers a restart, and the badge follows it', async ({
  page,
  tmpPath
}) => {
  await open(
    page,
    tmpPath,
    example('f-already-imported', 'tf-2.16-with-tf-keras')
  );
  await expect(badge(page)).toHaveClass(/jp-mod-error/);
  await page.notebook.runCell(1);
  await run(page, 'keras-doctor:fix-keras-version');
  await expect(badge(page)).toHaveClass(/jp-mod-warning/);
  // Galata's stand-in for the kernels' requests does not let a restart through as the server does it.
  await page.unroute(galata.Routes.kernels);
  await page.getByRole('button', { name: 'Restart and run all' }).click();
  await page.locator('.jp-Dialog-button.jp-mod-warn').click();
  await expect(badge(page)).toHaveClass(/jp-mod-ok/);
  await expect(badge(page)).toHaveAttribute(
    'title',
    kernelHas('Keras 2.16.0 (tf-keras)')
  );
  const outputs = page.locator('.jp-OutputArea-output');
  await expect(
    outputs.filter({ hasText: 'tf.keras is tf_keras' })
  ).toBeVisible();
});

test('the preview applies only what was chosen', async ({ page, tmpPath }) => {
  await open(
    page,
    tmpPath,
    notebookOf(
      'tf-2.16-with-tf-keras',
      'import tensorflow as tf',
      'tf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])'
    )
  );
  await expect(badge(page)).toHaveClass(/jp-mod-error/);
  const before = await sources(page);
  void run(page, 'keras-doctor:preview-keras-fix');
  const dialog = page.locator('.jp-Dialog');
  await expect(dialog).toContainText('TF_USE_LEGACY_KERAS');
  for (const box of await dialog.getByRole('checkbox').all()) {
    await box.uncheck();
  }
  await dialog.getByRole('button', { name: 'Apply' }).click();
  expect(await sources(page)).toEqual(before);
  void run(page, 'keras-doctor:preview-keras-fix');
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect.poll(() => sources(page)).toHaveLength(before.length + 1);
});
