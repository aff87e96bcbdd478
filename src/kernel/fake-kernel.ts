import { PageConfig } from '@jupyterlab/coreutils';
import { KernelConnection } from '@jupyterlab/services/lib/kernel/default';
import type { Kernel, KernelMessage } from '@jupyterlab/services';
import { ServerConnection } from '@jupyterlab/services';

type Header = KernelMessage.IHeader & { subshell_id?: string | null };

interface IRequest {
  readonly channel: string;
  readonly header: Header;
  readonly content: Record<string, unknown>;
}

/** What IPython's inspector shows for its event hooks when nothing else has registered one. */
export const OWN_HOOKS =
  "String form: {'pre_execute': [], 'pre_run_cell': [], 'post_execute': [], 'post_run_cell': [], 'shell_initialized': []}";

/**
 * For tests: a kernel at the far end of a socket. JupyterLab's own `KernelConnection` talks to it, so that statuses,
 * futures, restarts and reconnections are the real ones; only the server and the process behind it are played here.
 */
export class FakeKernel {
  /** Answers to `user_expressions`, or undefined to stay silent. */
  answer: (expression: string) => unknown = () => shows(ANSWER);
  features = ['kernel subshells'];
  hooks = OWN_HOOKS;
  implementation = 'ipython';
  language = 'python';
  /** What is to be executed is dropped, as after a cell that failed. */
  drops = false;
  /** Types of requests that get lost on their way. */
  readonly lost = new Set<string>();
  /** Nothing but the probe tells a connection the status. */
  mute = false;
  /** Types of requests whose replies get lost. */
  readonly unanswered = new Set<string>();
  /** Requests for the main shell wait while a cell runs. */
  running = false;
  /** Every request that came, in order. */
  readonly requests: IRequest[] = [];
  /** Subshells that are open. */
  readonly subshells = new Set<string>();

  /** A connection of JupyterLab's own kind to this kernel. */
  connect(): KernelConnection {
    PageConfig.setOption('untracked_message_types', '["kernel_info_request"]');
    const kernel = this.sockets;
    // JupyterLab learns it from the end of what it asks at first, such as the history.
    const shown = () => this.mute || this.running || this.status('idle');
    class Socket {
      constructor() {
        kernel.add(this);
        setTimeout(() => {
          this.onopen?.();
          shown();
        }, 0);
      }
      onclose: ((event: { code: number }) => void) | null = null;
      onmessage: ((event: { data: string }) => void) | null = null;
      onopen: (() => void) | null = null;
      readonly protocol = '';
      close(): void {
        kernel.delete(this);
      }
      send: (data: string) => void = data => receive(data);
    }
    const receive = (data: string) =>
      this.receive(JSON.parse(data) as IRequest);
    const connection = new KernelConnection({
      model: { id: 'fake', name: 'python3' },
      serverSettings: ServerConnection.makeSettings({
        WebSocket: Socket as unknown as typeof WebSocket,
        fetch: async () =>
          new Response('{"id": "fake", "name": "python3"}', { status: 200 })
      })
    });
    this.connections.push(connection);
    return connection;
  }

  /** Starts or ends a cell of the user's. */
  run(running: boolean): void {
    this.running = running;
    this.status(running ? 'busy' : 'idle');
    while (!this.running && this.waiting.length > 0) {
      this.execute(this.waiting.shift()!);
    }
  }

  /** The cell that runs ends with an error: what waits behind it is dropped, as IPython's kernel does. */
  fail(): void {
    this.running = false;
    this.status('idle');
    for (const request of this.waiting.splice(0)) {
      this.reply(request, { status: 'aborted' });
    }
  }

  /** Tells every client a status that belongs to no request of theirs. */
  status(state: Kernel.Status): void {
    this.send('iopub', 'status', { execution_state: state });
  }

  /** The network goes; JupyterLab tries again by itself. */
  cut(): void {
    for (const socket of [...this.sockets]) {
      socket.onclose?.({ code: 1006 });
    }
  }

  /** How many connections are open. */
  get connected(): number {
    return this.sockets.size;
  }

  /** Requests that ask for an expression. */
  get probes(): IRequest[] {
    return this.requests.filter(
      request => request.header.msg_type === 'execute_request'
    );
  }

  dispose(): void {
    this.connections.forEach(connection => connection.dispose());
  }

