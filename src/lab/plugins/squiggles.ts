import type { EditorView } from '@codemirror/view';
import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import {
  EditorExtensionRegistry,
  IEditorExtensionRegistry
} from '@jupyterlab/codemirror';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { beginLater } from '../squiggles/begin-later';
import { IKerasDoctor } from '../tokens';

/** Underlines findings in the cells, with quick fixes. */
export const squigglesPlugin: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-keras-doctor:squiggles',
  description: 'Underlines findings in the cells and offers their fixes.',
  autoStart: true,
  requires: [IKerasDoctor, IEditorExtensionRegistry, INotebookTracker],
  optional: [ITranslator],
  activate: (
    app: JupyterFrontEnd,
    doctors: IKerasDoctor,
    extensions: IEditorExtensionRegistry,
    tracker: INotebookTracker,
    translator: ITranslator | null
  ): void => {
    const trans = (translator ?? nullTranslator).load(
      'jupyterlab_keras_doctor'
    );
    extensions.addExtension({
      name: 'keras-doctor:squiggles',
      factory: ({ model, inline }) => {
        if (!inline) {
          return null;
        }
        const begin = async (view: EditorView) => {
          const [{ findCell }, { NotebookSquiggles }] = await Promise.all([
            import(/* webpackChunkName: "notebook" */ '../squiggles/find-cell'),
            import(
              /* webpackChunkName: "notebook" */ '../squiggles/notebook-squiggles'
            )
          ]);
          const found = findCell(model.sharedModel, tracker);
          if (!found) {
            return null;
          }
          const doctor = await doctors.of(found.panel);
          return NotebookSquiggles.of(doctor, trans).add(found.cell, view);
        };
        return EditorExtensionRegistry.createImmutableExtension(
          beginLater(begin)
        );
      }
    });
  }
};
