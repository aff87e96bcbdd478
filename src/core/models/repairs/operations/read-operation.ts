import type { Argument, ICall, ILayer, ITensor } from '../../graph';
import type { Json } from '../../json';
import { own, stringAt } from '../../json';
import { toSnakeCase } from '../../weight-leaves';
import { constantOf } from '../../read-calls';
import { numbersIn } from '../normalization';

/** What an operation works on: a tensor, or numbers. */
export type Operand =
  | { kind: 'tensor'; tensor: ITensor; at: number }
  | { kind: 'numbers'; values: number[]; shape: number[] };

/** One call of a `keras.ops` function or a TensorFlow function. */
export interface IOperation {
  /** As in `keras.ops`: `multiply`, `get_item`. */
  name: string;
  operands: Operand[];
  /** A constant argument by its name, from the config or the call. */
  option(key: string): Json | undefined;
  /** Positional arguments as constants; undefined for tensors. */
  positional: (Json | undefined)[];
}

/** TensorFlow functions as tf-keras names them, where the name in `keras.ops` is another. */
const TENSORFLOW_NAMES: Record<string, string> = {
  truediv: 'true_divide',
  divide: 'true_divide',
  pow: 'power',
  abs: 'absolute',
  reduce_mean: 'mean',
  reduce_sum: 'sum',
  reduce_max: 'max',
  reduce_min: 'min',
  concat: 'concatenate',
  clip_by_value: 'clip',
  getitem: 'get_item',
  swish: 'silu',
  l2_normalize: 'normalize',
  mul: 'multiply',
  sub: 'subtract',
  neg: 'negative'
};

/** Reads a call of an operation as Keras 3 or tf-keras wrote it. */
export function readOperation(layer: ILayer, call: ICall): IOperation {
  const listed = call.args.flatMap(argument =>
    isTensorList(argument) ? argument.items : [argument]
  );
  const named = ['x1', 'x', 'x2', 'y', 'values', 'a', 'b'].flatMap(key => {
    const argument = call.kwargs.get(key);
    return argument ? [argument] : [];
  });
  const operands = [
    ...listed,
    ...named.flatMap(argument =>
      isTensorList(argument) ? argument.items : [argument]
    )
  ];
  return {
    name: operationName(layer),
    operands: operands.flatMap(argument => operandOf(argument, call)),
    option: key => constantOf(call.kwargs.get(key)) ?? own(layer.config, key),
    positional: call.args.map(constantOf)
  };
}

function operationName(layer: ILayer): string {
  if (
    layer.className !== 'TFOpLambda' &&
    layer.className !== 'SlicingOpLambda'
  ) {
    return toSnakeCase(layer.className);
  }
  const last =
    (stringAt(layer.config, 'function') ?? '').split('.').pop() ?? '';
  return Object.prototype.hasOwnProperty.call(TENSORFLOW_NAMES, last)
    ? TENSORFLOW_NAMES[last]
    : last;
}

function isTensorList(
  argument: Argument
): argument is Extract<Argument, { kind: 'list' }> {
  return (
    argument.kind === 'list' &&
    argument.items.some(item => item.kind === 'tensor')
  );
}

function operandOf(argument: Argument, call: ICall): Operand[] {
  if (argument.kind === 'tensor') {
    return [
      { kind: 'tensor', tensor: call.inputs[argument.at], at: argument.at }
    ];
  }
  const value = constantOf(argument);
  const values = numbersIn(value);
  return values
    ? [{ kind: 'numbers', values, shape: shapeOfNumbers(value as Json) }]
    : [];
}

/** The shape of nested lists; of Keras 3's `{"class_name": "__numpy__"}` that of its value. */
function shapeOfNumbers(value: Json): number[] {
  const shape: number[] = [];
  let current: Json | undefined = value;
  while (typeof current === 'object' && current !== null) {
    if (Array.isArray(current)) {
      shape.push(current.length);
      current = current[0];
    } else {
      const config: Json | undefined = own(current, 'config');
      current =
        typeof config === 'object' && config !== null && !Array.isArray(config)
          ? own(config, 'value')
          : own(current, 'value');
    }
  }
  return shape;
}
