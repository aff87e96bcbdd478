import { execFileSync } from 'child_process';
import { readFileSync } from 'fs';
import path from 'path';
import { gzipSync } from 'zlib';
import AxeBuilder from '@axe-core/playwright';
import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import { expect, test } from '@jupyterlab/galata';
import type { Locator, Page } from '@playwright/test';
import { notebookOf, open, saved, sources } from '../doctor-page';

/**
 * The card is for frontends without the extension: JupyterLab and Notebook 7 with the extension kept away. The kernel is what
 * Colab's runtime 2026.01 has, its ipykernel, IPython and ipywidgets too.
 */
const root = path.resolve(__dirname, '..', '..');
const double = path.join(root, 'tests', 'doubles', 'google_colab');
const kernel = 'colab';

const load = `import sys; sys.path.insert(0, ${JSON.stringify(root)})
%load_ext jupyterlab_keras_doctor`;
const loadOnColab = `import os, sys; sys.path[:0] = [${JSON.stringify(root)}, ${JSON.stringify(double)}]
os.environ["COLAB_RELEASE_TAG"] = "release-colab-double"
os.environ["COLAB_DOUBLE_NOTEBOOK"] = os.environ["JPY_SESSION_NAME"]
import google.colab
%load_ext jupyterlab_keras_doctor`;
const model = `import tensorflow as tf
tf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])
print("tf.keras is", tf.keras.layers.GRU.__module__.split(".")[0])`;

test.beforeAll(() => {
  execFileSync('node', ['scripts/build-card'], { cwd: root });
});

test.beforeEach(async ({ page }) => {
  await page.route('**/extensions/jupyterlab-keras-doctor/**', route =>
    route.abort()
  );
});

/** The cards that show something, the output of cells from the first to the last. */
function cards(page: Page): Locator {
  return page.locator('[id^="keras-doctor-"]:visible');
}

async function start(
  page: IJupyterLabPageFixture,
  folder: string,
  ...cells: string[]
): Promise<string> {
  await page.goto();
  const file = await open(page, folder, notebookOf(kernel, ...cells));
  await page.notebook.runCell(0);
  await expect(cards(page).locator('.card')).toBeVisible();
  return file;
}

test('shows what will fail, and what to put where', async ({
  page,
  tmpPath
}) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const file = await start(page, tmpPath, load, model);
  const card = cards(page);
  await expect(page.locator('.jp-KerasDoctorStatus')).toHaveCount(0);
  await expect(card.locator('.badge')).toContainText(
    /TF 2\.\d+\.\d+ · Keras 3/
  );
  await expect(card.locator('.findings')).toContainText('batch-input-shape');
  await expect(card.locator('.step')).toContainText('A new cell, above cell 2');
  await expect(card).toContainText('An output cannot change cells here');
  await card.locator('.step').getByRole('button', { name: 'Copy' }).click();
  await expect(card.getByRole('button', { name: 'Copied' })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('os.environ["TF_USE_LEGACY_KERAS"] = "1"');
  expect(await sources(page)).toEqual([load, model]);

  await page.notebook.save();
  const size = JSON.stringify(await saved(page, file)).length;
  expect(size).toBeLessThan(330_000);
  await page.reload({ waitForIsReady: false } as never);
  await expect(cards(page).locator('.findings')).toContainText(
    'batch-input-shape'
  );
});

test('a known error gets a card below it, another one nothing', async ({
  page,
  tmpPath
}) => {
  await start(page, tmpPath, load, model, '1 / 0', '%keras_doctor report');
  await page.notebook.runCell(1);
  const below = page.locator('.jp-Cell').nth(1).locator('.card');
  await expect(below).toContainText('batch-input-shape');
  await expect(below).toContainText('TF_USE_LEGACY_KERAS');
  await page.notebook.runCell(2);
  await expect(page.locator('.jp-Cell').nth(2)).toContainText(
    'ZeroDivisionError'
  );
  await expect(
    page.locator('.jp-Cell').nth(2).locator('[id^="keras-doctor-"]')
  ).toBeHidden();
  await page.notebook.runCell(3);
  await expect(page.locator('.jp-Cell').nth(3).locator('.card')).toContainText(
    '## Keras Doctor'
  );
});

test('what a notebook says is shown as text', async ({ page, tmpPath }) => {
  const hostile = '</script><img src=x onerror="window.hacked = 1">';
  await start(
    page,
    tmpPath,
    load,
    `%pip install "tensorflow==1.0${hostile}"`,
    `import tensorflow as tf\ntf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])  # ${hostile}`
  );
  await expect(cards(page).locator('.findings')).toContainText('cell');
  await expect(cards(page).locator('img')).toHaveCount(0);
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
});

for (const theme of ['JupyterLab Light', 'JupyterLab Dark']) {
  test(`can be read by everyone in ${theme}`, async ({ page, tmpPath }) => {
    await start(page, tmpPath, load, model);
    await page.theme.setTheme(theme);
    const { violations } = await new AxeBuilder({ page })
      .include('[id^="keras-doctor-"]')
      .analyze();
    expect(
      violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])
    ).toEqual([]);
  });
}

