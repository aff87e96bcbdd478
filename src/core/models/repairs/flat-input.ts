import type { IRepair } from '../bench';

/**
 * TensorFlow.js refuses to flatten what is flat.
 *
 * Before: `{"class_name": "Flatten"}` on `[null, 4]`
 *
 * After: `{"class_name": "Activation", "config": {"activation": "linear"}}`
 */
export const flatInput: IRepair = {
  id: 'flat-input',
  mend(layer, bench) {
    if (
      layer.className !== 'Flatten' ||
      layer.isOperation ||
      bench.inputShape(layer)?.length !== 2
    ) {
      return;
    }
    bench.mended(layer, bench.trans.__('There is nothing to flatten.'));
    bench.replace(layer, ([x], call, make) => [
      make(
        'linear',
        'Activation',
        { activation: 'linear' },
        { keepName: true }
      )(x)
    ]);
  }
};
