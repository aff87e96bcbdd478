import { rmSync, writeFileSync } from 'fs';
import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import { expect, galata, test } from '@jupyterlab/galata';
import {
  changeKernel,
  interrupt,
  kernelDo,
  kernelStatus,
  processOf,
  startCell
} from '../current-kernel';
import { recordBadge, paintedSince } from '../badge-history';
import { badge, notebookOf, open, run, kernelHas } from '../doctor-page';
import { endSessions } from '../end-sessions';
import { KernelNetwork } from '../kernel-network';
import { installKernel } from '../kernel-specs';
import { OwnServer } from '../own-server';
import { pageErrors } from '../page-errors';

test.use({ autoGoto: false, kernels: null, sessions: null });

const importing = 'import tensorflow as tf';
const right = 'TF 2.16.2 · Keras 3.15.1 · CPU';
/** What is said where only the source can be looked at. */
const withoutKernel = /^No kernel: the notebook is checked against TensorFlow/;

/** The browser's own words for a server that is not there. */
const refused = /ERR_CONNECTION_(REFUSED|RESET)/;
/** The browser's own words for a kernel that the server does not know. */
const gone = /status of 404 .*\/api\/(kernels|sessions)\//;
/** JupyterLab does not wait for its own reconnection to a kernel that it drops. */
const disconnected = /^Error: Kernel connection disconnected/;
/** JupyterLab does not mind what becomes of the questions of its debugger, and of its connection, when the kernel goes. */
const cancelled =
  /^Error: Canceled future for (debug|kernel_info)_request message/;

async function visit(
  page: IJupyterLabPageFixture,
  folder: string,
  ...known: RegExp[]
): Promise<{ errors: string[]; network: KernelNetwork }> {
  const errors = pageErrors(page, ...known);
  const network = await KernelNetwork.of(page);
  await recordBadge(page);
  await page.goto(`tree/${folder}?reset`);
  return { errors, network };
}

/** Loads the page anew; it opens what was open. */
async function reload(page: IJupyterLabPageFixture): Promise<void> {
  // Galata's own option, which its type hides behind Playwright's.
  const options: object = { waitForIsReady: false };
  await page.reload(options);
}

/** Waits for the right badge, and reports how long after the notebook's kernel had first answered it was painted. */
async function becomesRight(
  page: IJupyterLabPageFixture,
  network: KernelNetwork,
  since: number,
  text = right
): Promise<void> {
  await expect(badge(page)).toHaveAttribute('title', kernelHas(text), {
    timeout: 60_000
  });
  const answers = network.passings.filter(
    ({ direction, message, time }) =>
      time > since &&
      direction === 'received' &&
      message.header.msg_type === 'kernel_info_reply'
  );
  // A page that is loaded anew asks the kernel before it has opened the notebook; beside a cell, the probe has its own connection.
  const client = network.probes[network.probes.length - 1]?.header.session;
  const ours = answers.find(
    ({ message: { parent_header: asked } }) =>
      'session' in asked && asked.session === client
  );
  const [first] = ours ? [ours] : answers;
  const late =
    (await paintedSince(page, 'Keras: ready')) - (first?.time ?? since);
  test.info().annotations.push({
    type: 'badge right after the kernel could answer (ms)',
    description: String(late)
  });
}

test.afterEach(({ request, tmpPath }) => endSessions(request, tmpPath));

test('a kernel that starts slowly', async ({ page, tmpPath }) => {
  installKernel('slow-start', 'tf-2.16', 'sleep 3; exec "$@"');
  const { errors, network } = await visit(page, tmpPath);
  const notebook = notebookOf('slow-start', importing);
  await page.contents.uploadContent(
    JSON.stringify(notebook),
    'text',
    `${tmpPath}/test.ipynb`
  );
  const since = Date.now();
  void page.notebook.openByPath(`${tmpPath}/test.ipynb`);
  await expect(badge(page)).toHaveText(/Keras: starting/);
  await becomesRight(page, network, since);
  expect(network.probes).toHaveLength(1);
  expect(errors).toEqual([]);
});

