import type { Kernel } from '@jupyterlab/services';
import { Nudge } from './nudge';

/** Only what a nudge looks at. */
function fakeKernel(reply: object | undefined) {
  const requestKernelInfo = jest.fn(() => Promise.resolve(reply));
  const kernel = {
    isDisposed: false,
    connectionStatus: 'connected',
    requestKernelInfo
  };
  return {
    kernel: kernel as unknown as Kernel.IKernelConnection,
    requestKernelInfo
  };
}

describe('Nudge', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('asks again and again, each time later, and not for ever', async () => {
    const { kernel, requestKernelInfo } = fakeKernel(undefined);
    const onAnswer = jest.fn();
    new Nudge(onAnswer).start(kernel);
    await jest.advanceTimersByTimeAsync(249);
    expect(requestKernelInfo).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1);
    expect(requestKernelInfo).toHaveBeenCalledTimes(1);
    await jest.advanceTimersByTimeAsync(600_000);
    expect(requestKernelInfo).toHaveBeenCalledTimes(8);
    expect(onAnswer).not.toHaveBeenCalled();
  });

  it('tells of the answer once', async () => {
    const { kernel, requestKernelInfo } = fakeKernel({ status: 'ok' });
    const onAnswer = jest.fn();
    const nudge = new Nudge(onAnswer);
    nudge.start(kernel);
    nudge.start(kernel);
    await jest.advanceTimersByTimeAsync(600_000);
    expect(onAnswer.mock.calls).toEqual([[kernel]]);
    expect(requestKernelInfo).toHaveBeenCalledTimes(1);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('is silent when it is stopped', async () => {
    const { kernel, requestKernelInfo } = fakeKernel({ status: 'ok' });
    const onAnswer = jest.fn();
    const nudge = new Nudge(onAnswer);
    nudge.start(kernel);
    nudge.stop();
    await jest.advanceTimersByTimeAsync(600_000);
    expect(requestKernelInfo).not.toHaveBeenCalled();
    expect(jest.getTimerCount()).toBe(0);
  });
});
