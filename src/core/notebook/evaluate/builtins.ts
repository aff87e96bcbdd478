/** The few of Python's built-in functions that a reader follows. */
import { moduleImported } from '../find/find-imports';
import { attributeOf } from './attributes';
import { dictionaryOf } from './dictionaries';
import type { ICallSite } from './machine';
import type { AbstractValue, IEvaluatedArguments } from './values';
import { mapOptions } from './compare-values';
import { isAnyLayer, layerOf } from './tensors';
import { instanceOf, optionsOf, UNKNOWN, VERSION } from './values';

type Builtin = (site: ICallSite) => AbstractValue;

function textArgument(
  given: IEvaluatedArguments,
  position: number
): string | null {
  const value = given.arguments[position]?.followed;
  return value?.kind === 'literal' && typeof value.value === 'string'
    ? value.value
    : null;
}

/** What a call by a name that the notebook does not bind gives. */
export const BUILTINS: Readonly<Record<string, Builtin | undefined>> = {
  __proto__: undefined,
  dict: ({ given }) => dictionaryOf(given),
  super: ({ frame }) =>
    frame.running?.owner
      ? { kind: 'super', class: frame.running.owner }
      : UNKNOWN,
  hasattr: () => VERSION,
  getattr: ({ given }) => {
    const attribute = textArgument(given, 1);
    const object = given.arguments[0]?.followed ?? UNKNOWN;
    return attribute !== null && given.arguments.length === 2
      ? mapOptions(object, option => attributeOf(option, attribute))
      : UNKNOWN;
  },
  str: ({ given }) => {
    const value = given.arguments[0]?.followed ?? UNKNOWN;
    if (value.kind === 'literal' && typeof value.value !== 'string') {
      return typeof value.value === 'number'
        ? { kind: 'literal', value: String(value.value) }
        : UNKNOWN;
    }
    return ['literal', 'text', 'version'].includes(value.kind)
      ? value
      : UNKNOWN;
  },
  list: ({ given }) => copyOf(given),
  tuple: ({ given }) => copyOf(given),
  reversed: ({ given }) => layersIn(given),
  zip: ({ given }) => {
    const items = given.arguments.map(
      ({ followed }) => layerOf(followed) ?? UNKNOWN
    );
    return given.open || items.every(({ kind }) => kind === 'unknown')
      ? UNKNOWN
      : { kind: 'sequence', items: [{ kind: 'sequence', items }] };
  },
  enumerate: ({ given }) => {
    const layer = layerOf(given.arguments[0]?.followed ?? UNKNOWN);
    return layer
      ? {
          kind: 'sequence',
          items: [{ kind: 'sequence', items: [UNKNOWN, layer] }]
        }
      : UNKNOWN;
  },
  // Of the layers of a model, those of one class are told apart by it as versions are by theirs.
  isinstance: ({ given }) =>
    optionsOf(given.arguments[0]?.followed ?? UNKNOWN).some(isAnyLayer)
      ? VERSION
      : UNKNOWN,
  get_ipython: () => instanceOf('IPython.InteractiveShell'),
  __import__: site => moduleImported(site)
};

function copyOf(given: IEvaluatedArguments): AbstractValue {
  const value = given.arguments[0]?.followed ?? UNKNOWN;
  return value.kind === 'sequence' || value.kind === 'version'
    ? value
    : layersIn(given);
}

/** The argument, where it is the layers of a model: in whichever order and list, they are that. */
function layersIn(given: IEvaluatedArguments): AbstractValue {
  const value = given.arguments[0]?.followed ?? UNKNOWN;
  return layerOf(value) ? value : UNKNOWN;
}
