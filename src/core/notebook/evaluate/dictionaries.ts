/** Dictionaries that collect arguments, and what is done to them. */
import type { Expression, ICallSyntax } from '../syntax/model';
import type { IFrame, IMachine } from './machine';
import type {
  AbstractValue,
  IDictionaryValue,
  IEntry,
  IEvaluatedArguments
} from './values';
import { UNKNOWN } from './values';
import { own } from '../../own';

function entriesOf(given: IEvaluatedArguments): IEntry[] {
  return given.arguments.flatMap(({ keyword, followed, span, valueSpan }) =>
    keyword === null ? [] : [{ key: keyword, value: followed, span, valueSpan }]
  );
}

/** `dict(a=1)`, `dict(other, a=1)`. */
export function dictionaryOf(given: IEvaluatedArguments): IDictionaryValue {
  const empty: IDictionaryValue = {
    kind: 'dictionary',
    entries: [],
    open: false
  };
  return updated(empty, given);
}

/** A dictionary after `.update(…)` with these arguments. */
function updated(
  dictionary: IDictionaryValue,
  given: IEvaluatedArguments
): IDictionaryValue {
  const entries = new Map(dictionary.entries.map(entry => [entry.key, entry]));
  let open = dictionary.open || given.open;
  for (const { keyword, followed } of given.arguments) {
    if (keyword === null && followed.kind === 'dictionary') {
      followed.entries.forEach(entry => entries.set(entry.key, entry));
      open = open || followed.open;
    } else if (keyword === null) {
      open = true;
    }
  }
  entriesOf(given).forEach(entry => entries.set(entry.key, entry));
  return { kind: 'dictionary', entries: [...entries.values()], open };
}

/** A dictionary with one more entry, or null when the key is not a text. */
export function withEntry(
  dictionary: IDictionaryValue,
  key: AbstractValue,
  entry: Omit<IEntry, 'key'>
): IDictionaryValue {
  if (key.kind !== 'literal' || typeof key.value !== 'string') {
    return { ...dictionary, open: true };
  }
  const added: IEntry = { ...entry, key: key.value };
  const others = dictionary.entries.filter(
    ({ key: other }) => other !== added.key
  );
  return { ...dictionary, entries: [...others, added] };
}

type Method = (
  dictionary: IDictionaryValue,
  given: IEvaluatedArguments
) => AbstractValue;

/** Methods that leave the dictionary as it is, and what they give. */
const READING: Readonly<Record<string, Method | undefined>> = {
  __proto__: undefined,
  copy: dictionary => dictionary,
  get: (dictionary, given) => {
    const key = given.arguments[0]?.followed;
    return key?.kind === 'literal'
      ? (dictionary.entries.find(entry => entry.key === key.value)?.value ??
          UNKNOWN)
      : UNKNOWN;
  },
  keys: () => UNKNOWN,
  values: () => UNKNOWN,
  items: () => UNKNOWN
};

/** How to go on with `settings.update(…)`, where `settings` is a dictionary that is being followed; null for every other call. */
export function methodOfDictionary(
  machine: IMachine,
  { callee }: ICallSyntax,
  frame: IFrame
): ((given: IEvaluatedArguments) => AbstractValue) | null {
  if (callee.kind !== 'attribute') {
    return null;
  }
  const { object: target, attribute } = callee;
  const dictionary = followedDictionary(machine, target, frame);
  if (!dictionary) {
    return null;
  }
  const read = own(READING, attribute);
  if (read) {
    return given => read(dictionary, given);
  }
  return given => {
    if (target.kind === 'name' && attribute === 'update') {
      machine.assign(target, updated(dictionary, given), frame);
    } else {
      forget(machine, target, frame);
    }
    return UNKNOWN;
  };
}

/** The dictionary that a name, or an item of one, stands for. */
function followedDictionary(
  machine: IMachine,
  target: Expression,
  frame: IFrame
): IDictionaryValue | null {
  if (target.kind !== 'name' && target.kind !== 'subscript') {
    return null;
  }
  const value = machine.resolve(target, { ...frame, loud: false });
  return value.kind === 'dictionary' ? value : null;
}

/** Gives up a dictionary that is changed in a way that is not followed. */
export function forget(
  machine: IMachine,
  target: Expression,
  frame: IFrame
): void {
  let root = target;
  while (root.kind === 'subscript') {
    root = root.object;
  }
  if (
    root.kind === 'name' &&
    frame.scope.lookup(root.id)?.kind === 'dictionary'
  ) {
    machine.assign(
      root,
      { kind: 'dictionary', entries: [], open: true },
      frame
    );
  }
}
