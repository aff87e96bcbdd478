import type { IBench, IRepair } from '../bench';
import type { ILayer, Shape } from '../graph';
import type { IJsonObject, Json } from '../json';
import { numberAt, numbersAt, own, stringAt } from '../json';
import { pairsOf } from '../shapes/spatial-shapes';
import type { IWeight } from '../weights';
import { reshapedWeight } from '../weights';
import { reshape } from './building-blocks';

const TWO_DIMENSIONAL: Record<string, string> = {
  ZeroPadding1D: 'ZeroPadding2D',
  Cropping1D: 'Cropping2D',
  UpSampling1D: 'UpSampling2D',
  DepthwiseConv1D: 'DepthwiseConv2D',
  SeparableConv1D: 'SeparableConv2D',
  Conv1DTranspose: 'Conv2DTranspose'
};

/**
 * Layers over sequences that TensorFlow.js has for images only. A sequence is an image one pixel wide.
 *
 * Before: `{"class_name": "ZeroPadding1D", "config": {"padding": [1, 2]}}` on `[null, 10, 4]`
 *
 * After: Reshape to `[10, 1, 4]`, `{"class_name": "ZeroPadding2D", "config": {"padding": [[1, 2], [0, 0]]}}`, Reshape to
 * `[13, 4]`. The length may be unknown.
 */
export const sequenceAsImage: IRepair = {
  id: 'sequence-as-image',
  mend(layer, bench) {
    const className = Object.prototype.hasOwnProperty.call(
      TWO_DIMENSIONAL,
      layer.className
    )
      ? TWO_DIMENSIONAL[layer.className]
      : undefined;
    if (className === undefined) {
      return;
    }
    const [shape, output] = shapesOf(layer, bench);
    const padding = causalPadding(layer);
    bench.mended(
      layer,
      bench.trans.__(
        '%1 is computed by %2 on an image one pixel wide.',
        layer.className,
        className
      )
    );
    bench.replace(layer, ([x], call, make) => {
      const image = reshape(make, 'image', [shape[1], 1, shape[2]])(x);
      const padded = padding
        ? make('causal', 'ZeroPadding2D', {
            padding: [
              [padding, 0],
              [0, 0]
            ],
            data_format: 'channels_last'
          })(image)
        : image;
      const options = {
        keepName: true,
        asKeras: true,
        weights: imageWeights(layer)
      };
      const mended = make('2d', className, imageConfig(layer), options)(padded);
      return [reshape(make, 'sequence', [output[1], output[2]])(mended)];
    });
  }
};

function shapesOf(layer: ILayer, bench: IBench): [Shape, Shape] {
  const input = bench.inputShape(layer);
  const output = layer.shapes[0]?.[0];
  const isKnown =
    input?.length === 3 &&
    input[2] !== null &&
    output?.[2] !== null &&
    output !== undefined;
  if (!isKnown || stringAt(layer.config, 'data_format') === 'channels_first') {
    return bench.refuse(
      layer,
      bench.trans.__(
        'TensorFlow.js has no %1, and the shape of the input of "%2" is not known.',
        layer.className,
        layer.name
      )
    );
  }
  return [input, output];
}

/** `causal` pads on the left only, so that no output sees what comes later. */
function causalPadding(layer: ILayer): number {
  if (stringAt(layer.config, 'padding') !== 'causal') {
    return 0;
  }
  const [kernel] = numbersAt(layer.config, 'kernel_size') ?? [1];
  const [dilation] = numbersAt(layer.config, 'dilation_rate') ?? [1];
  return (kernel - 1) * dilation;
}

function imageConfig(layer: ILayer): IJsonObject {
  const config: IJsonObject = { ...layer.config, data_format: 'channels_last' };
  const key = { ZeroPadding1D: 'padding', Cropping1D: 'cropping' }[
    layer.className
  ];
  if (key !== undefined) {
    const pairs: Json = [
      pairsOf(own(layer.config, key), 1)?.[0] ?? [0, 0],
      [0, 0]
    ];
    return { ...config, [key]: pairs };
  }
  return layer.className === 'UpSampling1D'
    ? {
        ...config,
        size: [numberAt(layer.config, 'size', 1), 1],
        interpolation: 'nearest'
      }
    : { ...config, ...windowConfig(layer) };
}

function windowConfig(layer: ILayer): IJsonObject {
  const first = (key: string): number => numbersAt(layer.config, key)?.[0] ?? 1;
  const padding = stringAt(layer.config, 'padding') ?? 'valid';
  // Along the width of one any stride gives the same; depthwise kernels want both alike.
  const across = (value: number): number =>
    layer.className === 'Conv1DTranspose' ? 1 : value;
  return {
    padding: padding === 'causal' ? 'valid' : padding,
    kernel_size: [first('kernel_size'), 1],
    strides: [first('strides'), across(first('strides'))],
    dilation_rate: [first('dilation_rate'), across(first('dilation_rate'))]
  };
}

/** Kernels get a width of one; the bytes stay. */
function imageWeights(layer: ILayer): Record<string, IWeight> {
  return Object.fromEntries(
    [...layer.weights].map(([name, weight]) => [
      name,
      name.endsWith('kernel')
        ? reshapedWeight(weight, [weight.shape[0], 1, ...weight.shape.slice(1)])
        : weight
    ])
  );
}
