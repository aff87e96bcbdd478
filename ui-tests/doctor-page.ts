import { readFileSync } from 'fs';
import path from 'path';
import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import type { Locator, Page } from '@playwright/test';

const examples = path.resolve(__dirname, '..', 'examples');

interface INotebookFile {
  cells: { cell_type: string; id: string; source: string | string[] }[];
  metadata: { kernelspec: { name: string; display_name: string } };
  nbformat: number;
  nbformat_minor: number;
}

/** An example, to be opened with a kernel by name. */
export function example(name: string, kernel: string): INotebookFile {
  const text = readFileSync(path.join(examples, `${name}.ipynb`), 'utf-8');
  return withKernel(JSON.parse(text) as INotebookFile, kernel);
}

/** A notebook of these code cells. */
export function notebookOf(
  kernel: string,
  ...sources: string[]
): INotebookFile {
  const cells = sources.map((source, index) => ({
    cell_type: 'code',
    id: `cell-${index}`,
    metadata: {},
    execution_count: null,
    outputs: [],
    source
  }));
  const notebook = {
    cells,
    metadata: {
      kernelspec: { name: '', display_name: '', language: 'python' }
    },
    nbformat: 4,
    nbformat_minor: 5
  };
  return withKernel(notebook, kernel);
}

function withKernel(notebook: INotebookFile, kernel: string): INotebookFile {
  notebook.metadata.kernelspec.name = kernel;
  notebook.metadata.kernelspec.display_name = kernel;
  return notebook;
}

/** Saves a notebook in the test's folder and opens it in JupyterLab. */
export async function open(
  page: IJupyterLabPageFixture,
  tmpPath: string,
  notebook: INotebookFile,
  name = 'test.ipynb'
): Promise<string> {
  const file = `${tmpPath}/${name}`;
  await page.contents.uploadContent(JSON.stringify(notebook), 'text', file);
  await page.notebook.openByPath(file);
  await page.notebook.activate(name);
  return file;
}

/** The badge; in the status bar of JupyterLab or the toolbar of Notebook 7. */
export function badge(page: Page): Locator {
  return page.locator('.jp-KerasDoctorStatus:visible');
}

/** What the badge says of its kernel when the pointer rests on it: a pattern for its title. */
export function kernelHas(text: string): RegExp {
  return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
}

/** Runs a command as the command palette would. */
export async function run(
  page: IJupyterLabPageFixture,
  command: string
): Promise<void> {
  await page.evaluate(async id => {
    await window.jupyterapp.commands.execute(id);
  }, command);
}

/** The sources of the cells in the document, as the shared model has them. */
export function sources(page: IJupyterLabPageFixture): Promise<string[]> {
  return page.evaluate(() => {
    const panel = window.jupyterapp.shell.currentWidget as unknown as {
      model: { sharedModel: { cells: { getSource(): string }[] } };
    };
    return panel.model.sharedModel.cells.map(cell => cell.getSource());
  });
}

/** Errors of the page that come from the extension: thrown in its code, or logged with its name. */
export function consoleErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', ({ stack = '' }) => {
    if (stack.includes('keras-doctor')) {
      errors.push(stack);
    }
  });
  page.on('console', message => {
    if (
      message.type() === 'error' &&
      /keras/i.test(message.text() + message.location().url)
    ) {
      errors.push(message.text());
    }
  });
  return errors;
}

/** A notebook file as it lies on the server. */
export function saved(
  page: IJupyterLabPageFixture,
  file: string
): Promise<INotebookFile> {
  return page.evaluate(async path => {
    const { contents } = window.jupyterapp.serviceManager;
    return (await contents.get(path)).content as INotebookFile;
  }, file);
}
