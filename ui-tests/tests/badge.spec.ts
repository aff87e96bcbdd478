import { expect, test } from '@jupyterlab/galata';
import {
  badge,
  consoleErrors,
  notebookOf,
  open,
  run,
  saved,
  kernelHas
} from '../doctor-page';

const legacyCode = [
  'import tensorflow as tf',
  'tf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])'
];

test('the badge follows the current document', async ({ page, tmpPath }) => {
  await open(
    page,
    tmpPath,
    notebookOf('tf-2.16-with-tf-keras', ...legacyCode),
    'two.ipynb'
  );
  await expect(badge(page)).toHaveClass(/jp-mod-error/);
  await open(page, tmpPath, notebookOf('tf-2.15', ...legacyCode), 'one.ipynb');
  await expect(badge(page)).toHaveAttribute('title', kernelHas('TF 2.15.1'));
  await expect(badge(page)).toHaveClass(/jp-mod-ok/);
  await page.activity.activateTab('two.ipynb');
  await expect(badge(page)).toHaveAttribute('title', kernelHas('TF 2.16.2'));
  await page.contents.uploadContent('text', 'text', `${tmpPath}/notes.txt`);
  await page.filebrowser.open(`${tmpPath}/notes.txt`);
  await expect(badge(page)).toHaveCount(0);
});

test('the source is followed while it is edited', async ({ page, tmpPath }) => {
  await open(
    page,
    tmpPath,
    notebookOf('tf-2.16-with-tf-keras', legacyCode[0], '')
  );
  await expect(badge(page)).toHaveClass(/jp-mod-ok/);
  await page.notebook.setCell(1, 'code', legacyCode[1]);
  await expect(badge(page)).toHaveClass(/jp-mod-error/);
  await expect(page.locator('.cm-lintRange-error:visible')).toHaveText(
    'batch_input_shape=[1, None, 3]'
  );
});

test('settings take effect without a reload', async ({ page, tmpPath }) => {
  await open(page, tmpPath, notebookOf('tf-2.16-with-tf-keras', ...legacyCode));
  await expect(badge(page)).toHaveClass(/jp-mod-error/);
  const set = (name: string, value: unknown) =>
    page.evaluate(
      async ([key, wanted]) => {
        const registry = await galataRegistry();
        await registry.set(
          'jupyterlab-keras-doctor:plugin',
          key as string,
          wanted as never
        );

        async function galataRegistry() {
          const plugin = '@jupyterlab/apputils-extension:settings';
          return (await window.galata.getPlugin(plugin)) as unknown as {
            set(plugin: string, key: string, value: never): Promise<void>;
          };
        }
      },
      [name, value] as const
    );
  await set('wantedKeras', 'keras3');
  await expect(badge(page)).not.toHaveAttribute('title', /needs Keras 2/);
  await set('disabledRules', ['batch-input-shape', 'missing-api']);
  await expect(badge(page)).toHaveClass(/jp-mod-ok/);
  await set('badge', {
    tensorflow: false,
    keras: true,
    gpu: false,
    always: false
  });
  await expect(badge(page).locator('.jp-KerasDoctorStatus-label')).toHaveText(
    'Keras: ready · Keras 3.15.1'
  );
});

test('without TensorFlow and Keras nothing is shown, until the notebook imports them or the user wants it', async ({
  page,
  tmpPath
}) => {
  await open(page, tmpPath, notebookOf('lab-oldest', 'import json', '1 + 1'));
  await page.notebook.runCell(1, true);
  await expect(page.locator('.jp-OutputArea-executeResult')).toContainText('2');
  const button = page.locator(
    '.jp-NotebookPanel-toolbar [data-command="keras-doctor:fix-keras-version"]'
  );
  await expect(badge(page)).toHaveCount(0);
  await expect(button).toBeHidden();
  await page.locator('.jp-Cell').first().click({ button: 'right' });
  await expect(page.getByRole('menuitem', { name: 'Cut Cell' })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: /Keras/ })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await page.notebook.setCell(0, 'code', legacyCode[0]);
  await expect(badge(page)).toContainText('Keras: 1 problem');
  await expect(button).toBeVisible();
});

