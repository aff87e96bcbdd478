import type { Extension } from '@codemirror/state';
import { Compartment } from '@codemirror/state';
import { ViewPlugin } from '@codemirror/view';

/** An extension that is empty until its code and its data are there. */
export function lazyExtension(
  load: () => Promise<Extension | null>
): Extension {
  const compartment = new Compartment();
  return [
    compartment.of([]),
    ViewPlugin.define(view => {
      let isDestroyed = false;
      void load().then(extension => {
        if (extension && !isDestroyed) {
          view.dispatch({ effects: compartment.reconfigure(extension) });
        }
      });
      return {
        destroy: () => {
          isDestroyed = true;
        }
      };
    })
  ];
}
