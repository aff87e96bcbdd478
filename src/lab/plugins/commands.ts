import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import type { LabIcon } from '@jupyterlab/ui-components';
import { openPopup } from '../badge/open-popup';
import { CommandIds } from '../command-ids';
import { doctorIcon } from '../icons';
import type { NotebookDoctor } from '../notebook-doctor';
import { tellFailure } from '../tell-failure';
import { IKerasDoctor } from '../tokens';

interface ICommand {
  readonly id: string;
  readonly label: string;
  readonly caption: string;
  readonly icon?: LabIcon;
  readonly execute: (doctor: NotebookDoctor) => Promise<void>;
}

/** The commands of the palette, the menus and the toolbar. */
export const commandsPlugin: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-keras-doctor:commands',
  description: 'Fix Keras Version, its preview, and the commands beside it.',
  autoStart: true,
  requires: [IKerasDoctor, IRenderMimeRegistry],
  optional: [ICommandPalette, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    doctors: IKerasDoctor,
    rendermime: IRenderMimeRegistry,
    palette: ICommandPalette | null,
    translator: ITranslator | null
  ): void => {
    const trans = (translator ?? nullTranslator).load(
      'jupyterlab_keras_doctor'
    );
    const { commands } = app;
    const category = trans.__('Keras Doctor');
    const list = commandList(app, rendermime, trans);
    for (const { id, label, caption, icon, execute } of list) {
      commands.addCommand(id, {
        label,
        caption,
        icon,
        describedBy: { args: { type: 'object', properties: {} } },
        isEnabled: () => doctors.current !== null,
        isVisible: () => doctors.current?.isRelevant ?? false,
        execute: async () => {
          const { current } = doctors;
          if (current) {
            await tellFailure(label, () => execute(current), trans);
          }
        }
      });
      palette?.addItem({ command: id, category });
    }
    commands.addCommand(CommandIds.settings, {
      label: trans.__('Keras Doctor Settings'),
      caption: trans.__('Open the settings of Keras Doctor'),
      describedBy: { args: { type: 'object', properties: {} } },
      isVisible: () => commands.hasCommand('settingeditor:open'),
      isEnabled: () => commands.hasCommand('settingeditor:open'),
      execute: () =>
        commands.execute('settingeditor:open', { query: 'Keras Doctor' })
    });
    palette?.addItem({ command: CommandIds.settings, category });
    // One by one: a button of a toolbar is hidden and shown only by what is said of its own command (seen in JupyterLab 4.6).
    doctors.changed.connect(() =>
      list.forEach(({ id }) => commands.notifyCommandChanged(id))
    );
  }
};

/** What is at hand while a notebook is edited; `schema/plugin.json` gives each its keys. */
function keyboardCommands(
  app: JupyterFrontEnd,
  trans: TranslationBundle
): ICommand[] {
  const findings = () =>
    import(/* webpackChunkName: "actions" */ '../fix/go-to-finding');
  return [
    {
      id: CommandIds.nextFinding,
      label: trans.__('Next Keras Finding'),
      caption: trans.__(
        'Select the next place where Keras Doctor found something'
      ),
      execute: async doctor => (await findings()).goToFinding(doctor, 1, trans)
    },
    {
      id: CommandIds.previousFinding,
      label: trans.__('Previous Keras Finding'),
      caption: trans.__(
        'Select the place before where Keras Doctor found something'
      ),
      execute: async doctor => (await findings()).goToFinding(doctor, -1, trans)
    },
    {
      id: CommandIds.fixAtCursor,
      label: trans.__('Fix Keras Finding at the Cursor'),
      caption: trans.__('Mend what Keras Doctor found where the cursor is'),
      execute: async doctor => (await findings()).fixAtCursor(doctor, trans)
    },
    {
      id: CommandIds.openPopup,
      label: trans.__('Open Keras Diagnosis'),
      caption: trans.__(
        'Show what Keras Doctor says of this notebook and its kernel'
      ),
      execute: async () => openPopup()
    }
  ];
}

function commandList(
  app: JupyterFrontEnd,
  rendermime: IRenderMimeRegistry,
  trans: TranslationBundle
): ICommand[] {
  const actions = () =>
    import(/* webpackChunkName: "actions" */ '../fix/actions');
  return [
    ...keyboardCommands(app, trans),
    {
      id: CommandIds.fix,
      label: trans.__('Fix Keras Version'),
      caption: trans.__(
        'Mend what this notebook and its kernel disagree about, in one undoable step'
      ),
      icon: doctorIcon,
      execute: async doctor => (await actions()).fixAll(doctor, trans)
    },
    {
      id: CommandIds.preview,
      label: trans.__('Preview Keras Fix…'),
      caption: trans.__('Show what Fix Keras Version would change, and choose'),
      execute: async doctor => (await actions()).previewAll(doctor, trans)
    },
    {
      id: CommandIds.check,
      label: trans.__('Check Keras of Kernel Again'),
      caption: trans.__(
        'Ask the kernel again which TensorFlow and Keras it has'
      ),
      execute: doctor => doctor.checkAgain()
    },
    {
      id: CommandIds.insertLegacyCell,
      label: trans.__('Insert Keras 2 Cell (TF_USE_LEGACY_KERAS)'),
      caption: trans.__(
        'Make this notebook run on Keras 2 (tf-keras), whatever the diagnosis says'
      ),
      execute: async doctor => (await actions()).insertLegacyCell(doctor, trans)
    },
    {
      id: CommandIds.insertPins,
      label: trans.__('Insert Matching pip Pins for Keras'),
      caption: trans.__(
        'Insert a cell that installs the releases which this kernel has'
      ),
      execute: async doctor => (await actions()).insertPins(doctor, trans)
    },
    {
      id: CommandIds.restartAndRunAll,
      label: trans.__('Restart Kernel and Run All for Keras…'),
      caption: trans.__(
        'Restart the kernel and run all cells, so that the notebook runs with the Keras that it needs'
      ),
      execute: ({ runner, panel }) => runner.restartAndRunAll(panel)
    },
    {
      id: CommandIds.verify,
      label: trans.__('Verify Keras Fix in a Scratch Kernel'),
      caption: trans.__(
        'Run only the install, variable and import lines of the fixed notebook in a second kernel'
      ),
      execute: async doctor =>
        (
          await import(/* webpackChunkName: "actions" */ '../verify/verify')
        ).verifyFix(doctor, app.serviceManager.kernels, trans)
    },
    {
      id: CommandIds.copyReport,
      label: trans.__('Copy Keras Report as Markdown'),
      caption: trans.__('Copy what a maintainer would ask for in a bug report'),
      execute: async doctor =>
        (
          await import(/* webpackChunkName: "actions" */ '../report/report')
        ).copyReport(doctor, trans)
    },
    {
      id: CommandIds.showReport,
      label: trans.__('Show Keras Report'),
      caption: trans.__('Show what a maintainer would ask for in a bug report'),
      execute: async doctor => {
        const { makeReport } = await import(
          /* webpackChunkName: "actions" */ '../report/report'
        );
        const report = await makeReport(doctor, rendermime, trans);
        if (report) {
          app.shell.add(report, 'main', { mode: 'split-right' });
        }
      }
    }
  ];
}
