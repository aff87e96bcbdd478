import type { Kernel } from '@jupyterlab/services';
import { KernelMessage } from '@jupyterlab/services';

/** What a kernel says about itself. */
export type KernelInfo = KernelMessage.IInfoReply;

/**
 * Asks a kernel for its information on the control channel, which answers while a cell runs; the server does so too when
 * somebody connects. Neither JupyterLab nor the server takes this request for activity. Never settles in kernels that do
 * not answer there; rejects when the kernel goes meanwhile.
 */
export async function askOnControl(
  kernel: Kernel.IKernelConnection
): Promise<KernelInfo> {
  const request = KernelMessage.createMessage<KernelMessage.IInfoRequestMsg>({
    session: kernel.clientId,
    username: kernel.username,
    msgType: 'kernel_info_request',
    channel: 'shell',
    content: {}
  });
  const onControl = Object.assign(request as KernelMessage.IMessage, {
    channel: 'control'
  });
  const reply = await kernel.sendControlMessage(
    onControl as KernelMessage.IControlMessage,
    true
  ).done;
  return reply.content as unknown as KernelInfo;
}

/** Whether a kernel can be asked beside what it runs. */
export function hasSubshells({ supported_features }: KernelInfo): boolean {
  return supported_features?.includes('kernel subshells') ?? false;
}
