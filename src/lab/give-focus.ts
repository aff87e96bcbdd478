import type { NotebookPanel } from '@jupyterlab/notebook';

/** Gives the focus back to the notebook that was changed, where that can be seen: its own keys, such as those of the undo, work then. */
export function giveFocus({ content, isVisible }: NotebookPanel): void {
  if (isVisible) {
    content.activate();
    // A button inside of the notebook that had the focus may go.
    if (content.mode === 'command') {
      content.activeCell?.node.focus({ preventScroll: true });
    }
  }
}
