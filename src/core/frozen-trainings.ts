import { kerasReferences, modelMethod } from './keras-names';
import type { IKerasReference } from './keras-names';
import type { IFacts, INotebook, ISpan } from './notebook/model';
import { isBefore } from './notebook/model';
import { enclosingFunction } from './notebook/source/enclosing-function';
import { once } from './once';

const trains = /^(?:fit|fit_generator|train_on_batch)$/;

/** What decides whether a model is trained. */
const uses = kerasReferences(path =>
  /^(?:compile|trainable|fit|fit_generator|train_on_batch)$/.test(
    modelMethod(path) ?? ''
  )
);

/** The trainings that Keras 3 leaves without effect. */
export const frozenTrainings = once((facts: IFacts): IKerasReference[] => {
  const { notebook } = facts;
  const byModel = new Map<string, IKerasReference[]>();
  for (const use of uses(facts)) {
    const model = receiver(notebook, use);
    if (/^\w+(?:\.\w+)*$/.test(model)) {
      byModel.set(model, [...(byModel.get(model) ?? []), use]);
    }
  }
  return [...byModel.entries()].flatMap(([model, of]) =>
    frozenOf(notebook, model, of)
  );
});

function frozenOf(
  notebook: INotebook,
  model: string,
  of: readonly IKerasReference[]
): IKerasReference[] {
  const assigned = of.filter(({ reference }) => reference.kind === 'assign');
  const freeze = assigned[0];
  const trainings = of.filter(
    ({ path, reference }) =>
      reference.kind === 'call' && trains.test(modelMethod(path) ?? '')
  );
  const isOnlyFrozen = assigned.every(({ reference }) =>
    /=\s*False$/.test(textOf(notebook, reference.statementSpan).trim())
  );
  if (!freeze || !isOnlyFrozen) {
    return [];
  }
  const { span } = freeze.reference;
  const isTouched = of.some(
    ({ path, reference }) =>
      (trainings.some(training => training.reference === reference) &&
        isBefore(reference.span, span)) ||
      (modelMethod(path) === 'compile' && isBefore(span, reference.span))
  );
  return isTouched
    ? []
    : trainings.filter(training =>
        isSameModel(notebook, model, span, training)
      );
}

/** Whether a name stands for one model where it is frozen and where it is trained. */
function isSameModel(
  notebook: INotebook,
  model: string,
  freeze: ISpan,
  { path, reference: { span } }: IKerasReference
): boolean {
  const frozenIn = functionAround(notebook, freeze);
  const trainedIn = functionAround(notebook, span);
  const isInOne =
    frozenIn === trainedIn && (frozenIn === null || freeze.cell === span.cell);
  if (!isInOne && modelMethod(path) !== 'train_on_batch') {
    return false;
  }
  const texts =
    isInOne || frozenIn === null
      ? [textBetween(notebook, freeze, span)]
      : [
          model.includes('.') ? '' : bodyBefore(notebook, freeze, frozenIn),
          bodyBefore(notebook, span, trainedIn ?? span.from)
        ];
  const binding = new RegExp(
    `(?:^|[^.\\w])${model.replace(/\./g, '\\.')}\\s*(?:,[^=\\n()]*)?=(?![=\\s]*[\\w.]+\\.layers\\b)[^=]`
  );
  return !texts.some(text => binding.test(text));
}

function functionAround(
  notebook: INotebook,
  { cell, from }: ISpan
): number | null {
  return enclosingFunction(notebook.cells[cell].source, from);
}

/** The body of a function up to a place, without its parameters. */
function bodyBefore(
  notebook: INotebook,
  { cell, from }: ISpan,
  start: number
): string {
  return notebook.cells[cell].source
    .slice(start, from)
    .replace(/^[^(]*\([^)]*\)/, '');
}

function textBetween(notebook: INotebook, from: ISpan, to: ISpan): string {
  if (from.cell === to.cell) {
    const { source } = notebook.cells[from.cell];
    return source.slice(lineOfEnd(source, from.to), to.from);
  }
  const first = notebook.cells[from.cell].source;
  return [
    first.slice(lineOfEnd(first, from.to)),
    ...notebook.cells
      .slice(from.cell + 1, to.cell)
      .filter(({ type }) => type === 'code')
      .map(({ source }) => source),
    notebook.cells[to.cell].source.slice(0, to.from)
  ].join('\n');
}

/** Behind the line of a statement. */
function lineOfEnd(source: string, at: number): number {
  const end = source.indexOf('\n', at);
  return end < 0 ? source.length : end;
}

/** What a method is called on, as written: `self.critic`. */
export function receiver(
  notebook: INotebook,
  { reference: { span, lastSpan } }: IKerasReference
): string {
  return textOf(notebook, { ...span, to: lastSpan.from }).replace(
    /\s*\.\s*$/,
    ''
  );
}

function textOf(notebook: INotebook, { cell, from, to }: ISpan): string {
  return notebook.cells[cell].source.slice(from, to);
}
