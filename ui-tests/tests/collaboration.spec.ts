import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import { expect, galata, test } from '@jupyterlab/galata';
import type { Browser } from '@playwright/test';
import { badge, notebookOf, run, sources } from '../doctor-page';
import { OwnServer } from '../own-server';
import { SharedLine } from '../shared-line';

const legacy = [
  'import tensorflow as tf',
  'tf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])'
];
const fix = 'keras-doctor:fix-keras-version';
const flag = 'TF_USE_LEGACY_KERAS';

type Page = IJupyterLabPageFixture;

interface IVisitor {
  readonly page: Page;
  readonly line: SharedLine;
}

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
): Promise<IVisitor> {
  const { page } = await galata.newPage({
    autoGoto: false,
    baseURL: server.url,
    browser,
    mockKernels: false,
    mockSessions: false,
    waitForApplication
  });
  const line = await SharedLine.of(page);
  await page.goto('?reset');
  await page.notebook.openByPath(file);
  await expect(badge(page)).toHaveClass(/jp-mod-(error|warning)/);
  return { page: page as Page, line };
}

const testOfTwo = test.extend<{
  content: ReturnType<typeof notebookOf>;
  visitors: [IVisitor, IVisitor];
  two: [Page, Page];
}>({
  content: [notebookOf('tf-2.16-with-tf-keras', ...legacy), { option: true }],
  visitors: async (
    { browser, content, playwright, waitForApplication },
    use,
    info
  ) => {
    const file = `collaboration-${info.workerIndex}-${info.testId}.ipynb`;
    const request = await playwright.request.newContext();
    const url = `${server.url}/api/contents/${file}`;
    await request.put(url, {
      data: { type: 'notebook', format: 'json', content }
    });
    const visitors: [IVisitor, IVisitor] = [
      await visitor(browser, file, waitForApplication),
      await visitor(browser, file, waitForApplication)
    ];
    await use(visitors);
    await Promise.all(visitors.map(({ page }) => page.context().close()));
    await request.delete(url);
    await request.dispose();
  },
  two: ({ visitors: [one, other] }, use) => use([one.page, other.page])
});

interface IMetadata {
  model: {
    sharedModel: {
      metadata: Record<string, unknown>;
      setMetadata(key: string, value: unknown): void;
    };
  };
}

/** Both press before either hears of the other. Resolves when each has what the other did. */
async function pressAtOnce(visitors: readonly IVisitor[]): Promise<void> {
  visitors.forEach(({ line }) => line.hold());
  const before = await sources(visitors[0].page);
  for (const [visitor, { page }] of visitors.entries()) {
    await run(page, fix);
    expect(await sources(page)).not.toEqual(before);
    await page.evaluate(key => {
      const panel = window.jupyterapp.shell
        .currentWidget as unknown as IMetadata;
      panel.model.sharedModel.setMetadata(key, true);
    }, `pressed-${visitor}`);
  }
  visitors.forEach(({ line }) => line.release());
  for (const { page } of visitors) {
    const keys = () =>
      page.evaluate(() => {
        const panel = window.jupyterapp.shell
          .currentWidget as unknown as IMetadata;
        return Object.keys(panel.model.sharedModel.metadata);
      });
    await expect
      .poll(keys)
      .toEqual(expect.arrayContaining(['pressed-0', 'pressed-1']));
  }
}

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
      await expect(badge(page)).toHaveClass(/jp-mod-(ok|planned)/);
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
      await expect(badge(page)).toHaveClass(/jp-mod-(ok|planned)/);
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

testOfTwo(
  'both press at once: one cell is left, and it is undone by whose it is',
  async ({ visitors, two }) => {
    await pressAtOnce(visitors);
    for (const page of two) {
      await expect.poll(async () => (await sources(page)).length).toBe(3);
      const after = await sources(page);
      expect(after[0]).toContain(flag);
      expect(after.slice(1)).toEqual(legacy);
      await expect(badge(page)).toHaveClass(/jp-mod-(ok|planned)/);
    }
    for (const page of two) {
      await run(page, 'notebook:undo-cell-action');
    }
    for (const page of two) {
      await expect.poll(() => sources(page)).toEqual(legacy);
    }
  }
);

testOfTwo.describe('a pin that is wrong', () => {
  const pins =
    '%pip install tensorflow==2.16.2 tf-keras==2.15.1\n# one, two, three';
  testOfTwo.use({ content: notebookOf('tf-2.16', pins, legacy[0]) });

  testOfTwo(
    'both press at once: it is mended once, and it is undone by whose it is',
    async ({ visitors, two }) => {
      await pressAtOnce(visitors);
      const mended = [pins.replace('==2.15.1', '~=2.16.0'), legacy[0]];
      for (const page of two) {
        await expect.poll(() => sources(page)).toEqual(mended);
        await expect(badge(page)).toHaveClass(/jp-mod-(ok|planned)/);
      }
      for (const page of two) {
        await run(page, 'notebook:undo-cell-action');
      }
      for (const page of two) {
        await expect.poll(() => sources(page)).toEqual([pins, legacy[0]]);
      }
    }
  );
});
