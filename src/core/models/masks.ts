import type { ITranslate } from '../translate';
import type { ICall, IGraph, ILayer, ITensor } from './graph';
import { numberAt, own } from './json';
import { computationOrder } from './shapes/graph-shapes';

/** Where the mask of a tensor comes from. */
export type MaskOrigin =
  | { kind: 'embedding'; ids: ITensor; vocabulary: number }
  | { kind: 'masking'; input: ITensor; value: number }
  /** From several sources, or from outside of a nested model: known to be there, but not how to compute it. */
  | { kind: 'unclear' };

/** Of each call of each layer the mask of its output, as Keras computes it. */
export type Masks = Map<ILayer, (MaskOrigin | undefined)[]>;

/** Layers of Keras that pass on the mask of their first input. */
const PASS_ON =
  /^(ActivityRegularization|Activation|AdditiveAttention|AlphaDropout|Attention|BatchNormalization|Dense|Dropout|ELU|Gaussian(Dropout|Noise)|GroupNormalization|Identity|LayerNormalization|LeakyReLU|MultiHeadAttention|Normalization|PReLU|ReLU|Rescaling|Softmax|SpatialDropout[123]D|TimeDistributed|UnitNormalization|ThresholdedReLU)$/;

const MERGE = /^(Add|Subtract|Multiply|Average|Maximum|Minimum|Concatenate)$/;

const RECURRENT = /^(LSTM|GRU|SimpleRNN|RNN|ConvLSTM[123]D|Bidirectional)$/;

const UNCLEAR: MaskOrigin = { kind: 'unclear' };

/** The mask that each call of each recurrent layer gets. */
export function expectedMasks(layers: ILayer[], masks: Masks): Masks {
  return new Map(
    layers
      .filter(layer => RECURRENT.test(layer.className))
      .map(layer => [
        layer,
        layer.calls.map(call => maskOf(call.inputs[0], masks))
      ])
  );
}

/** Whether any layer begins a mask. */
export function hasMasks(layers: ILayer[]): boolean {
  return layers.some(
    layer =>
      layer.className === 'Masking' ||
      (layer.className === 'Embedding' &&
        own(layer.config, 'mask_zero') === true)
  );
}

/** Follows the masks that Embedding(mask_zero=True) and Masking begin, through the graph and the models in it. */
export function findMasks(graph: IGraph, trans: ITranslate): Masks {
  const masks: Masks = new Map();
  follow(graph, [], masks, trans);
  return masks;
}

/** The mask of one input of a call. */
export function maskOf(tensor: ITensor, masks: Masks): MaskOrigin | undefined {
  return masks.get(tensor.layer)?.[tensor.call];
}

function follow(
  graph: IGraph,
  outside: (MaskOrigin | undefined)[],
  masks: Masks,
  trans: ITranslate
): void {
  graph.inputs.forEach((input, at) =>
    masks.set(input.layer, [outside[at] && UNCLEAR])
  );
  for (const { layer, at, call } of computationOrder(graph, trans)) {
    if (layer.className === 'InputLayer') {
      continue;
    }
    const inputs = call.inputs.map(input => maskOf(input, masks));
    const known = masks.get(layer) ?? [];
    masks.set(layer, known);
    if (layer.graph) {
      follow(layer.graph, inputs, masks, trans);
      const passesOn = layer.graph.outputs.some(output =>
        maskOf(output, masks)
      );
      known[at] = passesOn ? UNCLEAR : undefined;
    } else {
      known[at] = maskAfter(layer, call, inputs);
    }
  }
}

function maskAfter(
  layer: ILayer,
  call: ICall,
  inputs: (MaskOrigin | undefined)[]
): MaskOrigin | undefined {
  if (layer.className === 'Embedding') {
    return own(layer.config, 'mask_zero') === true
      ? {
          kind: 'embedding',
          ids: call.inputs[0],
          vocabulary: numberAt(layer.config, 'input_dim', 0)
        }
      : undefined;
  }
  if (layer.className === 'Masking') {
    return {
      kind: 'masking',
      input: call.inputs[0],
      value: numberAt(layer.config, 'mask_value', 0)
    };
  }
  if (layer.isOperation) {
    return layer.className === 'TFOpLambda' && inputs.some(mask => mask)
      ? UNCLEAR
      : undefined;
  }
  return passedOn(layer, inputs);
}

function passedOn(
  layer: ILayer,
  inputs: (MaskOrigin | undefined)[]
): MaskOrigin | undefined {
  if (RECURRENT.test(layer.className)) {
    const [inner] = layer.wrapped;
    return own((inner ?? layer).config, 'return_sequences') === true
      ? inputs[0]
      : undefined;
  }
  if (MERGE.test(layer.className)) {
    const present = [...new Set(inputs.filter(mask => mask !== undefined))];
    const isAlongSteps =
      layer.className === 'Concatenate' &&
      numberAt(layer.config, 'axis', -1) === 1;
    return present.length > 1 || (isAlongSteps && present.length > 0)
      ? UNCLEAR
      : present[0];
  }
  return PASS_ON.test(layer.className) ? inputs[0] : undefined;
}