test('a kernel that is busy for minutes is left alone, and answers on demand', async ({
  page,
  tmpPath
}) => {
  const { errors, network } = await visit(page, tmpPath);
  const sleep = 'import time; time.sleep(600)';
  await open(page, tmpPath, notebookOf('tf-2.16', importing, sleep));
  await expect(badge(page)).toHaveAttribute('title', kernelHas(right));
  await startCell(page, 1);
  await expect.poll(() => kernelStatus(page)).toBe('busy');
  await page.notebook.save();
  network.passings.length = 0;
  await reload(page);
  await expect(badge(page)).toContainText('Keras: kernel busy');
  expect(network.probes).toEqual([]);
  expect(network.sent('create_subshell_request')).toEqual([]);
  const since = Date.now();
  await run(page, 'keras-doctor:check-kernel-again');
  await becomesRight(page, network, since);
  expect(network.probes.map(({ header }) => header)).toEqual([
    expect.objectContaining({ subshell_id: expect.any(String) })
  ]);
  await expect
    .poll(() => network.sent('delete_subshell_request'))
    .toHaveLength(1);
  await interrupt(page);
  await expect(badge(page)).toHaveAttribute('title', kernelHas(right));
  expect(errors).toEqual([]);
});

test('a busy kernel without subshells is asked once, when it is free', async ({
  page,
  tmpPath
}) => {
  const { errors, network } = await visit(page, tmpPath);
  const sleep = 'import time; time.sleep(600)';
  await open(page, tmpPath, notebookOf('lab-oldest', importing, sleep));
  await expect(badge(page)).toHaveAttribute(
    'title',
    kernelHas('No TensorFlow')
  );
  await startCell(page, 1);
  await expect.poll(() => kernelStatus(page)).toBe('busy');
  await page.notebook.save();
  network.passings.length = 0;
  await reload(page);
  await expect(badge(page)).toContainText('Keras: kernel busy');
  for (let time = 0; time < 3; time++) {
    await run(page, 'keras-doctor:check-kernel-again');
  }
  await expect(badge(page)).toContainText('Keras: kernel busy');
  expect(network.probes).toEqual([]);
  expect(network.sent('create_subshell_request')).toEqual([]);
  await interrupt(page);
  await expect(badge(page)).toHaveAttribute(
    'title',
    kernelHas('No TensorFlow')
  );
  expect(network.probes).toHaveLength(1);
  expect(errors).toEqual([]);
});

test('a kernel that was restarted', async ({ page, tmpPath }) => {
  const { errors, network } = await visit(page, tmpPath, cancelled);
  await open(page, tmpPath, notebookOf('tf-2.16', importing));
  await expect(badge(page)).toHaveAttribute('title', kernelHas(right));
  const since = Date.now();
  await kernelDo(page, 'restartKernel');
  await expect.poll(() => network.probes).toHaveLength(2);
  await becomesRight(page, network, since);
  expect(errors).toEqual([]);
});

test('a kernel that was killed and restarted by the server', async ({
  page,
  tmpPath
}) => {
  const { errors, network } = await visit(page, tmpPath, cancelled);
  await open(page, tmpPath, notebookOf('tf-2.16', importing));
  await expect(badge(page)).toHaveAttribute('title', kernelHas(right));
  const since = Date.now();
  process.kill(await processOf(page), 'SIGKILL');
  await expect.poll(() => network.probes).toHaveLength(2);
  await becomesRight(page, network, since);
  expect(errors).toEqual([]);
});

test('a kernel that dies again and again', async ({ page, tmpPath }) => {
  const marker = test.info().outputPath('dead');
  installKernel('mortal', 'tf-2.16', `test -e '${marker}' || exec "$@"`);
  const { errors, network } = await visit(
    page,
    tmpPath,
    disconnected,
    cancelled
  );
  await open(page, tmpPath, notebookOf('mortal', importing));
  await expect(badge(page)).toHaveAttribute('title', kernelHas(right));
  writeFileSync(marker, '');
  process.kill(await processOf(page), 'SIGKILL');
  await expect(badge(page)).toHaveText(/Keras: starting/);
  // JupyterLab drops a kernel that the server has given up.
  await expect.poll(() => kernelStatus(page), { timeout: 60_000 }).toBe('none');
  await expect(badge(page)).toHaveAttribute('title', withoutKernel);
  rmSync(marker);
  await page.locator('.jp-Dialog').getByRole('button').click();
  const since = Date.now();
  await changeKernel(page, 'mortal');
  await becomesRight(page, network, since);
  expect(errors).toEqual([]);
});

