import type { IRepair } from '../bench';
import { numberAt } from '../json';
import { activation, affine, sum } from './building-blocks';

/**
 * TensorFlow.js refuses an ELU whose alpha is not 1.
 *
 * Before: `{"class_name": "ELU", "config": {"alpha": 0.5}}`
 *
 * After: `relu(x) + alpha · elu(-relu(-x))`.
 */
export const eluAlpha: IRepair = {
  id: 'elu-alpha',
  mend(layer, bench) {
    const alpha = numberAt(layer.config, 'alpha', 1);
    if (layer.className !== 'ELU' || alpha === 1) {
      return;
    }
    bench.mended(
      layer,
      bench.trans.__(
        'An ELU whose alpha is %1 is built from one whose alpha is 1.',
        alpha
      )
    );
    bench.replace(layer, ([x], call, make) => {
      const negated = activation(
        make,
        'negated_relu',
        'relu'
      )(affine(make, 'negated', -1)(x));
      const below = activation(
        make,
        'below',
        'elu'
      )(affine(make, 'negative', -1)(negated));
      return [
        sum(make, 'elu')(
          activation(make, 'above', 'relu')(x),
          affine(make, 'alpha', alpha)(below)
        )
      ];
    });
  }
};
