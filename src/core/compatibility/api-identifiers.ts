/** Which arguments take a string that names an activation, a loss, … */
import type { Value } from '../notebook/model';
import { own } from '../own';

export type IdentifierKind =
  | 'activation'
  | 'initializer'
  | 'loss'
  | 'metric'
  | 'optimizer'
  | 'regularizer'
  | 'constraint'
  | 'reduction';

export interface IMeaning {
  readonly kind: IdentifierKind;
  readonly parameter: string;
}

/** Parameters by the end of their name, in the calls where that name means this. */
const PARAMETERS: readonly {
  readonly name: RegExp;
  readonly callee: RegExp;
  readonly kind: IdentifierKind;
}[] = [
  { name: /^optimizer$/, callee: /#compile$/, kind: 'optimizer' },
  { name: /^loss$/, callee: /#compile$/, kind: 'loss' },
  { name: /^(?:weighted_)?metrics$/, callee: /#compile$/, kind: 'metric' },
  { name: /^reduction$/, callee: /^losses\./, kind: 'reduction' },
  { name: /^(?:\w+_)?activation$/, callee: /^layers\./, kind: 'activation' },
  {
    name: /^(?:\w+_)?initializer$/,
    callee: /^layers\.|#add_weight$/,
    kind: 'initializer'
  },
  {
    name: /^(?:\w+_)?regularizer$/,
    callee: /^layers\.|#add_weight$/,
    kind: 'regularizer'
  },
  {
    name: /^(?:\w+_)?constraint$/,
    callee: /^layers\.|#add_weight$/,
    kind: 'constraint'
  }
];

/** Positional arguments that stand at the same place on every side. */
const POSITIONS: readonly {
  readonly callee: RegExp;
  readonly parameters: readonly string[];
}[] = [
  { callee: /#compile$/, parameters: ['optimizer', 'loss'] },
  { callee: /^layers\.Activation$/, parameters: ['activation'] },
  {
    callee: /^layers\.(?:Dense|LSTM|GRU|SimpleRNN)$/,
    parameters: ['', 'activation']
  }
];

const GETTERS: Readonly<Record<string, IdentifierKind>> = {
  activations: 'activation',
  initializers: 'initializer',
  losses: 'loss',
  metrics: 'metric',
  optimizers: 'optimizer',
  regularizers: 'regularizer',
  constraints: 'constraint'
};

/** What an argument of a call names by a string; null for all other arguments. The argument is a keyword or a position. */
export function meaningOf(
  { path, part }: { readonly path: string; readonly part: string },
  argument: string | number
): IMeaning | null {
  const callee = path + part;
  const [, module = ''] = /^(\w+)\.get$/.exec(callee) ?? [];
  const got = own(GETTERS, module);
  if (got && argument === 0) {
    return { kind: got, parameter: 'identifier' };
  }
  const parameter =
    typeof argument === 'string'
      ? argument
      : POSITIONS.find(place => place.callee.test(callee))?.parameters[
          argument
        ];
  const found = PARAMETERS.find(
    known => known.name.test(parameter ?? '') && known.callee.test(callee)
  );
  return found && parameter !== undefined
    ? { kind: found.kind, parameter }
    : null;
}

/** The strings that a value is or holds, lists in lists included. */
export function stringsIn(value: Value, depth = 0): readonly string[] {
  if (value.kind === 'literal') {
    return typeof value.value === 'string' ? [value.value] : [];
  }
  return value.kind === 'sequence' && depth < 3
    ? value.items.flatMap(item => stringsIn(item, depth + 1))
    : [];
}
