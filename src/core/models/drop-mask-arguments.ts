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
    for (const call of layer.calls) {
      const mask = call.kwargs.get('mask');
      if (
        mask?.kind === 'tensor' &&
        isSame(originOf(call.inputs[mask.at]), maskOf(call.inputs[0], masks))
      ) {
        removeInput(call, 'mask', mask.at);
      }
    }
  }
  removeUnused(graph);
}

/** What `NotEqual(ids, 0)` or `Any(NotEqual(steps, value))` is a mask of. */
function originOf(tensor: ITensor): MaskOrigin | undefined {
  const { layer, call } = tensor;
  if (!layer.isOperation) {
    return undefined;
  }
  const { name, operands } = readOperation(layer, layer.calls[call]);
  const [input, value] = operands;
  if (name === 'any' && input?.kind === 'tensor') {
    const inner = originOf(input.tensor);
    return inner?.kind === 'embedding'
      ? { kind: 'masking', input: inner.ids, value: inner.vocabulary }
      : undefined;
  }
  if (
    name !== 'not_equal' ||
    input?.kind !== 'tensor' ||
    value?.kind !== 'numbers'
  ) {
    return undefined;
  }
  // For the comparison alone, the place of the vocabulary holds the value.
  return { kind: 'embedding', ids: input.tensor, vocabulary: value.values[0] };
}

function isSame(
  found: MaskOrigin | undefined,
  expected: MaskOrigin | undefined
): boolean {
  if (found?.kind === 'embedding' && expected?.kind === 'embedding') {
    return found.vocabulary === 0 && isSameTensor(found.ids, expected.ids);
  }
  return (
    found?.kind === 'masking' &&
    expected?.kind === 'masking' &&
    found.value === expected.value &&
    isSameTensor(found.input, expected.input)
  );
}

function isSameTensor(one: ITensor, other: ITensor): boolean {
  return (
    one.layer === other.layer &&
    one.call === other.call &&
    one.index === other.index
  );
}

function removeInput(call: ICall, keyword: string, at: number): void {
  call.kwargs.delete(keyword);
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
