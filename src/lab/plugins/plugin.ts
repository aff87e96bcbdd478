import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import {
  ISessionContextDialogs,
  SessionContextDialogs
} from '@jupyterlab/apputils';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { Doctors } from '../doctors';
import { Runner } from '../runner';
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
  optional: [ISessionContextDialogs, ITranslator],
  provides: IKerasDoctor,
  activate: (
    app: JupyterFrontEnd,
    tracker: INotebookTracker,
    registry: ISettingRegistry,
    dialogs: ISessionContextDialogs | null,
    maybeTranslator: ITranslator | null
  ): IKerasDoctor => {
    const translator = maybeTranslator ?? nullTranslator;
    const trans = translator.load('jupyterlab_keras_doctor');
    registry.transform(doctorPlugin.id, {
      fetch: plugin => translateSettings(plugin, trans)
    });
    const settings = registry
      .load(doctorPlugin.id)
      .then(loaded => new DoctorSettings(loaded));
    const runner = new Runner(
      dialogs ?? new SessionContextDialogs({ translator }),
      translator
    );
    return new Doctors(tracker, { settings, runner, trans });
  }
};
