import type { IInsertCellEdit } from '../../core/fixes/model';
import type { IWritten, SharedCell, SharedNotebook } from '../notebook-adapter';
import { readCell } from '../notebook-adapter';
import { WrittenText } from './written-text';

/** For how long after a fix the same fix may come in from another client, in milliseconds. */
const WHILE = 30_000;

/** Ids of all cells that fixes of this client inserted. */
const inserted = new WeakMap<SharedNotebook, Set<string>>();

/** A cell that the fix inserted and nobody has edited since, and those that others inserted for the same. */
interface ITwin {
  readonly cell: SharedCell;
  readonly theirs: readonly string[];
}

/**
 * Two who share a notebook may fix it at the same moment; the shared model then keeps what both wrote. For a short time after a
 * fix this looks out for the same one by another client, and each client but one takes its own back: the one stays whose
 * inserted cell has the smallest id or, where no cell was inserted, whose texts come first. What anybody has edited stays.
 * @param forget is called when an undo has nothing more to take back, or would write what it replaced a second time.
 */
export function takeBackDuplicate(
  shared: SharedNotebook,
  written: IWritten,
  forget: () => void
): void {
  const ours = inserted.get(shared) ?? new Set();
  inserted.set(shared, ours);
  [...written.inserted.keys()].forEach(id => ours.add(id));
  const watch = new DuplicateWatch(shared, written, forget);
  const clock = setTimeout(() => watch.stop(), WHILE);
  shared.disposed.connect(() => clearTimeout(clock));
}

class DuplicateWatch {
  constructor(
    private readonly shared: SharedNotebook,
    private readonly written: IWritten,
    private readonly forget: () => void
  ) {
    shared.changed.connect(this.look, this);
    this.texts = shared.cells.flatMap(cell => {
      const replaced = written.replaced.get(cell.getId());
      return replaced
        ? [new WrittenText(cell, replaced, () => this.look())]
        : [];
    });
  }

  stop(): void {
    this.isOver = true;
    this.shared.changed.disconnect(this.look, this);
    this.texts.forEach(text => text.stop());
  }

  /** When all that came with this change is in place. */
  private look(): void {
    void Promise.resolve().then(() => {
      if (!this.isOver) {
        this.decide();
      }
    });
  }

  private decide(): void {
    const twins = this.twins();
    const texts = this.texts.filter(({ isRepeated }) => isRepeated);
    const [mine] = twins.map(({ cell }) => cell.getId()).sort();
    const [theirs] = twins.flatMap(twin => twin.theirs).sort();
    const isLast =
      twins.length > 0 ? theirs < mine : texts.some(({ isFirst }) => !isFirst);
    if (isLast) {
      this.stop();
      this.takeBack(twins, texts);
      if (texts.length > 0 || twins.length === this.written.inserted.size) {
        this.forget();
      }
    }
  }

  private twins(): ITwin[] {
    const { written, shared } = this;
    const ours = inserted.get(shared);
    const others = shared.cells.filter(
      cell => !written.known.has(cell.getId()) && !ours?.has(cell.getId())
    );
    return shared.cells.flatMap(cell => {
      const edit = written.inserted.get(cell.getId());
      if (!edit || cell.getSource() !== edit.source) {
        return [];
      }
      const same = others.filter(other => isOfSameEdit(other, edit));
      return same.length > 0
        ? [{ cell, theirs: same.map(other => other.getId()) }]
        : [];
    });
  }

  /** No step of the undo: to undo it would bring the duplicate back. */
  private takeBack(
    twins: readonly ITwin[],
    texts: readonly WrittenText[]
  ): void {
    const { shared } = this;
    shared.transact(() => {
      twins.forEach(({ cell }) =>
        shared.deleteCell(shared.cells.indexOf(cell))
      );
      texts.forEach(text => text.takeBack());
    }, false);
  }

  private isOver = false;
  private readonly texts: readonly WrittenText[];
}

/** What a rule moves is the notebook's own, of which there may be several; of anything else a rule inserts one cell. */
function isOfSameEdit(
  cell: SharedCell,
  { rule, moved, source }: IInsertCellEdit
): boolean {
  return (
    readCell(cell).insertedBy === rule &&
    (!moved || cell.getSource() === source)
  );
}
