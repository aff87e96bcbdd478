import type { IJsonObject, Json } from './json';
import { MissingOutput } from './refusal';
import type { IWeight } from './weights';

/** A tensor's shape, batch first; null is a size that is known only when the model runs. */
export type Shape = (number | null)[];

/** What the given call of the given layer yields, `index` counting its outputs. */
export interface ITensor {
  readonly layer: ILayer;
  readonly call: number;
  readonly index: number;
}

/** An argument of a call: a tensor (its place in `ICall.inputs`), a constant, or a list of arguments. */
export type Argument =
  | { kind: 'tensor'; at: number }
  | { kind: 'value'; value: Json }
  | { kind: 'list'; items: Argument[] };

/** One use of a layer in a graph. */
export interface ICall {
  /** Every tensor that goes in, in the order of `args`, then of `kwargs`. */
  inputs: ITensor[];
  args: Argument[];
  kwargs: Map<string, Argument>;
}

/** A layer, or one of the operations that Keras 3 and tf-keras write as if they were layers. */
export interface ILayer {
  className: string;
  name: string;
  config: IJsonObject;
  calls: ICall[];
  /** Its variables by the name that TensorFlow.js gives them. */
  weights: Map<string, IWeight>;
  /** Shapes of its outputs, by call and output, as far as they are known. */
  shapes: (Shape | undefined)[][];
  /** `keras.ops.…` or `TFOpLambda`: has no variables and its arguments may be constants. */
  isOperation: boolean;
  /** Made by a repair: means in TensorFlow.js exactly what it says, so that no repair looks at it again. */
  isNative: boolean;
  /** The shape of the input that it was built for, where the file tells. */
  buildShape?: Shape;
  /** A model used as a layer. */
  graph?: IGraph;
  /** The layers inside a wrapper: one for TimeDistributed, forward and backward for Bidirectional. */
  wrapped: ILayer[];
  /** What has taken the place of each output, by call and output; see `resolve`. */
  replacement?: ITensor[][];
}

/** A Functional or Sequential model. */
export interface IGraph {
  name: string;
  className: string;
  layers: ILayer[];
  inputs: ITensor[];
  outputs: ITensor[];
  /** Written as Sequential as long as its layers are a chain. */
  isSequential: boolean;
  trainable: boolean;
}

/** A new layer without calls or weights. */
export function newLayer(
  className: string,
  name: string,
  config: IJsonObject = {}
): ILayer {
  return {
    className,
    name,
    config: { ...config, name },
    calls: [],
    weights: new Map(),
    shapes: [],
    isOperation: false,
    isNative: false,
    wrapped: []
  };
}

/** Adds a call on the given tensors and returns its first output. */
export function callLayer(layer: ILayer, inputs: ITensor[]): ITensor {
  layer.calls.push({
    inputs,
    args: inputs.map((tensor, at) => ({ kind: 'tensor', at })),
    kwargs: new Map()
  });
  layer.shapes.push([]);
  return { layer, call: layer.calls.length - 1, index: 0 };
}

/**
 * The tensor that stands for the given one after all replacements so far.
 *
 * @throws MissingOutput when the model uses an output that the layer does not have.
 */
export function resolve(tensor: ITensor): ITensor {
  let current = tensor;
  while (current.layer.replacement) {
    const { layer, call, index } = current;
    const next = layer.replacement?.[call]?.[index];
    if (!next) {
      throw new MissingOutput(layer.name, index);
    }
    current = next;
  }
  return current;
}

/** The shape of a tensor, if it is known. */
export function shapeOf(tensor: ITensor): Shape | undefined {
  return tensor.layer.shapes[tensor.call]?.[tensor.index];
}

/** Every layer of the graph and of the models and wrappers in it, outer before inner. */
export function allLayers(graph: IGraph): ILayer[] {
  const found: ILayer[] = [];
  const waiting: ILayer[] = [...graph.layers].reverse();
  while (waiting.length > 0) {
    const layer = waiting.pop() as ILayer;
    found.push(layer);
    if (layer.graph || layer.wrapped.length > 0) {
      const inner = [...(layer.graph?.layers ?? []), ...layer.wrapped];
      waiting.push(...inner.reverse());
    }
  }
  return found;
}

/** The layer, and the layers that it wraps. */
export function allWrapped(layer: ILayer): ILayer[] {
  return [layer, ...layer.wrapped];
}
