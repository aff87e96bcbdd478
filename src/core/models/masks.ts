import type { ITranslate } from '../translate';
import type { ICall, IGraph, ILayer, ITensor } from './graph';
import { allLayers } from './graph';
import { numberAt, own } from './json';
import { constantOf } from './read-calls';
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
        layer.calls.map(call => maskOfInput(call, 0, masks))
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

/**
 * Follows the masks that Embedding(mask_zero=True) and Masking begin, through the graph and the models in it. Where none begins,
 * there is nothing to follow.
 */
export function findMasks(
  graph: IGraph,
  isKeras3: boolean,
  trans: ITranslate
): Masks {
  const masks: Masks = new Map();
  if (hasMasks(allLayers(graph))) {
    follow(graph, [], { masks, isKeras3, trans });
  }
  return masks;
}

interface IFollowing {
  masks: Masks;
  isKeras3: boolean;
  trans: ITranslate;
}

/** The mask of one input of a call; none where the call itself says so. */
export function maskOfInput(
  call: ICall,
  at: number,
  masks: Masks
): MaskOrigin | undefined {
  const given = constantOf(call.kwargs.get('mask'));
  const isNone = Array.isArray(given)
    ? given[at] === null
    : given === null && at === 0;
  return isNone ? undefined : maskOf(call.inputs[at], masks);
}

/** The mask of a tensor. */
export function maskOf(tensor: ITensor, masks: Masks): MaskOrigin | undefined {
  return masks.get(tensor.layer)?.[tensor.call];
}

function follow(
  graph: IGraph,
  outside: (MaskOrigin | undefined)[],
  following: IFollowing
): void {
  const { masks, isKeras3, trans } = following;
  graph.inputs.forEach((input, at) =>
    masks.set(input.layer, [outside[at] && UNCLEAR])
  );
  for (const { layer, at, call } of computationOrder(graph, trans)) {
    if (layer.className === 'InputLayer') {
      continue;
    }
    const inputs = call.inputs.map((input, place) =>
      maskOfInput(call, place, masks)
    );
    const known = masks.get(layer) ?? [];
    masks.set(layer, known);
    if (layer.graph) {
      follow(layer.graph, inputs, following);
      const passesOn = layer.graph.outputs.some(output =>
        maskOf(output, masks)
      );
      known[at] = passesOn ? UNCLEAR : undefined;
    } else {
      known[at] = maskAfter(layer, call, inputs, isKeras3);
    }
  }
}

function maskAfter(
  layer: ILayer,
  call: ICall,
  inputs: (MaskOrigin | undefined)[],
  isKeras3: boolean
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
  return MERGE.test(layer.className)
    ? mergedMask(layer, inputs, isKeras3)
    : passedOn(layer, inputs);
}

/** Versions differ in what the mask of a merge is, but not where all that have one have the same. */
function mergedMask(
  layer: ILayer,
  inputs: (MaskOrigin | undefined)[],
  isKeras3: boolean
): MaskOrigin | undefined {
  const [first, ...more] = new Set(inputs.filter(mask => mask !== undefined));
  const isConcatenate = layer.className === 'Concatenate';
  const isAlongSteps =
    isConcatenate && numberAt(layer.config, 'axis', -1) === 1;
  const isPartial = isKeras3 && inputs.some(mask => mask === undefined);
  return first && (more.length > 0 || isAlongSteps || isPartial)
    ? UNCLEAR
    : first;
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
  return PASS_ON.test(layer.className) ? inputs[0] : undefined;
}
