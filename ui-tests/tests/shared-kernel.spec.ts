import { expect, galata, test } from '@jupyterlab/galata';
import { kernelId } from '../current-kernel';
import { badge, notebookOf, open, run, kernelHas } from '../doctor-page';
import { endSessions } from '../end-sessions';
import { KernelNetwork } from '../kernel-network';
import { pageErrors } from '../page-errors';

test.use({ autoGoto: false, kernels: null, sessions: null });

test.afterEach(({ request, tmpPath }) => endSessions(request, tmpPath));

const importing = 'import tensorflow as tf';
const right = 'TF 2.16.2 · Keras 3.15.1 · CPU';

test('several notebooks on one kernel: the badge is right in each, one question for each', async ({
  page,
  tmpPath
}) => {
  const errors = pageErrors(page);
  const network = await KernelNetwork.of(page);
  await page.goto(`tree/${tmpPath}?reset`);
  await open(page, tmpPath, notebookOf('tf-2.16', importing), 'one.ipynb');
  await expect(badge(page)).toHaveAttribute('title', kernelHas(right));
  const id = await kernelId(page);
  for (const name of ['two', 'three']) {
    const file = `${tmpPath}/${name}.ipynb`;
    const notebook = JSON.stringify(notebookOf('tf-2.16', importing));
    await page.contents.uploadContent(notebook, 'text', file);
    await page.evaluate(
      async ([path, kernel]) => {
        await window.jupyterapp.commands.execute('docmanager:open', {
          path,
          kernel: { id: kernel }
        });
      },
      [file, id]
    );
    await expect(badge(page)).toHaveAttribute('title', kernelHas(right));
    expect(await kernelId(page)).toBe(id);
  }
  expect(network.probes).toHaveLength(3);
  expect(errors).toEqual([]);
});

test('a console on the kernel of a notebook shows nothing of the questions', async ({
  page,
  tmpPath
}) => {
  const errors = pageErrors(page);
  const network = await KernelNetwork.of(page);
  await page.goto(`tree/${tmpPath}?reset`);
  await open(page, tmpPath, notebookOf('tf-2.16', importing));
  await expect(badge(page)).toHaveAttribute('title', kernelHas(right));
  await run(page, 'notebook:create-console');
  await run(page, 'console:toggle-show-all-kernel-activity');
  const foreign = page.locator('.jp-CodeConsole-foreignCell');
  await page.getByRole('tab', { name: 'test.ipynb' }).first().click();
  for (let time = 0; time < 5; time++) {
    await run(page, 'keras-doctor:check-kernel-again');
  }
  expect(network.probes).toHaveLength(6);
  await expect(foreign).toHaveCount(0);
  await page.notebook.setCell(0, 'code', 'print("a cell")');
  await page.notebook.runCell(0);
  await expect(foreign).toHaveCount(1);
  await expect(page.locator('.jp-InputPrompt').first()).toHaveText('[1]:');
  expect(errors).toEqual([]);
});

test('two tabs on one notebook: the badge is right in both, one question from each', async ({
  baseURL,
  browser,
  page,
  tmpPath,
  waitForApplication
}) => {
  const errors = pageErrors(page);
  await page.goto(`tree/${tmpPath}?reset`);
  await open(page, tmpPath, notebookOf('tf-2.16', importing));
  await expect(badge(page)).toHaveAttribute('title', kernelHas(right));
  const { page: other } = await galata.newPage({
    autoGoto: false,
    baseURL: baseURL!,
    browser,
    mockKernels: false,
    mockSessions: false,
    tmpPath,
    waitForApplication
  });
  const errorsThere = pageErrors(other);
  const network = await KernelNetwork.of(other);
  await other.goto(`tree/${tmpPath}?reset`);
  await other.notebook.openByPath(`${tmpPath}/test.ipynb`);
  await expect(badge(other)).toHaveAttribute('title', kernelHas(right));
  expect(await kernelId(other)).toBe(await kernelId(page));
  expect(network.probes).toHaveLength(1);
  await page.notebook.runCell(0);
  await expect(badge(other)).toHaveAttribute('title', kernelHas(right));
  await other.context().close();
  expect([errors, errorsThere]).toEqual([[], []]);
});
