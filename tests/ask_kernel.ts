/**
 * Asks kernels of a Jupyter server as the extension does, with JupyterLab's own services and the extension's own probe, but
 * without a browser:  node ask_kernel URL OPTIONS NAME…  prints a line of JSON for each kernel: the last of so many answers,
 * the messages, and the value of an expression before and after. OPTIONS are JSON.
 */
import { KernelManager, ServerConnection } from '@jupyterlab/services';
import type { Kernel } from '@jupyterlab/services';
import type { ProbeResult } from '../src/kernel/probe-kernel';
import { probeKernel } from '../src/kernel/probe-kernel';

const [baseUrl, options, ...names] = process.argv.slice(2);
const { times, work, state } = JSON.parse(options) as {
  /** How often to ask. */
  readonly times: number;
  /** A cell to run before. */
  readonly work?: string;
  readonly state?: string;
};
const serverSettings = ServerConnection.makeSettings({
  baseUrl,
  wsUrl: baseUrl.replace(/^http/, 'ws')
});

function untilIdle(kernel: Kernel.IKernelConnection): Promise<void> {
  return new Promise(resolve => {
    const look = () => {
      if (kernel.status === 'idle') {
        kernel.statusChanged.disconnect(look);
        resolve();
      }
    };
    kernel.statusChanged.connect(look);
    look();
  });
}

/** The value of the expression as the kernel shows it; undefined where there is none to ask for. */
async function evaluate(kernel: Kernel.IKernelConnection): Promise<unknown> {
  if (!state) {
    return undefined;
  }
  const { content } = await kernel.requestExecute({
    code: '',
    silent: true,
    store_history: false,
    user_expressions: { state }
  }).done;
  return content.status === 'ok' ? content.user_expressions.state : content;
}

async function ask(manager: KernelManager, name: string): Promise<object> {
  const kernel = await manager.startNew({ name });
  const sent: string[] = [];
  const received: string[] = [];
  await kernel.info;
  await untilIdle(kernel);
  if (work) {
    await kernel.requestExecute({ code: work }).done;
  }
  const before = await evaluate(kernel);
  kernel.anyMessage.connect((_, { direction, msg }) => {
    (direction === 'send' ? sent : received).push(msg.header.msg_type);
  });
  let result: ProbeResult | undefined;
  for (let time = 0; time < times; time++) {
    const probe = probeKernel(kernel, { timeout: 30_000, isBusy: false });
    result = await probe.result;
  }
  const messages = { sent: [...sent], received: [...received] };
  const after = await evaluate(kernel);
  await kernel.shutdown();
  kernel.dispose();
  const shown =
    result?.kind === 'environment'
      ? {
          ...result,
          environment: {
            ...result.environment,
            distributions: [...result.environment.distributions.values()]
          }
        }
      : result;
  return { name, ...messages, before, after, result: shown };
}

async function main(): Promise<void> {
  const manager = new KernelManager({ serverSettings });
  await manager.ready;
  for (const name of names) {
    process.stdout.write(`${JSON.stringify(await ask(manager, name))}\n`);
  }
  manager.dispose();
}

void main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exit(1);
  }
);
