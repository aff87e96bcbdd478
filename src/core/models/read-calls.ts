import type { ITranslate } from '../translate';
import type { Argument, ICall, ILayer, ITensor, Shape } from './graph';
import type { Json } from './json';
import { isObject, listAt, objectAt, own, stringAt } from './json';
import { Refusal } from './refusal';

/** What is needed to turn a name in a node into a layer. */
export interface ICallReader {
  layers: Map<string, ILayer>;
  /** How many calls each layer has, known before any call is read. */
  callCounts: Map<string, number>;
  trans: ITranslate;
}

/**
 * Reads one entry of `inbound_nodes`.
 *
 * Keras 3: `{"args": [{"class_name": "__keras_tensor__", "config": {"keras_history": ["input_layer", 0, 0]}}], "kwargs": {}}`
 *
 * Keras 2: `[["input_1", 0, 0, {}]]`, and for an operation `["input_1", 0, 0, {"y": 2.0}]`.
 */
export function readCall(
  node: Json,
  layer: ILayer,
  reader: ICallReader
): ICall {
  const call: ICall = { inputs: [], args: [], kwargs: new Map() };
  if (isObject(node) && own(node, 'args') !== undefined) {
    call.args = (listAt(node, 'args') ?? []).map(arg =>
      readArgument(arg, call, reader)
    );
    for (const [key, value] of Object.entries(objectAt(node, 'kwargs') ?? {})) {
      call.kwargs.set(key, readArgument(value, call, reader));
    }
  } else {
    readLegacyNode(node, call, reader);
  }
  if (call.inputs.length === 0) {
    throw new Refusal(
      reader.trans.__(
        'The layer "%1" has a node without an input.',
        layer.name
      ),
      layer.name
    );
  }
  return call;
}

function readArgument(value: Json, call: ICall, reader: ICallReader): Argument {
  if (Array.isArray(value)) {
    return {
      kind: 'list',
      items: value.map(item => readArgument(item, call, reader))
    };
  }
  if (isObject(value)) {
    const config = objectAt(value, 'config');
    if (config && stringAt(value, 'class_name') === '__keras_tensor__') {
      const tensor = readReference(own(config, 'keras_history'), reader, 0);
      rememberShape(tensor, own(config, 'shape'));
      return pushTensor(tensor, call);
    }
  }
  return { kind: 'value', value };
}

function pushTensor(tensor: ITensor, call: ICall): Argument {
  call.inputs.push(tensor);
  return { kind: 'tensor', at: call.inputs.length - 1 };
}

/** Keras 3 writes the shape of each tensor where it is used. */
function rememberShape(tensor: ITensor, shape: Json | undefined): void {
  if (!isShape(shape)) {
    return;
  }
  const shapes = (tensor.layer.shapes[tensor.call] ??= []);
  shapes[tensor.index] = shape;
}

/** Whether the value is a list of sizes and nulls. */
export function isShape(value: Json | undefined): value is Shape {
  return (
    Array.isArray(value) &&
    value.every(item => item === null || typeof item === 'number')
  );
}

function readLegacyNode(node: Json, call: ICall, reader: ICallReader): void {
  const entries = legacyEntries(node);
  const args = entries.map(entry => readLegacyEntry(entry, call, reader));
  call.args = args.length > 1 ? [{ kind: 'list', items: args }] : args;
  const kwargs = entries[0]?.[3];
  if (isObject(kwargs)) {
    for (const [key, value] of Object.entries(kwargs)) {
      call.kwargs.set(key, readLegacyArgument(value, call, reader));
    }
  }
}

function legacyEntries(node: Json): Json[][] {
  const items = isObject(node)
    ? Object.keys(node)
        .sort()
        .map(key => node[key])
    : node;
  if (!Array.isArray(items)) {
    return [];
  }
  if (typeof items[0] === 'string') {
    return [items];
  }
  return items.filter((item): item is Json[] => Array.isArray(item));
}

function readLegacyEntry(
  entry: Json[],
  call: ICall,
  reader: ICallReader
): Argument {
  if (entry[0] === '_CONSTANT_VALUE') {
    return { kind: 'value', value: entry[2] ?? null };
  }
  return pushTensor(
    readReference(entry, reader, legacyBase(entry, reader)),
    call
  );
}

/** In a constant argument of Keras 2, `["dense", 0, 0]` is the output of the layer `dense`. */
function readLegacyArgument(
  value: Json,
  call: ICall,
  reader: ICallReader
): Argument {
  if (!Array.isArray(value)) {
    return { kind: 'value', value };
  }
  const isReference =
    value.length === 3 &&
    typeof value[0] === 'string' &&
    typeof value[1] === 'number' &&
    reader.layers.has(value[0]);
  if (isReference) {
    return pushTensor(
      readReference(value, reader, legacyBase(value, reader)),
      call
    );
  }
  return {
    kind: 'list',
    items: value.map(item => readLegacyArgument(item, call, reader))
  };
}

/** Keras 2 counts the calls of a nested model from 1: node 0 is the model's own. */
function legacyBase(entry: Json[], reader: ICallReader): number {
  return reader.layers.get(String(entry[0]))?.graph ? 1 : 0;
}

/**
 * Reads `["dense", 0, 0]`: a layer's name, which of its calls, which output of that call.
 *
 * @param base What the call numbers of the layer begin with in this place.
 */
export function readReference(
  reference: Json | undefined,
  reader: ICallReader,
  base: number
): ITensor {
  const [name, call, index] = Array.isArray(reference) ? reference : [];
  const layer = typeof name === 'string' ? reader.layers.get(name) : undefined;
  if (!layer) {
    throw new Refusal(
      reader.trans.__(
        'A node refers to a layer that is not in the model: %1.',
        shown(name)
      )
    );
  }
  const callIndex = typeof call === 'number' ? call - base : -1;
  const count = reader.callCounts.get(layer.name) ?? 0;
  if (!(callIndex >= 0 && callIndex < count && Number.isInteger(callIndex))) {
    throw new Refusal(
      reader.trans.__(
        'A node refers to call %1 of the layer "%2", which has %3.',
        shown(call),
        layer.name,
        count
      ),
      layer.name
    );
  }
  return { layer, call: callIndex, index: outputIndex(index) };
}

function outputIndex(index: Json | undefined): number {
  return typeof index === 'number' &&
    Number.isInteger(index) &&
    index >= 0 &&
    index < 1000
    ? index
    : 0;
}

function shown(value: Json | undefined): string {
  return (JSON.stringify(value) ?? '?').slice(0, 60);
}

/** The constant under a keyword, or undefined when it is missing or a tensor. */
export function constantKeyword(call: ICall, key: string): Json | undefined {
  const argument = call.kwargs.get(key);
  return argument?.kind === 'value' ? argument.value : undefined;
}

/** The arguments as plain JSON, with `undefined` for one that holds a tensor. */
export function constantOf(argument: Argument | undefined): Json | undefined {
  if (argument === undefined || argument.kind === 'tensor') {
    return undefined;
  }
  if (argument.kind === 'value') {
    return argument.value;
  }
  const items = argument.items.map(constantOf);
  return items.every((item): item is Json => item !== undefined)
    ? items
    : undefined;
}

/** Whether no mask is given under the keyword: it is missing, null, or a list of nulls. */
export function hasNoMask(call: ICall): boolean {
  const value = constantOf(call.kwargs.get('mask'));
  const isEmpty =
    value === null ||
    (Array.isArray(value) && value.every(item => item === null));
  return isEmpty || !call.kwargs.has('mask');
}
