import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import type { CDPSession } from '@playwright/test';
import type { IPanel } from './current-kernel';

/** How many there are of each kind of thing. */
export type Counts = Record<string, number>;

/** Paths from the doctor of the current notebook to one object of each class whose living objects are counted. */
const CLASSES = {
  doctors: 'doctor',
  watches: 'doctor.kernel',
  nudges: 'doctor.kernel.nudge',
  settings: 'doctor.settings'
};

const PLUGIN = 'jupyterlab-keras-doctor:plugin';

type Call = (...values: unknown[]) => unknown;
type Owner = Record<string, Call>;

interface ITaken {
  /** Timers that were set and neither ran nor were cleared. */
  readonly timers: Set<unknown>;
  /** What listens to signals and events: the object or, where there is none, the function. */
  readonly listeners: WeakRef<object>[];
}

type Scope = Window & { taken?: ITaken };

/**
 * Counts what the extension has taken hold of in a page and in the kernel of its current notebook. Who set a timer or
 * connected a listener is read off the stack; a listener is alive as long as it is connected.
 */
export class Belongings {
  private constructor(
    private readonly page: IJupyterLabPageFixture,
    private readonly cdp: CDPSession
  ) {}

  /** Of a page whose current notebook has its doctor; timers and listeners count from now on. */
  static async of(page: IJupyterLabPageFixture): Promise<Belongings> {
    await page.evaluate(follow, PLUGIN);
    // The fixture's page is a wrapper, of which Playwright knows nothing.
    const [real] = page.context().pages();
    return new Belongings(page, await page.context().newCDPSession(real));
  }

  async count(): Promise<Counts> {
    const objects: Counts = {};
    for (const [name, path] of Object.entries(CLASSES)) {
      objects[name] = await this.living(path);
    }
    await this.cdp.send('HeapProfiler.collectGarbage');
    const { id, ...inPage } = await this.page.evaluate(countInPage);
    const response = await this.page.request.get(`/api/kernels/${id}`);
    const { connections } = (await response.json()) as { connections: number };
    return { ...objects, ...inPage, connections };
  }

  /** How many objects of the same class as that at `path` are alive, after the garbage collection that the query makes. */
  private async living(path: string): Promise<number> {
    const { cdp } = this;
    const { result } = await cdp.send('Runtime.evaluate', {
      awaitPromise: true,
      expression: `galata.getPlugin('${PLUGIN}').then(
        ({ current: doctor }) => Object.getPrototypeOf(${path}))`
    });
    const { objects } = await cdp.send('Runtime.queryObjects', {
      prototypeObjectId: result.objectId!
    });
    const length = await cdp.send('Runtime.callFunctionOn', {
      functionDeclaration: 'function () { return this.length; }',
      objectId: objects.objectId,
      returnByValue: true
    });
    await cdp.send('Runtime.releaseObject', { objectId: objects.objectId! });
    return length.result.value as number;
  }
}

/** Runs in the page. */
async function follow(plugin: string): Promise<void> {
  const taken: ITaken = { timers: new Set(), listeners: [] };
  const isOurs = () => {
    const [, , , caller] = new Error().stack?.split('\n') ?? [];
    return caller.includes('jupyterlab-keras-doctor');
  };
  const followTimers = (set: string, clear: string) => {
    const owner = window as unknown as Owner;
    const { [set]: start, [clear]: end } = owner;
    owner[set] = (callback, ...rest) => {
      const run = (...values: unknown[]) => {
        taken.timers.delete(key);
        (callback as Call)(...values);
      };
      const handle = start.call(window, run, ...rest);
      const key = `${set} ${String(handle)}`;
      if (isOurs()) {
        taken.timers.add(key);
      }
      return handle;
    };
    owner[clear] = handle => {
      taken.timers.delete(`${set} ${String(handle)}`);
      end.call(window, handle);
    };
  };
  const followListeners = (owner: Owner, connect: string) => {
    const { [connect]: original } = owner;
    owner[connect] = function (...values) {
      if (isOurs()) {
        const held = values.filter(value => value instanceof Object);
        taken.listeners.push(new WeakRef(held[held.length - 1] as object));
      }
      return original.apply(this, values);
    };
  };
  const galata = window.galata as unknown as {
    getPlugin(name: string): Promise<{ changed: object }>;
  };
  const { changed } = await galata.getPlugin(plugin);
  followTimers('setTimeout', 'clearTimeout');
  followTimers('requestAnimationFrame', 'cancelAnimationFrame');
  followListeners(Object.getPrototypeOf(changed) as Owner, 'connect');
  const target = EventTarget.prototype as unknown as Owner;
  followListeners(target, 'addEventListener');
  (window as Scope).taken = taken;
}

/** Runs in the page. */
async function countInPage(): Promise<
  { id: string } & Record<'timers' | 'listeners' | 'elements', number>
> {
  const { timers, listeners } = (window as Scope).taken!;
  const panel = window.jupyterapp.shell.currentWidget as unknown as IPanel;
  const kernel = panel.sessionContext.session!.kernel!;
  return {
    id: kernel.id,
    timers: timers.size,
    listeners: listeners.filter(each => each.deref() !== undefined).length,
    elements: document.querySelectorAll('[class*="jp-KerasDoctor"]').length
  };
}

/** The subshells that are open in the kernel of the current notebook; asked beside what it runs. */
export function openSubshells(page: IJupyterLabPageFixture): Promise<string[]> {
  return page.evaluate(async () => {
    const panel = window.jupyterapp.shell.currentWidget as unknown as {
      sessionContext: {
        session: {
          kernel: {
            clientId: string;
            username: string;
            sendControlMessage(
              message: object,
              expectReply: boolean
            ): { done: Promise<{ content: { subshell_id: string[] } }> };
          };
        };
      };
    };
    const { kernel } = panel.sessionContext.session;
    const request = {
      buffers: [],
      channel: 'control',
      content: {},
      header: {
        date: new Date().toISOString(),
        msg_id: crypto.randomUUID(),
        msg_type: 'list_subshell_request',
        session: kernel.clientId,
        username: kernel.username,
        version: '5.5'
      },
      metadata: {},
      parent_header: {}
    };
    const reply = await kernel.sendControlMessage(request, true).done;
    return reply.content.subshell_id;
  });
}
