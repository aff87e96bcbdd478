import { parseKerasName } from './keras-names';
import type { KerasRoot } from './keras-names';
import type { IFacts, IReference, ISpan, Value } from './notebook/model';

/** A layer that the notebook makes part of a Keras model. */
export interface IPlacedLayer {
  /** Canonical name of its class: `tensorflow_hub.KerasLayer`. */
  readonly layer: string;
  /** The package whose model it becomes part of. */
  readonly root: KerasRoot;
  readonly span: ISpan;
}

/**
 * Layers in the list of a `Sequential`, handed to its `add`, or called on a symbolic tensor. A layer that is called on real
 * tensors, by itself or inside of a `Lambda` or a `call` method, is none: Keras never looks at it there.
 */
export function placedLayers(facts: IFacts): IPlacedLayer[] {
  return facts.references
    .filter(({ kind, guard }) => kind === 'call' && guard === null)
    .flatMap(reference => [
      ...layersOfSequential(facts, reference),
      ...layerOnSymbol(reference)
    ]);
}

/** The package of the symbolic Keras tensor that a value is or holds; null without one. */
export function symbolicRoot(value: Value, depth = 0): KerasRoot | null {
  if (value.kind === 'instance') {
    const name = parseKerasName(value.of);
    return name?.path === 'KerasTensor' ? name.root : null;
  }
  if (value.kind !== 'sequence' || depth > 3) {
    return null;
  }
  return first(value.items, item => symbolicRoot(item, depth + 1));
}

/** The package of the symbolic tensor among the arguments of a call; null without one. */
export function symbolicArgument({ call }: IReference): KerasRoot | null {
  return call && first(call.arguments, ({ value }) => symbolicRoot(value));
}

function layersOfSequential(
  facts: IFacts,
  { name, call }: IReference
): IPlacedLayer[] {
  const keras = parseKerasName(name);
  if (!keras || !call || !/^(models\.)?Sequential(#add)?$/.test(keras.path)) {
    return [];
  }
  const { root } = keras;
  return call.arguments
    .slice(0, 1)
    .flatMap(({ value, valueSpan }) =>
      (value.kind === 'sequence' ? value.items : [value]).flatMap(item =>
        item.kind === 'instance'
          ? [{ layer: item.of, root, span: madeAt(facts, item.of, valueSpan) }]
          : []
      )
    );
}

function layerOnSymbol(reference: IReference): IPlacedLayer[] {
  const [layer, member] = reference.name.split('#');
  const root = member === '__call__' ? symbolicArgument(reference) : null;
  return root ? [{ layer, root, span: reference.fullSpan }] : [];
}

/** Where the layer is made, if it is inside of that range; else the range. */
function madeAt(facts: IFacts, layer: string, range: ISpan): ISpan {
  const made = facts.references.find(
    ({ name, kind, span }) =>
      kind === 'call' &&
      name === layer &&
      span.cell === range.cell &&
      span.from >= range.from &&
      span.to <= range.to
  );
  return made?.span ?? range;
}

function first<Item, Found>(
  items: readonly Item[],
  find: (item: Item) => Found | null
): Found | null {
  for (const item of items) {
    const found = find(item);
    if (found !== null) {
      return found;
    }
  }
  return null;
}
