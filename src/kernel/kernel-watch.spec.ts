import type { KernelConnection } from '@jupyterlab/services/lib/kernel/default';

import type { KernelState } from '../core/environment/kernel-state';
import { FakeKernel, shows, until } from './fake-kernel';
import { FakeSession } from './fake-session';
import { KernelWatch } from './kernel-watch';

describe('KernelWatch', () => {
  let fake: FakeKernel;
  let session: FakeSession;
  let watch: KernelWatch;
  let seen: string[];
  const options = { timeout: 2000, automatic: true };

  function start(settings = options): void {
    watch = new KernelWatch(session.context, settings);
    seen = [];
    watch.stateChanged.connect((_, state) => {
      seen.push(state.kind);
    });
  }

  const reach = (kind: KernelState['kind']) =>
    until(() => watch.state.kind === kind);

  async function settle(): Promise<void> {
    await new Promise(resolve => setTimeout(resolve, 30));
  }

  async function ready(): Promise<KernelConnection> {
    const kernel = fake.connect();
    session.use(kernel);
    start();
    await reach('ready');
    return kernel;
  }

  beforeEach(() => {
    jest.spyOn(console, 'debug').mockImplementation();
    jest.spyOn(console, 'warn').mockImplementation();
    fake = new FakeKernel();
    session = new FakeSession();
  });

  afterEach(() => {
    watch.dispose();
    fake.dispose();
    jest.restoreAllMocks();
  });

  it('says that there is no kernel', async () => {
    start();
    await settle();
    expect([watch.state.kind, seen]).toEqual(['none', []]);
  });

  it('asks once, as soon as the kernel is ready', async () => {
    await ready();
    await settle();
    expect(seen[0]).toBe('starting');
    expect(seen.filter(kind => kind === 'ready')).toHaveLength(1);
    expect(fake.probes).toHaveLength(1);
    expect(watch.state).toMatchObject({ environment: { python: '3.12.4' } });
  });

  it('asks as soon as the kernel answers, not only when its status is known', async () => {
    fake.mute = true;
    await ready();
    await settle();
    const types = fake.requests.map(({ header }) => header.msg_type as string);
    expect(types).toEqual(['kernel_info_request', 'execute_request']);
  });

  it('does not ask again after every cell', async () => {
    await ready();
    for (let cell = 0; cell < 5; cell++) {
      fake.run(true);
      fake.run(false);
      await settle();
    }
    expect(fake.probes).toHaveLength(1);
  });

  it('asks again where a failing cell took the question with it', async () => {
    const kernel = fake.connect();
    session.use(kernel);
    await until(() => kernel.status === 'idle');
    fake.running = true;
    start();
    await until(() => fake.probes.length === 1);
    fake.fail();
    await reach('ready');
    expect(seen).not.toContain('unknown');
    expect(fake.probes).toHaveLength(2);
  });

  it('does not ask for ever a kernel that drops every question', async () => {
    fake.drops = true;
    session.use(fake.connect());
    start();
    await reach('unknown');
    await settle();
    expect(fake.probes).toHaveLength(4);
    expect(watch.state).toEqual({
      kind: 'unknown',
      reason: 'the kernel dropped the request'
    });
    fake.drops = false;
    watch.check();
    await reach('ready');
  });

  it('asks again after a restart', async () => {
    const kernel = await ready();
    await kernel.restart();
    await reach('ready');
    expect(seen.filter(kind => kind === 'ready')).toHaveLength(2);
    expect(fake.probes.map(probe => probe.header.subshell_id)).toEqual([
      null,
      null
    ]);
    expect(fake.probes).toHaveLength(2);
  });

  it('asks again after the server restarted a kernel that died', async () => {
    await ready();
    fake.status('restarting');
    await reach('starting');
    await reach('ready');
    expect(fake.probes).toHaveLength(2);
  });

  it('asks again when the connection is back', async () => {
    await ready();
    fake.cut();
    await reach('starting');
    await reach('ready');
    expect(fake.probes).toHaveLength(2);
  });

  it('asks again when the connection is back, where no status was known before', async () => {
    fake.mute = true;
    fake.lost.add('execute_request');
    session.use(fake.connect());
    start();
    const types = () => fake.requests.map(({ header }) => header.msg_type);
    await until(
      () => types().filter(type => type === 'kernel_info_request').length > 1
    );
    await settle();
    expect(watch.state.kind).toBe('starting');
    fake.lost.clear();
    fake.cut();
    await reach('ready');
  });

  it('follows the session to another kernel, and to none', async () => {
    await ready();
    const other = new FakeKernel();
    other.language = 'julia';
    session.use(other.connect());
    await reach('not-python');
    expect(other.probes).toEqual([]);
    session.use(null);
    expect(watch.state.kind).toBe('none');
    other.dispose();
  });

  it('says that a dead kernel is none', async () => {
    const kernel = await ready();
    kernel.handleShutdown();
    await reach('none');
  });

  it('asks a busy kernel on a subshell', async () => {
    await ready();
    fake.run(true);
    await settle();
    watch.check(true);
    await until(() => fake.probes.length === 2);
    expect(fake.probes[1].header.subshell_id).toBeTruthy();
    await until(() => fake.subshells.size === 0);
  });

  it('waits for a busy kernel that cannot be asked, and asks it once when it is idle', async () => {
    fake.features = [];
    const kernel = fake.connect();
    await kernel.info;
    fake.run(true);
    await until(() => kernel.status === 'busy');
    session.use(kernel);
    start();
    await reach('busy');
    watch.check();
    watch.check(true);
    await settle();
    expect(fake.probes).toEqual([]);
    fake.run(false);
    await reach('ready');
    await settle();
    expect(fake.probes).toHaveLength(1);
  });

  it('knows a busy kernel that shows no status, and asks it once when it is free', async () => {
    fake.run(true);
    session.use(fake.connect());
    start();
    await reach('busy');
    watch.check();
    await settle();
    expect(fake.probes).toEqual([]);
    expect(fake.subshells.size).toBe(0);
    fake.run(false);
    await reach('ready');
    await settle();
    expect(fake.probes).toHaveLength(1);
  });

  it('asks a busy kernel that shows no status on a subshell, on demand', async () => {
    fake.run(true);
    session.use(fake.connect());
    start();
    await reach('busy');
    watch.check(true);
    await reach('ready');
    expect(fake.probes.map(({ header }) => header.subshell_id)).toEqual([
      expect.any(String)
    ]);
  });

  it('asks again when the question was lost', async () => {
    fake.lost.add('execute_request');
    session.use(fake.connect());
    start({ timeout: 30, automatic: true });
    await reach('unknown');
    fake.lost.clear();
    await reach('ready');
    expect(fake.probes).toHaveLength(2);
  });

  it('asks again when the answer was lost and no status was ever known', async () => {
    fake.mute = true;
    fake.lost.add('execute_request');
    session.use(fake.connect());
    start({ timeout: 30, automatic: true });
    await until(() => fake.probes.length === 2);
    await settle();
    fake.lost.clear();
    await reach('ready');
    expect(fake.probes).toHaveLength(3);
  });

  it('asks a kernel that is idle, but whose word of it was lost', async () => {
    const kernel = await ready();
    fake.status('busy');
    await until(() => kernel.status === 'busy');
    watch.check();
    await until(() => fake.probes.length === 2);
    await settle();
    expect(fake.probes.map(probe => probe.header.subshell_id)).toEqual([
      null,
      null
    ]);
  });

  it.each(['create_subshell_request', 'inspect_request', 'execute_request'])(
    'asks again when a %s to a busy kernel was lost',
    async type => {
      const kernel = await ready();
      watch.configure({ timeout: 30, automatic: true });
      fake.lost.add(type);
      fake.run(true);
      await until(() => kernel.status === 'busy');
      watch.check(true);
      await until(() =>
        fake.requests.some(one => one.header.msg_type === type)
      );
      fake.lost.clear();
      fake.run(false);
      const before = fake.probes.length;
      await until(() => fake.probes.length > before);
      await settle();
      expect(fake.probes).toHaveLength(before + 1);
      expect(watch.state.kind).toBe('ready');
      expect(fake.subshells.size).toBe(0);
    }
  );

  it('leaves a cell that runs alone when it checks by itself, and keeps what it knew', async () => {
    const kernel = await ready();
    fake.run(true);
    await until(() => kernel.status === 'busy');
    watch.check();
    await settle();
    expect(fake.probes).toHaveLength(1);
    expect(watch.state.kind).toBe('ready');
    fake.run(false);
    await until(() => fake.probes.length === 2);
  });

  it('never asks twice at a time', async () => {
    const kernel = await ready();
    fake.running = true;
    expect(kernel.status).toBe('idle');
    for (let time = 0; time < 10; time++) {
      watch.check();
      await settle();
    }
    fake.run(false);
    await settle();
    await until(() => watch.state.kind === 'ready');
    expect(fake.probes.length).toBeLessThanOrEqual(3);
  });

  it('says why it does not know, and takes the answer that comes late', async () => {
    const kernel = fake.connect();
    await kernel.info;
    await until(() => kernel.status === 'idle');
    fake.running = true;
    session.use(kernel);
    start({ timeout: 30, automatic: true });
    await reach('unknown');
    expect(watch.state).toMatchObject({
      reason: 'the kernel did not answer within 0.03 s'
    });
    watch.check();
    fake.running = false;
    fake.run(false);
    await reach('ready');
  });

  it('says why an answer is of no use', async () => {
    fake.answer = () => shows('{"error": "OSError: gone"}');
    session.use(fake.connect());
    start();
    await reach('unknown');
    expect(watch.state).toEqual({ kind: 'unknown', reason: 'OSError: gone' });
    fake.answer = new FakeKernel().answer;
    watch.check();
    await reach('ready');
  });

  it('tells who asks again that there is still no kernel, or none of Python', async () => {
    start();
    watch.check();
    expect(seen).toEqual(['none']);
    fake.language = 'bash';
    session.use(fake.connect());
    await reach('not-python');
    seen.length = 0;
    watch.check();
    await until(() => seen.length > 0);
    expect(seen).toEqual(['not-python']);
  });

  it('asks nothing by itself when told so, but on demand', async () => {
    session.use(fake.connect());
    start({ timeout: 2000, automatic: false });
    await reach('unknown');
    expect(fake.probes).toEqual([]);
    watch.check();
    await reach('ready');
  });

  it('begins to ask when the setting is turned on', async () => {
    session.use(fake.connect());
    start({ timeout: 2000, automatic: false });
    await reach('unknown');
    watch.configure({ timeout: 2000, automatic: true });
    await reach('ready');
  });

  it('drops the question when the notebook is closed under it', async () => {
    fake.answer = () => undefined;
    session.use(fake.connect());
    start();
    await until(() => fake.probes.length === 1);
    session.disposed.emit();
    await settle();
    expect(watch.isDisposed).toBe(true);
    expect(seen).not.toContain('unknown');
  });

  it('leaves no listener, subshell or timer after 100 notebooks', async () => {
    const kernel = await ready();
    const set = jest.spyOn(globalThis, 'setTimeout');
    const clear = jest.spyOn(globalThis, 'clearTimeout');
    const connect = jest.spyOn(session.statusChanged, 'connect');
    const disconnect = jest.spyOn(session.statusChanged, 'disconnect');
    for (let wave = 0; wave < 5; wave++) {
      fake.run(true);
      await until(() => kernel.status === 'busy');
      const notebooks = Array.from(
        { length: 20 },
        () => new KernelWatch(session.context, options)
      );
      const closedSoon = notebooks.splice(0, 10);
      await settle();
      [...notebooks, ...closedSoon].forEach(notebook => notebook.check(true));
      closedSoon.forEach(notebook => notebook.dispose());
      await until(() => notebooks.every(one => one.state.kind === 'ready'));
      notebooks.forEach(notebook => notebook.dispose());
      fake.run(false);
    }
    await until(() => fake.subshells.size === 0);
    expect(connect.mock.calls).toHaveLength(100);
    expect(disconnect.mock.calls).toHaveLength(100);
    expect(fake.requests.some(request => request.header.subshell_id)).toBe(
      true
    );
    const cleared = new Set(
      clear.mock.calls.map(([clock]) => clock as unknown)
    );
    const left = (milliseconds: number) =>
      set.mock.calls.filter(
        ([, delay], index) =>
          delay === milliseconds && !cleared.has(set.mock.results[index].value)
      );
    expect(left(options.timeout)).toEqual([]);
    expect(left(300).length).toBeLessThanOrEqual(50);
  }, 20000);
});
