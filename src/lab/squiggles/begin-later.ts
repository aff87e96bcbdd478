import type { Extension } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { ViewPlugin } from '@codemirror/view';
import type { IDisposable } from '@lumino/disposable';

/**
 * An extension that begins its work when its code and its data are there, and until then does nothing: JupyterLab makes the editors
 * of a notebook one after another, and whatever is dispatched to one of them meanwhile makes the browser lay out the page.
 */
export function beginLater(
  begin: (view: EditorView) => Promise<IDisposable | null>
): Extension {
  return ViewPlugin.define(view => {
    let isDestroyed = false;
    let work: IDisposable | null = null;
    void begin(view).then(begun => {
      work = begun;
      if (isDestroyed) {
        work?.dispose();
      }
    });
    return {
      destroy: () => {
        isDestroyed = true;
        work?.dispose();
      }
    };
  });
}
