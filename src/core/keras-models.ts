import { byCell } from './by-cell';
import type { Finder } from './find-references';
import { referencesTo, refersTo } from './find-references';
import { parseKerasName } from './keras-names';
import type { KerasRoot } from './keras-names';
import type { IReference, ISpan, Value } from './notebook/model';

/** A layer that the notebook makes part of a Keras model. */
export interface IPlacedLayer {
  /** Canonical name of its class: `tensorflow_hub.KerasLayer`. */
  readonly layer: string;
  /** The package whose model it becomes part of. */
  readonly root: KerasRoot;
  readonly span: ISpan;
}

/**
 * Finds layers in the list of a `Sequential`, handed to its `add`, or called on a symbolic tensor. A layer that is called on real
 * tensors, by itself or inside of a `Lambda` or a `call` method, is none: Keras never looks at it there.
 *
 * @param isWanted - tells by the canonical name whether a class is of interest. The name of a layer's class stands somewhere in the
 * notebook, so that most notebooks are done with when none is.
 */
export function placedLayers(
  isWanted: (layer: string) => boolean
): Finder<IPlacedLayer> {
  const isNamed = refersTo(isWanted);
  const findCalls = referencesTo(isWanted, use =>
    use.kind === 'call' ? [use] : []
  );
  const place =
    (by: (use: IReference) => IPlacedLayer[]) => (use: IReference) =>
      use.kind === 'call' && use.guard === null
        ? by(use).filter(({ layer }) => isWanted(layer))
        : [];
  const findListed = referencesTo(isPlacing, place(layersOfSequential));
  const findCalled = referencesTo(isPlacing, place(layerOnSymbol));
  return facts => {
    if (!isNamed(facts)) {
      return [];
    }
    const callsIn = byCell(findCalls(facts), ({ span }) => span);
    const listed = findListed(facts).map(placed => ({
      ...placed,
      span: madeAt(callsIn(placed.span.cell), placed)
    }));
    return [...listed, ...findCalled(facts)];
  };
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

const sequential = /^(models\.)?Sequential(#add)?$/;

/** What makes a layer part of a model when it is called. */
function isPlacing(name: string): boolean {
  return (
    name.split('#')[1] === '__call__' ||
    sequential.test(parseKerasName(name)?.path ?? '')
  );
}

function layersOfSequential({ name, call }: IReference): IPlacedLayer[] {
  const keras = parseKerasName(name);
  if (!keras || !call || !sequential.test(keras.path)) {
    return [];
  }
  const { root } = keras;
  return call.arguments
    .slice(0, 1)
    .flatMap(({ value, valueSpan }) =>
      (value.kind === 'sequence' ? value.items : [value]).flatMap(item =>
        item.kind === 'instance'
          ? [{ layer: item.of, root, span: valueSpan }]
          : []
      )
    );
}

function layerOnSymbol(reference: IReference): IPlacedLayer[] {
  const [layer, member] = reference.name.split('#');
  const root = member === '__call__' ? symbolicArgument(reference) : null;
  return root ? [{ layer, root, span: reference.fullSpan }] : [];
}

/** Where the layer is made by one of the cell's calls, if that is inside of its place; else the place. */
function madeAt(
  calls: readonly IReference[],
  { layer, span: place }: IPlacedLayer
): ISpan {
  const made = calls.find(
    ({ name, span }) =>
      name === layer && span.from >= place.from && span.to <= place.to
  );
  return made?.span ?? place;
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
