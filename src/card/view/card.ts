import { report } from '../../core/report';
import { standing } from '../../core/standing';
import type { ITranslate } from '../../core/translate';
import type { IExamination } from '../examine';
import { examine } from '../examine';
import type { IFrontend, Question } from '../frontend';
import type { IPayload } from '../payload';
import { readPayload } from '../payload';
import type { Step } from '../steps';
import { actions } from './actions';
import { copyButton } from './copy';
import { element, withCode } from './elements';
import { findingsList, why } from './findings';
import { sign } from './sign';
import { stepsList } from './steps-list';
import { colorSchemeOf, style } from './style';

/** What came of a click. */
interface IDone {
  readonly said: string | null;
  /** The cells that would do the same in every session. */
  readonly steps: readonly Step[];
}

/** The card in one output. It shows what the core says; it decides nothing. */
export class Card {
  /** @param host - the element of the output; its text is replaced. */
  constructor(
    private readonly host: HTMLElement,
    private readonly frontend: IFrontend,
    private readonly trans: ITranslate
  ) {}

  private steps: readonly Step[] = [];

  /** Shows a diagnosis; under an error that no rule knows, nothing at all. */
  show(payload: IPayload, done: IDone | null = null): void {
    const examination = examine(payload, this.trans);
    const children =
      'error' in examination
        ? [element('p', '', examination.error)]
        : this.children(payload, examination);
    children.push(...(done ? this.done(payload, done) : []));
    this.steps = 'error' in examination ? [] : examination.steps;
    this.host.style.colorScheme = colorSchemeOf(this.host);
    this.host.replaceChildren();
    this.host.hidden = children.length === 0;
    const section = element('section', 'card', ...children);
    section.setAttribute('aria-label', this.trans.__('Keras Doctor'));
    this.root.replaceChildren(element('style', '', style), section);
  }

  private children(
    payload: IPayload,
    examination: IExamination
  ): HTMLElement[] {
    switch (payload.mode) {
      case 'badge':
        return shown(this.badgeLine(examination));
      case 'report':
        return [this.report(examination)];
      case 'error':
        return examination.cause ? this.full(payload, examination) : [];
      case 'full':
        return this.full(payload, examination);
    }
  }

  private full(payload: IPayload, examination: IExamination): HTMLElement[] {
    const { trans, frontend } = this;
    const { cause, diagnosis, steps, runtime } = examination;
    const cellName = (index: number) => nameOfCell(payload, index, trans);
    const heading = runtime
      ? trans.__('Or, to stay on this runtime')
      : trans.__('What to do');
    return [
      ...shown(this.badgeLine(examination)),
      ...(cause
        ? [this.cause(cause)]
        : [findingsList(diagnosis.diagnostics, cellName, trans)]),
      ...(runtime ? [element('p', 'runtime', ...withCode(runtime))] : []),
      ...shown(stepsList({ steps, heading, frontend, cellName, trans })),
      actions({
        examination,
        frontend,
        report: this.reportText(examination),
        ask: question => this.ask(question),
        trans
      }),
      ...shown(this.originLine(payload))
    ];
  }

  private badgeLine({ badge }: IExamination): HTMLElement | null {
    if (!badge) {
      return null;
    }
    const line = element(
      'p',
      `badge ${badge.state}`,
      sign(badge.state),
      element('strong', '', badge.label)
    );
    line.title = badge.tooltip;
    return line;
  }

  private cause({
    message,
    rule
  }: NonNullable<IExamination['cause']>): HTMLElement {
    return element(
      'div',
      'error',
      element('p', '', ...withCode(message)),
      element('span', 'quiet', rule),
      why(rule, this.trans)
    );
  }

  private report(examination: IExamination): HTMLElement {
    const text = this.reportText(examination);
    return element(
      'div',
      '',
      element('pre', '', text),
      copyButton(this.trans.__('Copy'), text, this.trans)
    );
  }

  /** Without a name: an output is shown to whoever gets the notebook, who need not know whose kernel it was. */
  private reportText({ diagnosis }: IExamination): string {
    const { environment, facts, verdict } = diagnosis;
    const name = this.trans.__('this notebook');
    const notebooks = [{ name, diagnosis, standing: standing(facts, verdict) }];
    const person = { home: null, user: null };
    return report({ environment, notebooks, person }, this.trans);
  }

  /** What the diagnosis is of, where that is not the notebook as it stands. */
  private originLine({ origin, saved }: IPayload): HTMLElement | null {
    const { trans } = this;
    if (origin === 'colab') {
      return null;
    }
    const text =
      origin === 'history'
        ? trans.__(
            'Only the cells that have run are known: this frontend does not give a kernel its notebook.'
          )
        : saved
          ? trans.__('Read from the file, as it was saved.')
          : trans.__(
              'Read from the file, which is older than what you see: save the notebook and run %1.',
              '%keras_doctor'
            );
    return element('p', 'quiet', text);
  }

  /** What the kernel has done, and the cells that the notebook still lacks for the next session. */
  private done(payload: IPayload, { said, steps }: IDone): HTMLElement[] {
    const { trans, frontend } = this;
    const line = element('p', 'said', said);
    line.setAttribute('role', 'status');
    const cells = payload.notebook.cells.map(({ source }) => source);
    const list = stepsList({
      steps: steps.filter(({ source }) => !cells.includes(source)),
      heading: trans.__('To keep it in the notebook'),
      frontend,
      cellName: index => nameOfCell(payload, index, trans),
      trans
    });
    return [...(said === null ? [] : [line]), ...shown(list)];
  }

  private async ask(question: Question): Promise<void> {
    const steps =
      question === 'apply'
        ? this.steps.filter(({ kind }) => kind === 'insert')
        : [];
    const answer = await this.frontend.ask?.(question);
    if (answer?.payload) {
      this.show(readPayload(answer.payload), { said: answer.said, steps });
    }
  }

  /** A tree of its own, so that neither the page's style nor the card's reaches the other. */
  private get root(): ShadowRoot {
    return this.host.shadowRoot ?? this.host.attachShadow({ mode: 'open' });
  }
}

function shown(child: HTMLElement | null): HTMLElement[] {
  return child ? [child] : [];
}

function nameOfCell(
  { origin }: IPayload,
  index: number,
  trans: ITranslate
): string {
  return origin === 'history'
    ? `In [${index + 1}]`
    : trans.__('cell %1', index + 1);
}
