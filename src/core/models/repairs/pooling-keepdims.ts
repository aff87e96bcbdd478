import type { IRepair } from '../bench';
import { own } from '../json';
import { isChannelsFirst } from '../shapes/infer-shapes';
import { reshape } from './building-blocks';

/**
 * TensorFlow.js ignores `keepdims` of global pooling; the next layer then gets too few axes. MobileNet needs it.
 *
 * Before: `{"class_name": "GlobalAveragePooling2D", "config": {"keepdims": true}}`
 *
 * After: the same without `keepdims`, then Reshape to `[1, 1, channels]`.
 */
export const poolingKeepdims: IRepair = {
  id: 'pooling-keepdims',
  mend(layer, bench) {
    if (
      !/^Global.*Pooling[12]D$/.test(layer.className) ||
      own(layer.config, 'keepdims') !== true
    ) {
      return;
    }
    const shape = bench.inputShape(layer);
    const channels = shape?.[isChannelsFirst(layer) ? 1 : shape.length - 1];
    if (shape === undefined || typeof channels !== 'number') {
      return bench.refuse(
        layer,
        bench.trans.__(
          'TensorFlow.js ignores keepdims of %1, and the shape of the input of "%2" is not known.',
          layer.className,
          layer.name
        )
      );
    }
    const ones = new Array<number>(shape.length - 2).fill(1);
    const sizes = isChannelsFirst(layer)
      ? [channels, ...ones]
      : [...ones, channels];
    bench.mended(
      layer,
      bench.trans.__(
        'TensorFlow.js ignores keepdims of global pooling; a Reshape puts the axes back.'
      )
    );
    bench.replace(layer, ([x], call, make) => {
      const pooled = make(
        'pooled',
        layer.className,
        { ...layer.config, keepdims: false },
        { keepName: true }
      );
      return [reshape(make, 'keepdims', sizes)(pooled(x))];
    });
  }
};
