import { expect, test } from '@playwright/test';
import { example, kernelHas } from '../doctor-page';

test('in Notebook 7 the badge sits in the toolbar, opens below it and fixes', async ({
  page,
  request
}) => {
  const name = `notebook7-${Date.now()}.ipynb`;
  const content = example('a-stateful-ragged-hub', 'tf-2.16-with-tf-keras');
  await request.put(`/api/contents/${name}`, {
    data: { type: 'notebook', content }
  });
  await page.goto(`/notebooks/${name}`);
  const badge = page.locator('.jp-Toolbar .jp-KerasDoctorStatus');
  await expect(badge).toHaveClass(/jp-mod-error/);
  await badge.getByRole('button').click();
  const popup = page.getByRole('dialog', { name: 'Keras diagnosis' });
  await expect(popup).toBeInViewport({ ratio: 0.9 });
  await popup.getByRole('button', { name: /^Make it run/ }).click();
  await expect(badge).toHaveClass(/jp-mod-(ok|planned)/);
  await expect(badge).toHaveAttribute(
    'title',
    kernelHas('Keras 2.16.0 (tf-keras)')
  );
});
