import { readFileSync } from 'fs';
import path from 'path';
import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import { expect, test } from '@jupyterlab/galata';
import { startCell } from '../current-kernel';
import { badge, notebookOf, open, run, sources } from '../doctor-page';
import { pageErrors } from '../page-errors';

const legacy = [
  'import tensorflow as tf',
  'tf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])'
];
const pins =
  '!pip install tensorflow==2.16.2 tf-keras==2.15.1\n# one, two, three';
const flag = 'os.environ["TF_USE_LEGACY_KERAS"] = "1"';
const fix = 'keras-doctor:fix-keras-version';

interface ISelection {
  readonly cell: number;
  readonly anchor: number;
  readonly head: number;
}

/** Where the cursor of the cell that is being edited stands. */
function selection(page: IJupyterLabPageFixture): Promise<ISelection> {
  return page.evaluate(() => {
    const { content } = window.jupyterapp.shell.currentWidget as unknown as {
      content: {
        activeCellIndex: number;
        activeCell: {
          editor: { editor: { state: { selection: { main: ISelection } } } };
        };
      };
    };
    const { main } = content.activeCell.editor.editor.state.selection;
    return {
      cell: content.activeCellIndex,
      anchor: main.anchor,
      head: main.head
    };
  });
}

/** Selects text in a cell and leaves the cell in edit mode. */
async function select(
  page: IJupyterLabPageFixture,
  { cell, anchor, head }: ISelection
): Promise<void> {
  await page.notebook.enterCellEditingMode(cell);
  await page.evaluate(
    wanted => {
      const { content } = window.jupyterapp.shell.currentWidget as unknown as {
        content: {
          activeCell: {
            editor: { editor: { dispatch(spec: object): void } };
          };
        };
      };
      content.activeCell.editor.editor.dispatch({ selection: wanted });
    },
    { anchor, head }
  );
}

function onDisk(folder: string): string {
  const root = path.resolve(__dirname, '..', '..', '.cache', 'notebooks');
  return readFileSync(path.join(root, folder, 'test.ipynb'), 'utf-8');
}

test('typing in another cell goes on through a fix', async ({
  page,
  tmpPath
}) => {
  const errors = pageErrors(page);
  await open(
    page,
    tmpPath,
    notebookOf('tf-2.16-with-tf-keras', ...legacy, 'left right')
  );
  await expect(badge(page)).toHaveClass(/jp-mod-error/);
  await select(page, { cell: 2, anchor: 5, head: 5 });
  const text = 'what the user writes meanwhile, ';
  await Promise.all([page.keyboard.type(text, { delay: 30 }), run(page, fix)]);
  await expect(badge(page)).toHaveClass(/jp-mod-(ok|planned)/);
  const after = await sources(page);
  expect(after[0]).toContain(flag);
  expect(after.slice(1)).toEqual([...legacy, `left ${text}right`]);
  const at = 5 + text.length;
  expect(await selection(page)).toEqual({ cell: 3, anchor: at, head: at });
  await page.keyboard.type('!');
  expect((await sources(page))[3]).toBe(`left ${text}!right`);
  expect(errors).toEqual([]);
});

test('a selection in the cell that is mended stays on its words, and undo brings both back', async ({
  page,
  tmpPath
}) => {
  await open(page, tmpPath, notebookOf('tf-2.16', pins, legacy[0]));
  await expect(badge(page)).toHaveClass(/jp-mod-(error|warning)/);
  const from = pins.indexOf('two');
  const before = { cell: 0, anchor: from, head: from + 3 };
  await select(page, before);
  await run(page, fix);
  await expect
    .poll(async () => (await sources(page))[0])
    .toContain('tf-keras~=2.16.0');
  const mended = (await sources(page))[0];
  const { anchor, head } = await selection(page);
  expect(mended.slice(anchor, head)).toBe('two');
  await run(page, 'notebook:undo-cell-action');
  await expect.poll(() => sources(page)).toEqual([pins, legacy[0]]);
  expect(await selection(page)).toEqual(before);
});

