import type { ITranslate } from '../translate';
import type { IGraph, ILayer } from './graph';
import { callLayer, newLayer } from './graph';
import type { IJsonObject, Json } from './json';
import { isObject, listAt, objectAt, own, stringAt } from './json';
import type { ICallReader } from './read-calls';
import { isShape, readCall } from './read-calls';
import type { IGraphReader } from './read-ends';
import { readEnds } from './read-ends';
import { addInputCall, inputFor } from './read-input';
import { Refusal } from './refusal';

const MODEL_CLASSES = ['Functional', 'Model', 'Sequential'];

/** Whether a layer of this class is a model, with layers of its own. */
export function isModelClass(className: string): boolean {
  return MODEL_CLASSES.includes(className);
}

/**
 * Reads `{"class_name": "Functional" | "Sequential", "config": {…}}` as Keras 2 or Keras 3 wrote it.
 *
 * @throws Refusal when it is a subclassed model, or contradicts itself: two layers of one name, a node that refers to
 * nothing, a cycle.
 */
export function readGraph(data: IJsonObject, reader: IGraphReader): IGraph {
  const className = stringAt(data, 'class_name') ?? '';
  const config = own(data, 'config');
  if (!isModelClass(className)) {
    throw new Refusal(
      reader.trans.__(
        '"%1" is a subclassed model: only its weights were saved, not how its layers are connected.',
        className
      )
    );
  }
  if (className === 'Sequential') {
    // Old files hold the list of layers itself.
    const whole = Array.isArray(config) ? { layers: config } : config;
    return readSequential(isObject(whole) ? whole : {}, reader);
  }
  return readFunctional(isObject(config) ? config : {}, className, reader);
}

function readFunctional(
  config: IJsonObject,
  className: string,
  reader: IGraphReader
): IGraph {
  const name = stringAt(config, 'name') ?? 'model';
  const data = (listAt(config, 'layers') ?? []).filter(isObject);
  const layers = data.map(item => readLayer(item, reader));
  const calls: ICallReader = {
    layers: byName(layers, name, reader.trans),
    callCounts: new Map(),
    trans: reader.trans
  };
  data.forEach((item, position) => {
    const nodes = listAt(item, 'inbound_nodes') ?? [];
    if (isObject(nodes[0])) {
      reader.otherForms.add('inbound-nodes');
    }
    const layer = layers[position];
    calls.callCounts.set(
      layer.name,
      layer.className === 'InputLayer' ? 1 : nodes.length
    );
  });
  data.forEach((item, position) =>
    readInboundNodes(item, layers[position], calls)
  );
  const graph: IGraph = {
    name,
    className,
    layers,
    inputs: readEnds(own(config, 'input_layers'), calls, reader),
    outputs: readEnds(own(config, 'output_layers'), calls, reader),
    isSequential: false,
    trainable: own(config, 'trainable') !== false
  };
  requireEnds(graph, reader.trans);
  return graph;
}

function requireEnds(graph: IGraph, trans: ITranslate): void {
  if (graph.inputs.length === 0 || graph.outputs.length === 0) {
    throw new Refusal(
      trans.__('The model "%1" names no inputs or no outputs.', graph.name)
    );
  }
  if (graph.inputs.some(tensor => tensor.layer.className !== 'InputLayer')) {
    throw new Refusal(
      trans.__('An input of the model "%1" is not an InputLayer.', graph.name)
    );
  }
}

function byName(
  layers: ILayer[],
  model: string,
  trans: ITranslate
): Map<string, ILayer> {
  const named = new Map<string, ILayer>();
  for (const layer of layers) {
    if (named.has(layer.name)) {
      throw new Refusal(
        trans.__(
          'Two layers of the model "%1" are called "%2".',
          model,
          layer.name
        ),
        layer.name
      );
    }
    named.set(layer.name, layer);
  }
  return named;
}

function readInboundNodes(
  item: IJsonObject,
  layer: ILayer,
  reader: ICallReader
): void {
  if (layer.className === 'InputLayer') {
    addInputCall(layer);
    return;
  }
  for (const node of listAt(item, 'inbound_nodes') ?? []) {
    layer.calls.push(readCall(node, layer, reader));
  }
}

