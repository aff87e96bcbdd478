import type { IRepair } from '../bench';
import { own } from '../json';
import { reshape } from './building-blocks';
import { maskFlag } from './mask-flag';

/**
 * With `zero_output_for_mask`, which Bidirectional sets by itself, what comes out at masked steps is zero. TensorFlow.js
 * repeats the output of the step before: silently wrong there.
 *
 * Before: `Bidirectional(LSTM(3, return_sequences=True))` on masked steps
 *
 * After: the same, then Multiply with the mask.
 */
export const maskedZeros: IRepair = {
  id: 'masked-zeros',
  mend(layer, bench) {
    const parts = layer.className === 'Bidirectional' ? layer.wrapped : [layer];
    const isZeroed = parts.every(
      part =>
        own(part.config, 'zero_output_for_mask') === true &&
        own(part.config, 'return_sequences') === true
    );
    if (
      !isZeroed ||
      layer.calls.every(call => bench.mask(call, 0) === undefined)
    ) {
      return;
    }
    const shape = layer.shapes[0]?.[0];
    if (
      shape?.length !== 3 ||
      own(parts[0].config, 'return_state') === true ||
      own(layer.config, 'merge_mode') === null
    ) {
      return bench.refuse(
        layer,
        bench.trans.__(
          'TensorFlow.js ignores the option %1 of "%2".',
          'zero_output_for_mask',
          layer.name
        )
      );
    }
    bench.mended(
      layer,
      bench.trans.__('The output at masked steps is set to zero.')
    );
    const inner = layer.wrapped.map(part => ({
      ...part,
      config: { ...part.config, zero_output_for_mask: false }
    }));
    bench.replace(layer, (inputs, call, make) => {
      const config = {
        ...layer.config,
        ...(inner.length > 0 ? {} : { zero_output_for_mask: false })
      };
      const options = {
        keepName: true,
        asKeras: true,
        like: { ...layer, wrapped: inner },
        weights: Object.fromEntries(layer.weights)
      };
      const output = make('recurrent', layer.className, config, {
        ...options,
        expects: layer
      })(...inputs);
      // Reshape takes the mask away, which Multiply would pass on in a wrong shape.
      const values = reshape(make, 'values', shape.slice(1))(output);
      const flag = maskFlag(layer, make, bench);
      return [flag ? make('zeroed', 'Multiply')(values, flag) : values];
    });
  }
};
