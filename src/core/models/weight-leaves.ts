import type { IGraph, ILayer } from './graph';

/** A layer with variables, and the names under which a file may keep them. */
export interface ILeaf {
  /** The layer that holds the variables. */
  holder: ILayer;
  /** The name that a weight's name holds: the layer's own or its wrapper's. */
  name: string[];
  /** Names of the models and wrappers around it, outermost first. */
  around: string[];
  /** Of a Bidirectional: the side. */
  side?: 'forward' | 'backward';
  /** Where a `.keras` file keeps it: `layers/bidirectional/forward_layer/`. */
  checkpoint: string;
}

/** Every layer of the graph that may have variables, also within models and wrappers. */
export function findLeaves(graph: IGraph): ILeaf[] {
  const leaves: ILeaf[] = [];
  addLeaves(graph, [graph.name], 'layers/', leaves);
  return leaves;
}

function addLeaves(
  graph: IGraph,
  around: string[],
  checkpoint: string,
  leaves: ILeaf[]
): void {
  const counts = new Map<string, number>();
  for (const layer of graph.layers) {
    if (layer.isOperation) {
      continue;
    }
    const snake = toSnakeCase(layer.className);
    const count = counts.get(snake) ?? 0;
    counts.set(snake, count + 1);
    addLayer(
      layer,
      around,
      `${checkpoint}${snake}${count > 0 ? `_${count}` : ''}/`,
      leaves
    );
  }
}

function addLayer(
  layer: ILayer,
  around: string[],
  checkpoint: string,
  leaves: ILeaf[]
): void {
  const name = layer.name.split('/');
  if (layer.graph) {
    addLeaves(
      layer.graph,
      [...around, layer.name],
      `${checkpoint}layers/`,
      leaves
    );
  } else if (layer.className === 'Bidirectional') {
    const [forward, backward] = layer.wrapped;
    leaves.push(
      {
        holder: forward,
        name,
        around,
        side: 'forward',
        checkpoint: `${checkpoint}forward_layer/`
      },
      {
        holder: backward,
        name,
        around,
        side: 'backward',
        checkpoint: `${checkpoint}backward_layer/`
      }
    );
  } else if (layer.wrapped.length > 0) {
    addWrapped(layer, around, checkpoint, leaves);
  } else {
    leaves.push({ holder: layer, name, around, checkpoint });
  }
}

function addWrapped(
  layer: ILayer,
  around: string[],
  checkpoint: string,
  leaves: ILeaf[]
): void {
  const [inner] = layer.wrapped;
  if (layer.className === 'RNN') {
    addCells(layer, [...around, layer.name], `${checkpoint}cell/`, leaves);
  } else if (inner.graph) {
    addLeaves(
      inner.graph,
      [...around, layer.name, inner.name],
      `${checkpoint}layer/layers/`,
      leaves
    );
  } else {
    leaves.push({
      holder: inner,
      name: layer.name.split('/'),
      around,
      checkpoint: `${checkpoint}layer/`
    });
  }
}

/** The cells of a recurrent layer; of several, each has a place of its own. */
function addCells(
  layer: ILayer,
  around: string[],
  checkpoint: string,
  leaves: ILeaf[]
): void {
  const counts = new Map<string, number>();
  for (const cell of layer.wrapped) {
    const snake = toSnakeCase(cell.className);
    const count = counts.get(snake) ?? 0;
    counts.set(snake, count + 1);
    const place =
      layer.wrapped.length > 1
        ? `cells/${snake}${count > 0 ? `_${count}` : ''}/`
        : '';
    leaves.push({
      holder: cell,
      name: cell.name.split('/'),
      around: [...around, 'stacked_rnn_cells'],
      checkpoint: checkpoint + place
    });
  }
}

/** As Keras names a class in a `.keras` file: `Conv2DTranspose` is `conv2d_transpose`, `PReLU` is `p_re_lu`. */
export function toSnakeCase(className: string): string {
  return className
    .replace(/\W+/g, '')
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}
