import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import type { IPanel } from '../current-kernel';
import { badge, notebookOf } from '../doctor-page';
import { OwnServer } from '../own-server';
import { pageErrors } from '../page-errors';

/** JupyterLite is built without Jupyter's server, which is where it would find an icon for the browser's tab. */
const icon = /favicon\.ico/;

let server: OwnServer;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  server = await OwnServer.startLite();
});

test.afterAll(() => server.stop());

interface IVisit {
  readonly errors: string[];
  readonly outside: string[];
}

async function visit(page: Page): Promise<IVisit> {
  const outside: string[] = [];
  const errors = pageErrors(page, icon);
  page.context().on('request', request => {
    if (!/^(blob|data):/.test(request.url())) {
      const { origin } = new URL(request.url());
      outside.push(...(origin === server.url ? [] : [origin]));
    }
  });
  await page.goto(`${server.url}/lab/index.html?reset`);
  await page.waitForFunction(
    () => (window.jupyterapp as JupyterFrontEnd | undefined)?.restored
  );
  return { errors, outside };
}

async function open(page: Page, ...sources: string[]): Promise<void> {
  const content = notebookOf('python', ...sources);
  await page.evaluate(async notebook => {
    const { commands, serviceManager } = window.jupyterapp;
    const model = { type: 'notebook', format: 'json', content: notebook };
    const path = 'test.ipynb';
    await serviceManager.contents.save(path, model as never);
    await commands.execute('docmanager:open', { path });
  }, content);
  await expect
    .poll(
      () =>
        page.evaluate(() => {
          const panel = window.jupyterapp.shell
            .currentWidget as unknown as IPanel | null;
          return panel?.sessionContext?.session?.kernel?.status;
        }),
      { timeout: 90_000 }
    )
    .toBe('idle');
}

/** Runs the current cell, selects the next, and gives what it printed. */
async function runNext(page: Page, index: number): Promise<string> {
  await page.evaluate(() =>
    window.jupyterapp.commands.execute('notebook:run-cell-and-select-next')
  );
  const cell = page.locator('.jp-Notebook .jp-CodeCell').nth(index);
  await expect(cell.locator('.jp-InputPrompt')).toHaveText(`[${index + 1}]:`);
  return (await cell.locator('.jp-OutputArea-output').allTextContents()).join();
}

const DEFINE = `
import json, os, re, sys
def state():
    shell = get_ipython()
    return {
        'in': shell.user_ns['In'], 'out': sorted(shell.user_ns['Out']), 'last': [repr(_), repr(__)],
        'names': sorted(name for name in shell.user_ns if not re.match(r'_i+\\d*$', name)),
        'modules': sorted(sys.modules), 'path': sys.path,
        'environ': dict(os.environ), 'cwd': os.getcwd(), 'files': sorted(os.listdir('.')),
        'open': sorted(os.listdir('/proc/self/fd')), 'count': shell.execution_count,
    }
6 * 7`;
const TELL = 'print(json.dumps(state()))';

test('in JupyterLite the badge is quiet, and 50 checks send nothing to the kernel', async ({
  page
}) => {
  const { errors, outside } = await visit(page);
  await open(page, DEFINE, TELL, TELL);
  await runNext(page, 0);
  await expect(badge(page)).toHaveCount(0);
  const before = JSON.parse(await runNext(page, 1)) as {
    in: string[];
    count: number;
  };
  const passed = await page.evaluate(async () => {
    const { commands, shell } = window.jupyterapp;
    const messages: string[] = [];
    const { sessionContext } = shell.currentWidget as unknown as IPanel;
    sessionContext.session!.kernel!.anyMessage.connect((_, { msg }) => {
      messages.push(msg.header.msg_type);
    });
    for (let time = 0; time < 50; time++) {
      await commands.execute('keras-doctor:check-kernel-again');
    }
    return messages;
  });
  expect(passed).toEqual([]);
  const after = JSON.parse(await runNext(page, 2)) as object;
  expect(after).toEqual({
    ...before,
    in: [...before.in, TELL],
    count: before.count + 1
  });
  expect([errors, outside]).toEqual([[], []]);
});

test('in JupyterLite a notebook that wants TensorFlow is told that there is none', async ({
  page
}) => {
  const { errors, outside } = await visit(page);
  const importing = 'import tensorflow as tf';
  await open(page, importing, 'tf.keras.layers.GRU(4)');
  await expect(badge(page)).toHaveClass(/jp-mod-warning/);
  await expect(badge(page)).toHaveAttribute(
    'title',
    /TensorFlow is not installed in this kernel, and there is none for Python/
  );
  await expect(page.locator('.cm-lintRange-warning')).toHaveText(importing);
  await badge(page).getByRole('button').click();
  const popup = page.getByRole('dialog', { name: 'Keras diagnosis' });
  await expect(popup).toContainText('TensorFlow is not installed');
  expect([errors, outside]).toEqual([[], []]);
});
