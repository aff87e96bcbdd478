import type { ITranslate } from '../translate';
import type { INote } from './bench';
import type { IGraph } from './graph';
import { allLayers } from './graph';
import { own } from './json';
import type { OtherForm } from './read-ends';
import type { IStoredWeight } from './weights';
import { variableHolders } from './write-graph';

/** What is needed to see which of Keras 3's ways of writing the file has. */
export interface IFormat {
  otherForms: ReadonlySet<OtherForm>;
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
      format.otherForms.has('inbound-nodes'),
      trans.__(
        'The connections between layers are written as TensorFlow.js reads them.'
      )
    ],
    [
      'model-ends',
      format.otherForms.has('model-ends'),
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

/** Whether TensorFlow.js would not find a weight: it also accepts a name with one more part before the last. */
function hasOtherNames(graph: IGraph, format: IFormat): boolean {
  const wanted = new Set(
    variableHolders(graph).flatMap(({ holder, prefix }) =>
      [...holder.weights.keys()].map(key => prefix + key)
    )
  );
  const dropped = new Set(format.dropped);
  return format.stored.some(
    ({ name }) =>
      !wanted.has(name) && !wanted.has(shorter(name)) && !dropped.has(name)
  );
}

/** Without the part before the last. */
function shorter(name: string): string {
  const parts = name.split('/');
  return [...parts.slice(0, -2), parts[parts.length - 1]].join('/');
}
