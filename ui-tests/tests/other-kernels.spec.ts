import { expect, galata, test } from '@jupyterlab/galata';
import { kernelId, kernelStatus } from '../current-kernel';
import { badge, notebookOf, open, run, kernelHas } from '../doctor-page';
import { endSessions } from '../end-sessions';
import { KernelNetwork } from '../kernel-network';
import { OwnServer } from '../own-server';
import { pageErrors } from '../page-errors';

test.use({ autoGoto: false, kernels: null, sessions: null });

test.afterEach(({ request, tmpPath }) => endSessions(request, tmpPath));

const importing = 'import tensorflow as tf';
const right = 'TF 2.16.2 · Keras 3.15.1 · CPU';

/** JupyterLab asks its debugger for the modules of a kernel that has none. */
const noDebugger = /^Error: No active debugger session/;
/** JupyterLab tries without, where the server knows no protocol of its own, as one does not before a gateway. */
const noProtocol = /'Sec-WebSocket-Protocol' header but no response/;

test('a kernel of another language is sent nothing, and there is no badge', async ({
  page,
  tmpPath
}) => {
  const errors = pageErrors(page, noDebugger);
  const network = await KernelNetwork.of(page);
  await page.goto(`tree/${tmpPath}?reset`);
  const scripts = ['echo "import tensorflow as tf"', 'pip install tf-keras'];
  await open(page, tmpPath, notebookOf('bash', ...scripts));
  await expect.poll(() => kernelStatus(page)).toBe('idle');
  await page.notebook.runCell(0, true);
  expect(await page.notebook.getCellTextOutput(0)).toEqual([
    'import tensorflow as tf\n'
  ]);
  await expect(badge(page)).toHaveCount(0);
  const before = network.passings.length;
  for (let time = 0; time < 50; time++) {
    await run(page, 'keras-doctor:check-kernel-again');
  }
  expect(network.passings.slice(before)).toEqual([]);
  expect(network.sent('execute_request')).toHaveLength(1);
  expect(network.sent('inspect_request')).toEqual([]);
  await expect(badge(page)).toHaveCount(0);
  await expect(page.locator('.jp-InputPrompt').first()).toHaveText('[1]:');
  expect(errors).toEqual([]);
});

test('kernels without a notebook are sent nothing', async ({
  page,
  tmpPath
}) => {
  const errors = pageErrors(page);
  const network = await KernelNetwork.of(page);
  await page.goto(`tree/${tmpPath}?reset`);
  await page.evaluate(async path => {
    const { commands, serviceManager } = window.jupyterapp;
    const kernel = await serviceManager.kernels.startNew({ name: 'tf-2.16' });
    await kernel.info;
    const kernelPreference = { name: 'tf-2.16' };
    await commands.execute('console:create', { path, kernelPreference });
  }, tmpPath);
  await expect.poll(() => kernelStatus(page)).toBe('idle');
  await run(page, 'keras-doctor:check-kernel-again');
  await run(page, 'console:run-forced');
  await expect(badge(page)).toHaveCount(0);
  expect(network.probes).toEqual([]);
  await page.evaluate(() =>
    window.jupyterapp.serviceManager.kernels.shutdownAll()
  );
  expect(errors).toEqual([]);
});

test('a kernel behind a gateway: the badge is right, with one question', async ({
  browser,
  tmpPath,
  waitForApplication
}) => {
  test.setTimeout(240_000);
  const gateway = await OwnServer.startGateway();
  const server = await OwnServer.start('lab', '--gateway', gateway.url);
  const { page } = await galata.newPage({
    autoGoto: false,
    baseURL: server.url,
    browser,
    mockKernels: false,
    mockSessions: false,
    tmpPath,
    waitForApplication
  });
  const errors = pageErrors(page, noProtocol);
  const network = await KernelNetwork.of(page);
  await page.goto(`tree/${tmpPath}?reset`);
  await open(page, tmpPath, notebookOf('tf-2.16', importing));
  await expect(badge(page)).toHaveAttribute('title', kernelHas(right));
  const id = await kernelId(page);
  const there = await fetch(`${gateway.url}/api/kernels/${id}`);
  expect(await there.json()).toMatchObject({ id, name: 'tf-2.16' });
  expect(network.probes).toHaveLength(1);
  expect(errors).toEqual([]);
  await page.context().close();
  await server.stop();
  await gateway.stop();
});
