/** A fix that inserts a cell, found and applied on plain data, against splicing that cell into a copy of the list by hand. */
import { isQuick, report, takeTurns, time } from './measure';
import { NotebookDrawer } from './notebooks';
import { apply } from '../src/core/fixes/apply';
import type { IInsertCellEdit } from '../src/core/fixes/model';

/** So short a piece of work is done many times, or the clock is too coarse for it. */
const repeats = 100;

function measure(n: number) {
  const notebook = new NotebookDrawer(n).ofCells(n);
  const edit: IInsertCellEdit = {
    kind: 'insert-cell',
    beforeCellId: notebook.cells[1].id,
    source: 'import os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
    rule: 'needs-keras-2'
  };
  if (apply(notebook, [edit]).notebook.cells.length !== n + 1) {
    throw new Error('the cell was not inserted');
  }
  const byHand = () => {
    const cells = [...notebook.cells];
    const at = cells.findIndex(({ id }) => id === edit.beforeCellId);
    const { source, rule } = edit;
    cells.splice(at, 0, {
      id: 'new',
      type: 'code',
      source,
      editable: true,
      insertedBy: rule
    });
    return { ...notebook, cells };
  };
  const often = (work: () => unknown) => () =>
    time(() => {
      for (let count = 0; count < repeats; count++) {
        work();
      }
    }) / repeats;
  const medians = takeTurns(isQuick ? 15 : 41, {
    ours: often(() => apply(notebook, [edit])),
    hand: often(byHand)
  });
  return {
    what: 'fix: resolve and apply',
    n,
    unit: 'cells',
    ms: medians.ours,
    rivals: { 'splice by hand': medians.hand, 'one frame': 1000 / 60 }
  };
}

report([100, 1000, 10000].map(measure));
