/** A real JupyterLab in a real browser, with one extension beside its own or with none. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type {} from '@jupyterlab/galata';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { Browser, CDPSession, Page } from '@playwright/test';
import { chromium } from '@playwright/test';
import type { IMeasurement } from './measure';
import { isQuick, median, report } from './measure';
import { NotebookDrawer, toFile } from './notebooks';
import type { INotebook } from '../src/core/notebook/model';

/** Our extension, as JupyterLab names it. */
export const doctor = 'jupyterlab-keras-doctor';
/** How many cells the notebooks have. */
export const sizes = isQuick ? [10, 50, 200] : [10, 100, 1000];
const kernel = 'tf-2.16-with-tf-keras';
const badge = '.jp-KerasDoctorStatus-label';
const [, , address, folder] = process.argv;

/** What every page here has beside JupyterLab. */
export interface IBenchPage {
  /** Resolves after the next frame was painted, to the time on the page's clock. */
  afterPaint(): Promise<number>;
}

/** Opens the browser for a row, which runs as `ROW URL NOTEBOOKS [--quick]` against a running server. */
export async function inBrowser(
  measure: (browser: Browser) => Promise<readonly IMeasurement[]>
): Promise<void> {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || undefined,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking'
    ]
  });
  try {
    report(await measure(browser));
  } finally {
    await browser.close();
  }
}

/** What a page is prepared with before JupyterLab starts in it. */
type Prepare = (page: Page) => Promise<unknown>;

/** Does something in a JupyterLab that was started for it, with an empty cache and workspace. */
export async function inLab<Result>(
  browser: Browser,
  extension: string | null,
  work: (page: Page) => Promise<Result>,
  prepare: Prepare = () => Promise.resolve()
): Promise<Result> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 }
  });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    await page.addInitScript(giveAfterPaint);
    await keepOnly(page, extension);
    await prepare(page);
    await page.goto(`${address}/lab?reset`);
    await page.waitForFunction(() => 'jupyterapp' in window);
    await page.evaluate(() => window.jupyterapp.restored);
    await checkExtensions(page, extension);
    const result = await work(page);
    await page.evaluate(async () => {
      await window.jupyterapp.serviceManager.sessions.shutdownAll();
    });
    return result;
  } finally {
    await context.close();
  }
}

function giveAfterPaint(): void {
  const afterPaint = () =>
    new Promise<number>(resolve =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now());
        port2.postMessage(null);
      })
    );
  Object.assign(window, { afterPaint } satisfies IBenchPage);
}

/**
 * Takes the other extensions out of the list in the page, as if they were not installed: after the page was read and before its
 * scripts, which are deferred, run.
 */
async function keepOnly(page: Page, extension: string | null): Promise<void> {
  await page.addInitScript(only => {
    document.addEventListener('readystatechange', () => {
      const data = document.getElementById('jupyter-config-data');
      if (document.readyState !== 'interactive' || !data) {
        return;
      }
      const config = JSON.parse(data.textContent ?? '') as {
        federated_extensions: { name: string }[];
      };
      config.federated_extensions = config.federated_extensions.filter(
        ({ name }) => name === only
      );
      data.textContent = JSON.stringify(config);
    });
  }, extension);
}

async function checkExtensions(page: Page, extension: string | null) {
  const present = await page.evaluate(() =>
    Object.keys(
      (window as unknown as { _JUPYTERLAB?: object })._JUPYTERLAB ?? {}
    )
  );
  const wanted = extension === null ? [] : [extension];
  if (present.join() !== wanted.join()) {
    throw new Error(`extensions ${present}, not ${wanted}`);
  }
}

/** Writes a notebook where the server finds it. */
export function place(name: string, notebook: INotebook): void {
  const file = JSON.parse(toFile(notebook)) as {
    metadata: { kernelspec: { name: string; display_name: string } };
  };
  file.metadata.kernelspec.name = kernel;
  file.metadata.kernelspec.display_name = kernel;
  writeFileSync(join(folder, name), JSON.stringify(file));
}

/** Writes a notebook of so many cells that mentions TensorFlow, and returns its name. */
export function placeCells(cells: number): string {
  const name = `cells-${cells}.ipynb`;
  place(name, new NotebookDrawer(cells).ofCells(cells));
  return name;
}

