import { execFile } from 'child_process';
import { promisify } from 'util';
import path from 'path';
import { expect, test } from '@jupyterlab/galata';
import { build } from 'esbuild';
import { badge, notebookOf, open, run, sources } from '../doctor-page';
import { endSessions } from '../end-sessions';
import type { IReport } from '../fault-runs';
import { KernelNetwork } from '../kernel-network';
import { pageErrors } from '../page-errors';
import { faultsFrom, numbersFrom } from '../seeded-faults';

test.use({ autoGoto: false, kernels: null, sessions: null });

const legacy = [
  'import tensorflow as tf',
  'tf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])'
];

test.afterEach(({ request, tmpPath }) => endSessions(request, tmpPath));

/** JupyterLab gives up its own questions when the line is cut, and says so; ours is an execute_request. */
const cancelled =
  /^Error: Canceled future for (kernel_info|history|comm_info|debug)_request message before replies were done/;

/** The browser's own words for what JupyterLab sends in the moment in which the line is cut. */
const closing = /^WebSocket is already in CLOSING or CLOSED state/;

test('200 kernels watched over a bad network are known when it is good again', async ({
  baseURL
}) => {
  const script = test.info().outputPath('fault-runs.cjs');
  await build({
    bundle: true,
    entryPoints: [path.resolve(__dirname, '..', 'fault-runs.ts')],
    logLevel: 'error',
    outfile: script,
    platform: 'node'
  });
  const { stdout } = await promisify(execFile)(process.execPath, [
    script,
    `${baseURL}/`,
    'tf-2.16',
    '200'
  ]);
  const { runs, rejections } = JSON.parse(stdout) as IReport;
  expect(runs).toHaveLength(200);
  expect(runs.filter(({ last }) => last !== 'ready')).toEqual([]);
  expect(rejections).toEqual([]);
  test.info().annotations.push({
    type: 'longest recovery (ms)',
    description: String(Math.max(...runs.map(({ recovery }) => recovery)))
  });
});

for (const seed of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 21, 37]) {
  test(`a fix over a bad network is done wholly or not at all (seed ${seed})`, async ({
    page,
    tmpPath
  }) => {
    const errors = pageErrors(page, cancelled, closing);
    const network = await KernelNetwork.of(page);
    await page.goto(`tree/${tmpPath}?reset`);
    const notebook = notebookOf('tf-2.16-with-tf-keras', ...legacy, 'x');
    await open(page, tmpPath, notebook);
    await expect(badge(page)).toHaveClass(/jp-mod-error/);
    const next = numbersFrom(-seed);
    const fault = faultsFrom(seed);
    network.fate = () => {
      const { delays, isCut } = fault();
      if (isCut) {
        network.cut();
      }
      return delays;
    };
    const cut = setTimeout(() => network.cut(), 300 * next());
    await page.notebook.enterCellEditingMode(2);
    await page.keyboard.press('End');
    await Promise.all([
      page.keyboard.type(' = 1', { delay: 100 * next() }),
      run(page, 'keras-doctor:check-kernel-again'),
      run(page, 'keras-doctor:fix-keras-version')
    ]);
    clearTimeout(cut);
    const during = await sources(page);
    const isDone = during.length === 4;
    expect(during.slice(isDone ? 1 : 0)).toEqual([...legacy, 'x = 1']);
    network.fate = () => [0];
    await expect(badge(page)).toHaveClass(
      isDone ? /jp-mod-(ok|planned)/ : /jp-mod-error/
    );
    await run(page, 'keras-doctor:fix-keras-version');
    await expect(badge(page)).toHaveClass(/jp-mod-(ok|planned)/);
    const after = await sources(page);
    expect(after[0]).toContain('TF_USE_LEGACY_KERAS');
    expect(after.slice(1)).toEqual([...legacy, 'x = 1']);
    expect(errors).toEqual([]);
  });
}
