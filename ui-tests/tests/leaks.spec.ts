import { expect, test } from '@jupyterlab/galata';
import type { BrowserContext, CDPSession } from '@playwright/test';
import { badge, notebookOf, open } from '../doctor-page';
import { endSessions } from '../end-sessions';
import { KernelNetwork } from '../kernel-network';

test.use({ autoGoto: false, kernels: null, sessions: null });

test.afterEach(({ request, tmpPath }) => endSessions(request, tmpPath));

const CYCLES = 20;

/**
 * Paths from the doctor of the current notebook to one object of each class that is counted, and when one is at work.
 * JupyterLab 4.6 keeps every closed notebook panel, with or without this extension, and what belongs to it with it; so what
 * counts is that nothing of ours listens, asks or waits any more.
 */
const KINDS = {
  doctor: ['doctor', '!one.isDisposed'],
  watch: ['doctor.kernel', '!one.isDisposed || one.probe || one.patience'],
  nudge: ['doctor.kernel.nudge', 'one.kernel']
};

/** How many objects of the same class as that at `path` are at work, after the garbage collection that the query makes. */
async function atWork(
  cdp: CDPSession,
  [path, isAtWork]: readonly string[]
): Promise<number> {
  const { result } = await cdp.send('Runtime.evaluate', {
    awaitPromise: true,
    expression: `galata.getPlugin('jupyterlab-keras-doctor:plugin').then(
      ({ current: doctor }) => Object.getPrototypeOf(${path}))`
  });
  const { objects } = await cdp.send('Runtime.queryObjects', {
    prototypeObjectId: result.objectId!
  });
  const length = await cdp.send('Runtime.callFunctionOn', {
    functionDeclaration: `function () { return this.filter(one => ${isAtWork}).length; }`,
    objectId: objects.objectId,
    returnByValue: true
  });
  return length.result.value as number;
}

async function census(
  context: BrowserContext
): Promise<Record<string, number>> {
  const cdp = await context.newCDPSession(context.pages()[0]);
  const counts: Record<string, number> = {};
  for (const [kind, rule] of Object.entries(KINDS)) {
    counts[kind] = await atWork(cdp, rule);
  }
  await cdp.detach();
  return counts;
}

test(`${CYCLES} notebooks opened and closed leave nothing at work`, async ({
  context,
  page,
  tmpPath
}) => {
  const network = await KernelNetwork.of(page);
  await page.goto(`tree/${tmpPath}?reset`);
  const notebook = notebookOf('tf-2.16-with-tf-keras', 'import tensorflow');
  await open(page, tmpPath, notebook, 'stays.ipynb');
  await expect(badge(page)).toHaveClass(/jp-mod-ok/);
  const text = JSON.stringify(notebook);
  await page.contents.uploadContent(text, 'text', `${tmpPath}/goes.ipynb`);
  const cycle = async () => {
    await page.evaluate(async path => {
      const { commands } = window.jupyterapp;
      const panel = window.jupyterapp.shell.currentWidget as unknown as {
        sessionContext: { session: { kernel: { id: string } } };
      };
      const { id } = panel.sessionContext.session.kernel;
      await commands.execute('docmanager:open', { path, kernel: { id } });
    }, `${tmpPath}/goes.ipynb`);
    await expect(badge(page)).toHaveClass(/jp-mod-ok/);
    await page.evaluate(() => window.jupyterapp.shell.currentWidget!.dispose());
    await page.notebook.activate('stays.ipynb');
    await expect(badge(page)).toHaveClass(/jp-mod-ok/);
  };
  await cycle();
  const before = await census(context);
  for (let time = 0; time < CYCLES; time++) {
    await cycle();
  }
  await expect.poll(() => census(context)).toEqual(before);
  expect(network.sent('create_subshell_request')).toEqual([]);
});
