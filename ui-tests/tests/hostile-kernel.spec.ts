import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import { expect, test } from '@jupyterlab/galata';
import { interrupt, kernelStatus } from '../current-kernel';
import { badge, notebookOf, open, run, kernelHas } from '../doctor-page';
import { endSessions } from '../end-sessions';
import { KernelNetwork } from '../kernel-network';
import { pageErrors } from '../page-errors';

test.use({ autoGoto: false, kernels: null, sessions: null });

test.afterEach(({ request, tmpPath }) => endSessions(request, tmpPath));

const importing = 'import tensorflow as tf';
const right = 'TF 2.16.2 · Keras 3.15.1 · CPU';
const check = 'keras-doctor:check-kernel-again';

/** Makes the kernel answer every question for expressions by a text of its own, or the next one never. */
const ANSWER = `
import time
shell = get_ipython()
def answer(text):
    shell.user_expressions = lambda expressions: {
        one: {'status': 'ok', 'data': {'text/plain': text}, 'metadata': {}} for one in expressions
    }
def never():
    def hostile(expressions):
        if expressions:
            del shell.user_expressions
            time.sleep(600)
        return {}
    shell.user_expressions = hostile`;

async function visit(page: IJupyterLabPageFixture, folder: string) {
  const errors = pageErrors(page);
  const network = await KernelNetwork.of(page);
  await page.goto(`tree/${folder}?reset`);
  return { errors, network };
}

/** Runs a line in the last cell of the notebook. */
async function runLine(
  page: IJupyterLabPageFixture,
  source: string
): Promise<void> {
  const last = (await page.notebook.getCellCount()) - 1;
  await page.notebook.setCell(last, 'code', source);
  await page.notebook.runCell(last, true);
}

const ATTACK = `
import os, sys, tempfile
folder = tempfile.mkdtemp()
for name in ('keras', 'tensorflow_cpu'):
    place = os.path.join(folder, name + '-99.dist-info')
    os.mkdir(place)
    with open(os.path.join(place, 'METADATA'), 'w') as file:
        file.write('Name: %s\\nVersion: "><img src=x onerror=alert(1)>\\n' % name)
sys.path.insert(0, folder)`;

test('a version that is HTML is shown as text', async ({ page, tmpPath }) => {
  const { errors } = await visit(page, tmpPath);
  const dialogs: string[] = [];
  page.on('dialog', dialog => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await open(page, tmpPath, notebookOf('tf-2.16', importing, ATTACK));
  await expect(badge(page)).toHaveAttribute('title', kernelHas(right));
  await page.notebook.runCell(1, true);
  await run(page, check);
  await expect(badge(page)).toHaveAttribute('title', kernelHas('"><img src=x'));
  await badge(page).getByRole('button').click();
  const popup = page.getByRole('dialog', { name: 'Keras diagnosis' });
  await expect(popup).toContainText('"><img src=x onerror=alert(1)>');
  await expect(page.locator('img[src="x"]')).toHaveCount(0);
  expect([errors, dialogs]).toEqual([[], []]);
});

test('answers of 50 MB or of another shape: it says that it does not know, and why', async ({
  page,
  tmpPath
}) => {
  const { errors } = await visit(page, tmpPath);
  await open(page, tmpPath, notebookOf('tf-2.16', importing, ANSWER, ''));
  await expect(badge(page)).toHaveAttribute('title', kernelHas(right));
  await page.notebook.runCell(1, true);
  for (const [text, reason] of [
    [`'[' * 50_000_000`, /more than 4000000 characters/],
    [`'[' * 2_000_000`, /not JSON/],
    [`'{"python": 3, "__proto__": {"distributions": []}}'`, /python is not/],
    [`'[]'`, /not an object/],
    [`'"><img src=x onerror=alert(1)>'`, /not JSON/]
  ] as const) {
    await runLine(page, `answer(${text})`);
    await run(page, check);
    await expect(badge(page)).toHaveClass(/jp-mod-unknown/);
    await expect(badge(page)).toHaveAttribute('title', reason);
  }
  await runLine(page, 'del shell.user_expressions');
  await run(page, check);
  await expect(badge(page)).toHaveAttribute('title', kernelHas(right));
  expect(errors).toEqual([]);
});

test('a kernel that never answers is asked once, and keeps its badge', async ({
  page,
  tmpPath
}) => {
  const { errors, network } = await visit(page, tmpPath);
  await open(page, tmpPath, notebookOf('tf-2.16', importing, ANSWER, ''));
  await expect(badge(page)).toHaveAttribute('title', kernelHas(right));
  await page.notebook.runCell(1, true);
  await runLine(page, 'never()');
  await expect.poll(() => kernelStatus(page)).toBe('idle');
  network.passings.length = 0;
  await run(page, check);
  await expect.poll(() => kernelStatus(page)).toBe('busy');
  await expect(badge(page)).toHaveAttribute('title', kernelHas(right));
  expect(network.probes).toHaveLength(1);
  await interrupt(page);
  await expect.poll(() => kernelStatus(page)).toBe('idle');
  await runLine(page, '"a cell"');
  await run(page, check);
  await expect(badge(page)).toHaveAttribute('title', kernelHas(right));
  expect(errors).toEqual([]);
});
