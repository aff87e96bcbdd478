import type { Page, WebSocketRoute } from '@playwright/test';
import type { KernelMessage } from '@jupyterlab/services';
import { deserialize } from '@jupyterlab/services/lib/kernel/serialize';

/** The wire protocol of jupyter_server; the other one is plain JSON. */
const PROTOCOL = 'v1.kernel.websocket.jupyter.org';

type Direction = 'sent' | 'received';

/** A message between browser and server, and when it came by (milliseconds since 1970). */
export interface IPassing {
  readonly direction: Direction;
  readonly message: KernelMessage.IMessage;
  readonly time: number;
}

/** After how many milliseconds copies of a message arrive; empty: it is lost. */
export type Fate = (passing: IPassing) => readonly number[];

const atOnce: Fate = () => [0];

/**
 * The network between one page and its kernels. Everything passes and is written down, unless `fate` says otherwise; all of
 * it can be cut and refused. To be made before the page loads.
 */
export class KernelNetwork {
  static async of(page: Page): Promise<KernelNetwork> {
    const network = new KernelNetwork();
    await page.routeWebSocket(/\/api\/kernels\/[^/]+\/channels/, socket =>
      network.connect(socket)
    );
    return network;
  }

  fate: Fate = atOnce;
  readonly passings: IPassing[] = [];

  /** Requests of a type that the page sent. */
  sent(type: string): KernelMessage.IMessage[] {
    return this.passings
      .filter(
        ({ direction, message }) =>
          direction === 'sent' && message.header.msg_type === type
      )
      .map(({ message }) => message);
  }

  /** The probe's requests. */
  get probes(): KernelMessage.IMessage[] {
    return this.sent('execute_request').filter(({ content }) =>
      JSON.stringify(content).includes('keras-doctor')
    );
  }

  /** Closes every socket; while `isDown`, new ones are closed too. */
  cut(): void {
    for (const socket of this.sockets) {
      void socket.close({ code: 3001, reason: 'cut by the test' });
    }
    this.sockets.clear();
  }

  /** No socket from now on. */
  down(): void {
    this.isDown = true;
    this.cut();
  }

  up(): void {
    this.isDown = false;
  }

  private connect(socket: WebSocketRoute): void {
    if (this.isDown) {
      void socket.close({ code: 3001, reason: 'the test is offline' });
      return;
    }
    this.sockets.add(socket);
    const server = socket.connectToServer();
    socket.onMessage(data => this.pass('sent', data, server));
    server.onMessage(data => this.pass('received', data, socket));
  }

  private pass(
    direction: Direction,
    data: string | Buffer,
    to: WebSocketRoute
  ): void {
    const passing = { direction, message: read(data), time: Date.now() };
    this.passings.push(passing);
    for (const delay of this.fate(passing)) {
      if (delay === 0) {
        to.send(data);
      } else {
        setTimeout(() => to.send(data), delay);
      }
    }
  }

  private isDown = false;
  private readonly sockets = new Set<WebSocketRoute>();
}

function read(data: string | Buffer): KernelMessage.IMessage {
  if (typeof data === 'string') {
    return deserialize(data as unknown as ArrayBuffer, '');
  }
  const { buffer, byteOffset, byteLength } = data;
  return deserialize(
    buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer,
    PROTOCOL
  );
}