function readLayer(data: IJsonObject, reader: IGraphReader): ILayer {
  const className = stringAt(data, 'class_name') ?? '';
  const config = objectAt(data, 'config') ?? {};
  const name = stringAt(data, 'name') ?? stringAt(config, 'name') ?? '';
  if (name === '' || className === '') {
    throw new Refusal(
      reader.trans.__('A layer of the model has no name or no class.')
    );
  }
  const layer = newLayer(className, name, config);
  layer.isOperation = isOperation(className, config, reader);
  const module = stringAt(data, 'module');
  if (module !== undefined && !/^(keras|tf_keras)(\.|$)/.test(module)) {
    throw new Refusal(
      reader.trans.__(
        'The layer "%1" is a class of your own (%2), which TensorFlow.js does not know.',
        name,
        `${module}.${className}`
      ),
      name
    );
  }
  if (isModelClass(className)) {
    layer.graph = readGraph(data, reader);
  }
  layer.wrapped = readWrapped(className, config, reader);
  rememberBuildShape(layer, data);
  return layer;
}

/** A Keras 3 operation has only its arguments in its config; every layer has `trainable`, but for SpatialDropout. */
function isOperation(
  className: string,
  config: IJsonObject,
  reader: IGraphReader
): boolean {
  if (className === 'TFOpLambda' || className === 'SlicingOpLambda') {
    return true;
  }
  return (
    reader.isKeras3 &&
    className !== 'InputLayer' &&
    !isModelClass(className) &&
    own(config, 'trainable') === undefined &&
    own(config, 'rate') === undefined
  );
}

function readWrapped(
  className: string,
  config: IJsonObject,
  reader: IGraphReader
): ILayer[] {
  if (className === 'RNN') {
    return readCells(own(config, 'cell'), reader);
  }
  const inner = objectAt(config, 'layer');
  if (!inner) {
    return [];
  }
  return className === 'Bidirectional'
    ? readSides(inner, config, reader)
    : [readLayer(inner, reader)];
}

function readSides(
  inner: IJsonObject,
  config: IJsonObject,
  reader: IGraphReader
): ILayer[] {
  const forward = readLayer(inner, reader);
  if (reader.isKeras3) {
    // Keras 3 writes the name with the prefix that TensorFlow.js puts before it again.
    forward.name = forward.name.replace(/^forward_/, '') || forward.name;
  }
  const given = objectAt(config, 'backward_layer');
  const backward = readLayer(given ?? inner, reader);
  backward.config.go_backwards = given
    ? (own(backward.config, 'go_backwards') ?? true)
    : own(forward.config, 'go_backwards') !== true;
  return [forward, backward];
}

/** One cell, or those of StackedRNNCells. */
function readCells(cell: Json | undefined, reader: IGraphReader): ILayer[] {
  const stacked = isObject(cell) ? objectAt(cell, 'config') : undefined;
  const cells = Array.isArray(cell)
    ? cell
    : (listAt(stacked ?? {}, 'cells') ?? [cell]);
  return cells.flatMap(each =>
    isObject(each) ? [readLayer(each, reader)] : []
  );
}

/** The `.keras` route keeps `build_config.input_shape`, all that is known of the sizes within a Sequential. */
function rememberBuildShape(layer: ILayer, data: IJsonObject): void {
  const shape = own(objectAt(data, 'build_config') ?? {}, 'input_shape');
  if (isShape(shape) && shape.length > 0) {
    layer.buildShape = shape;
  }
}

function readSequential(config: IJsonObject, reader: IGraphReader): IGraph {
  const name = stringAt(config, 'name') ?? 'sequential';
  const layers = (listAt(config, 'layers') ?? [])
    .filter(isObject)
    .map(item => readLayer(item, reader));
  byName(layers, name, reader.trans);
  if (layers[0]?.className !== 'InputLayer') {
    layers.unshift(inputFor(layers[0], name, config));
  }
  const input = addInputCall(layers[0]);
  let tensor = input;
  for (const layer of layers.slice(1)) {
    tensor = callLayer(layer, [tensor]);
  }
  return {
    name,
    className: 'Sequential',
    layers,
    inputs: [input],
    outputs: [tensor],
    isSequential: true,
    trainable: own(config, 'trainable') !== false
  };
}
