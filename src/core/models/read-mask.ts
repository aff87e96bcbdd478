import type { ITensor } from './graph';
import type { IOperation } from './repairs/operations/read-operation';
import { readOperation } from './repairs/operations/read-operation';

/** What a mask is computed from: it is true where the tensor differs from the value. */
export interface IComparison {
  tensor: ITensor;
  value: number;
  /** Whether one differing feature of a step is enough, as for Masking. */
  isOfSteps: boolean;
}

/** Operations that give back a mask when all that they join is that mask. */
const JOINS = [
  'logical_or',
  'logical_and',
  'concatenate',
  'expand_dims',
  'any',
  'all',
  'broadcast_to'
];

/** Each merge of masked tensors adds a few operations. */
const MAX_DEPTH = 200;

/**
 * Reads the operations by which Keras 3 computes a mask: `NotEqual(ids, 0)` for an Embedding, `Any(NotEqual(steps, value))`
 * for Masking, and what joins these where masked tensors are merged.
 *
 * @returns What is compared, or undefined when it is several things, or something else.
 */
export function readMask(mask: ITensor): IComparison | undefined {
  return read(mask, new Map(), 0);
}

type Known = Map<ITensor['layer'], IComparison | undefined>;

function read(
  mask: ITensor,
  known: Known,
  depth: number
): IComparison | undefined {
  const { layer, call } = mask;
  if (!layer.isOperation || depth > MAX_DEPTH) {
    return undefined;
  }
  if (!known.has(layer)) {
    const operation = readOperation(layer, layer.calls[call]);
    known.set(
      layer,
      operation.name === 'not_equal'
        ? readLeaf(operation)
        : readJoin(operation, known, depth)
    );
  }
  return known.get(layer);
}

function readLeaf({ operands }: IOperation): IComparison | undefined {
  const [tensor, value] = operands;
  return tensor?.kind === 'tensor' && value?.kind === 'numbers'
    ? { tensor: tensor.tensor, value: value.values[0], isOfSteps: false }
    : undefined;
}

function readJoin(
  { name, operands }: IOperation,
  known: Known,
  depth: number
): IComparison | undefined {
  const tensors = operands.flatMap(operand =>
    operand.kind === 'tensor' ? [operand.tensor] : []
  );
  // `or` with nothing but zeros, which only spread the mask to the shape of a tensor.
  const joined =
    name === 'logical_or'
      ? tensors.filter(tensor => tensor.layer.className !== 'ZerosLike')
      : tensors;
  const parts = joined.map(tensor => read(tensor, known, depth + 1));
  const [first] = parts;
  if (
    !JOINS.includes(name) ||
    !first ||
    !parts.every(part => part && isSameComparison(part, first))
  ) {
    return undefined;
  }
  const isOverFeatures =
    name === 'any' && joined[0].layer.className === 'NotEqual';
  return { ...first, isOfSteps: first.isOfSteps || isOverFeatures };
}

function isSameComparison(one: IComparison, other: IComparison): boolean {
  return (
    isSameTensor(one.tensor, other.tensor) &&
    one.value === other.value &&
    one.isOfSteps === other.isOfSteps
  );
}

/** Whether two references mean the same output of the same call. */
export function isSameTensor(one: ITensor, other: ITensor): boolean {
  return (
    one.layer === other.layer &&
    one.call === other.call &&
    one.index === other.index
  );
}
