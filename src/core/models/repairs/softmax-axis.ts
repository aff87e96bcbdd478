import type { IBench, IRepair } from '../bench';
import type { ILayer } from '../graph';
import { numbersAt } from '../json';
import { activation, overAxis } from './building-blocks';

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
    if (layer.calls.some(call => bench.mask(call, 0) !== undefined)) {
      return bench.refuse(
        layer,
        bench.trans.__(
          'The softmax "%1" is masked, which cannot be rebuilt.',
          layer.name
        )
      );
    }
    const axes = numbersAt(layer.config, 'axis') ?? [-1];
    const rank = bench.inputShape(layer)?.length;
    if (axes.length === 1 && (axes[0] === -1 || axes[0] + 1 === rank)) {
      asActivation(layer, bench);
    } else {
      overOtherAxis(layer, bench, axes, rank);
    }
  }
};

function overOtherAxis(
  layer: ILayer,
  bench: IBench,
  axes: number[],
  rank: number | undefined
): void {
  if (axes.length > 1 || rank === undefined) {
    return bench.refuse(
      layer,
      bench.trans.__(
        'TensorFlow.js computes a softmax over one axis only; "%1" is over several, or over one that is not known.',
        layer.name
      )
    );
  }
  const axis = axes[0] < 0 ? axes[0] + rank : axes[0];
  bench.mended(
    layer,
    bench.trans.__(
      'The softmax over axis %1 is computed over the last axis.',
      axis
    )
  );
  bench.replace(layer, ([x], call, make) => {
    const softmax = activation(make, 'softmax', 'softmax');
    return [overAxis(make, { axis, rank }, softmax)(x)];
  });
}

/** The layer would take up a mask of any layer before it, the activation does not. */
function asActivation(layer: ILayer, bench: IBench): void {
  if (bench.hasMasks) {
    bench.mended(
      layer,
      bench.trans.__(
        'A softmax that has no mask is an Activation, which takes up none.'
      )
    );
    bench.replace(layer, ([x], call, make) => [
      make(
        'softmax',
        'Activation',
        { activation: 'softmax' },
        { keepName: true }
      )(x)
    ]);
  }
}
