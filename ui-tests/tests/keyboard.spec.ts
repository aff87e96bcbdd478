import { expect, test } from '@jupyterlab/galata';
import type { Locator, Page } from '@playwright/test';
import { badge, notebookOf, open, sources } from '../doctor-page';

const code = [
  'import tensorflow as tf',
  'tf.keras.optimizers.Adam(lr=0.1)\ntf.keras.optimizers.SGD(lr=0.1)'
];

/** The name of what has the focus, as a screen reader says it. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement ?? document.body;
    return element.getAttribute('aria-label') ?? element.textContent ?? '';
  });
}

/** Gives the focus to all that can have it, one after the other: which of them something else hides, and how many there are. */
function focusEach(part: Locator): Promise<{ hidden: string[]; all: number }> {
  return part.evaluate(root => {
    const all = [...root.querySelectorAll<HTMLElement>('button, summary')];
    const shown = all.filter(element => element.checkVisibility());
    const hidden = shown.filter(element => {
      element.focus();
      const { left, top, right, bottom } = element.getBoundingClientRect();
      return [top + 2, bottom - 2].some(
        y => !element.contains(document.elementFromPoint((left + right) / 2, y))
      );
    });
    return {
      hidden: hidden.map(({ textContent }) => textContent ?? ''),
      all: shown.length
    };
  });
}

test('the whole popup works by keyboard alone, and the focus is never lost', async ({
  page,
  tmpPath
}) => {
  await open(page, tmpPath, notebookOf('tf-2.16-with-tf-keras', ...code));
  await expect(badge(page)).toHaveClass(/jp-mod-error/);
  const status = badge(page).getByRole('status');
  await expect(status).toHaveText('Keras: error');
  const button = badge(page).getByRole('button');
  const popup = page.getByRole('dialog', { name: 'Keras diagnosis' });
  const openPopup = async () => {
    await button.focus();
    await page.keyboard.press('Enter');
    await expect(popup.getByRole('button').first()).toBeFocused();
  };
  const tabTo = async (name: string) => {
    for (let left = 40; (await focused(page)) !== name; left--) {
      expect(left, `Tab leads to ${name}`).toBeGreaterThan(0);
      await page.keyboard.press('Tab');
    }
  };

  await openPopup();
  const names: string[] = [];
  while (names[names.length - 1] !== 'Settings' && names.length < 20) {
    names.push(await focused(page));
    await page.keyboard.press('Tab');
  }
  expect(names).toEqual([
    'Make it run: Write learning_rate',
    'What was found: 2 problems',
    'What this kernel has',
    'Preview…',
    'Verify…',
    'Check again',
    'Copy report',
    'Settings'
  ]);

  // Behind the last button the page goes on, and the popup does not stay behind.
  await page.keyboard.press('Tab');
  await expect(popup).toHaveCount(0);

  await openPopup();
  await tabTo('What was found: 2 problems');
  await page.keyboard.press('Enter');
  await tabTo('Cell 2, line 2');
  await page.keyboard.press('Enter');
  await expect(popup).toHaveCount(0);
  await expect(page.locator('.jp-mod-active .cm-content')).toBeFocused();

  await openPopup();
  await tabTo('What was found: 2 problems');
  await page.keyboard.press('Enter');
  await tabTo('Why?');
  await page.keyboard.press('Enter');
  await tabTo('these 2 lines');
  await page.keyboard.press('Enter');
  await expect(page.locator('.jp-Notebook :focus')).toHaveCount(1);
  await expect
    .poll(async () => (await sources(page))[1])
    .toContain('Adam(lr=0.1)  # keras-doctor: ignore[lr-argument]\n');

  const toast = page.locator('.Toastify__toast', {
    hasText: 'ignores the finding'
  });
  await toast.getByRole('button', { name: 'Undo' }).focus();
  await page.keyboard.press('Enter');
  await expect
    .poll(async () => (await sources(page))[1])
    .not.toContain('keras-doctor');
  await expect(page.locator('.jp-Notebook :focus')).toHaveCount(1);

  await openPopup();
  await tabTo('Make it run: Write learning_rate');
  await page.keyboard.press('Enter');
  await expect(badge(page)).toHaveClass(/jp-mod-ok/);
  await expect(status).toHaveText('Keras: no problem');
  await expect(page.locator('.jp-Notebook :focus')).toHaveCount(1);

  await button.focus();
  await page.keyboard.press('Enter');
  await expect(popup.getByRole('heading')).toHaveText(/^No problem found/);
  await expect(popup.getByRole('button').first()).toHaveText('Check again');
  await page.keyboard.press('Escape');
  await expect(popup).toHaveCount(0);
  await expect(button).toBeFocused();
});