test('no kernel any more, and another one', async ({ page, tmpPath }) => {
  const { errors, network } = await visit(page, tmpPath, cancelled);
  await open(page, tmpPath, notebookOf('tf-2.16', importing));
  await expect(badge(page)).toHaveAttribute('title', kernelHas(right));
  await kernelDo(page, 'shutdown');
  await expect(badge(page)).toHaveAttribute('title', withoutKernel);
  const first = Date.now();
  await changeKernel(page, 'tf-2.16');
  await becomesRight(page, network, first);
  const second = Date.now();
  await changeKernel(page, 'tf-2.15');
  await becomesRight(page, network, second, 'TF 2.15.1');
  expect(errors).toEqual([]);
});

test('the connection lost and back', async ({ page, tmpPath }) => {
  const { errors, network } = await visit(page, tmpPath);
  await open(page, tmpPath, notebookOf('tf-2.16', importing));
  await expect(badge(page)).toHaveAttribute('title', kernelHas(right));
  network.down();
  await expect(badge(page)).toHaveText(/Keras: starting/);
  const since = Date.now();
  network.up();
  await becomesRight(page, network, since);
  expect(errors).toEqual([]);
});

test('the notebook closed while the kernel is being asked', async ({
  page,
  tmpPath
}) => {
  const { errors, network } = await visit(page, tmpPath, cancelled);
  network.fate = ({ direction, message }) =>
    direction === 'received' && message.header.msg_type === 'execute_reply'
      ? [1000]
      : [0];
  await open(page, tmpPath, notebookOf('tf-2.16', importing));
  await expect.poll(() => network.probes).toHaveLength(1);
  await page.notebook.close();
  await expect(badge(page)).toHaveCount(0);
  await page.notebook.openByPath(`${tmpPath}/test.ipynb`);
  await expect(badge(page)).toHaveAttribute('title', kernelHas(right));
  expect(errors).toEqual([]);
});

test('the page reloaded', async ({ page, tmpPath }) => {
  const { errors, network } = await visit(page, tmpPath);
  await open(page, tmpPath, notebookOf('tf-2.16', importing));
  await expect(badge(page)).toHaveAttribute('title', kernelHas(right));
  await page.notebook.save();
  const since = Date.now();
  await reload(page);
  await becomesRight(page, network, since);
  expect(network.probes).toHaveLength(2);
  expect(errors).toEqual([]);
});

test.describe('a server of its own', () => {
  let server: OwnServer;

  test.beforeEach(async () => {
    server = await OwnServer.start();
  });

  test.afterEach(() => server.stop());

  test('the server stopped and back', async ({
    browser,
    tmpPath,
    waitForApplication
  }) => {
    const { page } = await galata.newPage({
      autoGoto: false,
      baseURL: server.url,
      browser,
      mockConfig: false,
      mockKernels: false,
      mockSessions: false,
      mockSettings: false,
      mockState: false,
      mockTerminals: false,
      mockUser: false,
      tmpPath,
      waitForApplication
    });
    const { errors, network } = await visit(
      page,
      tmpPath,
      refused,
      gone,
      cancelled
    );
    await open(page, tmpPath, notebookOf('tf-2.16', importing));
    await expect(badge(page)).toHaveAttribute('title', kernelHas(right));
    await server.stop();
    await expect(badge(page)).toHaveText(/Keras: starting/);
    await server.start();
    // The new server does not know the kernel, and JupyterLab looks for it within half a minute.
    await expect(badge(page)).toHaveAttribute('title', withoutKernel, {
      timeout: 60_000
    });
    const since = Date.now();
    await changeKernel(page, 'tf-2.16');
    await becomesRight(page, network, since);
    expect(errors).toEqual([]);
  });
});
