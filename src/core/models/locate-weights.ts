import type { ITranslate } from '../translate';
import type { IGraph } from './graph';
import { Refusal } from './refusal';
import { checkpointPath, variableNamed, variablesOf } from './variables';
import type { ILeaf } from './weight-leaves';
import { findLeaves } from './weight-leaves';
import type { IStoredWeight } from './weights';

/**
 * Gives each layer its variables, from a file of any of the three routes.
 *
 * - `.h5` by Keras 2: `dense/kernel`
 * - `.h5` by Keras 3, and `save_keras_model`: `sequential/dense/kernel`
 * - `.keras`: `layers/dense/vars/0`, where `dense` is the class and not the name
 *
 * @returns Names of the weights that no layer has: optimizer, metrics, seeds and counters.
 * @throws Refusal when a variable is missing, or it is not certain which weight it is.
 */
export function locateWeights(
  graph: IGraph,
  stored: IStoredWeight[],
  trans: ITranslate
): string[] {
  const leaves = findLeaves(graph);
  const isCheckpoint = stored.some(weight => CHECKPOINT.test(weight.name));
  const used = isCheckpoint
    ? locateByPath(leaves, stored)
    : locateByName(leaves, stored);
  giveLonely(leaves, stored, used);
  for (const { holder } of leaves) {
    const missing = variablesOf(holder).find(name => !holder.weights.has(name));
    if (missing !== undefined) {
      throw new Refusal(
        trans.__(
          'The weight "%1" of the layer "%2" is not in the weights manifest.',
          missing,
          holder.name
        ),
        holder.name
      );
    }
  }
  return stored.filter(weight => !used.has(weight)).map(weight => weight.name);
}

const CHECKPOINT = /^(layers|_layer_checkpoint_dependencies)\/|\/vars\/\d+$/;

function give(leaf: ILeaf, variable: string, stored: IStoredWeight): void {
  const { shape, dtype } = stored;
  leaf.holder.weights.set(variable, {
    shape,
    dtype,
    value: { kind: 'stored', stored }
  });
}

function locateByPath(
  leaves: ILeaf[],
  stored: IStoredWeight[]
): Set<IStoredWeight> {
  const paths = new Map(
    stored.map(weight => [
      weight.name.replace(/_layer_checkpoint_dependencies\//g, 'layers/'),
      weight
    ])
  );
  const used = new Set<IStoredWeight>();
  for (const leaf of leaves) {
    variablesOf(leaf.holder).forEach((variable, position) => {
      const path = leaf.checkpoint + checkpointPath(leaf.holder, position);
      const weight =
        paths.get(path) ??
        paths.get(path.replace(/(query|key|value|output)_dense/, '_$&'));
      if (weight) {
        give(leaf, variable, weight);
        used.add(weight);
      }
    });
  }
  return used;
}

interface IMatch {
  leaf: ILeaf;
  variable: string;
  weight: IStoredWeight;
  /** How many of the names around the layer the weight's name leaves out. */
  leftOut: number;
}

/**
 * Matches by name. A name may leave out models around the layer, so several layers can fit; the one whose surroundings
 * it tells most exactly gets it, and what is left over is then matched with what remains.
 */
function locateByName(
  leaves: ILeaf[],
  stored: IStoredWeight[]
): Set<IStoredWeight> {
  const byFirstToken = new Map<string, ILeaf[]>();
  for (const leaf of leaves) {
    const first = leaf.name[0];
    const same = byFirstToken.get(first);
    if (same) {
      same.push(leaf);
    } else {
      byFirstToken.set(first, [leaf]);
    }
  }
  const matches: IMatch[] = [];
  stored.forEach(weight => addMatches(weight, byFirstToken, matches));
  matches.sort((one, other) => one.leftOut - other.leftOut);
  const used = new Set<IStoredWeight>();
  for (const { leaf, variable, weight } of matches) {
    if (!used.has(weight) && !leaf.holder.weights.has(variable)) {
      give(leaf, variable, weight);
      used.add(weight);
    }
  }
  return used;
}

function addMatches(
  weight: IStoredWeight,
  leaves: Map<string, ILeaf[]>,
  matches: IMatch[]
): void {
  const tokens = weight.name.replace(/:0$/, '').split('/');
  tokens.forEach((token, position) => {
    for (const leaf of leaves.get(token) ?? []) {
      const variable = variableAt(leaf, tokens, position);
      if (variable !== undefined && areWithin(tokens, position, leaf.around)) {
        const leftOut = leaf.around.length - position;
        matches.push({ leaf, variable, weight, leftOut });
      }
    }
  });
}

function variableAt(
  leaf: ILeaf,
  tokens: string[],
  position: number
): string | undefined {
  if (leaf.name.some((part, at) => tokens[position + at] !== part)) {
    return undefined;
  }
  const rest = tokens.slice(position + leaf.name.length);
  if (
    leaf.side &&
    !(rest[0] === leaf.holder.name || rest[0]?.startsWith(leaf.side))
  ) {
    return undefined;
  }
  return variableNamed(leaf.holder, rest);
}

/** Whether the first tokens are among the names, in their order. */
function areWithin(tokens: string[], count: number, names: string[]): boolean {
  let next = 0;
  for (const name of names) {
    if (next < count && name === tokens[next]) {
      next++;
    }
  }
  return next === count;
}

/**
 * tf-keras leaves out the layer's name where a layer makes its variables outside of a call: Normalization has `mean`
 * and `variance`. That is certain only when just one layer misses such a variable.
 */
function giveLonely(
  leaves: ILeaf[],
  stored: IStoredWeight[],
  used: Set<IStoredWeight>
): void {
  for (const weight of stored.filter(
    each => !used.has(each) && !each.name.includes('/')
  )) {
    const missing = leaves.filter(
      ({ holder }) =>
        variablesOf(holder).includes(weight.name) &&
        !holder.weights.has(weight.name)
    );
    if (missing.length === 1) {
      give(missing[0], weight.name, weight);
      used.add(weight);
    }
  }
}
