import type { IRepair } from '../bench';
import { numbersAt } from '../json';
import { activation, permute } from './building-blocks';

/**
 * TensorFlow.js computes a softmax over the last axis only, and reads a missing axis as 1.
 *
 * Before: `{"class_name": "Softmax", "config": {"axis": 1}}` on `[null, 5, 4]`
 *
 * After: Permute, softmax over the last axis, Permute back.
 */
export const softmaxAxis: IRepair = {
  id: 'softmax-axis',
  mend(layer, bench) {
    if (layer.className !== 'Softmax' || layer.isOperation) {
      return;
    }
    const axes = numbersAt(layer.config, 'axis') ?? [-1];
    const rank = bench.inputShape(layer)?.length;
    const [axis] = axes;
    if (axes.length === 1 && (axis === -1 || axis + 1 === rank)) {
      return;
    }
    if (axes.length > 1 || rank === undefined) {
      bench.refuse(
        layer,
        bench.trans.__('TensorFlow.js computes a softmax over one axis only; "%1" is over several, or over one that is not known.', layer.name)
      );
    }
    const position = axis < 0 ? axis + rank : axis;
    const dims = Array.from({ length: rank - 1 }, (unused, at) => at + 1);
    [dims[position - 1], dims[rank - 2]] = [dims[rank - 2], dims[position - 1]];
    bench.mended(layer, bench.trans.__('The softmax over axis %1 is computed over the last axis.', position));
    bench.replace(layer, ([x], call, make) => {
      const last = permute(make, 'to_last', dims)(x);
      return [permute(make, 'back', dims)(activation(make, 'softmax', 'softmax')(last))];
    });
  }
};
