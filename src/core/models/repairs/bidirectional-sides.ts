import type { IRepair } from '../bench';
import type { ILayer } from '../graph';
import { own } from '../json';

/** What may differ between the two sides without consequence. */
const IGNORED =
  /^(name|go_backwards|trainable|seed|dtype|.*_initializer|.*_regularizer|.*_constraint|keras-doctor:.*)$/;

/**
 * TensorFlow.js makes both sides of a Bidirectional from the config of the forward one.
 *
 * A Bidirectional whose sides are alike, but for the direction, is left as it is; with others it is refused, as
 * TensorFlow.js would silently compute something else.
 */
export const bidirectionalSides: IRepair = {
  id: 'bidirectional-sides',
  mend(layer, bench) {
    const [forward, backward] = layer.wrapped;
    if (layer.className !== 'Bidirectional' || !forward || !backward) {
      return;
    }
    const isForward =
      own(forward.config, 'go_backwards') !== true &&
      own(backward.config, 'go_backwards') === true;
    if (
      !isForward ||
      forward.className !== backward.className ||
      significant(forward) !== significant(backward)
    ) {
      return bench.refuse(
        layer,
        bench.trans.__(
          'The two sides of "%1" differ, which TensorFlow.js cannot load.',
          layer.name
        )
      );
    }
  }
};

function significant(layer: ILayer): string {
  return JSON.stringify(
    Object.entries(layer.config)
      .filter(([key]) => !IGNORED.test(key))
      .sort()
  );
}
