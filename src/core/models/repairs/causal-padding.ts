import type { IBench, IRepair } from '../bench';
import type { ILayer } from '../graph';
import { numbersAt, stringAt } from '../json';

/** Layers after a convolution whose own shape follows from its length. */
const NEEDS_LENGTH =
  /^(Flatten|Reshape|Permute|Add|Subtract|Multiply|Average|Maximum|Minimum|Concatenate|Dot|Conv1D|.*Pooling1D)$/;

/**
 * TensorFlow.js pads a causal convolution rightly but reckons its output too short, so that a Flatten or an Add after it
 * does not fit.
 *
 * Before: `{"class_name": "Conv1D", "config": {"kernel_size": [3], "padding": "causal"}}`
 *
 * After: two zeros before the sequence, `{"class_name": "Conv1D", "config": {"padding": "valid"}}`
 */
export const causalPadding: IRepair = {
  id: 'causal-padding',
  mend(layer, bench) {
    if (
      layer.className !== 'Conv1D' ||
      stringAt(layer.config, 'padding') !== 'causal' ||
      !matters(layer, bench)
    ) {
      return;
    }
    const [kernel] = numbersAt(layer.config, 'kernel_size') ?? [1];
    const [dilation] = numbersAt(layer.config, 'dilation_rate') ?? [1];
    const before = (kernel - 1) * dilation;
    bench.mended(
      layer,
      bench.trans.__(
        'The causal padding of %1 zeros is a layer of its own.',
        before
      )
    );
    bench.replace(layer, ([x], call, make) => {
      const padded = make(
        'causal',
        'ZeroPadding1D',
        { padding: [before, 0] },
        { asKeras: true }
      )(x);
      const config = { ...layer.config, padding: 'valid' };
      const weights = Object.fromEntries(layer.weights);
      return [
        make('valid', 'Conv1D', config, {
          keepName: true,
          asKeras: true,
          weights
        })(padded)
      ];
    });
  }
};

/** Only where the length is known and a later layer reckons with it. */
function matters(layer: ILayer, bench: IBench): boolean {
  const length = bench.inputShape(layer)?.[1] ?? null;
  return (
    length !== null &&
    bench.graphLayers.some(
      other => other !== layer && NEEDS_LENGTH.test(other.className)
    )
  );
}
