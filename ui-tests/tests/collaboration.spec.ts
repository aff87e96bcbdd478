import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import { expect, galata, test } from '@jupyterlab/galata';
import type { Browser } from '@playwright/test';
import { badge, notebookOf, run, sources } from '../doctor-page';
import { OwnServer } from '../own-server';

const legacy = [
  'import tensorflow as tf',
  'tf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])'
];
const fix = 'keras-doctor:fix-keras-version';
const flag = 'TF_USE_LEGACY_KERAS';

type Page = IJupyterLabPageFixture;
type Wait = Parameters<typeof galata.newPage>[0]['waitForApplication'];

let server: OwnServer;

test.use({ autoGoto: false });

test.beforeAll(async () => {
  test.setTimeout(300_000);
  server = await OwnServer.start('lab-with-collaboration');
});

test.afterAll(() => server.stop());

/** Another user's browser, with the notebook open. */
async function visitor(
  browser: Browser,
  file: string,
  waitForApplication: Wait
): Promise<Page> {
  const { page } = await galata.newPage({
    autoGoto: false,
    baseURL: server.url,
    browser,
    mockKernels: false,
    mockSessions: false,
    waitForApplication
  });
  await page.goto('?reset');
  await page.notebook.openByPath(file);
  await expect(badge(page)).toHaveClass(/jp-mod-error/);
  return page as Page;
}

const testOfTwo = test.extend<{ two: [Page, Page] }>({
  two: async ({ browser, playwright, waitForApplication }, use, info) => {
    const file = `collaboration-${info.workerIndex}-${info.testId}.ipynb`;
    const request = await playwright.request.newContext();
    const content = notebookOf('tf-2.16-with-tf-keras', ...legacy);
    const url = `${server.url}/api/contents/${file}`;
    await request.put(url, {
      data: { type: 'notebook', format: 'json', content }
    });
    const pages: [Page, Page] = [
      await visitor(browser, file, waitForApplication),
      await visitor(browser, file, waitForApplication)
    ];
    await use(pages);
    await Promise.all(pages.map(page => page.context().close()));
    await request.delete(url);
    await request.dispose();
  }
});

/** Puts a cell at the top, as a user with the mouse elsewhere would. */
async function insertAbove(page: Page, source: string): Promise<void> {
  await page.evaluate(text => {
    const panel = window.jupyterapp.shell.currentWidget as unknown as {
      model: { sharedModel: { insertCell(at: number, cell: object): void } };
    };
    panel.model.sharedModel.insertCell(0, { cell_type: 'code', source: text });
  }, source);
}

testOfTwo(
  'a fix in one browser is seen in both, and one undo takes it back',
  async ({ two: [one, other] }) => {
    await run(one, fix);
    for (const page of [one, other]) {
      await expect(badge(page)).toHaveClass(/jp-mod-ok/);
      await expect.poll(async () => (await sources(page)).length).toBe(3);
    }
    await run(one, 'notebook:undo-cell-action');
    for (const page of [one, other]) {
      await expect.poll(() => sources(page)).toEqual(legacy);
      await expect(badge(page)).toHaveClass(/jp-mod-error/);
    }
  }
);

testOfTwo(
  'cells that another inserts above meanwhile stay, and the fix finds its place',
  async ({ two: [one, other] }) => {
    await Promise.all([
      run(one, fix),
      insertAbove(other, 'a = 1'),
      insertAbove(other, 'b = 2')
    ]);
    for (const page of [one, other]) {
      await expect(badge(page)).toHaveClass(/jp-mod-ok/);
      await expect.poll(async () => (await sources(page)).length).toBe(5);
      const after = await sources(page);
      expect(after.filter(source => source.includes(flag))).toHaveLength(1);
      expect(after.slice(-2)).toEqual(legacy);
      expect(after).toEqual(expect.arrayContaining(['a = 1', 'b = 2']));
      const at = after.findIndex(source => source.includes(flag));
      expect(at).toBeLessThan(after.indexOf(legacy[0]));
    }
    await run(one, 'notebook:undo-cell-action');
    await expect
      .poll(() => sources(other))
      .toEqual(['b = 2', 'a = 1', ...legacy]);
  }
);
