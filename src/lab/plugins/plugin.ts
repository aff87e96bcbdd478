import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { Doctors } from '../doctors';
import { DoctorSettings } from '../settings';
import { IKerasDoctor } from '../tokens';
import { translateSettings } from '../translate-settings';

/** Keeps a doctor for every open notebook; owns the settings. */
export const doctorPlugin: JupyterFrontEndPlugin<IKerasDoctor> = {
  id: 'jupyterlab-keras-doctor:plugin',
  description:
    'Diagnoses notebooks against the TensorFlow and Keras of their kernels.',
  autoStart: true,
  requires: [INotebookTracker, ISettingRegistry],
  optional: [ITranslator],
  provides: IKerasDoctor,
  activate: (
    app: JupyterFrontEnd,
    tracker: INotebookTracker,
    registry: ISettingRegistry,
    translator: ITranslator | null
  ): IKerasDoctor => {
    const trans = (translator ?? nullTranslator).load(
      'jupyterlab_keras_doctor'
    );
    registry.transform(doctorPlugin.id, {
      fetch: plugin => translateSettings(plugin, trans)
    });
    const settings = registry
      .load(doctorPlugin.id)
      .then(loaded => new DoctorSettings(loaded));
    return new Doctors(tracker, settings, trans);
  }
};
