import type { IGraph, ILayer } from './graph';

/**
 * Gives a new name to a layer of a nested model that has the same name as a layer elsewhere: TensorFlow.js finds weights
 * by the name of the layer alone.
 *
 * Before: two nested models, each with a layer `dense`
 *
 * After: `dense` and `dense_in_second`.
 *
 * @returns The old names that were given up.
 */
export function makeNamesUnique(graph: IGraph): string[] {
  const taken = new Set<string>();
  const renamed: string[] = [];
  const waiting: IGraph[] = [graph];
  for (const current of waiting) {
    for (const layer of current.layers) {
      if (taken.has(layer.name)) {
        renamed.push(layer.name);
        layer.name = freeName(`${layer.name}_in_${current.name}`, taken);
      }
      taken.add(layer.name);
      waiting.push(...innerGraphs(layer));
    }
  }
  return renamed;
}

function innerGraphs(layer: ILayer): IGraph[] {
  return [layer, ...layer.wrapped].flatMap(each =>
    each.graph ? [each.graph] : []
  );
}

function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let count = 1; taken.has(name); count++) {
    name = `${wanted}_${count}`;
  }
  return name;
}
