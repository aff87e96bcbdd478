import type { IRepair } from '../bench';
import { numberAt, numbersAt } from '../json';
import { sizeOf } from '../weights';
import { permute, reshape, scaleAndShift } from './building-blocks';

/**
 * TensorFlow.js has no GroupNormalization. It is a LayerNormalization over all of a group at once.
 *
 * Before: `{"class_name": "GroupNormalization", "config": {"groups": 2}}` on `[null, 8, 8, 4]`
 *
 * After: Reshape to `[64, 2, 2]`, Permute to `[2, 64, 2]`, Reshape to `[2, 128]`, LayerNormalization, all the way back,
 * and a BatchNormalization that holds gamma and beta.
 */
export const groupNormalization: IRepair = {
  id: 'group-normalization',
  mend(layer, bench) {
    if (layer.className !== 'GroupNormalization') {
      return;
    }
    const shape = bench.inputShape(layer);
    const [axis] = numbersAt(layer.config, 'axis') ?? [-1];
    const sizes = (shape ?? [null, null]).slice(1);
    if (sizes.includes(null) || (axis !== -1 && axis !== sizes.length)) {
      return bench.refuse(
        layer,
        bench.trans.__(
          'TensorFlow.js has no GroupNormalization, and the shape that "%1" gets is not known.',
          layer.name
        )
      );
    }
    const known = sizes as number[];
    const channels = known[known.length - 1];
    const points = sizeOf(known.slice(0, -1));
    const given = numberAt(layer.config, 'groups', 32);
    const groups = given === -1 ? channels : given;
    const each = channels / groups;
    bench.mended(
      layer,
      bench.trans.__(
        'GroupNormalization is a LayerNormalization over each group.'
      )
    );
    bench.replace(layer, ([x], call, make) => {
      const split = permute(
        make,
        'groups_first',
        [2, 1, 3]
      )(reshape(make, 'groups', [points, groups, each])(x));
      const config = {
        axis: -1,
        epsilon: numberAt(layer.config, 'epsilon', 1e-3),
        center: false,
        scale: false
      };
      const normal = make(
        'normalized',
        'LayerNormalization',
        config
      )(reshape(make, 'lists', [groups, points * each])(split));
      const back = permute(
        make,
        'points_first',
        [2, 1, 3]
      )(reshape(make, 'unlist', [groups, points, each])(normal));
      const flat = reshape(make, 'channels', [points, channels])(back);
      const [gamma, beta] = [
        layer.weights.get('gamma'),
        layer.weights.get('beta')
      ];
      const scaledBack =
        gamma || beta ? scaleAndShift(make, 'scaled', gamma, beta)(flat) : flat;
      return [reshape(make, 'restored', known)(scaledBack)];
    });
  }
};
