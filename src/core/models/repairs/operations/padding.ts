import type { IRepair } from '../../bench';
import { own } from '../../json';
import { pairsOf } from '../../shapes/spatial-shapes';
import { reshape } from '../building-blocks';
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
    const { name, option } = readOperation(layer, layer.calls[0]);
    if (name !== 'pad') {
      return;
    }
    const shape = bench.inputShape(layer) ?? [];
    const pairs = pairsOf(own(layer.config, 'pad_width'), shape.length);
    const isZero =
      (option('constant_values') ?? 0) === 0 &&
      (option('mode') ?? 'constant') === 'constant';
    if (
      !pairs ||
      pairs.length !== shape.length ||
      !isZero ||
      shape.slice(1).includes(null) ||
      pairs[0].some(size => size > 0)
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
      bench.trans.__('The operation %1 is computed by layers.', name)
    );
    bench.replace(layer, ([x], call, make) => {
      const sizes = shape.slice(1) as number[];
      const product = (part: number[]): number =>
        part.reduce((all, size) => all * size, 1);
      let result = x;
      sizes.forEach((size, axis) => {
        const pair = pairs[axis + 1];
        const image = [
          product(sizes.slice(0, axis)),
          size,
          product(sizes.slice(axis + 1))
        ];
        const config = {
          padding: [[0, 0], pair],
          data_format: 'channels_last'
        };
        result = make(
          `axis_${axis}`,
          'ZeroPadding2D',
          config
        )(reshape(make, `image_${axis}`, image)(result));
        sizes[axis] += pair[0] + pair[1];
      });
      return [reshape(make, 'padded', sizes)(result)];
    });
  }
};