  private receive(request: IRequest): void {
    this.requests.push(request);
    const type = request.header.msg_type as string;
    if (this.lost.has(type)) {
      return;
    }
    if (
      request.channel === 'shell' &&
      this.running &&
      !request.header.subshell_id
    ) {
      this.waiting.push(request);
    } else if (type === 'create_subshell_request') {
      this.subshells.add(request.header.msg_id);
      this.reply(request, { status: 'ok', subshell_id: request.header.msg_id });
    } else if (type === 'delete_subshell_request') {
      this.subshells.delete(String(request.content.subshell_id));
      this.reply(request, { status: 'ok' });
    } else {
      this.execute(request);
    }
  }

  private execute(request: IRequest): void {
    switch (request.header.msg_type as string) {
      case 'kernel_info_request':
        this.reply(request, {
          status: 'ok',
          protocol_version: '5.4',
          implementation: this.implementation,
          implementation_version: '1',
          language_info: {
            name: this.language,
            version: '3',
            mimetype: '',
            file_extension: ''
          },
          banner: '',
          help_links: [],
          supported_features: this.features
        });
        break;
      case 'inspect_request':
        this.reply(request, {
          status: 'ok',
          found: true,
          data: { 'text/plain': this.hooks },
          metadata: {}
        });
        break;
      case 'execute_request': {
        if (this.drops) {
          this.reply(request, { status: 'aborted' });
          break;
        }
        const [name, expression] = Object.entries(
          request.content.user_expressions as object
        )[0];
        const value = this.answer(String(expression));
        if (value !== undefined) {
          this.reply(request, {
            status: 'ok',
            execution_count: 0,
            payload: [],
            user_expressions: { [name]: value }
          });
        }
      }
    }
  }

  private reply(request: IRequest, content: object): void {
    if (this.unanswered.has(request.header.msg_type)) {
      return;
    }
    const type = String(request.header.msg_type).replace('request', 'reply');
    this.send('iopub', 'status', { execution_state: 'busy' }, request);
    this.send(request.channel, type, content, request);
    this.send('iopub', 'status', { execution_state: 'idle' }, request);
  }

  private send(
    channel: string,
    type: string,
    content: object,
    parent?: IRequest
  ): void {
    this.sent += 1;
    const header = {
      msg_id: `fake-${this.sent}`,
      msg_type: type,
      session: 'fake',
      username: '',
      version: '5.4',
      date: ''
    };
    const parentHeader = parent ? parent.header : {};
    const data = JSON.stringify({
      channel,
      header,
      parent_header: parentHeader,
      metadata: {},
      content,
      buffers: []
    });
    for (const socket of this.sockets) {
      setTimeout(() => socket.onmessage?.({ data }), 0);
    }
  }

  private readonly connections: KernelConnection[] = [];
  private sent = 0;
  private readonly sockets = new Set<{
    onclose: ((event: { code: number }) => void) | null;
    onmessage: ((event: { data: string }) => void) | null;
  }>();
  private readonly waiting: IRequest[] = [];
}

/** For tests: an answer of the probe on a machine with Keras 3 and nothing else. */
export const ANSWER = JSON.stringify({
  python: '3.12.4',
  platform: 'linux',
  machine: 'x86_64',
  distributions: [{ name: 'keras', version: '3.15.1', requires: [] }],
  loaded: {
    tensorflow: false,
    keras: false,
    tfKeras: null,
    tfKerasPath: null,
    tfKerasBroken: false,
    backend: null,
    versions: { tensorflow: null, keras: null, tf_keras: null, numpy: null }
  },
  configuredBackend: null,
  pip: null,
  variables: {
    TF_USE_LEGACY_KERAS: null,
    KERAS_BACKEND: null,
    CUDA_VISIBLE_DEVICES: null,
    TF_FORCE_GPU_ALLOW_GROWTH: null
  },
  accelerators: {
    source: 'none',
    gpus: [],
    driver: null,
    driverCuda: null,
    fault: null,
    tensorflowSees: null,
    builtWith: { cuda: null, cudnn: null }
  },
  host: null,
  notes: []
});

/** For tests: a value as IPython shows it. */
export const shows = (text: string): unknown => ({
  status: 'ok',
  data: { 'text/plain': text },
  metadata: {}
});

/** For tests: waits until something holds. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await new Promise(resolve => setTimeout(resolve, 1));
  }
}
