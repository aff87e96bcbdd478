import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { IFileBrowserFactory } from '@jupyterlab/filebrowser';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { CommandIds } from '../command-ids';
import { doctorIcon } from '../icons';
import { KnownModels } from '../tfjs/known-models';

/** "Repair Keras Model for TensorFlow.js" in the file browser's menu, on files that are such models. */
export const repairTfjsPlugin: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-keras-doctor:repair-tfjs',
  description:
    'Repairs a model.json that Keras 3 wrote, so that TensorFlow.js loads it.',
  autoStart: true,
  optional: [IFileBrowserFactory, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    browsers: IFileBrowserFactory | null,
    translator: ITranslator | null
  ): void => {
    const trans = (translator ?? nullTranslator).load(
      'jupyterlab_keras_doctor'
    );
    const selected = () => {
      const items = [
        ...(browsers?.tracker.currentWidget?.selectedItems() ?? [])
      ];
      return items.length === 1 && items[0].name.endsWith('.json')
        ? items[0]
        : null;
    };
    const models = new KnownModels(app.serviceManager.contents, () =>
      app.contextMenu.menu.update()
    );
    app.commands.addCommand(CommandIds.repairTfjs, {
      label: trans.__('Repair Keras Model for TensorFlow.js'),
      caption: trans.__(
        'Show what this model.json needs for TensorFlow.js to load it, and repair it'
      ),
      icon: doctorIcon,
      describedBy: {
        args: {
          type: 'object',
          properties: {
            path: {
              type: 'string',
              description: trans.__(
                'The model.json; without it, the file selected in the file browser'
              )
            }
          }
        }
      },
      isEnabled: ({ path }) => typeof path === 'string' || selected() !== null,
      isVisible: ({ path }) => {
        const file = selected();
        return (
          typeof path === 'string' || (file !== null && models.isOne(file))
        );
      },
      execute: async ({ path }) => {
        const file = typeof path === 'string' ? path : selected()?.path;
        if (file !== undefined) {
          const { repairFile } = await import('../tfjs/repair-file');
          await repairFile(app.serviceManager.contents, file, trans);
        }
      }
    });
  }
};
