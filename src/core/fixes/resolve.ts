import type { ICell, INotebook } from '../notebook/model';
import { isSame, overlaps } from './compare-edits';
import type { Edit, IInsertCellEdit, IReplaceEdit } from './model';

/** One change of a notebook at a known place. Operations of one resolution are done from first to last. */
export type Operation =
  | {
      readonly kind: 'replace';
      readonly index: number;
      readonly edit: IReplaceEdit;
    }
  | {
      readonly kind: 'insert';
      readonly index: number;
      readonly edit: IInsertCellEdit;
    };

export interface IResolution {
  readonly operations: readonly Operation[];
  /**
   * Edits that cannot be done: the cell is gone, cannot be edited, or no longer says what the diagnosis read; or an earlier
   * edit writes something else over the same text.
   */
  readonly stale: readonly Edit[];
}

/**
 * Finds the place of every edit in the notebook as it is now. Operations come from the end of the notebook to its start, so
 * that none moves the place of another. Done only as a whole: where anything is stale, no operation should be carried out.
 */
export function resolve(
  notebook: INotebook,
  edits: readonly Edit[]
): IResolution {
  const indices = new Map(
    notebook.cells.map((cell, index) => [cell.id, index])
  );
  const operations: Operation[] = [];
  const stale: Edit[] = [];
  edits.forEach((edit, given) => {
    const earlier = edits.slice(0, given);
    const operation = place(notebook, indices, edit);
    if (!operation || earlier.some(other => contradicts(other, edit))) {
      stale.push(edit);
    } else if (
      !isDone(notebook, operation) &&
      !earlier.some(other => isSame(other, edit))
    ) {
      operations.push(operation);
    }
  });
  return { operations: fromLastToFirst(operations), stale };
}

function place(
  notebook: INotebook,
  indices: ReadonlyMap<string, number>,
  edit: Edit
): Operation | null {
  if (edit.kind === 'insert-cell') {
    const index =
      edit.beforeCellId === null
        ? notebook.cells.length
        : indices.get(edit.beforeCellId);
    return index === undefined ? null : { kind: 'insert', index, edit };
  }
  const index = indices.get(edit.cellId);
  if (index === undefined) {
    return null;
  }
  return isAsRead(notebook.cells[index], edit)
    ? { kind: 'replace', index, edit }
    : null;
}

function contradicts(earlier: Edit, later: Edit): boolean {
  return (
    earlier.kind === 'replace' &&
    later.kind === 'replace' &&
    overlaps(earlier, later) &&
    !isSame(earlier, later)
  );
}

function isAsRead(
  { source, editable }: ICell,
  { from, to, expected, cellSource = source }: IReplaceEdit
): boolean {
  return (
    editable && source === cellSource && source.slice(from, to) === expected
  );
}

/**
 * The cell stands there already, from the same edit applied before: applying twice changes nothing. Between it and its place
 * may stand others that were inserted with it.
 */
function isDone(
  { cells }: INotebook,
  { kind, index, edit }: Operation
): boolean {
  if (kind !== 'insert') {
    return false;
  }
  let above = index - 1;
  while (above >= 0 && cells[above].insertedBy !== null) {
    const { insertedBy, source } = cells[above];
    if (insertedBy === edit.rule && source === edit.source) {
      return true;
    }
    above--;
  }
  return false;
}

/** Later cells first; within a cell, later offsets first; a cell is changed before another is inserted above it. */
function fromLastToFirst(operations: readonly Operation[]): Operation[] {
  const order = operations.map((operation, given) => ({ operation, given }));
  order.sort(
    (a, b) =>
      b.operation.index - a.operation.index ||
      offset(b.operation) - offset(a.operation) ||
      b.given - a.given
  );
  return order.map(({ operation }) => operation);
}

function offset(operation: Operation): number {
  return operation.kind === 'replace' ? operation.edit.from : -1;
}
