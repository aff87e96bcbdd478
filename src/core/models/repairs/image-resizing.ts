import type { IBench, IRepair, Make } from '../bench';
import type { ILayer, ITensor } from '../graph';
import { numberAt, numbersAt, own, stringAt } from '../json';
import { constantWeight } from '../weights';
import { dense, permute } from './building-blocks';
import type { Interpolation, IResize } from './resize-matrix';
import { adaptiveMeanMatrix, resizeMatrix } from './resize-matrix';

/**
 * Resizing in TensorFlow.js loses the batch axis; its UpSampling2D samples other points than Keras when it is bilinear
 * (silently wrong, by up to the difference of neighbouring pixels); it has no adaptive pooling.
 *
 * Before: `{"class_name": "Resizing", "config": {"height": 8, "width": 8, "interpolation": "bilinear"}}`
 *
 * After: resizing is linear in each axis, so for each axis it is a Dense without bias over that axis, whose kernel holds
 * the interpolation weights; Permutes bring the axis to the end and back.
 */
export const imageResizing: IRepair = {
  id: 'image-resizing',
  mend(layer, bench) {
    const isBilinear =
      layer.className === 'UpSampling2D' &&
      stringAt(layer.config, 'interpolation') !== 'nearest';
    const hasOption = own(layer.config, 'interpolation') !== undefined;
    if (layer.className === 'Resizing' || layer.className === 'CenterCrop') {
      resizeOrCrop(layer, bench);
    } else if (isBilinear && hasOption) {
      const [height, width] = knownSizes(layer, bench);
      const [down, across] = numbersAt(layer.config, 'size', 2) ?? [1, 1];
      resize(layer, bench, [
        { input: height, output: height * down },
        { input: width, output: width * across }
      ]);
    } else if (layer.className === 'AdaptiveAveragePooling2D') {
      poolAdaptively(layer, bench);
    }
  }
};

function knownSizes(layer: ILayer, bench: IBench): [number, number] {
  const [, height, width] = bench.inputShape(layer) ?? [];
  const isKnown = typeof height === 'number' && typeof width === 'number';
  if (!isKnown || stringAt(layer.config, 'data_format') === 'channels_first') {
    return bench.refuse(
      layer,
      bench.trans.__(
        '%1 in TensorFlow.js computes something else than in Keras, and the size of the images that "%2" gets is not known.',
        layer.className,
        layer.name
      )
    );
  }
  return [height, width];
}

function interpolationOf(layer: ILayer, bench: IBench): Interpolation {
  const name =
    layer.className === 'CenterCrop'
      ? 'bilinear'
      : (stringAt(layer.config, 'interpolation') ?? 'bilinear');
  if (name !== 'bilinear' && name !== 'nearest') {
    return bench.refuse(
      layer,
      bench.trans.__(
        'TensorFlow.js has no %1 interpolation, which "%2" needs.',
        name,
        layer.name
      )
    );
  }
  return name;
}

function resizeOrCrop(layer: ILayer, bench: IBench): void {
  const [height, width] = knownSizes(layer, bench);
  const target = [
    numberAt(layer.config, 'height', 0),
    numberAt(layer.config, 'width', 0)
  ];
  const isSmaller = height >= target[0] && width >= target[1];
  if (layer.className === 'CenterCrop' && isSmaller) {
    cropCentre(layer, bench, [height, width], target);
    return;
  }
  if (
    own(layer.config, 'pad_to_aspect_ratio') === true ||
    own(layer.config, 'antialias') === true
  ) {
    return bench.refuse(
      layer,
      bench.trans.__(
        'Padding or antialiasing while resizing ("%1") cannot be rebuilt.',
        layer.name
      )
    );
  }
  const crops =
    layer.className === 'CenterCrop' ||
    own(layer.config, 'crop_to_aspect_ratio') === true;
  const parts = crops ? cropToRatio([height, width], target) : [{}, {}];
  resize(layer, bench, [
    { input: height, output: target[0], ...parts[0] },
    { input: width, output: target[1], ...parts[1] }
  ]);
}

/** The largest centred part that has the target's aspect ratio, rounded as Keras rounds. */
function cropToRatio(
  sizes: number[],
  target: number[]
): Pick<IResize, 'begin' | 'count'>[] {
  return sizes.map((size, at) => {
    const other = 1 - at;
    const wanted = Math.trunc((sizes[other] * target[at]) / target[other]);
    const count = Math.max(1, Math.min(size, wanted));
    return { count, begin: Math.trunc((size - count) / 2) };
  });
}

function cropCentre(
  layer: ILayer,
  bench: IBench,
  sizes: number[],
  target: number[]
): void {
  const cropping = sizes.map((size, at) => {
    const before = Math.trunc((size - target[at]) / 2);
    return [before, size - target[at] - before];
  });
  bench.mended(
    layer,
    bench.trans.__(
      'CenterCrop is a Cropping2D, as the size of the images is known.'
    )
  );
  bench.replace(layer, ([x], call, make) => [
    make(
      'cropped',
      'Cropping2D',
      { cropping, data_format: 'channels_last' },
      { keepName: true }
    )(x)
  ]);
}

function resize(layer: ILayer, bench: IBench, axes: [IResize, IResize]): void {
  const interpolation = interpolationOf(layer, bench);
  multiplyAxes(layer, bench, [
    { ...axes[0], matrix: () => resizeMatrix(axes[0], interpolation) },
    { ...axes[1], matrix: () => resizeMatrix(axes[1], interpolation) }
  ]);
}

function poolAdaptively(layer: ILayer, bench: IBench): void {
  const [height, width] = knownSizes(layer, bench);
  const [down, across] = numbersAt(layer.config, 'output_size', 2) ?? [1, 1];
  multiplyAxes(layer, bench, [
    {
      input: height,
      output: down,
      matrix: () => adaptiveMeanMatrix(height, down)
    },
    {
      input: width,
      output: across,
      matrix: () => adaptiveMeanMatrix(width, across)
    }
  ]);
}

type Axis = IResize & { matrix: () => Float32Array };

function multiplyAxes(
  layer: ILayer,
  bench: IBench,
  [rows, columns]: [Axis, Axis]
): void {
  bench.mended(
    layer,
    bench.trans.__(
      '%1 is computed as a product with fixed matrices.',
      layer.className
    )
  );
  bench.replace(layer, ([x], call, make) => {
    const over = (suffix: string, axis: Axis, tensor: ITensor): ITensor =>
      dense(
        make,
        suffix,
        constantWeight([axis.input, axis.output], axis.matrix())
      )(tensor);
    return [
      alongBoth(
        x,
        make,
        image => over('rows', rows, image),
        image => over('columns', columns, image)
      )
    ];
  });
}

type Along = (x: ITensor) => ITensor;

/** `[H, W, C]` → `[W, C, H]`, rows → `[H', C, W]`, columns → `[H', W', C]`. */
function alongBoth(
  x: ITensor,
  make: Make,
  rows: Along,
  columns: Along
): ITensor {
  const byRow = rows(permute(make, 'rows_last', [2, 3, 1])(x));
  const byColumn = columns(permute(make, 'columns_last', [3, 2, 1])(byRow));
  return permute(make, 'channels_last', [1, 3, 2])(byColumn);
}
