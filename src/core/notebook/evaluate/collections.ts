/** Lists, dictionaries and comprehensions. */
import type {
  Expression,
  IComprehension,
  IDictionary,
  IDictionaryEntry,
  ISequence
} from '../syntax/model';
import { joinValues } from './compare-values';
import type { IFrame, IMachine } from './machine';
import { spanOf } from './machine';
import { Scope } from './scope';
import { layerOf, openSequence } from './tensors';
import type { AbstractValue, IEntry } from './values';
import { UNKNOWN } from './values';

export function evaluateSequence(
  machine: IMachine,
  expression: ISequence,
  frame: IFrame
): AbstractValue {
  const items = expression.items.map(item => machine.evaluate(item, frame));
  return expression.open ? openSequence(items) : { kind: 'sequence', items };
}

export function evaluateDictionary(
  machine: IMachine,
  expression: IDictionary,
  frame: IFrame
): AbstractValue {
  const entries = new Map<string, IEntry>();
  let open = false;
  for (const entry of expression.entries) {
    const added = entriesOf(machine, entry, frame);
    open = open || added === null;
    added?.forEach(one => entries.set(one.key, one));
  }
  return { kind: 'dictionary', entries: [...entries.values()], open };
}

/** The entries that one `key: value` or `**other` adds; null when they are not known. */
function entriesOf(
  machine: IMachine,
  entry: IDictionaryEntry,
  frame: IFrame
): readonly IEntry[] | null {
  const key = entry.key ? machine.evaluate(entry.key, frame) : null;
  const value = machine.evaluate(entry.value, frame);
  if (key === null) {
    return value.kind === 'dictionary' && !value.open ? value.entries : null;
  }
  if (key.kind !== 'literal' || typeof key.value !== 'string') {
    return null;
  }
  const span = spanOf(frame, entry);
  return [
    { key: key.value, value, span, valueSpan: spanOf(frame, entry.value) }
  ];
}

export function evaluateComprehension(
  machine: IMachine,
  expression: IComprehension,
  frame: IFrame
): AbstractValue {
  const inner: IFrame = { ...frame, scope: Scope.within(frame.scope) };
  for (const clause of expression.clauses) {
    const items = machine.evaluate(clause.iterable, inner);
    clause.targets.forEach((target, index) =>
      machine.assign(target, itemFor(items, clause.targets, index), inner)
    );
    clause.conditions.forEach(condition => machine.evaluate(condition, inner));
  }
  return openSequence(
    expression.elements.map(element => machine.evaluate(element, inner))
  );
}

/** What each target of a loop gets, one after the other: items of a list literal, layers of a model. */
export function itemFor(
  items: AbstractValue,
  targets: readonly Expression[],
  index: number
): AbstractValue {
  const item =
    items.kind === 'sequence'
      ? joinValues(items.items)
      : (layerOf(items) ?? UNKNOWN);
  if (targets.length === 1) {
    return item;
  }
  const isSplit =
    item.kind === 'sequence' && item.items.length === targets.length;
  return isSplit ? item.items[index] : UNKNOWN;
}
