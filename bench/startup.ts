/** What a start of JupyterLab pays for an extension: time and bytes, against the same without it and with the extensions for Git and LSP. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page, Response } from '@playwright/test';
import {
  closeNotebook,
  doctor,
  inBrowser,
  inLab,
  openNotebook,
  place,
  placeCells,
  rounds
} from './lab';
import { isQuick, type IMeasurement } from './measure';
import { NotebookDrawer } from './notebooks';

/** The folder with the extensions that the server has. */
const installed = process.env.BENCH_LABEXTENSIONS ?? '';
const rivals = {
  'jupyterlab-git': '@jupyterlab/git',
  'jupyterlab-lsp': '@jupyter-lsp/jupyterlab-lsp'
};

interface ISpent {
  /** Milliseconds in which the extension's modules were evaluated. */
  evaluation: number;
  /** Milliseconds in the `activate` functions of its plugins, without what they wait for. */
  activation: number;
}

type Container = {
  init(scope: unknown): unknown;
  get(path: string): Promise<() => { default?: unknown }>;
};

/** Puts a clock around what JupyterLab calls of a federated extension. */
function timeExtensions(): void {
  const spent = { evaluation: 0, activation: 0 };
  const clocked = <Result>(part: keyof ISpent, work: () => Result): Result => {
    const start = performance.now();
    try {
      return work();
    } finally {
      spent[part] += performance.now() - start;
    }
  };
  const clock = (container: Container): Container => ({
    init: scope => container.init(scope),
    get: async path => {
      const factory = await container.get(path);
      return () => {
        const module = clocked('evaluation', factory);
        for (const plugin of [module.default ?? []].flat() as {
          activate?(...services: unknown[]): unknown;
        }[]) {
          const { activate } = plugin;
          plugin.activate = (...services) =>
            clocked('activation', () => activate?.call(plugin, ...services));
        }
        return module;
      };
    }
  });
  Object.assign(window, {
    spent,
    _JUPYTERLAB: new Proxy({} as Record<string, Container>, {
      set: (target, name: string, container: Container) =>
        Reflect.set(target, name, clock(container))
    })
  });
}

/** The scripts of an extension that a page loads, as they come. */
class Loaded {
  constructor(page: Page, extension: string) {
    page.on('response', response => {
      const path = new URL(response.url()).pathname;
      if (path.includes(`/extensions/${extension}/`) && /\.js$/.test(path)) {
        this.responses.push(response);
      }
    });
  }

  async soFar(): Promise<{ chunks: number; bytes: number }> {
    const bodies = await Promise.all(this.responses.map(each => each.body()));
    const bytes = bodies.reduce((sum, body) => sum + zipped(body), 0);
    return { chunks: bodies.length, bytes };
  }

  private readonly responses: Response[] = [];
}

function zipped(script: Buffer): number {
  return gzipSync(script, { level: 9 }).length;
}

function bytesOnDisk(extension: string): { chunks: number; bytes: number } {
  const folder = join(installed, extension, 'static');
  const scripts = readdirSync(folder).filter(file => file.endsWith('.js'));
  const sizes = scripts.map(file => zipped(readFileSync(join(folder, file))));
  return {
    chunks: scripts.length,
    bytes: sizes.reduce((sum, size) => sum + size, 0)
  };
}

/** Milliseconds of a start. */
function start(browser: Browser, extension: string | null) {
  return inLab(
    browser,
    extension,
    page =>
      page.evaluate(async () => {
        const restored = performance.now();
        await new Promise(resolve => setTimeout(resolve, 500));
        const { spent } = window as unknown as { spent: ISpent };
        return { ...spent, restored };
      }),
    page => page.addInitScript(timeExtensions)
  );
}

async function times(browser: Browser): Promise<IMeasurement[]> {
  const { 'jupyterlab-git': git, 'jupyterlab-lsp': lsp } = rivals;
  const all = await rounds(isQuick ? 1 : 3, async () => {
    const ours = await start(browser, doctor);
    const none = await start(browser, null);
    const withGit = await start(browser, git);
    const withLsp = await start(browser, lsp);
    return {
      ours: ours.activation,
      git: withGit.activation,
      lsp: withLsp.activation,
      oursLoading: ours.activation + ours.evaluation,
      gitLoading: withGit.activation + withGit.evaluation,
      lspLoading: withLsp.activation + withLsp.evaluation,
      oursPage: ours.restored,
      nonePage: none.restored,
      gitPage: withGit.restored,
      lspPage: withLsp.restored
    };
  });
  const line = (what: string, ms: number, against: IMeasurement['rivals']) => ({
    what,
    n: 1,
    unit: 'start',
    ms,
    rivals: against,
    fit: false
  });
  return [
    line('activation of the plugins', all.ours, {
      limit: 5,
      'jupyterlab-git': all.git,
      'jupyterlab-lsp': all.lsp
    }),
    line('activation, with evaluating the modules', all.oursLoading, {
      'jupyterlab-git': all.gitLoading,
      'jupyterlab-lsp': all.lspLoading
    }),
    line('page until JupyterLab is restored', all.oursPage, {
      'without the extension': all.nonePage,
      'with jupyterlab-git': all.gitPage,
      'with jupyterlab-lsp': all.lspPage
    })
  ];
}

/** What is loaded before a notebook is opened, with one without TensorFlow, and with one that has findings. */
function stages(browser: Browser, extension: string) {
  place('plain.ipynb', new NotebookDrawer(1).ofCells(10, false));
  const name = placeCells(10);
  let loaded: Loaded;
  return inLab(
    browser,
    extension,
    async page => {
      await page.waitForTimeout(2000);
      const before = await loaded.soFar();
      await openNotebook(page, 'plain.ipynb', extension === doctor);
      await page.waitForTimeout(1000);
      const plain = await loaded.soFar();
      await closeNotebook(page);
      await openNotebook(page, name, extension === doctor);
      await page.waitForTimeout(1000);
      return { before, plain, concerned: await loaded.soFar() };
    },
    page => {
      loaded = new Loaded(page, extension);
      return Promise.resolve();
    }
  );
}

async function sizes(browser: Browser): Promise<IMeasurement[]> {
  const ours = await stages(browser, doctor);
  const git = await stages(browser, rivals['jupyterlab-git']);
  const lsp = await stages(browser, rivals['jupyterlab-lsp']);
  const line = (
    what: string,
    { chunks, bytes }: { chunks: number; bytes: number },
    against: IMeasurement['rivals']
  ) => ({
    what,
    n: chunks,
    unit: 'chunks',
    bytes,
    rivals: against,
    fit: false
  });
  const rivalsAt = (stage: keyof typeof ours) => ({
    'jupyterlab-git': git[stage].bytes,
    'jupyterlab-lsp': lsp[stage].bytes
  });
  return [
    line('gzip before the first notebook', ours.before, {
      limit: 15000,
      ...rivalsAt('before')
    }),
    line('gzip with a plain notebook', ours.plain, rivalsAt('plain')),
    line('gzip with a TensorFlow notebook', ours.concerned, {
      limit: 150000,
      ...rivalsAt('concerned')
    }),
    line('gzip of all chunks', bytesOnDisk(doctor), {
      limit: 150000,
      'jupyterlab-git': bytesOnDisk(rivals['jupyterlab-git']).bytes,
      'jupyterlab-lsp': bytesOnDisk(rivals['jupyterlab-lsp']).bytes
    })
  ];
}

void inBrowser(async browser => [
  ...(await times(browser)),
  ...(await sizes(browser))
]);
