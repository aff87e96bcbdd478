import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import type { Kernel } from '@jupyterlab/services';
import type { Page } from '@playwright/test';

/** The parts of a notebook panel that the tests take hold of inside the page. */
export interface IPanel {
  readonly sessionContext: {
    changeKernel(model: { name: string }): Promise<unknown>;
    restartKernel(): Promise<void>;
    shutdown(): Promise<void>;
    readonly session: {
      readonly kernel: {
        readonly id: string;
        readonly status: string;
        readonly anyMessage: Kernel.IKernelConnection['anyMessage'];
        interrupt(): Promise<void>;
      } | null;
    } | null;
  };
}

type Action = 'restartKernel' | 'shutdown';

/** Restarts or ends the kernel of the current notebook, without the dialog that asks. */
export function kernelDo(page: Page, action: Action): Promise<void> {
  return page.evaluate(async name => {
    const panel = window.jupyterapp.shell.currentWidget as unknown as IPanel;
    await panel.sessionContext[name]();
  }, action);
}

/** Gives the current notebook another kernel. */
export function changeKernel(page: Page, name: string): Promise<void> {
  return page.evaluate(async wanted => {
    const panel = window.jupyterapp.shell.currentWidget as unknown as IPanel;
    await panel.sessionContext.changeKernel({ name: wanted });
  }, name);
}

export function interrupt(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const panel = window.jupyterapp.shell.currentWidget as unknown as IPanel;
    await panel.sessionContext.session?.kernel?.interrupt();
  });
}

/** What JupyterLab takes the kernel of the current notebook to be doing. */
export function kernelStatus(page: Page): Promise<string> {
  return page.evaluate(() => {
    const panel = window.jupyterapp.shell.currentWidget as unknown as IPanel;
    return panel.sessionContext.session?.kernel?.status ?? 'none';
  });
}

/** The kernel of the current notebook; empty without one. */
export async function kernelId(page: Page): Promise<string> {
  return page.evaluate(() => {
    const panel = window.jupyterapp.shell.currentWidget as unknown as IPanel;
    return panel.sessionContext.session?.kernel?.id ?? '';
  });
}

/** Runs a cell and does not wait for its end. */
export async function startCell(
  page: IJupyterLabPageFixture,
  index: number
): Promise<void> {
  await page.notebook.selectCells(index);
  await page.evaluate(() => {
    void window.jupyterapp.commands.execute('notebook:run-cell');
  });
}

/** The process of the kernel, as a cell of the current notebook tells. */
export async function processOf(page: IJupyterLabPageFixture): Promise<number> {
  await page.notebook.addCell('code', 'import os; os.getpid()');
  const index = (await page.notebook.getCellCount()) - 1;
  await page.notebook.runCell(index, true);
  const [text] = (await page.notebook.getCellTextOutput(index)) ?? [];
  await page.notebook.deleteCells();
  return Number(text);
}