test.describe('on Colab, by its stand-in', () => {
  test.beforeEach(async ({ page }) => {
    await page.addInitScript({ path: path.join(double, 'frontend.js') });
  });

  test('a click inserts the cell, another sets the variable', async ({
    page,
    tmpPath
  }) => {
    await start(page, tmpPath, loadOnColab, model);
    const card = cards(page).first();
    await card.getByRole('button', { name: 'Insert fix cell' }).click();
    await expect(card).toContainText(
      'Colab chose the place. Move the cell: above cell 2.'
    );
    const added = await page.evaluate(
      () => (window as unknown as { addedCells: string[][] }).addedCells
    );
    expect(added).toHaveLength(1);
    expect(added[0][1]).toBe('code');
    expect(added[0][0]).toContain('os.environ["TF_USE_LEGACY_KERAS"] = "1"');

    await card.getByRole('button', { name: 'Apply now' }).click();
    await expect(card).toContainText('TF_USE_LEGACY_KERAS=1 is set');
    await expect(card.locator('.badge')).toContainText('(tf-keras)');
    await expect(card.locator('.findings')).toHaveCount(0);
    await expect(card.locator('.steps')).toContainText(
      'To keep it in the notebook'
    );
    await page.notebook.runCell(1);
    await expect(page.locator('.jp-Cell').nth(1)).toContainText(
      'tf.keras is tf_keras'
    );
    await expect(
      page.locator('.jp-Cell').nth(1).locator('.badge')
    ).toContainText('(tf-keras)');
  });

  test('an imported TensorFlow asks for a restart, which is asked twice', async ({
    page,
    tmpPath
  }) => {
    await start(page, tmpPath, loadOnColab, model);
    await page.notebook.runCell(1);
    const card = page.locator('.jp-Cell').nth(1).locator('.card');
    await expect(card.getByRole('button', { name: 'Apply now' })).toHaveCount(
      0
    );
    await card.getByRole('button', { name: 'Restart session' }).click();
    await expect(
      card.getByRole('button', { name: 'Restart: all variables are lost' })
    ).toBeEnabled();
  });

  test('in a page of its own, the code comes from the kernel', async ({
    context
  }) => {
    const page = await context.newPage();
    await page.evaluate(
      code => {
        const invokeFunction = async (name: string) => ({
          data: { 'application/json': name === 'keras_doctor.code' && { code } }
        });
        Object.assign(window, {
          google: { colab: { kernel: { invokeFunction } } }
        });
      },
      pack(built('card.js'))
    );
    await page.setContent(outputOf({ payload: pack(payloadOf()) }));
    await expect(page.locator('.badge')).toContainText('TF 2.16.2');
    await page.setContent(outputOf({ payload: 'nonsense', version: 'w' }));
    await expect(page.locator('#keras-doctor-1')).toHaveText('the facts');
  });
});

function built(name: string): string {
  const folder = path.join(root, 'jupyterlab_keras_doctor', 'static');
  return readFileSync(path.join(folder, name), 'utf-8');
}

function pack(text: string): string {
  return gzipSync(text).toString('base64');
}

function payloadOf(mode = 'badge'): string {
  const probe = path.join(root, 'proofs', 'fixtures', 'tf-2.16.json');
  return JSON.stringify({
    mode,
    probe: readFileSync(probe, 'utf-8'),
    notebook: { origin: 'colab', cells: [] },
    error: null
  });
}

/** The HTML of an output, as `display.py` writes it. */
function outputOf(parts: {
  payload: string;
  version?: string;
  code?: string;
}): string {
  const { payload, version = 'v', code = '' } = parts;
  return `<div id="keras-doctor-1" data-keras-doctor="${payload}"><pre>the facts</pre></div>
    <script>${built('loader.js')}kerasDoctorLoad("keras-doctor-1","${version}","${code}")</script>`;
}

/**
 * What microsoft/vscode puts into the page of all outputs (`backLayerWebView.ts`): scripts of outputs run, modules from a
 * `blob:` address do not.
 */
const policyOfCode =
  "default-src 'none'; script-src 'self' https://*.vscode-cdn.net 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src https: http: data:; font-src https:; connect-src https:; child-src https: data:;";

test("runs under the policy of VS Code's outputs", async ({ context }) => {
  const page = await context.newPage();
  const output = outputOf({
    payload: pack(payloadOf()),
    code: pack(built('card.js'))
  });
  await page.setContent(
    `<meta http-equiv="Content-Security-Policy" content="${policyOfCode}">${output}`
  );
  await expect(page.locator('.badge')).toContainText('TF 2.16.2');
});

test('copies where the page may not use the clipboard itself', async ({
  context
}) => {
  const page = await context.newPage();
  const payload = pack(payloadOf('report'));
  const output = outputOf({ payload, code: pack(built('card.js')) });
  await page.setContent(`${output}<textarea></textarea>`);
  expect(await page.evaluate(() => 'clipboard' in navigator)).toBe(false);
  await page.getByRole('button', { name: 'Copy' }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  await page.locator('textarea').press('Control+V');
  await expect(page.locator('textarea')).toHaveValue(/^## Keras Doctor/);
});

test('in Notebook 7 the card is the same', async ({ context, request }) => {
  const name = `card-${Date.now()}.ipynb`;
  await request.put(`/api/contents/${name}`, {
    data: { type: 'notebook', content: notebookOf(kernel, load, model) }
  });
  const page = await context.newPage();
  await page.route('**/extensions/jupyterlab-keras-doctor/**', route =>
    route.abort()
  );
  await page.goto(`/notebooks/${name}`);
  const first = page.locator('.jp-Cell').nth(0);
  await expect(first).toBeVisible();
  // A kernel that is still starting ignores what it is asked to run.
  await expect(async () => {
    await first.locator('.jp-InputArea').click();
    await page.keyboard.press('Shift+Enter');
    await expect(first.locator('.badge')).toBeVisible({ timeout: 8000 });
  }).toPass();
  await expect(first.locator('.findings')).toContainText('batch-input-shape');
  await page.locator('.jp-Cell').nth(1).locator('.jp-InputArea').click();
  await page.keyboard.press('Shift+Enter');
  const below = page.locator('.jp-Cell').nth(1).locator('.card');
  await expect(below).toContainText('batch-input-shape');
});
