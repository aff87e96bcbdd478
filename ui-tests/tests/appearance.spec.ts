import { readFileSync } from 'fs';
import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import { expect, test } from '@jupyterlab/galata';
import type { Locator } from '@playwright/test';
import { badge, notebookOf, open, run } from '../doctor-page';

/**
 * Fonts that come with the packages, so that the references do not depend on those of the machine. No single one of them has
 * `…` and `−` beside what else is shown: a sign that none has, the browser takes from where it likes.
 */
function fontFace(family: string, file: string): string {
  const path = require.resolve(`katex/dist/fonts/${file}.woff2`);
  const data = readFileSync(path).toString('base64');
  return `@font-face { font-family: ${family}; src: url(data:font/woff2;base64,${data}); }`;
}

const style = [
  fontFace('Shown', 'KaTeX_SansSerif-Regular'),
  fontFace('ShownCode', 'KaTeX_Typewriter-Regular'),
  fontFace('ShownSigns', 'KaTeX_Main-Regular'),
  // Letters are as wide as their font says, not as the machine's settings for fonts round them.
  '* { text-rendering: geometricPrecision !important; }',
  ':root, body { --jp-ui-font-family: Shown, ShownSigns !important; }',
  ':root, body { --jp-content-font-family: Shown, ShownSigns !important; }',
  ':root, body { --jp-code-font-family: ShownCode, ShownSigns !important; }'
].join('\n');

const code = [
  'import tensorflow as tf  # keras-doctor: ignore-file[gpu-not-used]',
  'tf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])'
];

/** Other versions of the browser draw edges of letters and corners otherwise. */
const tolerance = { maxDiffPixelRatio: 0.03, threshold: 0.3 };

async function expectToLook(
  part: Locator,
  name: string,
  mask: Locator[] = []
): Promise<void> {
  await expect(part).toHaveScreenshot(name, { ...tolerance, mask });
}

/** What of the environment differs between machines is masked, or said alike. */
async function expectAllToLook(
  page: IJupyterLabPageFixture,
  theme: string
): Promise<void> {
  const label = badge(page).locator('.jp-KerasDoctorStatus-label');
  await label.evaluate(element => {
    element.textContent = 'Keras: 1 problem';
  });
  await expectToLook(badge(page), `badge-${theme}.png`);

  await badge(page).getByRole('button').click();
  const popup = page.locator('.jp-KerasDoctorPopup');
  await expect(popup.getByRole('button').first()).toBeFocused();
  await expectToLook(popup, `popup-${theme}.png`);
  await page.keyboard.press('Escape');

  const previewed = run(page, 'keras-doctor:preview-keras-fix');
  const preview = page.locator('.jp-Dialog-content');
  await expect(preview.getByRole('checkbox')).toBeVisible();
  await expectToLook(preview, `preview-${theme}.png`);
  await preview.getByRole('button', { name: 'Cancel' }).click();
  await previewed;

  const card = page.locator('.jp-KerasDoctorCard');
  await card.scrollIntoViewIfNeeded();
  await expectToLook(card, `card-${theme}.png`);
}

for (const theme of ['Light', 'Dark']) {
  test(`badge, popup, preview and card look as they did (${theme})`, async ({
    page,
    tmpPath
  }) => {
    await page.theme.setTheme(`JupyterLab ${theme}`);
    await page.addStyleTag({ content: style });
    const notebook = notebookOf('tf-2.16-with-tf-keras', ...code);
    const evalue =
      "Unrecognized keyword arguments passed to GRU: {'batch_input_shape': [1, None, 3]}";
    const cells = notebook.cells.map((cell, index) => ({
      ...cell,
      outputs: index === 1 ? [failed('ValueError', evalue)] : []
    }));
    await open(page, tmpPath, { ...notebook, cells });
    await expect(badge(page)).toHaveClass(/jp-mod-error/);
    await expect(page.locator('.jp-KerasDoctorCard')).toBeVisible();
    await expectAllToLook(page, theme.toLowerCase());
  });
}

function failed(ename: string, evalue: string) {
  const traceback = [`${ename}: ${evalue}`];
  return { output_type: 'error', ename, evalue, traceback };
}
