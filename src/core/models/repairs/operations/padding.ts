import type { IRepair, Make } from '../../bench';
import type { ITensor } from '../../graph';
import { own } from '../../json';
import { pairsOf } from '../../shapes/spatial-shapes';
import { reshape } from '../building-blocks';
import type { IOperation } from './read-operation';
import { readOperation } from './read-operation';

/**
 * Padding with zeros, which Keras 3 writes as an operation.
 *
 * Before: `{"class_name": "Pad", "config": {"pad_width": [[0, 0], [1, 2], [0, 0]], "mode": "constant"}}`
 *
 * After: for each axis with padding a Reshape, a ZeroPadding2D and a Reshape.
 */
export const padding: IRepair = {
  id: 'padding',
  mend(layer, bench) {
    if (!layer.isOperation) {
      return;
    }
    const operation = readOperation(layer, layer.calls[0]);
    if (operation.name !== 'pad') {
      return;
    }
    const shape = bench.inputShape(layer) ?? [null, null];
    const pairs = pairsOf(own(layer.config, 'pad_width'), shape.length);
    if (
      !pairs ||
      !isPlain(operation, pairs) ||
      pairs.length !== shape.length ||
      shape.slice(1).includes(null)
    ) {
      return bench.refuse(
        layer,
        bench.trans.__(
          '"%1" does not pad an input of known shape with zeros.',
          layer.name
        )
      );
    }
    bench.mended(
      layer,
      bench.trans.__('The operation %1 is computed by layers.', 'pad')
    );
    bench.replace(layer, ([x], call, make) => [
      padded(x, make, shape.slice(1) as number[], pairs.slice(1))
    ]);
  }
};

/** With zeros, and not along the batch. */
function isPlain({ option }: IOperation, pairs: [number, number][]): boolean {
  const isZero = (option('constant_values') ?? 0) === 0;
  return (
    isZero &&
    (option('mode') ?? 'constant') === 'constant' &&
    pairs[0].every(size => size === 0)
  );
}

function padded(
  x: ITensor,
  make: Make,
  shape: number[],
  pairs: [number, number][]
): ITensor {
  const sizes = [...shape];
  const product = (part: number[]): number =>
    part.reduce((all, size) => all * size, 1);
  let result = x;
  pairs.forEach((pair, axis) => {
    const image = [
      product(sizes.slice(0, axis)),
      sizes[axis],
      product(sizes.slice(axis + 1))
    ];
    const config = { padding: [[0, 0], pair], data_format: 'channels_last' };
    const pad = make(`axis_${axis}`, 'ZeroPadding2D', config);
    result = pad(reshape(make, `image_${axis}`, image)(result));
    sizes[axis] += pair[0] + pair[1];
  });
  return reshape(make, 'padded', sizes)(result);
}
