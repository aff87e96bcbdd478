import type { IRepair } from '../bench';
import { numbersAt } from '../json';
import { overAxis } from './building-blocks';

/**
 * A BatchNormalization over another axis than the last is silently wrong on the CPU backend of TensorFlow.js: it takes the
 * statistics of one axis for another.
 *
 * Before: `{"class_name": "BatchNormalization", "config": {"axis": 1}}` on `[null, 4, 3]`
 *
 * After: Permute to `[3, 4]`, the same over the last axis, Permute back.
 */
export const batchNormalizationAxis: IRepair = {
  id: 'batch-normalization-axis',
  mend(layer, bench) {
    if (layer.className !== 'BatchNormalization') {
      return;
    }
    const axes = numbersAt(layer.config, 'axis') ?? [-1];
    const rank = bench.inputShape(layer)?.length;
    if (axes[0] === -1 || axes[0] + 1 === rank) {
      return;
    }
    if (rank === undefined || axes.length > 1) {
      return bench.refuse(
        layer,
        bench.trans.__(
          '"%1" normalizes over several axes, or its input is not known.',
          layer.name
        )
      );
    }
    const axis = axes[0] < 0 ? axes[0] + rank : axes[0];
    bench.mended(
      layer,
      bench.trans.__(
        'The normalization over axis %1 is computed over the last axis.',
        axis
      )
    );
    bench.replace(layer, ([x], call, make) => {
      const weights = Object.fromEntries(layer.weights);
      const normalize = make(
        'last',
        'BatchNormalization',
        { ...layer.config, axis: -1 },
        { keepName: true, asKeras: true, weights }
      );
      return [overAxis(make, { axis, rank }, normalize)(x)];
    });
  }
};
