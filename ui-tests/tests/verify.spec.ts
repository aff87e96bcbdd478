import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import { expect, test } from '@jupyterlab/galata';
import type { APIRequestContext, Locator } from '@playwright/test';
import { badge, notebookOf, open, run, sources } from '../doctor-page';

/** The last line keeps the scratch kernel busy for as long as a test may take. */
const code = [
  'import tensorflow as tf',
  'layer = tf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])',
  '!pip install --quiet --index-url http://127.0.0.1:9 --retries 99 --timeout 60 keras-tuner'
];

/** Ids of the kernels that run on the server; not as the page believes. */
async function kernels(request: APIRequestContext): Promise<string[]> {
  const reply = await request.get('/api/kernels');
  const running = (await reply.json()) as { id: string }[];
  return running.map(({ id }) => id).sort();
}

/** Starts the verification and waits until a second kernel runs its steps. */
async function startVerification(
  page: IJupyterLabPageFixture,
  tmpPath: string
): Promise<{ before: string[]; progress: Locator }> {
  await open(page, tmpPath, notebookOf('tf-2.16-with-tf-keras', ...code));
  await expect(badge(page)).toHaveClass(/jp-mod-error/);
  const before = await kernels(page.request);
  await page.evaluate(id => {
    void window.jupyterapp.commands.execute(id);
  }, 'keras-doctor:verify-fix');
  const progress = page.locator('.Toastify__toast', {
    hasText: 'Scratch kernel: step'
  });
  await expect(progress).toBeVisible();
  expect(await kernels(page.request)).toHaveLength(before.length + 1);
  return { before, progress };
}

test('a fix is tried in a scratch kernel that is gone afterwards', async ({
  page,
  tmpPath
}) => {
  const [imports, model] = code;
  await open(
    page,
    tmpPath,
    notebookOf('tf-2.16-with-tf-keras', imports, model)
  );
  await expect(badge(page)).toHaveClass(/jp-mod-error/);
  const before = await kernels(page.request);
  void run(page, 'keras-doctor:verify-fix');
  const dialog = page.locator('.jp-Dialog');
  await expect(dialog).toContainText(
    'Passed: the notebook gets Keras 2.16.0 (tf_keras) on TensorFlow 2.16.2, as it needs.',
    {
      timeout: 90_000
    }
  );
  await dialog.getByRole('button', { name: 'Close' }).click();
  expect(await kernels(page.request)).toEqual(before);
  expect(await sources(page)).toEqual([imports, model]);
});

test('an install that fails is a failure, though nothing was raised', async ({
  page,
  tmpPath
}) => {
  const [imports, model] = code;
  const install = '!pip install --quiet --no-index keras-doctor-of-nowhere';
  await open(
    page,
    tmpPath,
    notebookOf('tf-2.16-with-tf-keras', install, imports, model)
  );
  await expect(badge(page)).toHaveClass(/jp-mod-error/);
  const verified = run(page, 'keras-doctor:verify-fix');
  const dialog = page.locator('.jp-Dialog');
  await expect(dialog.getByRole('status')).toHaveText(
    /^Failed: a line of cell 1 failed: keras-doctor-of-nowhere is not installed\.$/,
    { timeout: 90_000 }
  );
  await expect(dialog.locator('pre')).toContainText('keras-doctor-of-nowhere');
  await dialog.getByRole('button', { name: 'Close' }).click();
  await verified;
});

test('cancelling ends the scratch kernel at once, and nothing else', async ({
  page,
  tmpPath
}) => {
  const { before, progress } = await startVerification(page, tmpPath);
  await progress.getByRole('button', { name: 'Cancel' }).click();
  await expect.poll(() => kernels(page.request)).toEqual(before);
  await expect(progress).toHaveCount(0);
  await expect(page.locator('.jp-Dialog')).toHaveCount(0);
  expect(await sources(page)).toEqual(code);
});

test('closing the notebook ends its scratch kernel', async ({
  page,
  tmpPath
}) => {
  const { before, progress } = await startVerification(page, tmpPath);
  await page.notebook.close();
  await expect
    .poll(async () => {
      const now = await kernels(page.request);
      return now.filter(id => !before.includes(id));
    })
    .toEqual([]);
  await expect(progress).toHaveCount(0);
});

test('closing the page ends its scratch kernel', async ({
  page,
  tmpPath,
  request
}) => {
  const { before } = await startVerification(page, tmpPath);
  await page.evaluate(() => location.assign('about:blank'));
  await expect.poll(() => kernels(request)).toEqual(before);
});
