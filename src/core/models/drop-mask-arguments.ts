import type { ITranslate } from '../translate';
import type { Argument, ICall, IGraph, ILayer, ITensor } from './graph';
import type { MaskOrigin, Masks } from './masks';
import { findMasks, maskOf } from './masks';
import { readOperation } from './repairs/operations/read-operation';

/**
 * Takes away the masks that a Functional model of Keras 3 writes as arguments, and the operations that compute them.
 *
 * Before: `Embedding(mask_zero=True)` on `ids`, `{"class_name": "NotEqual"}` on `ids` and 0, and an LSTM that is called
 * with `mask=` that.
 *
 * After: the LSTM without the argument: TensorFlow.js makes the same mask from the Embedding. A mask that is not the one
 * that goes with the input is left, and then refused.
 */
export function dropMaskArguments(graph: IGraph, trans: ITranslate): void {
  const masks = findMasks(graph, trans);
  dropWithin(graph, masks);
}

function dropWithin(graph: IGraph, masks: Masks): void {
  for (const layer of graph.layers) {
    if (layer.graph) {
      dropWithin(layer.graph, masks);
    }
    layer.calls.forEach(call => dropFrom(call, masks));
  }
  removeUnused(graph);
}

/** Which input a keyword is the mask of. */
const INPUTS: Record<string, number> = {
  mask: 0,
  query_mask: 0,
  value_mask: 1,
  key_mask: 2
};

/** `mask` may also be a list, with a mask or null for each input. */
function dropFrom(call: ICall, masks: Masks): void {
  for (const [keyword, input] of Object.entries(INPUTS)) {
    const argument = call.kwargs.get(keyword);
    const items =
      argument?.kind === 'list' ? argument.items : argument ? [argument] : [];
    const inputs = items.map(
      (item, at) => call.inputs[argument?.kind === 'list' ? at : input]
    );
    const areSame = items.every((item, at) =>
      item.kind === 'tensor' &&
      isSame(comparisonOf(call.inputs[item.at]), maskOf(inputs[at], masks))
        ? true
        : item.kind === 'value' && item.value === null
    );
    if (argument && areSame) {
      call.kwargs.delete(keyword);
      const places = items.flatMap(item =>
        item.kind === 'tensor' ? [item.at] : []
      );
      places
        .sort((one, other) => other - one)
        .forEach(at => removeInput(call, at));
    }
  }
}

/** What a mask is computed from: it is true where the tensor differs from the value. */
interface IComparison {
  tensor: ITensor;
  value: number;
  /** Whether one differing feature of a step is enough, as for Masking. */
  isOfSteps: boolean;
}

/** Reads `NotEqual(ids, 0)` and `Any(NotEqual(steps, value))`. */
function comparisonOf(mask: ITensor): IComparison | undefined {
  const { layer, call } = mask;
  if (!layer.isOperation) {
    return undefined;
  }
  const { name, operands } = readOperation(layer, layer.calls[call]);
  const [first, second] = operands;
  if (first?.kind !== 'tensor') {
    return undefined;
  }
  if (name === 'any') {
    const inner = comparisonOf(first.tensor);
    return inner && { ...inner, isOfSteps: true };
  }
  return name === 'not_equal' && second?.kind === 'numbers'
    ? { tensor: first.tensor, value: second.values[0], isOfSteps: false }
    : undefined;
}

function isSame(
  found: IComparison | undefined,
  expected: MaskOrigin | undefined
): boolean {
  if (!found || !expected || expected.kind === 'unclear') {
    return false;
  }
  const isOfSteps = expected.kind === 'masking';
  const [tensor, value] = isOfSteps
    ? [expected.input, expected.value]
    : [expected.ids, 0];
  return (
    found.isOfSteps === isOfSteps &&
    found.value === value &&
    isSameTensor(found.tensor, tensor)
  );
}

function isSameTensor(one: ITensor, other: ITensor): boolean {
  return (
    one.layer === other.layer &&
    one.call === other.call &&
    one.index === other.index
  );
}

function removeInput(call: ICall, at: number): void {
  call.inputs.splice(at, 1);
  const moved = (argument: Argument): Argument => {
    if (argument.kind === 'list') {
      return { kind: 'list', items: argument.items.map(moved) };
    }
    return argument.kind === 'tensor' && argument.at > at
      ? { kind: 'tensor', at: argument.at - 1 }
      : argument;
  };
  call.args = call.args.map(moved);
  call.kwargs = new Map(
    [...call.kwargs].map(([key, argument]) => [key, moved(argument)])
  );
}

/** Operations that nothing uses any more, and those that only such operations used. */
function removeUnused(graph: IGraph): void {
  for (;;) {
    const used = new Set<ILayer>(graph.outputs.map(output => output.layer));
    for (const layer of graph.layers) {
      layer.calls.forEach(call =>
        call.inputs.forEach(input => used.add(input.layer))
      );
    }
    const kept = graph.layers.filter(
      layer => !layer.isOperation || used.has(layer)
    );
    if (kept.length === graph.layers.length) {
      return;
    }
    graph.layers = kept;
  }
}
