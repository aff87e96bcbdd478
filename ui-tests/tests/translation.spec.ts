import {
  type APIRequestContext,
  expect,
  type Locator,
  test
} from '@playwright/test';
import { badge, consoleErrors, notebookOf } from '../doctor-page';

// Not Galata's page: that waits for English labels when it opens JupyterLab.
const file = `translation-${Date.now()}.ipynb`;

async function setLocale(request: APIRequestContext, locale: string) {
  const reply = await request.put(
    '/lab/api/settings/@jupyterlab/translation-extension:plugin',
    { data: { raw: JSON.stringify({ locale }) } }
  );
  expect(reply.ok()).toBe(true);
}

test.afterEach(async ({ request }) => {
  await setLocale(request, 'default');
  await request.delete(`/api/contents/${file}`);
});

/** Texts of elements that hold no Chinese, but for those that only name things. */
async function untranslatedIn(part: Locator): Promise<string[]> {
  const texts = await part.evaluateAll(elements =>
    elements.map(element => element.textContent?.trim() ?? '')
  );
  const names = /^(TensorFlow|Keras|GPU|Keras Doctor|)$/;
  return texts.filter(
    text => !/\p{Script=Han}/u.test(text) && !names.test(text)
  );
}

test('in Chinese badge, popup, palette, squiggles and inserted comments are Chinese', async ({
  page,
  request
}) => {
  const languages = await request.get('/lab/api/translations');
  const { data } = (await languages.json()) as { data: object };
  test.skip(
    !('zh_CN' in data),
    'JupyterLab serves the catalogs of extensions only for languages whose language pack is installed'
  );
  await setLocale(request, 'zh_CN');
  const content = notebookOf(
    'tf-2.16-with-tf-keras',
    'import tensorflow as tf',
    'layer = tf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])'
  );
  await request.put(`/api/contents/${file}`, {
    data: { type: 'notebook', content }
  });
  const errors = consoleErrors(page);
  await page.goto(`/lab/tree/${file}?reset`);
  await expect(badge(page)).toHaveClass(/jp-mod-error/);
  await expect(badge(page)).toHaveAttribute('title', /此笔记本需要 Keras 2/);

  await badge(page)
    .getByRole('button', { name: /^Keras Doctor：/ })
    .click();
  const popup = page.getByRole('dialog', { name: 'Keras 诊断' });
  await expect(popup).toContainText('keras 3.15.1，此 TensorFlow 的默认值');
  await expect(
    popup.getByRole('button', { name: '使其运行：此笔记本使用 Keras 2' })
  ).toBeVisible();
  await expect(popup.getByRole('heading')).toHaveText(
    '为 Keras 2 编写；此内核是 Keras 3.15。'
  );
  const labels = await popup.locator('button, summary').allTextContents();
  expect(labels.filter(label => !/\p{Script=Han}/u.test(label))).toEqual([]);
  const reasons = popup.locator('.jp-KerasDoctorPopup-why > p');
  await expect(reasons.first()).toContainText(/\p{Script=Han}/u);
  expect(await untranslatedIn(reasons)).toEqual([]);
  await popup.getByRole('button', { name: '设置' }).click();
  const form = page.locator('.jp-SettingsForm');
  await expect(form).toContainText('打开时检查');
  expect(await untranslatedIn(form.locator('h2, h3, label, option'))).toEqual(
    []
  );
  expect(
    await untranslatedIn(form.locator('.jp-FormGroup-description'))
  ).toEqual([]);
  await page.getByRole('tab', { name: file }).click();

  await page.locator('.cm-lintRange-error:visible').first().hover();
  await expect(page.locator('.cm-tooltip-lint')).toContainText(
    '批次的形状应交给 Input'
  );

  await page.keyboard.press('Control+Shift+C');
  await page.locator('.lm-CommandPalette-input').fill('TF_USE_LEGACY_KERAS');
  await page.getByText('插入 Keras 2 单元格 (TF_USE_LEGACY_KERAS)').click();
  await expect(page.locator('.jp-CodeCell .cm-content').first()).toContainText(
    /^# Keras Doctor：此笔记本需要 Keras 2。/
  );
  await expect(badge(page)).toHaveClass(/jp-mod-(ok|planned)/);
  expect(errors).toEqual([]);
});
