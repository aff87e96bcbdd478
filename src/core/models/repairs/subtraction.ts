import type { IRepair } from '../bench';
import { affine } from './building-blocks';

/**
 * TensorFlow.js has no Subtract.
 *
 * Before: `{"class_name": "Subtract"}` on `a` and `b`
 *
 * After: `a + (-1) · b`, by Rescaling and Add.
 */
export const subtraction: IRepair = {
  id: 'subtraction',
  mend(layer, bench) {
    if (layer.className !== 'Subtract' || layer.isOperation) {
      return;
    }
    bench.mended(
      layer,
      bench.trans.__('A difference is the sum with the negative.')
    );
    bench.replace(layer, ([a, b], call, make) => [
      make(
        'sum',
        'Add',
        {},
        { keepName: true }
      )(a, affine(make, 'negative', -1)(b))
    ]);
  }
};
