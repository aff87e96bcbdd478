/**
 * Watches real kernels of a real server over a bad network, many seeds at a time, and prints what came of it as JSON.
 *
 *     node fault-runs.js SERVER KERNEL SEEDS
 */
import { PageConfig } from '@jupyterlab/coreutils';
import { KernelAPI, ServerConnection } from '@jupyterlab/services';
import { KernelConnection } from '@jupyterlab/services/lib/kernel/default';
import WebSocket from 'ws';
import { FakeSession } from '../src/kernel/fake-session';
import { KernelWatch } from '../src/kernel/kernel-watch';
import { faultsFrom, numbersFrom } from './seeded-faults';

/** What came of one seed. */
export interface IRun {
  readonly seed: number;
  /** What a check on demand told in the end, when the network was good again. */
  readonly last: string;
  /** From the end of the faults, or of the wait for the line, to an answer, in milliseconds. */
  readonly recovery: number;
  readonly probes: number;
}

/** What came of all of them. */
export interface IReport {
  readonly runs: readonly IRun[];
  readonly rejections: readonly string[];
}

const BAD = 6000;
const AT_A_TIME = 50;
const KERNELS = 4;
const GIVE_UP = 30_000;

const sleep = (milliseconds: number) =>
  new Promise(resolve => setTimeout(resolve, milliseconds));

/** A class of sockets whose messages suffer as long as `isBad` says; JupyterLab's connection takes it for the browser's. */
function badSockets(
  seed: number,
  line: { isBad: boolean; probes: number }
): typeof globalThis.WebSocket {
  const fault = faultsFrom(seed);
  class BadSocket extends WebSocket {
    override send(data: ArrayBuffer): void {
      const isProbe = Buffer.from(data).includes('keras_doctor_probe');
      line.probes += isProbe ? 1 : 0;
      this.pass(() => super.send(data));
    }

    override set onmessage(listen: WebSocket['onmessage']) {
      super.onmessage =
        listen && (event => this.pass(() => listen.call(this, event)));
    }

    private pass(deliver: () => void): void {
      const { delays, isCut } = line.isBad
        ? fault()
        : { delays: [0], isCut: false };
      if (isCut) {
        this.terminate();
      }
      const arrive = () => {
        if (this.readyState === WebSocket.OPEN) {
          deliver();
        }
      };
      for (const delay of delays) {
        if (delay === 0) {
          arrive();
        } else {
          setTimeout(arrive, delay);
        }
      }
    }
  }
  return BadSocket as unknown as typeof globalThis.WebSocket;
}

async function until(condition: () => boolean): Promise<boolean> {
  const end = Date.now() + GIVE_UP;
  while (!condition() && Date.now() < end) {
    await sleep(10);
  }
  return condition();
}

async function runSeed(
  seed: number,
  baseUrl: string,
  model: KernelAPI.IModel
): Promise<IRun> {
  const line = { isBad: true, probes: 0 };
  const kernel = new KernelConnection({
    model,
    serverSettings: ServerConnection.makeSettings({
      baseUrl,
      wsUrl: baseUrl.replace('http', 'ws'),
      WebSocket: badSockets(seed, line)
    })
  });
  const session = new FakeSession();
  const watch = new KernelWatch(session.context, {
    timeout: 2000,
    automatic: true
  });
  const states: string[] = [];
  watch.stateChanged.connect((_, { kind }) => states.push(kind));
  session.use(kernel);
  const next = numbersFrom(-seed);
  const clicks = [next(), next()].map(part =>
    setTimeout(() => watch.check(next() < 0.5), part * BAD)
  );
  await sleep(BAD);
  clicks.forEach(clearTimeout);
  line.isBad = false;
  await until(() => kernel.connectionStatus === 'connected');
  const since = Date.now();
  await until(() => watch.state.kind === 'ready');
  const recovery = Date.now() - since;
  states.length = 0;
  watch.check(true);
  await until(() => states.includes('ready'));
  const last = states.pop() ?? 'no answer';
  watch.dispose();
  kernel.dispose();
  return { seed, last, recovery, probes: line.probes };
}

async function main([server, name, seeds]: string[]): Promise<IReport> {
  const rejections: string[] = [];
  process.on('unhandledRejection', reason =>
    rejections.push(reason instanceof Error ? reason.stack! : String(reason))
  );
  // The server's own list, which the page gets with its configuration.
  PageConfig.setOption(
    'untracked_message_types',
    '["comm_info_request", "kernel_info_request", "shutdown_request", "interrupt_request", "debug_request"]'
  );
  // JupyterLab tells every lost line; the report is all that counts here.
  console.debug = console.warn = () => undefined;
  const settings = ServerConnection.makeSettings({ baseUrl: server });
  const kernels = await Promise.all(
    Array.from({ length: KERNELS }, () =>
      KernelAPI.startNew({ name }, settings)
    )
  );
  const runs: IRun[] = [];
  for (let first = 1; first <= Number(seeds); first += AT_A_TIME) {
    const count = Math.min(AT_A_TIME, Number(seeds) - first + 1);
    const batch = Array.from({ length: count }, (_, n) =>
      runSeed(first + n, server, kernels[n % KERNELS])
    );
    runs.push(...(await Promise.all(batch)));
  }
  await Promise.all(
    kernels.map(({ id }) => KernelAPI.shutdownKernel(id, settings))
  );
  return { runs, rejections };
}

void main(process.argv.slice(2)).then(report => {
  process.stdout.write(JSON.stringify(report), () => process.exit());
});
