import type { Kernel } from '@jupyterlab/services';
import { KernelMessage } from '@jupyterlab/services';

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

/** Opens a subshell, by the control channel, which answers while the kernel is busy. Fails where there is none. */
export async function openSubshell(
  kernel: Kernel.IKernelConnection
): Promise<string> {
  const request =
    KernelMessage.createMessage<KernelMessage.ICreateSubshellRequestMsg>({
      ...header(kernel),
      msgType: 'create_subshell_request',
      channel: 'control',
      content: {}
    });
  const reply = await kernel.sendControlMessage(request, true).done;
  const { subshell_id: id } = reply.content as { subshell_id?: unknown };
  if (typeof id !== 'string' || id === '') {
    throw new Error('the kernel opened no subshell');
  }
  return id;
}

/** Closes a subshell. Never rejects: a kernel that is gone has closed it itself. */
export async function closeSubshell(
  kernel: Kernel.IKernelConnection,
  subshell: string
): Promise<void> {
  const request =
    KernelMessage.createMessage<KernelMessage.IDeleteSubshellRequestMsg>({
      ...header(kernel),
      msgType: 'delete_subshell_request',
      channel: 'control',
      content: { subshell_id: subshell }
    });
  try {
    await kernel.sendControlMessage(request, true).done;
  } catch {
    return;
  }
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
  const reply = await kernel.sendShellMessage(
    onSubshell(request, subshell),
    true
  ).done;
  const { data } = reply.content as { data?: Record<string, unknown> };
  return ONLY_OWN_HOOKS.test(String(data?.['text/plain']));
}
