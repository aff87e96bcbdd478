import { expect, test } from '@jupyterlab/galata';
import { badge, notebookOf, open } from '../doctor-page';

test('a notebook without a kernel is checked against the newest TensorFlow, and the badge says so', async ({
  page,
  tmpPath
}) => {
  const code = 'import tensorflow as tf\ntf.keras.optimizers.Adam(lr=0.1)';
  await open(page, tmpPath, notebookOf('tf-2.16-with-tf-keras', code));
  await expect(badge(page)).toHaveClass(/jp-mod-error/);
  await page.evaluate(async () => {
    const panel = window.jupyterapp.shell.currentWidget as unknown as {
      sessionContext: { shutdown(): Promise<void> };
    };
    await panel.sessionContext.shutdown();
  });
  await expect(badge(page)).toHaveAttribute('title', /^No kernel: /);
  await expect(badge(page)).toContainText('Keras: 1 problem');
  await expect(badge(page)).toHaveClass(/jp-mod-error/);
  await expect(page.locator('.cm-lintRange')).toHaveCount(1);
  await badge(page).getByRole('button').click();
  const popup = page.getByRole('dialog', { name: 'Keras diagnosis' });
  await expect(popup).toContainText(
    /No kernel: the notebook is checked against TensorFlow 2\.\d+\.\d+, the newest/
  );
  await popup.getByText('What was found: 1 problem').click();
  await expect(popup.getByRole('button', { name: /Cell 1/ })).toBeVisible();
});
