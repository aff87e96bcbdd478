import { ANSWER, FakeKernel, shows, until } from './fake-kernel';
import { probeKernel } from './probe-kernel';
import { PROBE_EXPRESSION } from './probe-expression';
import type { Kernel } from '@jupyterlab/services';

describe('probeKernel', () => {
  let fake: FakeKernel;
  let kernel: Kernel.IKernelConnection;

  beforeEach(async () => {
    jest.spyOn(console, 'debug').mockImplementation();
    jest.spyOn(console, 'warn').mockImplementation();
    fake = new FakeKernel();
    fake.answer = () => shows(ANSWER);
    kernel = fake.connect();
    await kernel.info;
    await until(() => kernel.status === 'idle');
  });

  afterEach(() => {
    fake.dispose();
    jest.restoreAllMocks();
  });

  const ask = (timeout = 5000) =>
    probeKernel(kernel, { timeout, isBusy: kernel.status === 'busy' }).result;

  const sent = (type: string) =>
    fake.requests.filter(({ header }) => header.msg_type === type).length;

  async function makeBusy(): Promise<void> {
    fake.run(true);
    await until(() => kernel.status === 'busy');
  }

  it('asks an idle kernel by one silent request without code', async () => {
    const result = await ask();
    expect(result.kind).toBe('environment');
    expect(
      fake.probes.map(request => [request.channel, request.content])
    ).toEqual([
      [
        'shell',
        {
          code: '',
          silent: true,
          store_history: false,
          allow_stdin: false,
          stop_on_error: false,
          user_expressions: { 'keras-doctor': PROBE_EXPRESSION }
        }
      ]
    ]);
    expect(
      fake.requests.filter(request => request.channel === 'control')
    ).toEqual([]);
  });

  it('asks a busy kernel on a subshell, and closes that', async () => {
    await makeBusy();
    const result = await ask();
    expect(result.kind).toBe('environment');
    expect(fake.probes).toHaveLength(1);
    expect(fake.probes[0].header.subshell_id).toBeTruthy();
    await until(() => fake.subshells.size === 0);
  });

  it('lets a cell that runs beside it ask for input', async () => {
    await makeBusy();
    await ask();
    expect(fake.probes[0].content.allow_stdin).toBe(true);
  });

  it.each([
    [
      'matplotlib draws figures at the end of each request',
      "String form: {'pre_execute': [<bound meth <...> ot at 0x7f>, <function flush_figures at 0x7f>], 'post_run_cell': [], 'shell_initialized': []}"
    ],
    ['IPython says nothing', '']
  ])('leaves a busy kernel alone where %s', async (_, hooks) => {
    fake.hooks = hooks;
    await makeBusy();
    expect(await ask()).toEqual({ kind: 'busy' });
    expect(fake.probes).toEqual([]);
    await until(() => fake.subshells.size === 0);
  });

  it("knows the list of IPython 9, which has one hook of its own, cut as IPython's inspector cuts it", async () => {
    fake.hooks =
      "String form: {'pre_execute': [<bound method InteractiveShell._clear_warning_registry of <ipykernel.zmqshell.ZM <...> ll.ZMQDisplayPublisher object at 0x7ffa35d569d0>>], 'post_run_cell': [], 'shell_initialized': []}";
    await makeBusy();
    expect((await ask()).kind).toBe('environment');
  });

  it('does not ask a busy kernel that has no subshells', async () => {
    fake.features = [];
    const plain = fake.connect();
    await plain.info;
    await makeBusy();
    await until(() => plain.status === 'busy');
    expect(
      await probeKernel(plain, { timeout: 5000, isBusy: true }).result
    ).toEqual({
      kind: 'busy'
    });
    expect(fake.probes).toEqual([]);
  });

  it('asks a busy kernel whose connection knows nothing of it', async () => {
    await makeBusy();
    const late = fake.connect();
    await until(() => late.connectionStatus === 'connected');
    expect(late.status).toBe('unknown');
    const { kind } = await probeKernel(late, { timeout: 5000, isBusy: true })
      .result;
    expect(kind).toBe('environment');
  });

  it('does not ask a kernel of another language', async () => {
    fake.language = 'R';
    const r = fake.connect();
    await r.info;
    await until(() => r.status === 'idle');
    expect(
      await probeKernel(r, { timeout: 5000, isBusy: false }).result
    ).toEqual({
      kind: 'not-python'
    });
    expect(fake.probes).toEqual([]);
  });

  it('knows that Pyodide has no TensorFlow and asks it nothing', async () => {
    fake.implementation = 'pyodide';
    const pyodide = fake.connect();
    await until(() => pyodide.status === 'idle');
    const options = { timeout: 5000, isBusy: false };
    expect(await probeKernel(pyodide, options).result).toMatchObject({
      kind: 'environment',
      environment: { platform: 'emscripten', distributions: new Map() }
    });
    expect(fake.probes).toEqual([]);
  });

  it.each([
    ['a text that is no JSON', shows("'{}'"), 'the answer is not JSON'],
    ['another shape', shows('[]'), 'answer is not an object'],
    [
      'no text',
      { status: 'ok', data: {} },
      'this kernel does not evaluate expressions'
    ],
    ['no object', 7, 'this kernel does not evaluate expressions'],
    [
      'an error',
      { status: 'error', ename: 'NameError', evalue: 'exec', traceback: [] },
      'NameError: exec'
    ],
    [
      '50 MB',
      shows(' '.repeat(50_000_000)),
      'the answer has more than 4000000 characters'
    ]
  ])('fails on %s', async (_, answer, reason) => {
    fake.answer = () => answer;
    expect(await ask()).toEqual({ kind: 'failed', reason });
  });

  it('says when there was no answer in time', async () => {
    fake.answer = () => undefined;
    expect(await ask(20)).toEqual({
      kind: 'failed',
      reason: 'the kernel did not answer within 0.02 s'
    });
  });

  it('takes a late answer', async () => {
    fake.running = true;
    const probe = probeKernel(kernel, { timeout: 20, isBusy: false });
    expect((await probe.result).kind).toBe('failed');
    fake.run(false);
    expect((await probe.answered).kind).toBe('environment');
  });

  it('ends when the kernel is restarted under it', async () => {
    fake.answer = () => undefined;
    const probe = probeKernel(kernel, { timeout: 5000, isBusy: false });
    await until(() => fake.probes.length === 1);
    await kernel.restart();
    expect((await probe.result).kind).toBe('failed');
  });

  it('ends when it is disposed of, and leaves no timer', async () => {
    const clear = jest.spyOn(globalThis, 'clearTimeout');
    fake.answer = () => undefined;
    const probe = probeKernel(kernel, { timeout: 5000, isBusy: false });
    await until(() => fake.probes.length === 1);
    probe.dispose();
    expect((await probe.result).kind).toBe('failed');
    expect(clear).toHaveBeenCalled();
    clear.mockRestore();
  });

  it('closes the subshell when the notebook and its connection go meanwhile', async () => {
    fake.unanswered.add('inspect_request');
    await makeBusy();
    const probe = probeKernel(kernel, { timeout: 5000, isBusy: true });
    await until(() => fake.subshells.size === 1);
    kernel.dispose();
    probe.dispose();
    await until(() => fake.subshells.size === 0);
    expect(await probe.answered).toEqual({ kind: 'busy' });
  });

  it('closes the subshell also where the notebook goes before there is word of it', async () => {
    await makeBusy();
    const probe = probeKernel(kernel, { timeout: 5000, isBusy: true });
    await until(() => fake.subshells.size === 1);
    probe.dispose();
    kernel.dispose();
    await until(() => fake.subshells.size === 0);
  });

  it('tells the kernel again to close the subshell where the word was lost', async () => {
    fake.lost.add('delete_subshell_request');
    await makeBusy();
    expect((await ask()).kind).toBe('environment');
    await until(() => sent('delete_subshell_request') === 1);
    expect(fake.subshells.size).toBe(1);
    fake.lost.clear();
    await until(() => fake.subshells.size === 0);
    await until(() => fake.connected === 1);
    expect(sent('delete_subshell_request')).toBe(2);
  });

  it('leaves one subshell at most where the word of it was lost', async () => {
    fake.unanswered.add('create_subshell_request');
    await makeBusy();
    const kinds = [];
    for (let time = 0; time < 3; time++) {
      const probe = probeKernel(kernel, { timeout: 1100, isBusy: true });
      kinds.push((await probe.result).kind);
      probe.dispose();
    }
    expect(kinds).toEqual(['failed', 'busy', 'busy']);
    expect(sent('create_subshell_request')).toBe(1);
  });

  it('fails on a kernel that died', async () => {
    (kernel as unknown as { handleShutdown(): void }).handleShutdown();
    expect((await ask()).kind).toBe('failed');
  });
});
