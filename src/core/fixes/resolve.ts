import type { INotebook } from '../notebook/model';
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
  /** Edits that cannot be done: the cell is gone, cannot be edited, or no longer says what the diagnosis read. */
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
  for (const edit of edits) {
    const operation = place(notebook, indices, edit);
    if (operation && isDone(notebook, operation)) {
      continue;
    }
    if (operation) {
      operations.push(operation);
    } else {
      stale.push(edit);
    }
  }
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
  const cell = notebook.cells[index];
  const current = cell.source.slice(edit.from, edit.to);
  return cell.editable && current === edit.expected
    ? { kind: 'replace', index, edit }
    : null;
}

/** The cell stands there already, from the same edit applied before: applying twice changes nothing. */
function isDone(
  { cells }: INotebook,
  { kind, index, edit }: Operation
): boolean {
  const above = cells[index - 1];
  return (
    kind === 'insert' &&
    above !== undefined &&
    above.insertedBy === edit.rule &&
    above.source === edit.source
  );
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
