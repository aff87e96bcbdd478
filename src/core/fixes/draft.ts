import type { INotebook } from '../notebook/model';
import { apply } from './apply';
import { isSame } from './compare-edits';
import type { Edit, IInsertCellEdit, IReplaceEdit } from './model';
import { resolve } from './resolve';

/** Edits of the notebook as it was that can only be done together, and the steps that they came from, in order. */
export interface IHunk {
  readonly edits: readonly Edit[];
  readonly steps: readonly number[];
}

/** A stretch of a cell's source: kept, or with another text in its place. The stretches of a cell follow each other without a gap. */
interface IStretch {
  /** Offsets in the source as it was. */
  readonly from: number;
  readonly to: number;
  /** Null where the source is kept. */
  readonly text: string | null;
  readonly steps: ReadonlySet<number>;
}

interface IInserted {
  readonly moved?: boolean;
  readonly steps: ReadonlySet<number>;
}

const none: ReadonlySet<number> = new Set();

/**
 * A notebook in which edits are tried step by step, each made for what the one before has left. What comes of them all is told
 * as edits of the notebook as it was.
 */
export class Draft {
  constructor(private readonly original: INotebook) {
    this.current = original;
  }

  /** What the steps so far have made of the notebook. */
  get notebook(): INotebook {
    return this.current;
  }

  /** Does the edits of some steps, all of them or none, all made for the notebook as it is now. Whether they changed anything. */
  change(steps: readonly (readonly Edit[])[]): boolean {
    const before = this.current;
    const { operations, stale } = resolve(before, steps.flat());
    if (stale.length > 0 || operations.length === 0) {
      return false;
    }
    this.current = apply(before, steps.flat()).notebook;
    for (const operation of operations) {
      const { index, edit } = operation;
      const own = new Set(
        steps.flatMap((edits, step) =>
          edits.some(one => isSame(one, edit)) ? [this.count + step] : []
        )
      );
      if (operation.kind === 'replace') {
        this.rewrite(operation.edit, before.cells[index].source, own);
      } else {
        this.noteInserted(before, operation.edit, own);
      }
    }
    this.count += steps.length;
    return true;
  }

  /** What is different now, in the order of the notebook. */
  hunks(): IHunk[] {
    const known = new Map(this.original.cells.map(cell => [cell.id, cell]));
    let next: string | null = null;
    const hunks: IHunk[] = [];
    for (const { id, source, insertedBy } of [
      ...this.current.cells
    ].reverse()) {
      const own = this.inserted.get(id);
      if (own) {
        const { steps, ...moved } = own;
        const edit: Edit = {
          kind: 'insert-cell',
          beforeCellId: next,
          source,
          rule: insertedBy ?? '',
          ...moved
        };
        hunks.unshift({ edits: [edit], steps: inOrder(steps) });
      } else {
        next = id;
        hunks.unshift(...this.rewritten(id, known.get(id)?.source ?? source));
      }
    }
    return hunks;
  }

  private rewritten(cellId: string, cellSource: string): IHunk[] {
    return joined(this.stretches.get(cellId) ?? []).flatMap(
      ({ from, to, text, steps }): IHunk[] => {
        const expected = cellSource.slice(from, to);
        return text === null || text === expected
          ? []
          : [
              {
                edits: [
                  {
                    kind: 'replace',
                    cellId,
                    from,
                    to,
                    expected,
                    cellSource,
                    text
                  }
                ],
                steps: inOrder(steps)
              }
            ];
      }
    );
  }

  private rewrite(
    { cellId, from, to, text }: IReplaceEdit,
    source: string,
    steps: ReadonlySet<number>
  ): void {
    const inserted = this.inserted.get(cellId);
    if (inserted) {
      const all = new Set([...inserted.steps, ...steps]);
      this.inserted.set(cellId, { ...inserted, steps: all });
      return;
    }
    const whole = { from: 0, to: source.length, text: null, steps: none };
    const stretches = this.stretches.get(cellId) ?? [whole];
    this.stretches.set(cellId, replaced(stretches, { from, to, text, steps }));
  }

  private noteInserted(
    { cells }: INotebook,
    { rule, source, moved }: IInsertCellEdit,
    steps: ReadonlySet<number>
  ): void {
    const known = new Set(cells.map(({ id }) => id));
    for (const cell of this.current.cells) {
      const isNew = !known.has(cell.id) && !this.inserted.has(cell.id);
      if (isNew && cell.insertedBy === rule && cell.source === source) {
        this.inserted.set(cell.id, moved ? { moved, steps } : { steps });
        return;
      }
    }
  }

  private count = 0;
  private current: INotebook;
  private readonly stretches = new Map<string, readonly IStretch[]>();
  private readonly inserted = new Map<string, IInserted>();
}

/** The stretches after one more replacement, whose offsets are those of the text that the stretches say. */
function replaced(
  stretches: readonly IStretch[],
  { from, to, text, steps }: IStretch & { text: string }
): IStretch[] {
  const all = placed(cut(cut(stretches, from), to));
  const before = all.filter(({ end }) => end <= from);
  const after = all.filter(({ start, end }) => start >= to && end > from);
  const within = all.slice(before.length, all.length - after.length);
  const head = within.map(({ stretch, start }) =>
    (stretch.text ?? '').slice(0, Math.max(0, from - start))
  );
  const tail = within.map(({ stretch, start }) =>
    (stretch.text ?? '').slice(Math.max(0, to - start))
  );
  const middle: IStretch = {
    from: before[before.length - 1]?.stretch.to ?? 0,
    to: after[0]?.stretch.from ?? stretches[stretches.length - 1].to,
    text: [...head, text, ...tail].join(''),
    steps: new Set([
      ...within.flatMap(({ stretch }) => [...stretch.steps]),
      ...steps
    ])
  };
  return [
    ...before.map(({ stretch }) => stretch),
    middle,
    ...after.map(({ stretch }) => stretch)
  ];
}

/** Each stretch with its offsets in the text that they say together. */
function placed(
  stretches: readonly IStretch[]
): { stretch: IStretch; start: number; end: number }[] {
  let end = 0;
  return stretches.map(stretch => {
    const start = end;
    end += stretch.text?.length ?? stretch.to - stretch.from;
    return { stretch, start, end };
  });
}

/** The same stretches, with a border at an offset where that lies in one that is kept. */
function cut(stretches: readonly IStretch[], offset: number): IStretch[] {
  return placed(stretches).flatMap(({ stretch, start, end }) => {
    const border = stretch.from + offset - start;
    return stretch.text === null && start < offset && offset < end
      ? [
          { ...stretch, to: border },
          { ...stretch, from: border }
        ]
      : [stretch];
  });
}

/** Two new texts at one place are one: which of two edits there goes first could not be told. */
function joined(stretches: readonly IStretch[]): IStretch[] {
  const found: IStretch[] = [];
  for (const stretch of stretches) {
    const last = found[found.length - 1];
    const isOne =
      last !== undefined &&
      last.text !== null &&
      stretch.text !== null &&
      last.from === stretch.from;
    if (isOne) {
      found[found.length - 1] = {
        from: last.from,
        to: stretch.to,
        text: `${last.text}${stretch.text}`,
        steps: new Set([...last.steps, ...stretch.steps])
      };
    } else {
      found.push(stretch);
    }
  }
  return found;
}

function inOrder(steps: ReadonlySet<number>): number[] {
  return [...steps].sort((a, b) => a - b);
}
