import type { IRepeated } from '../../core/fixes/repeat-edits';
import { repeatEdits } from '../../core/fixes/repeat-edits';
import type { IReplaced, SharedCell } from '../notebook-adapter';

type Delta = readonly {
  readonly insert?: string;
  readonly delete?: number;
  readonly retain?: number;
}[];

/** What a fix wrote into one cell of a shared notebook, beside which others may write the same. */
export class WrittenText {
  constructor(
    private readonly cell: SharedCell,
    private readonly replaced: IReplaced,
    private readonly changed: () => void
  ) {
    const { source, edits } = replaced;
    this.once = repeatEdits(source, edits, 1);
    this.ours = this.once.texts[0]?.from ?? 0;
    cell.changed.connect(this.onChange, this);
  }

  stop(): void {
    this.cell.changed.disconnect(this.onChange, this);
  }

  /** Others have written the same, and nobody anything else. */
  get isRepeated(): boolean {
    return this.repeated().length > 0;
  }

  /** Whether our copies are the first ones; all clients see the copies in the same order. */
  get isFirst(): boolean {
    return this.ours === this.once.texts[0].from;
  }

  /** Takes our copies out again; those of the others stay. */
  takeBack(): void {
    const [first] = this.once.texts;
    const place = (this.ours - first.from) / first.length;
    for (const { from, length } of [...this.repeated()].reverse()) {
      const start = from + place * length;
      this.cell.updateSource(start, start + length);
    }
  }

  private repeated(): readonly IRepeated[] {
    const now = this.cell.getSource();
    const added = this.once.texts.reduce((sum, { length }) => sum + length, 0);
    const times = 1 + (now.length - this.once.source.length) / added;
    if (!Number.isInteger(times) || times < 2) {
      return [];
    }
    const { source, edits } = this.replaced;
    const expected = repeatEdits(source, edits, times);
    return expected.source === now ? expected.texts : [];
  }

  /** What comes in before our first text moves that. */
  private onChange(
    _: SharedCell,
    { sourceChange = [] }: { sourceChange?: Delta }
  ): void {
    let at = 0;
    for (const { insert = '', retain = 0, delete: gone = 0 } of sourceChange) {
      if (at <= this.ours) {
        this.ours += insert.length - Math.min(gone, this.ours - at);
      }
      at += retain + insert.length;
    }
    this.changed();
  }

  private readonly once: ReturnType<typeof repeatEdits>;
  /** Where our copy of the first text begins. */
  private ours: number;
}
