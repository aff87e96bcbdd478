import type { IBench, IRepair } from '../bench';
import type { ILayer } from '../graph';
import { numberAt, numbersAt } from '../json';
import type { IWeight } from '../weights';
import { madeWeight, reshapedWeight, sizeOf } from '../weights';

/**
 * TensorFlow.js ignores `groups` of a convolution and then expects another kernel.
 *
 * Before: `{"class_name": "Conv2D", "config": {"filters": 8, "groups": 2}}`, kernel `[3, 3, 2, 8]`
 *
 * After: one group, kernel `[3, 3, 4, 8]` with zeros between channels of different groups. With as many groups as
 * channels it is a DepthwiseConv2D with the same bytes.
 */
export const groupedConvolution: IRepair = {
  id: 'grouped-convolution',
  mend(layer, bench) {
    const groups = numberAt(layer.config, 'groups', 1);
    const kernel = layer.weights.get('kernel');
    if (!/^Conv[123]D$/.test(layer.className) || groups === 1 || !kernel) {
      return;
    }
    const each = kernel.shape[kernel.shape.length - 2];
    if (each === 1 && layer.className === 'Conv2D') {
      asDepthwise(layer, bench, kernel, groups);
    } else {
      layer.config.groups = 1;
      layer.weights.set('kernel', blockDiagonal(kernel, groups));
      bench.mended(
        layer,
        bench.trans.__(
          'The kernel of %1 groups is filled up with zeros to one for all channels.',
          groups
        )
      );
    }
  }
};

function asDepthwise(
  layer: ILayer,
  bench: IBench,
  kernel: IWeight,
  groups: number
): void {
  const multiplier = kernel.shape[3] / groups;
  const weights = Object.fromEntries(layer.weights);
  delete weights.kernel;
  weights.depthwise_kernel = reshapedWeight(kernel, [
    kernel.shape[0],
    kernel.shape[1],
    groups,
    multiplier
  ]);
  const config = { ...layer.config, depth_multiplier: multiplier };
  const strides = numbersAt(layer.config, 'strides', 2) ?? [1, 1];
  bench.mended(
    layer,
    bench.trans.__(
      'A convolution with a group for each channel is a DepthwiseConv2D.'
    )
  );
  bench.replace(layer, ([x], call, make) => [
    make(
      'depthwise',
      'DepthwiseConv2D',
      { ...config, strides },
      { keepName: true, asKeras: true, weights }
    )(x)
  ]);
}

/** `[…, channels / groups, filters]` to `[…, channels, filters]`. */
function blockDiagonal(kernel: IWeight, groups: number): IWeight {
  const rank = kernel.shape.length;
  const each = kernel.shape[rank - 2];
  const filters = kernel.shape[rank - 1];
  const perGroup = filters / groups;
  const shape = [...kernel.shape.slice(0, rank - 2), each * groups, filters];
  return madeWeight(shape, [kernel], ([values]) => {
    const full = new Float32Array(sizeOf(shape));
    values.forEach((value, at) => {
      const filter = at % filters;
      const row = Math.floor(at / filters);
      const channel = Math.floor(filter / perGroup) * each + (row % each);
      const place = Math.floor(row / each) * each * groups + channel;
      full[place * filters + filter] = value;
    });
    return full;
  });
}
