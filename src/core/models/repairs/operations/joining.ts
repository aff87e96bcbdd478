import type { IBench, IRepair } from '../../bench';
import type { ILayer, Shape } from '../../graph';
import type { Json } from '../../json';
import { crop, reshape } from '../building-blocks';
import type { IOperation } from './read-operation';
import { readOperation } from './read-operation';

/**
 * Joining, splitting and multiplying tensors, which Keras 3 and tf-keras write as operations.
 *
 * Before: `{"class_name": "Stack", "config": {"axis": 1}}` on two tensors `[null, 4]`
 *
 * After: Reshape of each to `[1, 4]`, Concatenate.
 */
export const joining: IRepair = {
  id: 'joining',
  mend(layer, bench) {
    if (!layer.isOperation) {
      return;
    }
    const operation = readOperation(layer, layer.calls[0]);
    switch (operation.name) {
      case 'concatenate':
        return concatenate(layer, bench, operation);
      case 'stack':
        return stack(layer, bench, operation);
      case 'split':
        return split(layer, bench, operation);
      case 'matmul':
        return multiply(layer, bench, [2, 1]);
      case 'einsum':
        return multiply(layer, bench, axesOf(operation));
    }
  }
};

function axisOf(
  operation: IOperation,
  rank: number,
  otherwise: number
): number {
  const axis: Json | undefined =
    operation.option('axis') ?? operation.positional[1];
  const given = typeof axis === 'number' ? axis : otherwise;
  return given < 0 ? given + rank : given;
}

function concatenate(
  layer: ILayer,
  bench: IBench,
  operation: IOperation
): void {
  const axis = axisOf(operation, bench.inputShape(layer)?.length ?? 0, -1);
  if (axis === 0) {
    return bench.refuse(
      layer,
      bench.trans.__('"%1" joins along the batch.', layer.name)
    );
  }
  bench.mended(layer, bench.trans.__('The operation is a Concatenate.'));
  bench.replace(layer, (inputs, call, make) => [
    make(
      'joined',
      'Concatenate',
      { axis: axis < 0 ? -1 : axis },
      { keepName: true }
    )(...inputs)
  ]);
}

function stack(layer: ILayer, bench: IBench, operation: IOperation): void {
  const shape = bench.inputShape(layer);
  const axis = axisOf(operation, (shape?.length ?? 0) + 1, 0);
  if (
    !shape ||
    axis === 0 ||
    shape.slice(1).filter(size => size === null).length > 1
  ) {
    return bench.refuse(
      layer,
      bench.trans.__(
        '"%1" joins along the batch, or its inputs have no known shape.',
        layer.name
      )
    );
  }
  const sizes = [...shape];
  sizes.splice(axis, 0, 1);
  bench.mended(layer, bench.trans.__('The operation is a Concatenate.'));
  bench.replace(layer, (inputs, call, make) => {
    const layers = inputs.map((input, at) =>
      reshape(make, `part_${at}`, sizes.slice(1))(input)
    );
    return [
      make('joined', 'Concatenate', { axis }, { keepName: true })(...layers)
    ];
  });
}

function split(layer: ILayer, bench: IBench, operation: IOperation): void {
  const shape = bench.inputShape(layer) ?? [];
  const axis = axisOf(operation, shape.length, 0);
  const sections = ['indices_or_sections', 'num_or_size_splits'].map(
    operation.option
  );
  const parts = sections.find(value => typeof value === 'number');
  const size = axis > 0 ? shape[axis] : null;
  if (
    typeof parts !== 'number' ||
    typeof size !== 'number' ||
    size % parts !== 0
  ) {
    return bench.refuse(
      layer,
      bench.trans.__(
        '"%1" does not split an axis of known size into equal parts.',
        layer.name
      )
    );
  }
  const count = size / parts;
  bench.mended(layer, bench.trans.__('The parts are cut out by Cropping2D.'));
  bench.replace(layer, ([x], call, make) =>
    Array.from({ length: parts }, (unused, part) =>
      crop(make, `part_${part}`, shape, { axis, begin: part * count, count })(x)
    )
  );
}

/** The axes that `abc,adc->abd` sums up, when it is a product of matrices whose rows are those of the first. */
function axesOf(operation: IOperation): number[] | undefined {
  const subscripts = operation.option('subscripts') ?? operation.positional[0];
  const [one, other, output] =
    typeof subscripts === 'string' ? subscripts.split(/,|->/) : [];
  const shared = [...(one ?? '')]
    .slice(1)
    .find(axis => other?.slice(1).includes(axis));
  if (shared === undefined || one.length !== 3 || other.length !== 3) {
    return undefined;
  }
  const rest = (text: string): string => text.slice(1).replace(shared, '');
  const isBatched = one[0] === other[0] && one[0] !== shared;
  return isBatched && output === one[0] + rest(one) + rest(other)
    ? [one.indexOf(shared), other.indexOf(shared)]
    : undefined;
}

/** `Dot` multiplies matrices; it cannot hold more axes than batch, rows and columns. */
function multiply(
  layer: ILayer,
  bench: IBench,
  axes: number[] | undefined
): void {
  const shapes: (Shape | undefined)[] = bench.inputShapes(layer.calls[0]);
  if (
    !axes ||
    shapes.length !== 2 ||
    shapes.some(shape => shape?.length !== 3)
  ) {
    return bench.refuse(
      layer,
      bench.trans.__(
        '"%1" does not multiply two tensors of rank 3.',
        layer.name
      )
    );
  }
  bench.mended(layer, bench.trans.__('The product is a Dot.'));
  bench.replace(layer, (inputs, call, make) => [
    make(
      'product',
      'Dot',
      { axes, normalize: false },
      { keepName: true }
    )(...inputs)
  ]);
}
