import type { ITranslate } from '../../core/translate';
import type { IFrontend } from '../frontend';
import type { Step } from '../steps';
import { copyButton } from './copy';
import { button, element } from './elements';

export interface IStepsParts {
  readonly steps: readonly Step[];
  readonly heading: string;
  readonly frontend: IFrontend;
  readonly cellName: (index: number) => string;
  readonly trans: ITranslate;
}

/** What to do to the notebook: each cell as code, with the ways to get it there. */
export function stepsList(parts: IStepsParts): HTMLElement | null {
  const { steps, heading } = parts;
  return steps.length === 0
    ? null
    : element(
        'div',
        'steps',
        element('h4', '', heading),
        ...steps.map(step => stepElement(step, parts))
      );
}

function stepElement(
  step: Step,
  { frontend, cellName, trans }: IStepsParts
): HTMLElement {
  const { source } = step;
  const said = element('span', 'quiet');
  said.setAttribute('role', 'status');
  const { addCell } = frontend;
  const insert =
    addCell && step.kind === 'insert'
      ? button(trans.__('Insert fix cell'), async self => {
          await addCell(source);
          self.hidden = true;
          said.textContent = trans.__(
            'Colab chose the place. Move the cell: %1.',
            placeOf(step, cellName, trans)
          );
        })
      : null;
  return element(
    'div',
    'step',
    element('p', '', titleOf(step, cellName, trans)),
    element('pre', '', element('code', '', source)),
    element(
      'div',
      'actions',
      insert,
      copyButton(trans.__('Copy'), source, trans),
      said
    )
  );
}

function titleOf(
  step: Step,
  cellName: (index: number) => string,
  trans: ITranslate
): string {
  return step.kind === 'insert'
    ? trans.__('A new cell, %1:', placeOf(step, cellName, trans))
    : trans.__('In place of what is in %1:', cellName(step.cell));
}

function placeOf(
  { before }: Step & { kind: 'insert' },
  cellName: (index: number) => string,
  trans: ITranslate
): string {
  return before === null
    ? trans.__('at the end')
    : trans.__('above %1', cellName(before));
}
