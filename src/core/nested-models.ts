import { symbolicArgument, symbolicRoot } from './keras-models';
import { kerasReferences, parseKerasName } from './keras-names';
import type { IKerasReference } from './keras-names';
import type { IPart, IReference, Value } from './notebook/model';

/** Classes and functions that give a model. */
const models =
  /(?:^|\.)(?:Sequential|Model|load_model|clone_model|model_from_\w+)$|^applications\./;

const nests = kerasReferences(
  path => {
    const [model, method = ''] = path.split('#');
    return models.test(model) && /^(?:add|__call__)?$/.test(method);
  },
  use => (mayNest(use) ? [use] : [])
);

/** Whether a model of the notebook may have another one among its layers. True also where something that goes into one is not known. */
export function hasNestedModels(facts: IPart): boolean {
  return nests(facts).length > 0;
}

function mayNest({ path, reference }: IKerasReference): boolean {
  const [model, method] = path.split('#');
  if (method === '__call__') {
    return symbolicArgument(reference) !== null;
  }
  if (reference.kind !== 'call') {
    return reference.kind === 'subclass';
  }
  const isOpen = reference.call?.open === true;
  if (method === 'add') {
    return isOpen || !isPlain(argument(reference, 0, /^layer$/));
  }
  if (model.endsWith('Sequential')) {
    return isOpen || !arePlain(argument(reference, 0, /^layers$/));
  }
  return (
    model.endsWith('Model') &&
    (isOpen || !isTensor(argument(reference, 1, /^outputs?$/)))
  );
}

function argument(
  { call }: IReference,
  place: number,
  keyword: RegExp
): Value | null {
  const given = call?.arguments ?? [];
  const found =
    given.find(each => keyword.test(each.keyword ?? '')) ??
    given.filter(each => each.keyword === null)[place];
  return found?.value ?? null;
}

/** The list of a `Sequential`, or none. */
function arePlain(layers: Value | null): boolean {
  return (
    layers === null ||
    (layers.kind === 'sequence' && layers.items.every(isPlain))
  );
}

/** A layer whose class is known, or an `Input`. */
function isPlain(value: Value | null): boolean {
  if (value?.kind !== 'instance') {
    return false;
  }
  const path = parseKerasName(value.of)?.path ?? '';
  return path === 'KerasTensor' || path.startsWith('layers.');
}

/** What leads back to an input through known layers only; what a layer of another model gives, too. */
function isTensor(value: Value | null): boolean {
  if (value === null) {
    return false;
  }
  return (
    symbolicRoot(value) !== null ||
    (value.kind === 'name' && /\.layers\.\w+#output$/.test(value.name)) ||
    (value.kind === 'sequence' && value.items.some(isTensor))
  );
}
