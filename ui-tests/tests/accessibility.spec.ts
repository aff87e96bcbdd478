import AxeBuilder from '@axe-core/playwright';
import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import { expect, test } from '@jupyterlab/galata';
import { badge, notebookOf, open, run } from '../doctor-page';

const themes = [
  'JupyterLab Light',
  'JupyterLab Dark',
  'JupyterLab Dark High Contrast'
];
const kernel = 'tf-2.16-with-tf-keras';
const code = [
  'import tensorflow as tf',
  'layer = tf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])'
];

/** What axe finds in parts of the page, in every theme that JupyterLab brings; `show` brings up what goes with the pointer; the rules `beyondUs` are not asked. */
async function expectNoViolation(
  page: IJupyterLabPageFixture,
  parts: string[],
  {
    show = () => Promise.resolve(),
    beyondUs = []
  }: { show?: () => Promise<void>; beyondUs?: string[] } = {}
): Promise<void> {
  const found: string[] = [];
  for (const theme of themes) {
    await page.evaluate(async name => {
      await window.jupyterapp.commands.execute('apputils:change-theme', {
        theme: name
      });
    }, theme);
    await expect(page.locator('body')).toHaveAttribute(
      'data-jp-theme-name',
      theme
    );
    await show();
    for (const part of parts) {
      await expect(page.locator(part).first()).toBeVisible();
    }
    const axe = parts.reduce(
      (builder, part) => builder.include(part),
      new AxeBuilder({ page }).disableRules(beyondUs)
    );
    const { violations } = await axe.analyze();
    found.push(
      ...violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html }) => `${theme}: ${id}: ${html}`)
      )
    );
  }
  expect(found).toEqual([]);
}

test('axe has nothing against the badge, the popup, a card and a squiggle', async ({
  page,
  tmpPath
}) => {
  await open(page, tmpPath, notebookOf(kernel, ...code));
  await expect(badge(page)).toHaveClass(/jp-mod-error/);
  await page.notebook.run();
  await expect(page.locator('.jp-KerasDoctorCard')).toBeVisible();
  const parts = ['.jp-KerasDoctorStatus', '.jp-KerasDoctorCard'];
  const show = async () => {
    await page.mouse.move(0, 0);
    await page.locator('.cm-lintRange-error:visible').hover();
  };
  await expectNoViolation(page, [...parts, '.cm-tooltip-lint'], { show });
  await badge(page).getByRole('button').click();
  for (const name of [/^What was found/, 'What this kernel has', 'Why?']) {
    const popup = page.locator('.jp-KerasDoctorPopup');
    await popup.locator('summary', { hasText: name }).first().click();
  }
  await expectNoViolation(page, ['.jp-KerasDoctorPopup']);
});

test('axe has nothing against the preview and the report', async ({
  page,
  tmpPath
}) => {
  await open(page, tmpPath, notebookOf(kernel, ...code));
  await expect(badge(page)).toHaveClass(/jp-mod-error/);
  const previewed = run(page, 'keras-doctor:preview-keras-fix');
  await expect(page.locator('.jp-KerasDoctorPreview')).toBeVisible();
  await expectNoViolation(page, ['.jp-KerasDoctorPreview']);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await previewed;
  await run(page, 'keras-doctor:show-report');
  await expectNoViolation(page, ['.jp-KerasDoctorReport']);
});

test('axe has nothing against what the scratch kernel tells', async ({
  page,
  tmpPath
}) => {
  const failing = 'from tensorflow.keras.layers import NoSuchLayer';
  await open(page, tmpPath, notebookOf(kernel, ...code, failing));
  await expect(badge(page)).toHaveClass(/jp-mod-error/);
  const verified = run(page, 'keras-doctor:verify-fix');
  await expect(page.locator('.jp-KerasDoctorVerify')).toContainText(
    'NoSuchLayer',
    { timeout: 90_000 }
  );
  await expectNoViolation(page, ['.jp-KerasDoctorVerify']);
  await page.getByRole('button', { name: 'Close' }).click();
  await verified;
});

test('axe has nothing against the settings that JupyterLab draws from ours', async ({
  page
}) => {
  await run(page, 'keras-doctor:open-settings');
  // JupyterLab's form names no number and no choice of any extension (its 4.6).
  const beyondUs = ['label', 'label-title-only', 'select-name'];
  await expectNoViolation(page, ['.jp-SettingsPanel'], { beyondUs });
});
