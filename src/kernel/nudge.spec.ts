import type { Kernel } from '@jupyterlab/services';
import { Nudge } from './nudge';

/** Only what a nudge looks at. */
function fakeKernel() {
  const requestKernelInfo = jest.fn(() => Promise.resolve(undefined));
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

  it('asks again and again, each time later, and not for ever', () => {
    const { kernel, requestKernelInfo } = fakeKernel();
    new Nudge().start(kernel);
    jest.advanceTimersByTime(999);
    expect(requestKernelInfo).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(requestKernelInfo).toHaveBeenCalledTimes(1);
    jest.advanceTimersByTime(600_000);
    expect(requestKernelInfo).toHaveBeenCalledTimes(6);
  });

  it('is started once, and ends when it is stopped', () => {
    const { kernel, requestKernelInfo } = fakeKernel();
    const nudge = new Nudge();
    nudge.start(kernel);
    nudge.start(kernel);
    jest.advanceTimersByTime(1000);
    expect(requestKernelInfo).toHaveBeenCalledTimes(1);
    nudge.stop();
    jest.advanceTimersByTime(600_000);
    expect(requestKernelInfo).toHaveBeenCalledTimes(1);
    expect(jest.getTimerCount()).toBe(0);
  });
});
