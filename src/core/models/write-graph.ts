import type { ICall, IGraph, ILayer, ITensor } from './graph';
import { resolve } from './graph';
import type { IJsonObject, Json } from './json';
import { own } from './json';

/** Writes a graph as the `{"class_name": …, "config": …}` that TensorFlow.js reads. */
export function writeGraph(graph: IGraph): IJsonObject {
  if (graph.isSequential && isChain(graph)) {
    return {
      class_name: 'Sequential',
      config: { name: graph.name, layers: graph.layers.map(writeLayer) }
    };
  }
  return {
    class_name: 'Functional',
    config: {
      name: graph.name,
      trainable: graph.trainable,
      layers: graph.layers.map(layer => ({
        ...writeLayer(layer),
        name: layer.name,
        inbound_nodes:
          layer.className === 'InputLayer'
            ? []
            : layer.calls.map(call => writeCall(call))
      })),
      input_layers: graph.inputs.map(writeReference),
      output_layers: graph.outputs.map(writeReference)
    }
  };
}

/** Whether each layer but the first is called once, on the output of the one before it. */
function isChain(graph: IGraph): boolean {
  return graph.layers.every((layer, at) => {
    if (at === 0) {
      return layer.className === 'InputLayer';
    }
    const [input, ...more] = layer.calls[0]?.inputs.map(resolve) ?? [];
    return (
      layer.calls.length === 1 &&
      more.length === 0 &&
      input?.layer === graph.layers[at - 1] &&
      input.index === 0
    );
  });
}

function writeCall(call: ICall): Json {
  return call.inputs.map(input => [...writeReference(input), {}]);
}

/** TensorFlow.js counts the calls of a nested model from 1: node 0 is the one that defined it. */
function writeReference(tensor: ITensor): Json[] {
  const { layer, call, index } = resolve(tensor);
  return [layer.name, layer.graph ? call + 1 : call, index];
}

function writeLayer(layer: ILayer): IJsonObject {
  if (layer.graph) {
    const written = writeGraph(layer.graph);
    return {
      ...written,
      config: { ...(written.config as IJsonObject), name: layer.name }
    };
  }
  const config: IJsonObject = { ...layer.config, name: layer.name };
  if (layer.className === 'InputLayer') {
    return { class_name: 'InputLayer', config: writeInput(config) };
  }
  if (layer.wrapped.length > 0) {
    config.layer = writeLayer(layer.wrapped[0]);
    delete config.backward_layer;
  }
  return { class_name: layer.className, config };
}

function writeInput(config: IJsonObject): IJsonObject {
  return {
    batch_input_shape:
      own(config, 'batch_input_shape') ?? own(config, 'batch_shape') ?? null,
    dtype: own(config, 'dtype') ?? 'float32',
    sparse: false,
    name: own(config, 'name') ?? null
  };
}

/** A layer with variables, and what TensorFlow.js puts before the names of its variables. */
export interface IHolder {
  holder: ILayer;
  prefix: string;
}

/**
 * Every layer of the graph that may have variables. TensorFlow.js finds a variable by the name of its layer alone,
 * however deep the layer lies, with the name of its wrapper before it if it has one.
 */
export function variableHolders(graph: IGraph): IHolder[] {
  const holders: IHolder[] = [];
  const waiting: IGraph[] = [graph];
  for (const current of waiting) {
    for (const layer of current.layers) {
      const inner = layer.graph ?? layer.wrapped[0]?.graph;
      if (inner) {
        waiting.push(inner);
      } else {
        holders.push(...holdersOf(layer));
      }
    }
  }
  return holders;
}

function holdersOf(layer: ILayer): IHolder[] {
  const [inner, backward] = layer.wrapped;
  if (backward) {
    return [
      { holder: inner, prefix: `${layer.name}/forward_${inner.name}/` },
      { holder: backward, prefix: `${layer.name}/backward_${inner.name}/` }
    ];
  }
  return [{ holder: inner ?? layer, prefix: `${layer.name}/` }];
}
