import type { ChildProcess } from 'child_process';
import { spawn } from 'child_process';
import { once } from 'events';
import { createServer } from 'net';
import type { AddressInfo } from 'net';
import path from 'path';

const root = path.resolve(__dirname, '..');

/** A server that a test has to itself. */
export class OwnServer {
  private constructor(
    private readonly command: readonly string[],
    /** What it answers to when it is up. */
    private readonly page: string,
    private readonly port: number
  ) {}

  /**
   * Starts one with the JupyterLab of an environment, beside the server of the whole run, whose kernels and notebooks it
   * shares.
   */
  static start(lab = 'lab', ...options: string[]): Promise<OwnServer> {
    const command = ['scripts/jupyter_server.py', '--galata', '--beside'];
    command.push('--lab', lab, '--notebooks', '.cache/notebooks', ...options);
    return OwnServer.of(command, '/api');
  }

  /** Starts a kernel gateway, for `--gateway` of another one. */
  static startGateway(): Promise<OwnServer> {
    return OwnServer.of(['scripts/kernel_gateway.py'], '/api');
  }

  /** Starts one for a JupyterLite site, which has its kernels in the browser. */
  static startLite(): Promise<OwnServer> {
    return OwnServer.of(['scripts/lite_site.py'], '/');
  }

  private static async of(
    command: readonly string[],
    page: string
  ): Promise<OwnServer> {
    const server = new OwnServer(command, page, await freePort());
    await server.start();
    return server;
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  async start(): Promise<void> {
    const line = [...this.command, '--port', String(this.port)];
    const child = spawn('python3', line, { cwd: root, stdio: 'ignore' });
    this.child = child;
    while (!(await this.answers())) {
      if (child.exitCode !== null) {
        throw new Error(`the server ended with ${child.exitCode}`);
      }
      await new Promise(resolve => setTimeout(resolve, 200));
    }
  }

  /** Stops it as Ctrl+C does; its kernels go with it. */
  async stop(): Promise<void> {
    const { child } = this;
    if (child && child.exitCode === null) {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    }
  }

  private async answers(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}${this.page}`)).ok;
    } catch (error) {
      if (error instanceof TypeError) {
        return false;
      }
      throw error;
    }
  }

  private child: ChildProcess | undefined;
}

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  listener.close();
  return port;
}
