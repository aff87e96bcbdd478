import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { IStatusBar } from '@jupyterlab/statusbar';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { Badge } from '../badge/badge';
import { BadgeModel } from '../badge/badge-model';
import { togglePopup } from '../badge/open-popup';
import { IKerasDoctor } from '../tokens';

/** The badge in JupyterLab's status bar: that of the current notebook. */
export const statusItemPlugin: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-keras-doctor:status-item',
  description:
    'Shows TensorFlow, Keras and GPU of the current notebook in the status bar.',
  autoStart: true,
  requires: [IKerasDoctor],
  optional: [IStatusBar, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    doctors: IKerasDoctor,
    statusBar: IStatusBar | null,
    translator: ITranslator | null
  ): void => {
    if (!statusBar) {
      return;
    }
    const trans = (translator ?? nullTranslator).load(
      'jupyterlab_keras_doctor'
    );
    const isShown = () => doctors.current?.panel === app.shell.currentWidget;
    const model = new BadgeModel(() => (isShown() ? doctors.current : null));
    doctors.changed.connect(() => model.update());
    app.shell.currentChanged?.connect(() => model.update());
    statusBar.registerStatusItem('jupyterlab-keras-doctor:status-item', {
      item: new Badge(
        model,
        badge => void togglePopup(badge, app.commands, trans),
        trans
      ),
      align: 'left',
      rank: 10,
      isActive: () => model.badge !== null,
      activeStateChanged: model.stateChanged
    });
  }
};
