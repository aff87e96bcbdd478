import type { IRepair } from '../bench';
import { numberAt } from '../json';

/** Layers that do something in training only. */
const INACTIVE =
  /^(Identity|ActivityRegularization|SpatialDropout[23]D|Random(Flip|Rotation|Zoom|Translation|Contrast|Brightness|Shear|Hue|Saturation|Sharpness|Grayscale|Invert|Erasing|GaussianBlur|Perspective|Posterization|ColorJitter|ColorDegeneration|ElasticTransform|Width|Height)|MixUp|CutMix|AugMix|RandAugment)$/;

/**
 * Layers that TensorFlow.js does not have, but that pass on their input when a model predicts.
 *
 * Before: `{"class_name": "RandomFlip", "config": {"mode": "horizontal"}}`
 *
 * After: `{"class_name": "Activation", "config": {"activation": "linear"}}`, under the same name.
 */
export const inactiveLayers: IRepair = {
  id: 'inactive-layers',
  mend(layer, bench) {
    const isInactive = INACTIVE.test(layer.className) && !layer.isOperation;
    const isFullDropout =
      layer.className === 'Dropout' && numberAt(layer.config, 'rate', 0) >= 1;
    if (!isInactive && !isFullDropout) {
      return;
    }
    bench.mended(
      layer,
      bench.trans.__(
        '%1 passes on its input when a model predicts.',
        layer.className
      )
    );
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
