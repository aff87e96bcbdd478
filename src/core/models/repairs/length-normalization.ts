import type { IBench, IRepair } from '../bench';
import type { ILayer } from '../graph';
import { numberAt, numbersAt } from '../json';
import type { IWeight } from '../weights';
import { affine, crop, scaleAndShift } from './building-blocks';

/**
 * TensorFlow.js has no RMSNormalization and no UnitNormalization. The mean of x and -x together is 0 and their variance
 * the mean of the squares of x, so LayerNormalization of both divides x by its root mean square.
 *
 * Before: `{"class_name": "UnitNormalization", "config": {"axis": -1}}` on 4 features
 *
 * After: Concatenate of x and -x, LayerNormalization, Cropping2D to the first half, times `1 / sqrt(4)`.
 */
export const lengthNormalization: IRepair = {
  id: 'length-normalization',
  mend(layer, bench) {
    if (
      layer.className !== 'RMSNormalization' &&
      layer.className !== 'UnitNormalization'
    ) {
      return;
    }
    const shape = bench.inputShape(layer);
    const axes = numbersAt(layer.config, 'axis') ?? [-1];
    const isLast =
      axes.length === 1 && (axes[0] === -1 || axes[0] + 1 === shape?.length);
    if (!shape || !isLast || shape.slice(2).includes(null)) {
      return bench.refuse(
        layer,
        bench.trans.__(
          'TensorFlow.js has no %1, and "%2" is not over a last axis of known size.',
          layer.className,
          layer.name
        )
      );
    }
    bench.mended(
      layer,
      bench.trans.__(
        '%1 is a LayerNormalization of x and -x together.',
        layer.className
      )
    );
    divideByLength(
      layer,
      bench,
      shape.length - 1,
      shape[shape.length - 1] as number
    );
  }
};

function divideByLength(
  layer: ILayer,
  bench: IBench,
  axis: number,
  size: number
): void {
  const isUnit = layer.className === 'UnitNormalization';
  const epsilon = isUnit ? 1e-24 : numberAt(layer.config, 'epsilon', 1e-6);
  bench.replace(layer, ([x], call, make) => {
    const both = make('both', 'Concatenate', { axis: -1 })(
      x,
      affine(make, 'negative', -1)(x)
    );
    const normal = make('normalized', 'LayerNormalization', {
      axis: -1,
      epsilon,
      center: false,
      scale: false
    })(both);
    const wide = [...(bench.inputShape(layer) as number[])];
    wide[axis] = 2 * size;
    const half = crop(make, 'half', wide, { axis, begin: 0, count: size })(
      normal
    );
    return [
      isUnit
        ? affine(make, 'scaled', 1 / Math.sqrt(size))(half)
        : scaleAndShift(
            make,
            'scaled',
            layer.weights.get('scale') as IWeight,
            undefined
          )(half)
    ];
  });
}
