import type { ITranslate } from '../../core/translate';
import type { IExamination } from '../examine';
import type { IFrontend, Question } from '../frontend';
import { copyButton } from './copy';
import { button, element } from './elements';

const applyLine = '%keras_doctor apply';

export interface IActionsParts {
  readonly examination: IExamination;
  readonly frontend: IFrontend;
  /** The Markdown report. */
  readonly report: string;
  /** Asks the kernel and shows what it answers. */
  readonly ask: (question: Question) => Promise<void>;
  readonly trans: ITranslate;
}

/** What can be done at once, and in words what this frontend cannot do. */
export function actions(parts: IActionsParts): HTMLElement {
  const { frontend, report, ask, trans } = parts;
  const check = frontend.ask
    ? button(trans.__('Check again'), () => ask('check'))
    : null;
  return element(
    'div',
    '',
    element(
      'div',
      'actions',
      ...applyActions(parts),
      restartButton(parts),
      check,
      copyButton(trans.__('Copy report'), report, trans)
    ),
    ...limits(parts).map(text => element('p', 'quiet', text))
  );
}

function applyActions({
  examination,
  frontend,
  ask,
  trans
}: IActionsParts): HTMLElement[] {
  if (!examination.canApply) {
    return [];
  }
  return frontend.ask
    ? [button(trans.__('Apply now'), () => ask('apply'))]
    : [copyButton(trans.__('Copy %1', applyLine), applyLine, trans)];
}

/** Needs two clicks: what is in memory is lost. */
function restartButton({
  examination,
  frontend,
  ask,
  trans
}: IActionsParts): HTMLElement | null {
  if (!needsRestart(examination) || !frontend.ask) {
    return null;
  }
  let isSure = false;
  return button(trans.__('Restart session'), async self => {
    if (isSure) {
      await ask('restart');
    }
    isSure = true;
    self.textContent = trans.__('Restart: all variables are lost');
  });
}

function needsRestart({ isLoaded, steps, diagnosis }: IExamination): boolean {
  const isAsked = diagnosis.diagnostics.some(
    ({ rule }) => rule === 'restart-needed'
  );
  return isLoaded && (isAsked || steps.length > 0);
}

function limits({ examination, frontend, trans }: IActionsParts): string[] {
  const { canApply, steps } = examination;
  const lines: string[] = [];
  if (canApply && !frontend.ask) {
    lines.push(
      trans.__(
        'To set the variable in this kernel now, run %1 in a cell: an output cannot reach the kernel here.',
        applyLine
      )
    );
  }
  if (needsRestart(examination) && !frontend.ask) {
    lines.push(
      trans.__(
        'TensorFlow has chosen its Keras: afterwards restart the kernel, with the command of your notebook.'
      )
    );
  }
  if (steps.length > 0 && !frontend.addCell) {
    lines.push(
      trans.__(
        'An output cannot change cells here: copy and paste them. In JupyterLab 4 and Notebook 7 the extension does it in one click (install jupyterlab-keras-doctor where the server runs).'
      )
    );
  }
  if (frontend.name === 'colab' && !frontend.ask) {
    lines.push(
      trans.__(
        'This output is of another session. Run its cell again to use its buttons.'
      )
    );
  }
  return lines;
}
