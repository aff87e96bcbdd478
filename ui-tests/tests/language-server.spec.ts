import { expect, test } from '@jupyterlab/galata';
import { badge, notebookOf, open, sources } from '../doctor-page';

/** Keeps every set of underlined texts that a cell has shown, in order. */
function recordUnderlines(cell: Element): void {
  const seen: string[] = [];
  new MutationObserver(() => {
    const marks = [...cell.querySelectorAll('.cm-lintRange')];
    seen.push(marks.map(mark => mark.textContent).join(' '));
  }).observe(cell, { subtree: true, childList: true });
  Object.assign(window, { seenUnderlines: seen });
}

test('squiggles of ours and of a language server stand beside each other', async ({
  page,
  tmpPath
}) => {
  await open(
    page,
    tmpPath,
    notebookOf(
      'tf-2.16-with-tf-keras',
      'import tensorflow as tf',
      'tf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])\nprint(not_defined)'
    )
  );
  const cell = page.locator('.jp-Notebook .jp-CodeCell', {
    hasText: 'GRU(4'
  });
  const theirs = cell.locator('.cm-lintRange', { hasText: 'not_defined' });
  const ours = cell.locator('.cm-lintRange', { hasText: 'batch_input_shape' });
  const tooltip = page.locator('.cm-tooltip-lint');
  await expect(badge(page)).toHaveClass(/jp-mod-error/);
  await expect(theirs).toBeVisible({ timeout: 90_000 });
  await expect(ours).toBeVisible();

  await cell.evaluate(recordUnderlines);
  await page.notebook.enterCellEditingMode(1);
  await page.keyboard.press('Control+End');
  await page.keyboard.type('\nalso_not = also_not_defined', { delay: 30 });
  await expect(
    cell.locator('.cm-lintRange', { hasText: 'also_not_defined' })
  ).toBeVisible();
  const seen = await page.evaluate(
    () => (window as unknown as { seenUnderlines: string[] }).seenUnderlines
  );
  expect(seen.filter(texts => !texts.includes('batch_input_shape'))).toEqual(
    []
  );

  await theirs.first().hover();
  await expect(tooltip).toContainText('undefined name');
  await ours.hover();
  await expect(tooltip).toContainText('Keras 3 has no batch_input_shape here');
  await tooltip
    .getByRole('button', { name: /Use Keras 2/ })
    .first()
    .click();
  await expect(badge(page)).toHaveClass(/jp-mod-(ok|planned)/);
  await expect(ours).toHaveCount(0);
  await expect(theirs.first()).toBeVisible();
  expect(await sources(page)).toHaveLength(3);
});