test('a cell that runs goes on through a fix', async ({ page, tmpPath }) => {
  const running =
    'import time\nfor n in range(8):\n    time.sleep(0.5)\nprint("ran", n)';
  await open(
    page,
    tmpPath,
    notebookOf('tf-2.16-with-tf-keras', ...legacy, running)
  );
  await expect(badge(page)).toHaveClass(/jp-mod-error/);
  await startCell(page, 2);
  await expect(page.locator('.jp-InputPrompt').nth(2)).toHaveText('[*]:');
  await run(page, fix);
  await expect(badge(page)).toHaveClass(/jp-mod-(ok|planned)/);
  expect((await sources(page)).slice(1)).toEqual([...legacy, running]);
  await expect(page.locator('.jp-OutputArea-output')).toHaveText('ran 7');
  await expect(page.locator('.jp-InputPrompt').nth(3)).toHaveText('[1]:');
});

test('a cell that is not editable is left alone, and the user is told why', async ({
  page,
  tmpPath
}) => {
  const notebook = notebookOf('tf-2.16', pins, legacy[0]);
  Object.assign(notebook.cells[0], {
    metadata: { editable: false, deletable: false }
  });
  await open(page, tmpPath, notebook);
  await expect(badge(page)).toHaveClass(/jp-mod-(error|warning)/);
  await run(page, fix);
  await expect(page.locator('.Toastify__toast')).toContainText(
    'nothing was changed, because what the fix would change is not editable'
  );
  expect(await sources(page)).toEqual([pins, legacy[0]]);
});

test('beside a cell that is not editable the rest is fixed', async ({
  page,
  tmpPath
}) => {
  const rate = 'import keras\nkeras.optimizers.Adam(lr=0.1)';
  const notebook = notebookOf('tf-2.16', rate, rate);
  Object.assign(notebook.cells[0], { metadata: { editable: false } });
  await open(page, tmpPath, notebook);
  await expect(badge(page)).toHaveClass(/jp-mod-error/);
  await run(page, fix);
  await expect(
    page.getByText('cells that are not editable stay as they are')
  ).toBeVisible();
  await expect
    .poll(() => sources(page))
    .toEqual([rate, rate.replace('lr=', 'learning_rate=')]);
});

test('a notebook that is read-only is left alone', async ({
  page,
  tmpPath
}) => {
  await open(page, tmpPath, notebookOf('tf-2.16-with-tf-keras', ...legacy));
  await expect(badge(page)).toHaveClass(/jp-mod-error/);
  await page.evaluate(() => {
    const { model } = window.jupyterapp.shell.currentWidget as unknown as {
      model: { readOnly: boolean };
    };
    model.readOnly = true;
  });
  await run(page, fix);
  await expect(page.locator('.Toastify__toast')).toContainText(
    'nothing was changed, because what the fix would change is not editable'
  );
  expect(await sources(page)).toEqual(legacy);
});

test('a saved notebook differs in the edit alone, and opens as it was saved', async ({
  page,
  tmpPath
}) => {
  const odd = '# ünï \u{1f600}\n\tx = "\\n"  \n\n\n';
  await open(
    page,
    tmpPath,
    notebookOf('tf-2.16-with-tf-keras', ...legacy, odd)
  );
  await expect(badge(page)).toHaveClass(/jp-mod-error/);
  await page.notebook.save();
  const before = onDisk(tmpPath);
  await run(page, fix);
  await expect(badge(page)).toHaveClass(/jp-mod-(ok|planned)/);
  const inserted = await sources(page);
  await page.notebook.save();
  const after = onDisk(tmpPath);
  const cell = after.slice(
    after.indexOf('  {'),
    after.indexOf('  {\n   "cell_type"', after.indexOf('  {') + 1)
  );
  expect(cell).toContain('TF_USE_LEGACY_KERAS');
  expect(after.replace(cell, '')).toBe(before);

  await page.notebook.close();
  await page.notebook.openByPath(`${tmpPath}/test.ipynb`);
  await expect(badge(page)).toHaveClass(/jp-mod-(ok|planned)/);
  expect(await sources(page)).toEqual(inserted);
  await page.notebook.save();
  expect(onDisk(tmpPath)).toBe(after);
});

test('a notebook that is mended and taken back is the same file', async ({
  page,
  tmpPath
}) => {
  await open(page, tmpPath, notebookOf('tf-2.16-with-tf-keras', ...legacy));
  await expect(badge(page)).toHaveClass(/jp-mod-error/);
  await page.notebook.save();
  const before = onDisk(tmpPath);
  await run(page, fix);
  await expect(badge(page)).toHaveClass(/jp-mod-(ok|planned)/);
  await run(page, 'notebook:undo-cell-action');
  await expect(badge(page)).toHaveClass(/jp-mod-error/);
  await page.notebook.save();
  expect(onDisk(tmpPath)).toBe(before);
});
