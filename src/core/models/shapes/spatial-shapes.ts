import type { ILayer, Shape } from '../graph';
import type { Json } from '../json';
import { numberAt, numbersAt, own, stringAt } from '../json';

type Size = number | null;

/** Splits a shape into batch, spatial sizes and channels, in either data format, and puts it together again. */
function spatial(
  layer: ILayer,
  input: Shape
): { sizes: Shape; channels: Size; join(sizes: Shape, channels: Size): Shape } {
  if (stringAt(layer.config, 'data_format') === 'channels_first') {
    return {
      sizes: input.slice(2),
      channels: input[1],
      join: (sizes, channels) => [input[0], channels, ...sizes]
    };
  }
  return {
    sizes: input.slice(1, -1),
    channels: input[input.length - 1],
    join: (sizes, channels) => [input[0], ...sizes, channels]
  };
}

interface IWindow {
  kernel: number;
  stride: number;
  dilation: number;
  padding: string;
}

function windowed(
  size: Size,
  { kernel, stride, dilation, padding }: IWindow
): Size {
  if (size === null) {
    return null;
  }
  const covered = padding === 'valid' ? size - (kernel - 1) * dilation : size;
  return Math.ceil(covered / stride);
}

function transposed(size: Size, { kernel, stride, padding }: IWindow): Size {
  if (size === null) {
    return null;
  }
  return (
    size * stride + (padding === 'valid' ? Math.max(kernel - stride, 0) : 0)
  );
}

function windowsOf(layer: ILayer, rank: number, kernelKey: string): IWindow[] {
  const kernel = numbersAt(layer.config, kernelKey, rank) ?? [];
  const strides =
    numbersAt(layer.config, 'strides', rank) ??
    (kernelKey === 'pool_size' ? kernel : []);
  const dilation = numbersAt(layer.config, 'dilation_rate', rank) ?? [];
  return Array.from({ length: rank }, (unused, at) => ({
    kernel: kernel[at] ?? 1,
    stride: strides[at] ?? 1,
    dilation: dilation[at] ?? 1,
    padding: stringAt(layer.config, 'padding') ?? 'valid'
  }));
}

/** Convolutions of every kind: plain, transposed, depthwise, separable. */
export function convolutionShape(layer: ILayer, [input]: Shape[]): Shape {
  const { sizes, channels, join } = spatial(layer, input);
  const windows = windowsOf(layer, sizes.length, 'kernel_size');
  const size = layer.className.endsWith('Transpose') ? transposed : windowed;
  const multiplier = numberAt(layer.config, 'depth_multiplier', 1);
  const isDepthwise = layer.className.startsWith('DepthwiseConv');
  const filters = isDepthwise
    ? channels === null
      ? null
      : channels * multiplier
    : numberAt(layer.config, 'filters', 0);
  return join(
    sizes.map((each, at) => size(each, windows[at])),
    filters
  );
}

/** Pooling over windows and global pooling. */
export function poolingShape(layer: ILayer, [input]: Shape[]): Shape {
  const { sizes, channels, join } = spatial(layer, input);
  if (layer.className.startsWith('Global')) {
    return own(layer.config, 'keepdims') === true
      ? join(
          sizes.map(() => 1),
          channels
        )
      : [input[0], channels];
  }
  if (layer.className.startsWith('Adaptive')) {
    return join(
      numbersAt(layer.config, 'output_size', sizes.length) ?? [],
      channels
    );
  }
  const windows = windowsOf(layer, sizes.length, 'pool_size');
  return join(
    sizes.map((each, at) => windowed(each, windows[at])),
    channels
  );
}

/**
 * `padding` or `cropping` as pairs for each axis: `1`, `[1, 2]` and `[[1, 1], [2, 2]]` are all allowed by Keras.
 *
 * @returns `[before, after]` for each of `rank` axes, or undefined when it is none of these.
 */
export function pairsOf(
  value: Json | undefined,
  rank: number
): [number, number][] | undefined {
  if (typeof value === 'number') {
    return Array.from({ length: rank }, () => [value, value]);
  }
  if (!Array.isArray(value)) {
    return undefined;
  }
  if (rank === 1 && value.length === 2 && typeof value[0] === 'number') {
    return [[value[0], Number(value[1])]];
  }
  return value.map(item =>
    Array.isArray(item)
      ? [Number(item[0]), Number(item[1])]
      : [Number(item), Number(item)]
  );
}

/** Cropping, zero padding and up-sampling. */
export function croppingShape(
  layer: ILayer,
  [input]: Shape[]
): Shape | undefined {
  const { sizes, channels, join } = spatial(layer, input);
  if (layer.className.startsWith('UpSampling')) {
    const factors = numbersAt(layer.config, 'size', sizes.length) ?? [];
    return join(
      sizes.map((size, at) =>
        size === null ? null : size * (factors[at] ?? 1)
      ),
      channels
    );
  }
  const isCropping = layer.className.startsWith('Cropping');
  const pairs = pairsOf(
    own(layer.config, isCropping ? 'cropping' : 'padding'),
    sizes.length
  );
  const sign = isCropping ? -1 : 1;
  return (
    pairs &&
    join(
      sizes.map((size, at) =>
        size === null ? null : size + sign * (pairs[at][0] + pairs[at][1])
      ),
      channels
    )
  );
}

/** Resizing and CenterCrop. */
export function resizedShape(layer: ILayer, [input]: Shape[]): Shape {
  const { channels, join } = spatial(layer, input);
  return join(
    [numberAt(layer.config, 'height', 0), numberAt(layer.config, 'width', 0)],
    channels
  );
}
