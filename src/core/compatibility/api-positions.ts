/** Tells from a literal for which parameter it was written. */
import type { Value } from '../notebook/model';
import { own } from '../own';

type Shape =
  | 'string'
  | 'number'
  | 'boolean'
  | 'strings'
  | 'numbers'
  | 'objects'
  | 'object';

/** What the parameters whose places changed between Keras 2 and 3 can be given. Parameters that are not listed say nothing. */
const EXPECTED: Readonly<Record<string, readonly Shape[]>> = {
  name: ['string'],
  dtype: ['string', 'object'],
  shape: ['number', 'numbers'],
  initializer: ['string', 'object'],
  metrics: ['string', 'strings', 'objects', 'object'],
  loss_weights: ['numbers'],
  weighted_metrics: ['string', 'strings', 'objects', 'object'],
  run_eagerly: ['boolean'],
  axis: ['number', 'numbers'],
  reduction: ['string', 'object']
};

/** Whether a value can be meant for a parameter: false where it cannot, or the parameter is not there; null where that is open. */
export function fits(
  parameter: string | undefined,
  value: Value
): boolean | null {
  if (parameter === undefined) {
    return false;
  }
  const shape = shapeOf(value);
  const expected = own(EXPECTED, parameter);
  return shape === null || expected === undefined
    ? null
    : expected.includes(shape);
}

function shapeOf(value: Value): Shape | null {
  switch (value.kind) {
    case 'literal':
      return value.value === null ? null : (typeof value.value as Shape);
    case 'name':
    case 'instance':
      return 'object';
    case 'sequence':
      return shapeOfItems(value.items);
    case 'text':
    case 'unknown':
      return null;
  }
}

function shapeOfItems(items: readonly Value[]): Shape | null {
  const shapes = new Set(items.map(shapeOf).filter(shape => shape !== null));
  const [only] = shapes;
  if (shapes.size !== 1) {
    return null;
  }
  return only === 'string' || only === 'number' || only === 'object'
    ? (`${only}s` as Shape)
    : null;
}
