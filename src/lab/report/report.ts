import { Clipboard, MainAreaWidget, Notification } from '@jupyterlab/apputils';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { MimeModel } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import { copyIcon, ToolbarButton } from '@jupyterlab/ui-components';
import { report } from '../../core/report';
import { diagnosisOf } from '../diagnosis-of';
import { doctorIcon } from '../icons';
import { loadEngine } from '../load-engine';
import type { NotebookDoctor } from '../notebook-doctor';

/** The report on a notebook as Markdown, with nothing private in it. Null where the kernel has not answered. */
async function markdown(
  doctor: NotebookDoctor,
  trans: TranslationBundle
): Promise<string | null> {
  const diagnosis = await diagnosisOf(doctor, trans);
  if (!diagnosis) {
    return null;
  }
  const { loadPlanning } = await loadEngine();
  const { standing } = await loadPlanning();
  const { environment, facts, verdict } = diagnosis;
  const name = doctor.panel.context.path.split('/').pop() ?? '';
  return report(
    {
      environment,
      notebooks: [{ name, diagnosis, standing: standing(facts, verdict) }],
      person: { home: null, user: null }
    },
    trans
  );
}

/** "Copy Keras Report as Markdown". */
export async function copyReport(
  doctor: NotebookDoctor,
  trans: TranslationBundle
): Promise<void> {
  const text = await markdown(doctor, trans);
  if (text !== null) {
    copy(text, trans);
  }
}

function copy(text: string, trans: TranslationBundle): void {
  Clipboard.copyToSystem(text);
  Notification.success(trans.__('The Keras report is in the clipboard.'), {
    autoClose: 4000
  });
}

/** "Show Keras Report": the rendered report in a tab of its own, or null where the kernel has not answered. */
export async function makeReport(
  doctor: NotebookDoctor,
  rendermime: IRenderMimeRegistry,
  trans: TranslationBundle
): Promise<MainAreaWidget | null> {
  const text = await markdown(doctor, trans);
  if (text === null) {
    return null;
  }
  const content = rendermime.createRenderer('text/markdown');
  await content.renderModel(new MimeModel({ data: { 'text/markdown': text } }));
  content.addClass('jp-KerasDoctorReport');
  const widget = new MainAreaWidget({ content });
  // It scrolls: by keyboard, too.
  content.node.tabIndex = 0;
  const button = new ToolbarButton({
    icon: copyIcon,
    label: trans.__('Copy as Markdown'),
    onClick: () => copy(text, trans)
  });
  widget.toolbar.addItem('copy', button);
  const { title } = doctor.panel;
  widget.title.label = trans.__('Keras Report: %1', title.label);
  widget.title.icon = doctorIcon;
  widget.title.closable = true;
  return widget;
}
