import { readFileSync } from 'fs';
import path from 'path';
import { expect, test } from '@jupyterlab/galata';

/** A GRU as Keras 3.15.1 and the converter wrote it: TensorFlow.js refuses it, and mending it changes the weights. */
const model = path.resolve(__dirname, '..', 'models', 'gru');

test('a model of Keras 3 is repaired from the file browser, the original kept', async ({
  page,
  tmpPath
}) => {
  const original = readFileSync(path.join(model, 'model.json'), 'utf-8');
  const save = (name: string, format: 'text' | 'base64', content: string) =>
    page.evaluate(
      async ([file, model]) => {
        await window.jupyterapp.serviceManager.contents.save(file, model);
      },
      [`${tmpPath}/${name}`, { type: 'file', format, content }] as const
    );
  const shard = 'group1-shard1of1.bin';
  const weights = readFileSync(path.join(model, shard)).toString('base64');
  await save('model.json', 'text', original);
  await save(shard, 'base64', weights);
  await save('package.json', 'text', '{"name": "modelTopology"}');
  await page.filebrowser.openDirectory(tmpPath);
  await page
    .locator('.jp-DirListing-item', { hasText: 'package.json' })
    .click({ button: 'right' });
  await expect(page.getByRole('menuitem', { name: 'Rename' })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: /Keras/ })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await page
    .locator('.jp-DirListing-item', { hasText: 'model.json' })
    .click({ button: 'right' });
  await page
    .getByRole('menuitem', { name: 'Repair Keras Model for TensorFlow.js' })
    .click();
  const dialog = page.locator('.jp-Dialog');
  await expect(dialog).toContainText('Written by keras 3.15.1');
  await expect(dialog).toContainText('reset_after');
  await dialog.getByRole('button', { name: 'Repair' }).click();
  await expect(
    page.getByText('the original is kept as model.json.keras3')
  ).toBeVisible();

  const read = (name: string) =>
    page.evaluate(async file => {
      const { contents } = window.jupyterapp.serviceManager;
      const options = { type: 'file', format: 'text', content: true } as const;
      return String((await contents.get(file, options)).content);
    }, `${tmpPath}/${name}`);
  expect(await read('model.json.keras3')).toBe(original);
  const repaired = JSON.parse(await read('model.json')) as {
    weightsManifest: { paths: string[] }[];
  };
  expect(JSON.stringify(repaired)).toContain('batch_input_shape');
  for (const name of repaired.weightsManifest.flatMap(({ paths }) => paths)) {
    expect(await page.contents.fileExists(`${tmpPath}/${name}`)).toBe(true);
  }
});
