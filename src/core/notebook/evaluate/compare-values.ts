/** What is left of a value behind a condition, and whether two values are the same. */
import type { Guard } from '../model';
import type {
  AbstractValue,
  IFunctionValue,
  IInstance,
  ILiteralValue,
  INamed,
  IObjectValue,
  ISequenceValue,
  ITextValue,
  IUnion
} from './values';
import { optionsOf, UNKNOWN } from './values';

/** A union that would grow beyond this is unknown. */
const MOST_OPTIONS = 4;
/** How far the values inside sequences are compared. */
const DEEPEST = 4;

/** What a condition leaves: the same, one of a few, or unknown when one of them is. */
export function joinValues(
  values: readonly AbstractValue[],
  guard: Guard | null = null
): AbstractValue {
  const options: AbstractValue[] = [];
  for (const option of values.flatMap(optionsOf)) {
    if (option.kind === 'unknown') {
      return UNKNOWN;
    }
    if (!options.some(other => sameValue(other, option))) {
      options.push(option);
    }
  }
  if (options.length <= 1) {
    return options[0] ?? UNKNOWN;
  }
  return options.length > MOST_OPTIONS
    ? UNKNOWN
    : { kind: 'union', options, guard: guard ?? guardOf(values) };
}

/** The guard that one of the values already has. */
function guardOf(values: readonly AbstractValue[]): Guard | null {
  for (const value of values) {
    if (value.kind === 'union' && value.guard) {
      return value.guard;
    }
  }
  return null;
}

/** Applies a reading to each option and joins what comes out. */
export function mapOptions(
  value: AbstractValue,
  read: (option: AbstractValue) => AbstractValue
): AbstractValue {
  if (value.kind !== 'union') {
    return read(value);
  }
  const present = value.options.filter(
    option => option.kind !== 'literal' || option.value !== null
  );
  return joinValues(present.map(read), value.guard);
}

/** Equal as far as following them on can tell. Functions, classes and dictionaries are equal only to themselves. */
export function sameValue(
  first: AbstractValue | undefined,
  second: AbstractValue | undefined,
  depth = 0
): boolean {
  if (first === second) {
    return true;
  }
  if (!first || !second || first.kind !== second.kind || depth > DEEPEST) {
    return false;
  }
  return COMPARE[first.kind]?.(first, second, depth) ?? false;
}

type Compare = (
  first: AbstractValue,
  second: AbstractValue,
  depth: number
) => boolean;

const COMPARE: Readonly<Record<string, Compare | undefined>> = {
  unknown: () => true,
  version: () => true,
  literal: (a, b) => (a as ILiteralValue).value === (b as ILiteralValue).value,
  text: (a, b) => (a as ITextValue).text === (b as ITextValue).text,
  name: (a, b) => (a as INamed).name === (b as INamed).name,
  instance: (a, b) =>
    (a as IInstance).of === (b as IInstance).of &&
    (a as IInstance).ragged === (b as IInstance).ragged,
  object: (a, b) => (a as IObjectValue).class === (b as IObjectValue).class,
  sequence: (a, b, depth) =>
    sameList((a as ISequenceValue).items, (b as ISequenceValue).items, depth),
  union: (a, b, depth) =>
    (a as IUnion).guard === (b as IUnion).guard &&
    sameList((a as IUnion).options, (b as IUnion).options, depth),
  function: (a, b) => sameFunction(a as IFunctionValue, b as IFunctionValue)
};

function sameList(
  first: readonly AbstractValue[],
  second: readonly AbstractValue[],
  depth: number
): boolean {
  return (
    first.length === second.length &&
    first.every((item, index) => sameValue(item, second[index], depth + 1))
  );
}

function sameFunction(first: IFunctionValue, second: IFunctionValue): boolean {
  return (
    first.definition === second.definition &&
    first.home.index === second.home.index &&
    first.closure === second.closure &&
    first.owner === second.owner &&
    first.self === second.self
  );
}
