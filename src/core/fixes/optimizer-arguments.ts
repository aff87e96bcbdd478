import { isKeras2Since, kerasReferences, kerasUses } from '../keras-names';
import type {
  IArgument,
  ICall,
  IFacts,
  INotebook,
  IReference,
  ISpan
} from '../notebook/model';
import type { IContext } from '../rules/model';
import {
  argumentAt,
  findArgument,
  removeArguments,
  renameKeyword,
  valueText
} from './edit-arguments';
import type { Edit } from './model';
import { addStatement, replaceSpan } from './replace-text';
import { own } from '../own';

/** What the optimizers take when no learning rate is given (Keras 2.15 and 3.15 alike). */
const defaultRates: Readonly<Record<string, string>> = {
  SGD: '0.01',
  Adam: '0.001',
  AdamW: '0.001',
  Adamax: '0.001',
  Nadam: '0.001',
  RMSprop: '0.001',
  Adagrad: '0.001',
  Adadelta: '0.001',
  Ftrl: '0.001'
};

/** The class of an optimizer by its path in Keras, `Adam` of `optimizers.legacy.Adam`; null for anything else. */
export function optimizerClass(path: string): string | null {
  const match = /^optimizers\.(?:legacy\.|experimental\.)?(\w+)$/.exec(path);
  return match && match[1] in defaultRates ? match[1] : null;
}

/** An argument that the optimizers of Keras 2.11 and later, tf-keras among them, and of Keras 3 have no more. */
export interface IFormerArgument {
  readonly argument: IArgument;
  readonly reference: IReference;
  /** Keras 2 and Keras 3 treat it differently. */
  readonly isKeras2: boolean;
}

/** Finds where an optimizer is given an argument by its former name, and will not take it. The legacy optimizers still do. */
export function formerArguments(
  keyword: string
): (context: IContext) => IFormerArgument[] {
  const given = kerasReferences(isPresentOptimizer, use => {
    const argument = findArgument(use.reference.call, keyword);
    return argument ? [{ ...use, argument }] : [];
  });
  return context =>
    kerasUses(context, given).flatMap(use => {
      const { argument, reference } = use;
      const isKeras2 = isKeras2Since(use, 11);
      return use.flavor === 'keras3' || isKeras2
        ? [{ argument, reference, isKeras2 }]
        : [];
    });
}

function isPresentOptimizer(path: string): boolean {
  return optimizerClass(path) !== null && !path.includes('legacy');
}

/** `lr=` becomes `learning_rate=`, or goes where both are there. */
export function renameLr(notebook: INotebook, { call }: IReference): Edit[] {
  const old = findArgument(call, 'lr');
  if (!call || !old) {
    return [];
  }
  return findArgument(call, 'learning_rate')
    ? removeArguments(notebook, call, [old])
    : renameKeyword(notebook, old, 'learning_rate');
}

/**
 * `decay=` becomes the schedule that it stood for: `rate / (1 + decay * step)` is `InverseTimeDecay(rate, 1, decay)`. A decay of
 * nothing just goes. Empty where the arguments cannot be followed.
 */
export function replaceDecay(facts: IFacts, reference: IReference): Edit[] {
  const { name, call } = reference;
  const decay = findArgument(call, 'decay');
  const optimizer = optimizerClass(name.slice(name.indexOf('optimizers.')));
  if (!call || !decay || !optimizer) {
    return [];
  }
  return isZero(decay)
    ? removeArguments(facts.notebook, call, [decay])
    : writeSchedule(facts, reference, { call, decay, optimizer });
}

function writeSchedule(
  facts: IFacts,
  reference: IReference,
  {
    call,
    decay,
    optimizer
  }: { call: ICall; decay: IArgument; optimizer: string }
): Edit[] {
  const { notebook } = facts;
  const rate = findArgument(call, 'lr') ?? argumentAt(call, 0, 'learning_rate');
  const schedule = scheduleClass(facts, reference);
  if (!schedule || (!rate && call.open)) {
    return [];
  }
  const initial = rate
    ? valueText(notebook, rate)
    : own(defaultRates, optimizer);
  const text = `${schedule.name}(${initial}, decay_steps=1, decay_rate=${valueText(notebook, decay)})`;
  if (!rate) {
    const written = replaceSpan(notebook, decay.span, `learning_rate=${text}`);
    return [written, ...schedule.edits];
  }
  const removed = removeArguments(notebook, call, [decay]);
  return removed.length === 0
    ? []
    : [
        replaceSpan(notebook, rate.valueSpan, text),
        ...removed,
        ...schedule.edits
      ];
}

function isZero({ value }: IArgument): boolean {
  return (
    value.kind === 'literal' && (value.value === 0 || value.value === null)
  );
}

/** How to write the schedule's class beside an optimizer: through the same module, or imported beside it. */
function scheduleClass(
  { notebook, imports }: IFacts,
  { span, lastSpan }: { span: ISpan; lastSpan: ISpan }
): { name: string; edits: Edit[] } | null {
  const { source } = notebook.cells[span.cell];
  if (lastSpan.from > span.from) {
    const module = source
      .slice(span.from, lastSpan.from)
      .replace(/\blegacy\s*\.\s*$/, '');
    return { name: `${module}schedules.InverseTimeDecay`, edits: [] };
  }
  const bound = source.slice(span.from, span.to);
  const imported = imports.find(
    ({ alias, module }) => alias === bound && /\boptimizers\b/.test(module)
  );
  if (!imported) {
    return null;
  }
  const module = imported.module.replace(/\.legacy$/, '');
  const line = `from ${module}.schedules import InverseTimeDecay`;
  const isThere = imports.some(({ alias }) => alias === 'InverseTimeDecay');
  return {
    name: 'InverseTimeDecay',
    edits: isThere ? [] : [addStatement(notebook, imported.statementSpan, line)]
  };
}