test('the probe leaves no trace in notebook and kernel', async ({
  page,
  tmpPath
}) => {
  await open(
    page,
    tmpPath,
    notebookOf(
      'tf-2.16-with-tf-keras',
      'import sys; (len(In), len(Out), [m for m in sys.modules if m.split(".")[0] in ("tensorflow", "keras", "numpy")], [n for n in dir() if "doctor" in n.lower()])'
    )
  );
  await expect(badge(page)).toHaveClass(/jp-mod-ok/);
  for (let time = 0; time < 5; time++) {
    await run(page, 'keras-doctor:check-kernel-again');
  }
  await page.notebook.runCell(0);
  await expect(page.locator('.jp-OutputArea-executeResult')).toContainText(
    '(2, 0, [], [])'
  );
  await expect(page.locator('.jp-InputPrompt').first()).toHaveText('[1]:');
});

test('bad input ends in a clear state and changes nothing', async ({
  page,
  tmpPath
}) => {
  const errors = consoleErrors(page);
  const huge = `import tensorflow as tf\n${'x = [1, 2, 3]  # a long line of code\n'.repeat(28_000)}`;
  const notebooks = {
    'empty.ipynb': notebookOf('tf-2.16'),
    'broken-python.ipynb': notebookOf(
      'tf-2.16',
      'import tensorflow as tf\nif (',
      '%%bash\npip install tf-keras',
      '%%writefile x.py\nimport keras',
      '#@title Form { run: "auto" }\nx = 1 #@param {type:"integer"}'
    ),
    'huge-cell.ipynb': notebookOf('tf-2.16', huge),
    'many-cells.ipynb': notebookOf(
      'tf-2.16',
      ...Array.from({ length: 2000 }, (_, n) => `x${n} = ${n}`),
      'import tensorflow'
    )
  };
  for (const [name, notebook] of Object.entries(notebooks)) {
    const file = await open(page, tmpPath, notebook, name);
    await expect(badge(page)).toHaveAttribute('title', kernelHas('TF 2.16.2'));
    await run(page, 'keras-doctor:fix-keras-version');
    await page.notebook.save();
    const { cells } = await saved(page, file);
    expect(cells.length).toBe(Math.max(1, notebook.cells.length));
    await page.notebook.close();
  }
  expect(errors).toEqual([]);
});

test('a notebook without kernel has no badge', async ({ page, tmpPath }) => {
  const notebook = notebookOf('no-such-kernel', ...legacyCode);
  await page.contents.uploadContent(
    JSON.stringify(notebook),
    'text',
    `${tmpPath}/none.ipynb`
  );
  await page.notebook.openByPath(`${tmpPath}/none.ipynb`);
  const dialog = page.locator('.jp-Dialog');
  await dialog.getByRole('button', { name: 'No Kernel' }).click();
  await expect(badge(page)).toHaveCount(0);
});

test('a notebook that cannot be read, because the page has lost its server, is not called right', async ({
  page,
  tmpPath
}) => {
  const engine = /jupyterlab-keras-doctor\/static\/engine\..*\.js/;
  await page.route(engine, route => route.abort());
  await page.goto(`tree/${tmpPath}?reset`);
  await open(page, tmpPath, notebookOf('tf-2.16', 'import tensorflow as tf'));
  await expect(badge(page)).toContainText('Keras: unknown');
  await expect(badge(page)).toHaveAttribute('title', /reload the page/);
  await badge(page).click();
  const popup = page.getByRole('dialog', { name: 'Keras diagnosis' });
  await expect(popup).toContainText('reload the page');
  await expect(popup).not.toContainText('No problem found');
  await page.keyboard.press('Escape');
  const told = await page.evaluate(() =>
    window.jupyterapp.commands
      .execute('keras-doctor:fix-keras-version')
      .then(String, String)
  );
  expect(told).toContain('Loading chunk');
  await expect(page.locator('.Toastify__toast')).toContainText(
    '"Fix Keras Version" failed. ChunkLoadError'
  );
  await page.unroute(engine);
  await run(page, 'keras-doctor:check-kernel-again');
  await expect(badge(page)).toHaveClass(/jp-mod-ok/);
});
