import { YNotebook } from '@jupyter/ydoc';
import * as fc from 'fast-check';
import { applyUpdate, encodeStateAsUpdate } from 'yjs';
import type { Edit } from '../../core/fixes/model';
import type { IStep, SharedNotebook } from '../notebook-adapter';
import { applyToShared, lastStep } from '../notebook-adapter';
import { takeBackDuplicate } from './take-back-duplicate';

const code = ['!pip install tf-keras==2.15.1 # pins', 'import tensorflow'];
const flag = 'os.environ["TF_USE_LEGACY_KERAS"] = "1"';

const insert: Edit = {
  kind: 'insert-cell',
  beforeCellId: 'cell-0',
  source: flag,
  rule: 'needs-keras-2'
};

const replace: Edit = {
  kind: 'replace',
  cellId: 'cell-0',
  from: 13,
  to: 29,
  expected: 'tf-keras==2.15.1',
  cellSource: code[0],
  text: 'tf-keras~=2.16.0'
};

const append: Edit = { ...replace, from: 36, to: 36, expected: '', text: '!' };

/** One browser: the notebook that it shares, as jupyter-collaboration does, with a line that brings all at once. */
class Client {
  /** @param order Yjs puts what was written at one place at once in the order of the clients' numbers. */
  constructor(order: number) {
    this.shared.ydoc.clientID = order;
  }

  fix(...edits: Edit[]): void {
    const { shared } = this;
    const { stale, written } = applyToShared(shared as SharedNotebook, edits);
    expect(stale).toEqual([]);
    this.step = lastStep(shared as SharedNotebook);
    takeBackDuplicate(shared as SharedNotebook, written, this.step.forget);
  }

  hear({ shared }: Client): void {
    applyUpdate(this.shared.ydoc, encodeStateAsUpdate(shared.ydoc));
  }

  get sources(): string[] {
    return this.shared.cells.map(cell => cell.getSource());
  }

  readonly shared = new YNotebook();
  step!: IStep;
}

/** Everyone hears everyone, one after the other, until nobody has anything to say. */
async function merge(clients: readonly Client[]): Promise<void> {
  for (let round = 0; round < 3; round++) {
    for (const client of clients) {
      for (const other of clients) {
        client.hear(other);
        await Promise.resolve();
      }
    }
  }
}

function sharing(count: number): Client[] {
  const clients = Array.from({ length: count }, (_, n) => new Client(n + 1));
  clients[0].shared.insertCells(
    0,
    code.map((source, n) => ({ cell_type: 'code', id: `cell-${n}`, source }))
  );
  clients[0].shared.undoManager.clear();
  clients.forEach(client => client !== clients[0] && client.hear(clients[0]));
  return clients;
}

const fixes = {
  'a cell inserted': { edits: [insert], after: [flag, ...code] },
  'a text replaced': {
    edits: [replace],
    after: [code[0].replace('==2.15.1', '~=2.16.0'), code[1]]
  },
  'a text inserted': { edits: [append], after: [`${code[0]}!`, code[1]] },
  'all of it': {
    edits: [insert, replace, append],
    after: [flag, `${code[0].replace('==2.15.1', '~=2.16.0')}!`, code[1]]
  }
};

describe('takeBackDuplicate', () => {
  beforeEach(() => {
    jest.useFakeTimers();
    // Yjs does not like how the shared model makes its cells.
    jest.spyOn(console, 'warn').mockImplementation();
  });

  afterEach(() => {
    jest.restoreAllMocks();
    jest.useRealTimers();
  });

  describe.each(Object.entries(fixes))('%s', (_, { edits, after }) => {
    it('is there once when three press at once, whoever hears of whom first', async () => {
      const deliveries = fc.array(
        fc.record({ to: fc.nat(2), from: fc.nat(2), isSlow: fc.boolean() })
      );
      await fc.assert(
        fc.asyncProperty(deliveries, async order => {
          const clients = sharing(3);
          clients.forEach(client => client.fix(...edits));
          for (const { to, from, isSlow } of order) {
            clients[to].hear(clients[from]);
            await (isSlow ? Promise.resolve() : undefined);
          }
          await merge(clients);
          clients.forEach(({ sources }) => expect(sources).toEqual(after));
        }),
        { seed: 8, numRuns: 50 }
      );
    });

    it('is undone by the client whose it is, and by no other', async () => {
      // Ids of cells are chosen at random, and decide.
      for (let time = 0; time < 20; time++) {
        const clients = sharing(2);
        clients.forEach(({ shared }) => shared.addCell({ cell_type: 'code' }));
        await merge(clients);
        clients.forEach(client => client.fix(...edits));
        await merge(clients);
        expect(clients.map(({ step }) => step.undo()).sort()).toEqual([
          false,
          true
        ]);
        await merge(clients);
        clients.forEach(({ sources }) =>
          expect(sources).toEqual([...code, '', ''])
        );
      }
    });
  });

  it('leaves a cell that somebody has edited', async () => {
    const clients = sharing(2);
    clients.forEach(client => client.fix(insert));
    clients.forEach(({ shared }) => shared.getCell(0).updateSource(0, 0, '#'));
    await merge(clients);
    clients.forEach(({ sources }) =>
      expect(sources).toEqual([`#${flag}`, `#${flag}`, ...code])
    );
  });

  it('leaves a text that somebody has edited', async () => {
    const clients = sharing(2);
    clients.forEach(client => client.fix(replace));
    clients[1].shared.getCell(0).updateSource(0, 1, '%');
    await merge(clients);
    const twice = code[0]
      .replace('!', '%')
      .replace('==2.15.1', '~=2.16.0tf-keras~=2.16.0');
    clients.forEach(({ sources }) => expect(sources[0]).toBe(twice));
  });

  it('leaves the cells that were there before, those of another rule, and those of its own', async () => {
    const late: Edit = { ...insert, beforeCellId: 'cell-1' };
    for (let time = 0; time < 20; time++) {
      const [one, other] = sharing(2);
      one.fix(insert);
      await merge([one, other]);
      one.fix(late);
      other.fix({ ...late, rule: 'another' });
      await merge([one, other]);
      expect(one.sources).toHaveLength(5);
      expect(other.sources).toEqual(one.sources);
    }
  });

  it('tells what a rule moves by its text', async () => {
    const [one, other] = sharing(2);
    one.fix({ ...insert, moved: true });
    other.fix({ ...insert, moved: true, source: 'moved = 2' });
    await merge([one, other]);
    expect(one.sources).toHaveLength(4);
  });

  it('takes nothing back later', async () => {
    const clients = sharing(2);
    const timers = jest.getTimerCount();
    clients.forEach(client => client.fix(insert));
    await jest.advanceTimersByTimeAsync(30_000);
    await merge(clients);
    expect(clients[0].sources).toEqual([flag, flag, ...code]);
    expect(jest.getTimerCount()).toBe(timers);
  });

  it('ends with the notebook', () => {
    const [{ shared }] = sharing(1);
    const { written } = applyToShared(shared as SharedNotebook, [insert]);
    takeBackDuplicate(shared as SharedNotebook, written, jest.fn());
    shared.dispose();
    expect(jest.getTimerCount()).toBe(0);
  });
});
