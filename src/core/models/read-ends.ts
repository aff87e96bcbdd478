import type { ITranslate } from '../translate';
import type { ITensor } from './graph';
import type { Json } from './json';
import { isObject } from './json';
import type { ICallReader } from './read-calls';
import { readReference } from './read-calls';

/** `inbound_nodes` as objects; `input_layers` or `output_layers` as a dict, or as one reference by itself. */
export type OtherForm = 'inbound-nodes' | 'model-ends';

/** What the whole file is known by while it is read. */
export interface IGraphReader {
  trans: ITranslate;
  /** Keras 3 counts the calls of a nested model from 0 in nodes, Keras 2 from 1. */
  isKeras3: boolean;
  /** What is met that TensorFlow.js reads in another form. */
  otherForms: Set<OtherForm>;
}

/**
 * Reads `input_layers` or `output_layers`: one reference, a list of them, or a dict of them.
 *
 * A dict is put in the order of its sorted keys, which is the order in which Keras flattens it.
 */
export function readEnds(
  ends: Json | undefined,
  calls: ICallReader,
  reader: IGraphReader
): ITensor[] {
  if (isReference(ends) || isObject(ends)) {
    reader.otherForms.add('model-ends');
  }
  const references: Json[] = [];
  const waiting: Json[] = ends === undefined ? [] : [ends];
  while (waiting.length > 0) {
    const item = waiting.pop() as Json;
    if (isReference(item)) {
      references.push(item);
    } else if (Array.isArray(item)) {
      waiting.push(...[...item].reverse());
    } else if (isObject(item)) {
      waiting.push(
        ...Object.keys(item)
          .sort()
          .reverse()
          .map(key => item[key])
      );
    }
  }
  return references.map(reference =>
    readReference(reference, calls, endBase(reference, calls, reader))
  );
}

function isReference(value: Json | undefined): boolean {
  return (
    Array.isArray(value) &&
    typeof value[0] === 'string' &&
    typeof value[1] === 'number'
  );
}

/** In `output_layers`, Keras 3 counts the calls of a nested Functional from 1, but of a nested Sequential from 0. */
function endBase(
  reference: Json,
  calls: ICallReader,
  reader: IGraphReader
): number {
  const layer = Array.isArray(reference)
    ? calls.layers.get(String(reference[0]))
    : undefined;
  if (!layer?.graph) {
    return 0;
  }
  return reader.isKeras3 && layer.graph.isSequential ? 0 : 1;
}
