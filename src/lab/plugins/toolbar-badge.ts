import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { IToolbarWidgetRegistry } from '@jupyterlab/apputils';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { IStatusBar } from '@jupyterlab/statusbar';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import { Badge } from '../badge/badge';
import { BadgeModel } from '../badge/badge-model';
import { togglePopup } from '../badge/open-popup';
import type { NotebookDoctor } from '../notebook-doctor';
import { IKerasDoctor } from '../tokens';

/** The same badge in the notebook's toolbar, for Notebook 7, which has no status bar. */
export const toolbarBadgePlugin: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-keras-doctor:toolbar-badge',
  description:
    'Shows the badge in the notebook toolbar where there is no status bar.',
  autoStart: true,
  requires: [IKerasDoctor, IToolbarWidgetRegistry],
  optional: [IStatusBar, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    doctors: IKerasDoctor,
    toolbars: IToolbarWidgetRegistry,
    statusBar: IStatusBar | null,
    translator: ITranslator | null
  ): void => {
    const trans = (translator ?? nullTranslator).load(
      'jupyterlab_keras_doctor'
    );
    toolbars.addFactory<NotebookPanel>(
      'Notebook',
      'keras-doctor-badge',
      panel => {
        if (statusBar) {
          const nothing = new Widget();
          nothing.hide();
          return nothing;
        }
        let doctor: NotebookDoctor | null = null;
        const model = new BadgeModel(() => doctor);
        void doctors.of(panel).then(ready => {
          doctor = ready;
          ready.changed.connect(() => model.update());
          model.update();
        });
        return new Badge(
          model,
          badge => void togglePopup(badge, app.commands, trans),
          trans
        );
      }
    );
  }
};
