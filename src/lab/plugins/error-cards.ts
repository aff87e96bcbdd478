import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { IKerasDoctor } from '../tokens';

/** Cards under errors of a known cause. */
export const errorCardsPlugin: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-keras-doctor:error-cards',
  description: 'Says below an error what caused it, with the fix.',
  autoStart: true,
  requires: [IKerasDoctor, INotebookTracker],
  optional: [ITranslator],
  activate: (
    app: JupyterFrontEnd,
    doctors: IKerasDoctor,
    tracker: INotebookTracker,
    translator: ITranslator | null
  ): void => {
    const trans = (translator ?? nullTranslator).load(
      'jupyterlab_keras_doctor'
    );
    tracker.widgetAdded.connect((_, panel) => {
      void Promise.all([
        doctors.of(panel),
        import(/* webpackChunkName: "notebook" */ '../cards/cell-cards')
      ]).then(([doctor, { CellCards }]) => new CellCards(doctor, trans));
    });
  }
};
