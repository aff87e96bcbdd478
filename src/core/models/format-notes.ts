import type { ITranslate } from '../translate';
import type { INote } from './bench';
import type { IGraph } from './graph';
import { allLayers } from './graph';
import type { IJsonObject, Json } from './json';
import { isObject, own, someChild } from './json';
import type { IStoredWeight } from './weights';
import { variableHolders } from './write-graph';

/** What is needed to see which of Keras 3's ways of writing the file has. */
export interface IFormat {
  file: IJsonObject;
  stored: IStoredWeight[];
  /** Weights that no layer has. */
  dropped: string[];
  trans: ITranslate;
}

/**
 * The differences in the file's format, as opposed to its layers. Writing the graph mends them all.
 *
 * - `batch_shape` for `batch_input_shape`
 * - `inbound_nodes` as objects instead of lists
 * - `input_layers` and `output_layers` as one reference or a dict instead of a list of references
 * - weights under other names than TensorFlow.js looks for, or that it does not have
 */
export function formatNotes(graph: IGraph, format: IFormat): INote[] {
  const { trans } = format;
  const layers = allLayers(graph);
  const notes: [string, boolean, string][] = [
    [
      'batch-shape',
      layers.some(
        layer =>
          layer.className === 'InputLayer' &&
          own(layer.config, 'batch_shape') !== undefined
      ),
      trans.__(
        'The shape of an input is called batch_input_shape in TensorFlow.js.'
      )
    ],
    [
      'inbound-nodes',
      anywhere(format.file, hasNodeObjects),
      trans.__(
        'The connections between layers are written as TensorFlow.js reads them.'
      )
    ],
    [
      'model-ends',
      anywhere(format.file, hasOtherEnds),
      trans.__('The inputs and outputs of the model are written as a list.')
    ],
    [
      'weight-names',
      hasOtherNames(graph, format),
      trans.__('The weights are named as TensorFlow.js looks for them.')
    ],
    [
      'dropped-weights',
      format.dropped.length > 0,
      trans.__(
        '%1 weights that play no part in a prediction are left out.',
        format.dropped.length
      )
    ]
  ];
  return notes
    .filter(([, applies]) => applies)
    .map(([id, , message]) => ({ id, layer: null, message }));
}

/** Whether something holds for an object or for any in it; ends at the first. */
function anywhere(
  value: Json,
  holds: (object: IJsonObject) => boolean
): boolean {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  return (
    (isObject(value) && holds(value)) ||
    someChild(value, child => anywhere(child, holds))
  );
}

function hasNodeObjects(object: IJsonObject): boolean {
  const nodes = own(object, 'inbound_nodes');
  return Array.isArray(nodes) && isObject(nodes[0]);
}

/** A dict, or one reference by itself, for a list of references. */
function hasOtherEnds(object: IJsonObject): boolean {
  return ['input_layers', 'output_layers'].some(key => {
    const ends = own(object, key);
    const isReference =
      Array.isArray(ends) &&
      typeof ends[0] === 'string' &&
      typeof ends[1] === 'number';
    return isReference || isObject(ends);
  });
}

/** Whether TensorFlow.js would not find a weight: it also accepts a name with one more part before the last. */
function hasOtherNames(graph: IGraph, format: IFormat): boolean {
  const wanted = new Set(
    variableHolders(graph).flatMap(({ holder, prefix }) =>
      [...holder.weights.keys()].map(key => prefix + key)
    )
  );
  return format.stored.some(({ name }) => {
    const parts = name.split('/');
    const shorter = [...parts.slice(0, -2), parts[parts.length - 1]].join('/');
    return (
      !wanted.has(name) &&
      !wanted.has(shorter) &&
      !format.dropped.includes(name)
    );
  });
}
