import type { IRepair } from '../bench';
import { own } from '../json';
import { activation, reshape } from './building-blocks';
import { maskFlag, maskScores } from './mask-flag';

/**
 * TensorFlow.js averages over masked steps too: silently wrong, by as much as the padding weighs.
 *
 * Before: `Embedding(mask_zero=True)`, then `{"class_name": "GlobalAveragePooling1D"}`
 *
 * After: the weights of a mean over the unmasked steps are the softmax of 0 for these and -1e9 for the others; Dot
 * multiplies them with the steps.
 */
export const maskedPooling: IRepair = {
  id: 'masked-pooling',
  mend(layer, bench) {
    if (layer.className !== 'GlobalAveragePooling1D') {
      return;
    }
    if (layer.calls.every(call => bench.mask(call, 0) === undefined)) {
      return;
    }
    const shape = bench.inputShape(layer);
    const keepdims = own(layer.config, 'keepdims') === true;
    if (
      shape === undefined ||
      own(layer.config, 'data_format') === 'channels_first'
    ) {
      return bench.refuse(
        layer,
        bench.trans.__(
          '"%1" averages over masked steps, and its input is not known.',
          layer.name
        )
      );
    }
    bench.mended(
      layer,
      bench.trans.__(
        'The mean over the unmasked steps is computed by a softmax of the mask.'
      )
    );
    bench.replace(layer, ([x], call, make) => {
      const flag = maskFlag(layer, make, bench);
      if (!flag) {
        return [make('all', layer.className, {})(x)];
      }
      const scores = reshape(make, 'steps', [shape[1]])(
        maskScores(flag, make, 'mask')
      );
      const share = activation(make, 'share', 'softmax')(scores);
      // Reshape also takes the mask away, which Dot would be given else.
      const values = reshape(make, 'values', [shape[1], shape[2]])(x);
      const mean = make(
        'mean',
        'Dot',
        { axes: [1, 1], normalize: false },
        { keepName: true }
      )(values, share);
      return [keepdims ? reshape(make, 'keepdims', [1, shape[2]])(mean) : mean];
    });
  }
};
