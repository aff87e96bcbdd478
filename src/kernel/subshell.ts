import type { Kernel } from '@jupyterlab/services';
import { KernelMessage } from '@jupyterlab/services';
import { replyOf } from './reply-of';

/**
 * A list that IPython shows for its own hooks alone. Any other hook, such as the one that draws matplotlib's figures,
 * would run at the end of our request and take what the user's cell is still working on.
 */
const ONLY_OWN_HOOKS =
  /(?:'post_execute': \[\]|ZMQDisplayPublisher object at 0x\w+>>\]), 'post_run_cell': \[\], 'shell_initialized': \[\]\}/;

const HOOKS = 'get_ipython.__self__.events.callbacks';

function header(kernel: Kernel.IKernelConnection): {
  session: string;
  username: string;
} {
  return { session: kernel.clientId, username: kernel.username };
}

/** Puts a shell message on a subshell. JupyterLab before 4.4 knows no such field but passes it on. */
export function onSubshell<T extends KernelMessage.IShellMessage>(
  message: T,
  subshell: string
): T {
  Object.assign(message.header, { subshell_id: subshell });
  return message;
}

/** How long to wait for a subshell, in milliseconds; one of which word comes later stays in the kernel. */
const OPENING = 60_000;
/** When nothing was heard for so long, in milliseconds, no other subshell is asked for. */
const LONG = 1000;
/** How long to wait for word that a subshell is closed, in milliseconds; each further wait is twice as long. */
const CLOSING = 3000;
const MOST_TIMES = 5;

/** Connections to kernels in which a subshell may stand open of which no word has come: they are asked for no other one. */
const unheard = new WeakSet<Kernel.IKernelConnection>();

/**
 * Does something on a subshell of a kernel, and closes that. It does so on a connection of its own: the kernel's goes with the
 * notebook, and what could close the subshell would go with it. Null where an earlier one may still stand open.
 */
export async function withSubshell<Result>(
  kernel: Kernel.IKernelConnection,
  act: (
    connection: Kernel.IKernelConnection,
    subshell: string
  ) => Promise<Result>
): Promise<Result | null> {
  if (unheard.has(kernel)) {
    return null;
  }
  const connection = kernel.clone();
  const subshell = await openOn(connection, kernel);
  try {
    return await act(connection, subshell);
  } finally {
    void closeSubshell(connection, subshell);
  }
}

async function openOn(
  connection: Kernel.IKernelConnection,
  kernel: Kernel.IKernelConnection
): Promise<string> {
  const clock = setTimeout(() => unheard.add(kernel), LONG);
  try {
    await within(OPENING, connected(connection));
    const subshell = await within(OPENING, openSubshell(connection));
    unheard.delete(kernel);
    return subshell;
  } catch (error) {
    connection.dispose();
    throw error;
  } finally {
    clearTimeout(clock);
  }
}

/** What is sent before would wait for the kernel's main shell. */
function connected(connection: Kernel.IKernelConnection): Promise<void> {
  return new Promise(resolve => {
    const look = () => {
      if (connection.connectionStatus === 'connected') {
        connection.connectionStatusChanged.disconnect(look);
        resolve();
      }
    };
    connection.connectionStatusChanged.connect(look);
    look();
  });
}

/** By the control channel, which answers while the kernel is busy. Fails where there is none. */
async function openSubshell(kernel: Kernel.IKernelConnection): Promise<string> {
  const request =
    KernelMessage.createMessage<KernelMessage.ICreateSubshellRequestMsg>({
      ...header(kernel),
      msgType: 'create_subshell_request',
      channel: 'control',
      content: {}
    });
  const reply = await replyOf(kernel.sendControlMessage(request, true));
  const { subshell_id: id } = reply.content as { subshell_id?: unknown };
  if (typeof id !== 'string' || id === '') {
    throw new Error('the kernel opened no subshell');
  }
  return id;
}

/**
 * Closes a subshell and then the connection, which is ours. Where no word comes it is told again: a second time does no harm.
 * Never rejects: a kernel that is gone has closed it itself.
 */
async function closeSubshell(
  connection: Kernel.IKernelConnection,
  subshell: string
): Promise<void> {
  for (let time = 0; time < MOST_TIMES; time++) {
    try {
      const request =
        KernelMessage.createMessage<KernelMessage.IDeleteSubshellRequestMsg>({
          ...header(connection),
          msgType: 'delete_subshell_request',
          channel: 'control',
          content: { subshell_id: subshell }
        });
      const future = connection.sendControlMessage(request, true);
      await within(CLOSING * 2 ** time, replyOf(future));
      break;
    } catch {
      continue;
    }
  }
  connection.dispose();
}

/** Rejects when the time is over. */
async function within<Result>(
  milliseconds: number,
  result: Promise<Result>
): Promise<Result> {
  let clock: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new Error(`no answer within ${milliseconds / 1000} s`);
    clock = setTimeout(() => reject(error), milliseconds);
  });
  return Promise.race([result, late]).finally(() => clearTimeout(clock));
}

/**
 * Whether a request on a subshell leaves the cell that is running alone. Asked by an inspection, which runs no hooks
 * itself. False where IPython's answer is not the one known to be safe.
 */
export async function leavesCellAlone(
  kernel: Kernel.IKernelConnection,
  subshell: string
): Promise<boolean> {
  const request = KernelMessage.createMessage<KernelMessage.IInspectRequestMsg>(
    {
      ...header(kernel),
      msgType: 'inspect_request',
      channel: 'shell',
      content: { code: HOOKS, cursor_pos: HOOKS.length, detail_level: 0 }
    }
  );
  const reply = await replyOf(
    kernel.sendShellMessage(onSubshell(request, subshell), true)
  );
  const { data } = reply.content as { data?: Record<string, unknown> };
  return ONLY_OWN_HOOKS.test(String(data?.['text/plain']));
}
