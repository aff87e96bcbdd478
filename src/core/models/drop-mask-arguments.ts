import type { ITranslate } from '../translate';
import type { Argument, ICall, IGraph, ILayer } from './graph';
import type { MaskOrigin, Masks } from './masks';
import { findMasks, maskOf } from './masks';
import type { IComparison } from './read-mask';
import { isSameTensor, readMask } from './read-mask';

/**
 * Takes away the masks that a Functional model of Keras 3 writes as arguments, and the operations that compute them.
 *
 * Before: `Embedding(mask_zero=True)` on `ids`, `{"class_name": "NotEqual"}` on `ids` and 0, and an LSTM that is called
 * with `mask=` that.
 *
 * After: the LSTM without the argument: TensorFlow.js makes the same mask from the Embedding. A mask that is not the one
 * that goes with the input is left, and then refused.
 */
export function dropMaskArguments(
  graph: IGraph,
  isKeras3: boolean,
  trans: ITranslate
): void {
  const masks = findMasks(graph, isKeras3, trans);
  dropWithin(graph, masks);
}

function dropWithin(graph: IGraph, masks: Masks): void {
  for (const layer of graph.layers) {
    if (layer.graph) {
      dropWithin(layer.graph, masks);
    }
    layer.calls
      .filter(call => call.kwargs.size > 0)
      .forEach(call => dropFrom(call, masks));
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

/** `mask` may also be a list, with a mask or null for each input. A null stays: it says that there is none. */
function dropFrom(call: ICall, masks: Masks): void {
  for (const [keyword, input] of Object.entries(INPUTS)) {
    const argument = call.kwargs.get(keyword);
    const isList = argument?.kind === 'list';
    const items = isList ? argument.items : argument ? [argument] : [];
    const places = items.flatMap(item =>
      item.kind === 'tensor' ? [item.at] : []
    );
    const areSame = items.every((item, at) =>
      item.kind === 'tensor'
        ? isSame(
            readMask(call.inputs[item.at]),
            maskOf(call.inputs[isList ? at : input], masks)
          )
        : item.kind === 'value' && item.value === null
    );
    if (places.length > 0 && areSame) {
      call.kwargs.delete(keyword);
      places
        .sort((one, other) => other - one)
        .forEach(at => removeInput(call, at));
    }
  }
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
