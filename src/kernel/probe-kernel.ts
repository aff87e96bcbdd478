import type { Kernel } from '@jupyterlab/services';
import { KernelMessage } from '@jupyterlab/services';
import type { IDisposable } from '@lumino/disposable';

import { PYODIDE } from '../core/environment/pyodide';
import { askOnControl, hasSubshells } from './kernel-info';
import { PROBE_EXPRESSION } from './probe-expression';
import type { ProbeResult } from './probe-reply';
import { failed, PROBE_KEY, readReply } from './probe-reply';
import { replyOf } from './reply-of';
import { leavesCellAlone, onSubshell, withSubshell } from './subshell';

export type { ProbeResult } from './probe-reply';

/** How to ask. */
export interface IProbeOptions {
  /** How long `result` waits, in milliseconds. */
  readonly timeout: number;
  /** It is running something: it is asked on a subshell, where it has them and its hooks allow, or not at all. */
  readonly isBusy: boolean;
}

/** A question under way. Disposing of it forgets the answer; a request that was sent cannot be taken back. */
export interface IProbe extends IDisposable {
  /** The answer, or a failure when the time is over. Never rejects. */
  readonly result: Promise<ProbeResult>;
  /** The answer, however late it comes, so that nobody asks again meanwhile. Never rejects. */
  readonly answered: Promise<ProbeResult>;
}

/**
 * The one request: no code, silent, not in the history. Allowing input asks for none; but the kernel takes the word
 * of the last request for all its shells, and a cell that runs meanwhile may want to ask.
 */
function content(
  allowInput: boolean
): KernelMessage.IExecuteRequestMsg['content'] {
  return {
    code: '',
    silent: true,
    store_history: false,
    allow_stdin: allowInput,
    stop_on_error: false,
    user_expressions: { [PROBE_KEY]: PROBE_EXPRESSION }
  };
}

/** How often a question that the kernel dropped is asked again. */
const MOST_AGAIN = 3;

interface IRead {
  readonly result: ProbeResult;
  /** The kernel has not looked at the question. */
  readonly isAborted: boolean;
}

type ExecuteFuture = Kernel.IShellFuture<
  KernelMessage.IExecuteRequestMsg,
  KernelMessage.IExecuteReplyMsg
>;

class KernelProbe implements IProbe {
  constructor(
    private readonly kernel: Kernel.IKernelConnection,
    private readonly options: IProbeOptions
  ) {
    this.answered = this.ask().catch((error: unknown) =>
      failed(error instanceof Error ? error.message : String(error))
    );
    this.result = Promise.race([this.answered, this.late()]);
    void this.answered.then(() => this.stopClock());
  }

  readonly answered: Promise<ProbeResult>;
  readonly result: Promise<ProbeResult>;

  get isDisposed(): boolean {
    return this.disposed;
  }

  dispose(): void {
    this.disposed = true;
    this.stopClock();
    this.end({ kind: 'busy' });
    this.future?.dispose();
    this.future = null;
  }

  private stopClock(): void {
    clearTimeout(this.clock);
    this.giveUp();
  }

  private late(): Promise<ProbeResult> {
    const seconds = this.options.timeout / 1000;
    const late = failed(`the kernel did not answer within ${seconds} s`);
    return new Promise(resolve => {
      this.giveUp = () => resolve(late);
      this.clock = setTimeout(this.giveUp, this.options.timeout);
    });
  }

  private async ask(): Promise<ProbeResult> {
    const { kernel } = this;
    const { isBusy } = this.options;
    const info = isBusy
      ? await Promise.race([kernel.info, askOnControl(kernel)])
      : await kernel.info;
    if (info.language_info.name.toLowerCase() !== 'python') {
      return { kind: 'not-python' };
    }
    if (info.implementation === 'pyodide') {
      return { kind: 'environment', environment: PYODIDE };
    }
    if (this.disposed || (isBusy && !hasSubshells(info))) {
      return { kind: 'busy' };
    }
    return isBusy ? this.askOnSubshell() : this.askOnShell();
  }

  /** A cell that fails before the question takes it along: the kernel drops what waits behind such a cell. */
  private async askOnShell(): Promise<ProbeResult> {
    const send = () => this.answer(this.kernel.requestExecute(content(false)));
    let read = await send();
    for (let left = MOST_AGAIN; read.isAborted && left > 0; left--) {
      if (this.disposed) {
        return { kind: 'busy' };
      }
      read = await send();
    }
    return read.result;
  }

  /** Disposing of the question ends it, so that the subshell is closed also where no answer comes. */
  private async askOnSubshell(): Promise<ProbeResult> {
    const result = await withSubshell(this.kernel, (connection, subshell) =>
      Promise.race([this.interject(connection, subshell), this.ended])
    );
    return result ?? { kind: 'busy' };
  }

  private async interject(
    connection: Kernel.IKernelConnection,
    subshell: string
  ): Promise<ProbeResult> {
    if (
      this.disposed ||
      !(await leavesCellAlone(connection, subshell)) ||
      this.disposed
    ) {
      return { kind: 'busy' };
    }
    const request =
      KernelMessage.createMessage<KernelMessage.IExecuteRequestMsg>({
        session: connection.clientId,
        username: connection.username,
        msgType: 'execute_request',
        channel: 'shell',
        content: content(true)
      });
    const future = connection.sendShellMessage(
      onSubshell(request, subshell),
      true
    );
    return (await this.answer(future as ExecuteFuture)).result;
  }

  private async answer(future: ExecuteFuture): Promise<IRead> {
    this.future = future;
    const { content } = await replyOf(future);
    this.future = null;
    const isAborted = (content as { status: string }).status === 'aborted';
    return { result: readReply(content), isAborted };
  }

  private clock: ReturnType<typeof setTimeout> | undefined;
  private disposed = false;
  private end: (result: ProbeResult) => void = () => undefined;
  private readonly ended = new Promise<ProbeResult>(resolve => {
    this.end = resolve;
  });
  private future: IDisposable | null = null;
  private giveUp: () => void = () => undefined;
}

/**
 * Asks a kernel what it has, by one silent `execute_request` that leaves no name, count, history or output behind.
 *
 * The kernel's connection must be up. On the main shell the request may wait for cells that were sent before it.
 */
export function probeKernel(
  kernel: Kernel.IKernelConnection,
  options: IProbeOptions
): IProbe {
  return new KernelProbe(kernel, options);
}