/** Writes a notebook that imports TensorFlow and whose third cell, which is in view, has this text; returns its name. */
export function placeThird(cells: number, source: string): string {
  const name = `third-${cells}.ipynb`;
  const drawn = new NotebookDrawer(cells).ofCells(cells, false);
  const [title, imports, third, ...rest] = drawn.cells;
  const importing = { ...imports, source: 'import tensorflow as tf' };
  const given = { ...third, type: 'code' as const, source };
  place(name, { ...drawn, cells: [title, importing, given, ...rest] });
  return name;
}

/** When something happened, in milliseconds on the page's clock. */
export interface IOpened {
  /** JupyterLab saw the kernel of the notebook idle and connected for the first time. */
  readonly ready: number;
  /** The badge that says what to make of notebook and kernel was painted; null where nobody waited for it. */
  readonly painted: number | null;
}

/** Opens a notebook, which is marked in traces, and waits for its kernel, and for the badge where there is one. */
export function openNotebook(
  page: Page,
  name: string,
  hasBadge: boolean
): Promise<IOpened> {
  return page.evaluate(
    async ([path, label]) => {
      const { afterPaint } = window as unknown as IBenchPage;
      const isTold = () =>
        label !== null &&
        /Keras: (\d|ready|restart|run)/.test(
          document.querySelector(label)?.textContent ?? ''
        );
      const painted = new Promise<number | null>(resolve => {
        if (label === null) {
          resolve(null);
          return;
        }
        const observer = new MutationObserver(() => {
          if (isTold()) {
            observer.disconnect();
            void afterPaint().then(resolve);
          }
        });
        observer.observe(document.body, {
          subtree: true,
          childList: true,
          characterData: true
        });
      });
      performance.mark('notebook opened');
      const widget = (await window.jupyterapp.commands.execute(
        'docmanager:open',
        { path }
      )) as NotebookPanel;
      const { sessionContext } = widget;
      const ready = await new Promise<number>(resolve => {
        const look = () => {
          const known = sessionContext.session?.kernel;
          if (
            known?.status === 'idle' &&
            known.connectionStatus === 'connected'
          ) {
            sessionContext.statusChanged.disconnect(look);
            sessionContext.connectionStatusChanged.disconnect(look);
            resolve(performance.now());
          }
        };
        sessionContext.statusChanged.connect(look);
        sessionContext.connectionStatusChanged.connect(look);
        look();
      });
      return { ready, painted: await painted };
    },
    [name, hasBadge ? badge : null] as const
  );
}

/** Closes the notebook in front with its kernel, and waits until its badge is gone. What its kernel told it is not saved. */
export async function closeNotebook(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { shell, serviceManager } = window.jupyterapp;
    const panel = shell.currentWidget as NotebookPanel;
    panel.context.model.dirty = false;
    panel.close();
    await serviceManager.sessions.shutdownAll();
  });
  await page.locator('.jp-NotebookPanel').waitFor({ state: 'detached' });
  await page.locator(badge).waitFor({ state: 'hidden' });
}

/**
 * Waits until the page has had nothing long to do for a second: JupyterLab draws the cells out of view bit by bit. On a machine
 * too busy to tell, it waits for twelve seconds.
 */
export async function quiet(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const pause = 50;
    const end = performance.now() + 12_000;
    let calm = 0;
    while (calm < 1000 && performance.now() < end) {
      const start = performance.now();
      await new Promise(resolve => setTimeout(resolve, pause));
      const late = performance.now() - start - pause;
      calm = late < 20 ? calm + pause : 0;
    }
  });
}

/** Bytes of the JavaScript heap after everything that can be collected was. */
export async function heap(page: Page): Promise<number> {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  for (let time = 0; time < 3; time++) {
    await session.send('HeapProfiler.collectGarbage');
    await page.waitForTimeout(200);
  }
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}

/** The median of each named number over so many rounds, in which the pages take turns. */
export async function rounds<Name extends string>(
  count: number,
  once: (round: number) => Promise<Readonly<Record<Name, number>>>
): Promise<Record<Name, number>> {
  const seen: Readonly<Record<Name, number>>[] = [];
  for (let round = 0; round < count; round++) {
    seen.push(await once(round));
  }
  const names = Object.keys(seen[0]) as Name[];
  return Object.fromEntries(
    names.map(name => [name, median(seen.map(each => each[name]))])
  ) as Record<Name, number>;
}
