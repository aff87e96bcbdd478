import type { Kernel } from '@jupyterlab/services';
import { Nudge } from './nudge';

/** Only what a nudge looks at. */
function fakeKernel(reply: object | undefined, isBusy = false) {
  const never = new Promise<undefined>(() => undefined);
  const requestKernelInfo = jest.fn(() =>
    isBusy ? never : Promise.resolve(reply)
  );
  const sendControlMessage = jest.fn(() => ({
    done: reply ? Promise.resolve({ content: reply }) : never
  }));
  const kernel = {
    isDisposed: false,
    connectionStatus: 'connected',
    clientId: 'client',
    username: '',
    requestKernelInfo,
    sendControlMessage
  };
  return {
    kernel: kernel as unknown as Kernel.IKernelConnection,
    requestKernelInfo,
    sendControlMessage
  };
}

describe('Nudge', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('asks again and again, once a second in the end, and not for ever', async () => {
    const { kernel, requestKernelInfo } = fakeKernel(undefined);
    const onAnswer = jest.fn();
    const onOccupied = jest.fn();
    new Nudge({ onAnswer, onOccupied }).start(kernel, false);
    await jest.advanceTimersByTimeAsync(249);
    expect(requestKernelInfo).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1);
    expect(requestKernelInfo).toHaveBeenCalledTimes(1);
    await jest.advanceTimersByTimeAsync(1_500);
    expect(requestKernelInfo).toHaveBeenCalledTimes(3);
    await jest.advanceTimersByTimeAsync(5_000);
    expect(requestKernelInfo).toHaveBeenCalledTimes(8);
    await jest.advanceTimersByTimeAsync(600_000);
    expect(requestKernelInfo).toHaveBeenCalledTimes(60);
    expect(onAnswer).not.toHaveBeenCalled();
    expect(onOccupied).not.toHaveBeenCalled();
  });

  it('tells of the answer once', async () => {
    const { kernel, requestKernelInfo } = fakeKernel({ status: 'ok' });
    const onAnswer = jest.fn();
    const onOccupied = jest.fn();
    const nudge = new Nudge({ onAnswer, onOccupied });
    nudge.start(kernel, false);
    nudge.start(kernel, false);
    await jest.advanceTimersByTimeAsync(600_000);
    expect(onAnswer.mock.calls).toEqual([[kernel]]);
    expect(onOccupied).not.toHaveBeenCalled();
    expect(requestKernelInfo).toHaveBeenCalledTimes(1);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('tells of a kernel that lives but does not come to answer once, and asks it ever more seldom', async () => {
    const { kernel, requestKernelInfo } = fakeKernel({ status: 'ok' }, true);
    const onAnswer = jest.fn();
    const onOccupied = jest.fn();
    const nudge = new Nudge({ onAnswer, onOccupied });
    nudge.start(kernel, false);
    await jest.advanceTimersByTimeAsync(1_750);
    expect(requestKernelInfo).toHaveBeenCalledTimes(3);
    await jest.advanceTimersByTimeAsync(600_000);
    expect(onOccupied.mock.calls).toEqual([[kernel]]);
    expect(onAnswer).not.toHaveBeenCalled();
    expect(requestKernelInfo).toHaveBeenCalledTimes(11);
    nudge.stop();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('asks a kernel that is said to be at work ever more seldom, and never beside its work', async () => {
    const { kernel, requestKernelInfo, sendControlMessage } = fakeKernel(
      { status: 'ok' },
      true
    );
    const onOccupied = jest.fn();
    const nudge = new Nudge({ onAnswer: jest.fn(), onOccupied });
    nudge.start(kernel, true);
    await jest.advanceTimersByTimeAsync(600_000);
    expect(requestKernelInfo).toHaveBeenCalledTimes(11);
    expect(sendControlMessage).not.toHaveBeenCalled();
    expect(onOccupied).not.toHaveBeenCalled();
    nudge.stop();
  });

  it('can be started again after the answer', async () => {
    const { kernel, requestKernelInfo } = fakeKernel({ status: 'ok' });
    const onAnswer = jest.fn();
    const nudge = new Nudge({ onAnswer, onOccupied: jest.fn() });
    nudge.start(kernel, false);
    await jest.advanceTimersByTimeAsync(600_000);
    nudge.start(kernel, false);
    await jest.advanceTimersByTimeAsync(600_000);
    expect(onAnswer).toHaveBeenCalledTimes(2);
    expect(requestKernelInfo).toHaveBeenCalledTimes(2);
  });

  it('is silent when it is stopped', async () => {
    const { kernel, requestKernelInfo } = fakeKernel({ status: 'ok' });
    const onAnswer = jest.fn();
    const onOccupied = jest.fn();
    const nudge = new Nudge({ onAnswer, onOccupied });
    nudge.start(kernel, false);
    nudge.stop();
    await jest.advanceTimersByTimeAsync(600_000);
    expect(requestKernelInfo).not.toHaveBeenCalled();
    expect(jest.getTimerCount()).toBe(0);
  });
});