test('among fifty findings nothing that has the focus is hidden, and an open reason stays open when one goes', async ({
  page,
  tmpPath
}) => {
  const lines = Array.from(
    { length: 50 },
    (_, index) => `tf.keras.optimizers.Adam(lr=${index})`
  );
  const notebook = notebookOf('tf-2.16-with-tf-keras', code[0], ...lines);
  await open(page, tmpPath, notebook);
  await expect(badge(page)).toHaveClass(/jp-mod-error/);
  await badge(page).getByRole('button').click();
  const popup = page.getByRole('dialog', { name: 'Keras diagnosis' });
  await popup.getByText('What was found: 50 problems').click();
  const places = popup.getByRole('button', { name: /^Cell / });
  await expect(places).toHaveCount(50);
  await expect(
    popup.getByRole('button', { name: 'Preview…' })
  ).toBeInViewport();
  // One button of the way, "Fix only this", "Why?", two summaries and five links beside the places.
  expect(await focusEach(popup)).toEqual({ hidden: [], all: 50 + 10 });

  await popup.getByText('Why?').click();
  await expect(popup.getByText('Ignore:')).toBeVisible();
  await page.evaluate(() => {
    const panel = window.jupyterapp.shell.currentWidget as unknown as {
      model: { sharedModel: { cells: { setSource(source: string): void }[] } };
    };
    panel.model.sharedModel.cells[1].setSource('pass');
  });
  await expect(places).toHaveCount(49);
  await expect(popup.getByText('Ignore:')).toBeVisible();
});

test('findings are reached, fixed and shown by keys that nothing else has', async ({
  page,
  tmpPath
}) => {
  const notebook = notebookOf('tf-2.16-with-tf-keras', ...code, 'x = 1');
  await open(page, tmpPath, notebook);
  await expect(badge(page)).toHaveClass(/jp-mod-error/);
  await page.notebook.selectCells(0);
  const place = () =>
    page.evaluate(() => {
      const { content } = window.jupyterapp.shell.currentWidget as unknown as {
        content: {
          activeCellIndex: number;
          activeCell: {
            editor: { getSelection(): { start: { line: number } } };
          };
        };
      };
      const { start } = content.activeCell.editor.getSelection();
      return [content.activeCellIndex, start.line];
    });
  for (const [keys, expected] of [
    ['F8', [1, 0]],
    ['F8', [1, 1]],
    ['F8', [1, 0]],
    ['Shift+F8', [1, 1]]
  ] as const) {
    await page.keyboard.press(keys);
    await expect.poll(place).toEqual(expected);
    await expect(page.locator('.jp-mod-active .cm-content')).toBeFocused();
  }
  await page.keyboard.press('Control+.');
  await expect
    .poll(async () => (await sources(page))[1])
    .toBe(
      'tf.keras.optimizers.Adam(lr=0.1)\ntf.keras.optimizers.SGD(learning_rate=0.1)'
    );
  await page.keyboard.press('Control+F8');
  const popup = page.getByRole('dialog', { name: 'Keras diagnosis' });
  await expect(popup.getByRole('button').first()).toBeFocused();

  const shared = await page.evaluate(() => {
    const { keyBindings } = window.jupyterapp.commands as unknown as {
      keyBindings: { command: string; keys: string[] }[];
    };
    const isOurs = (command: string) => command.startsWith('keras-doctor:');
    const keysOf = ({ keys }: { keys: string[] }) => keys.join(' ');
    const ours = keyBindings.filter(({ command }) => isOurs(command));
    const others = keyBindings.filter(({ command }) => !isOurs(command));
    const taken = new Set(others.map(keysOf));
    return {
      count: ours.length,
      taken: ours.map(keysOf).filter(keys => taken.has(keys))
    };
  });
  expect(shared).toEqual({ count: 4, taken: [] });
});
