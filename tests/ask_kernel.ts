/**
 * Asks kernels of a Jupyter server as the extension does, with JupyterLab's own services and the extension's own probe, but
 * without a browser:  node ask_kernel URL NAME…  prints a line of JSON for each kernel.
 */
import { KernelManager, ServerConnection } from '@jupyterlab/services';
import type { Kernel } from '@jupyterlab/services';
import { probeKernel } from '../src/kernel/probe-kernel';

const [baseUrl, ...names] = process.argv.slice(2);
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

async function ask(manager: KernelManager, name: string): Promise<object> {
  const kernel = await manager.startNew({ name });
  const sent: string[] = [];
  kernel.anyMessage.connect((_, { direction, msg }) => {
    if (direction === 'send') {
      sent.push(msg.header.msg_type);
    }
  });
  await kernel.info;
  await untilIdle(kernel);
  const result = await probeKernel(kernel, { timeout: 30_000, isBusy: false })
    .result;
  await kernel.shutdown();
  kernel.dispose();
  const shown =
    result.kind === 'environment'
      ? {
          ...result,
          environment: {
            ...result.environment,
            distributions: [...result.environment.distributions.values()]
          }
        }
      : result;
  return { name, sent, result: shown };
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
