import type { ISessionContextDialogs } from '@jupyterlab/apputils';
import type { Cell } from '@jupyterlab/cells';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { NotebookActions } from '@jupyterlab/notebook';
import type { ITranslator } from '@jupyterlab/translation';

/** Runs a notebook as JupyterLab's own commands do, with the questions that they ask; those work on the current notebook only. */
export class Runner {
  constructor(
    private readonly dialogs: ISessionContextDialogs,
    private readonly translator: ITranslator
  ) {}

  /** Restarts the kernel, if the user agrees, and runs all cells. */
  async restartAndRunAll({
    content,
    sessionContext
  }: NotebookPanel): Promise<void> {
    const { dialogs, translator } = this;
    if (await dialogs.restart(sessionContext)) {
      await NotebookActions.runAll(
        content,
        sessionContext,
        dialogs,
        translator
      );
    }
  }

  async runCell(
    { content, sessionContext }: NotebookPanel,
    cell: Cell
  ): Promise<void> {
    const { dialogs, translator } = this;
    await NotebookActions.runCells(
      content,
      [cell],
      sessionContext,
      dialogs,
      translator
    );
  }
}
