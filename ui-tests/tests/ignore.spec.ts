import { expect, test } from '@jupyterlab/galata';
import { badge, notebookOf, open, sources } from '../doctor-page';

const code = ['import tensorflow as tf', 'tf.keras.optimizers.Adam(lr=0.1)'];

test('a finding is ignored on its line or everywhere, and each is taken back', async ({
  page,
  tmpPath
}) => {
  await open(page, tmpPath, notebookOf('tf-2.16-with-tf-keras', ...code));
  const popup = page.getByRole('dialog', { name: 'Keras diagnosis' });
  const ignore = async (where: string) => {
    await expect(badge(page)).toHaveClass(/jp-mod-error/);
    await badge(page).getByRole('button').click();
    await popup.getByText('What was found: 1 problem').click();
    await popup.getByText('Why?').first().click();
    await expect(
      popup.locator('.jp-KerasDoctorPopup-why > p').first()
    ).toContainText(/learning_rate/);
    await popup.getByRole('button', { name: where }).click();
    await expect(badge(page)).toHaveClass(/jp-mod-ok/);
  };
  const undo = (said: string) =>
    page
      .locator('.Toastify__toast', { hasText: said })
      .getByRole('button', { name: 'Undo' });

  await ignore('this line');
  expect((await sources(page))[1]).toBe(
    `${code[1]}  # keras-doctor: ignore[lr-argument]`
  );
  await undo('ignores the finding').click();
  await expect.poll(() => sources(page)).toEqual(code);

  await ignore('everywhere');
  await undo(
    'lr-argument is ignored everywhere, by the setting "Disabled rules"'
  ).click();
  await expect(badge(page)).toHaveClass(/jp-mod-error/);
  expect(await sources(page)).toEqual(code);
});
