import type { IRepair } from '../bench';
import { own } from '../json';

/**
 * The slope of LeakyReLU has another name in TensorFlow.js, which then silently takes its default of 0.3.
 *
 * Before: `{"class_name": "LeakyReLU", "config": {"negative_slope": 0.1}}`
 *
 * After: `{"class_name": "LeakyReLU", "config": {"alpha": 0.1}}`
 */
export const leakyReluSlope: IRepair = {
  id: 'leaky-relu-slope',
  mend(layer, bench) {
    const slope = own(layer.config, 'negative_slope');
    if (
      layer.className !== 'LeakyReLU' ||
      slope === undefined ||
      own(layer.config, 'alpha') !== undefined
    ) {
      return;
    }
    layer.config.alpha = slope;
    delete layer.config.negative_slope;
    bench.mended(
      layer,
      bench.trans.__('The slope is called alpha in TensorFlow.js.')
    );
  }
};
