import type { IBench, IRepair, Make } from '../bench';
import type { ILayer, ITensor, Shape } from '../graph';
import { numbersAt, own, stringAt } from '../json';
import { pairsOf } from '../shapes/spatial-shapes';
import { reshape } from './building-blocks';

/**
 * Layers over volumes that TensorFlow.js has for images only: each axis is changed by itself, on an image of which that
 * axis is the width.
 *
 * Before: `{"class_name": "ZeroPadding3D", "config": {"padding": [[1, 1], [2, 2], [0, 0]]}}`
 *
 * After: for each axis with padding a Reshape, a ZeroPadding2D and a Reshape. GlobalAveragePooling3D becomes a Reshape to
 * a sequence and GlobalAveragePooling1D.
 */
export const volumeAsImages: IRepair = {
  id: 'volume-as-images',
  mend(layer, bench) {
    if (/^Global(Average|Max)Pooling3D$/.test(layer.className)) {
      poolAsSequence(layer, bench);
    } else if (/^(ZeroPadding|Cropping|UpSampling)3D$/.test(layer.className)) {
      changeEachAxis(layer, bench);
    }
  }
};

function knownShape(layer: ILayer, bench: IBench): Shape {
  const shape = bench.inputShape(layer);
  const isKnown = shape?.length === 5 && !shape.slice(1).includes(null);
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
  return shape;
}

function poolAsSequence(layer: ILayer, bench: IBench): void {
  const shape = knownShape(layer, bench);
  bench.mended(
    layer,
    bench.trans.__(
      '%1 is computed over a sequence of all points.',
      layer.className
    )
  );
  bench.replace(layer, ([x], call, make) => {
    const points = reshape(make, 'points', [-1, shape[4]])(x);
    const pooled = make(
      'pooled',
      layer.className.replace('3D', '1D'),
      {},
      { keepName: true }
    )(points);
    return own(layer.config, 'keepdims') === true
      ? [reshape(make, 'keepdims', [1, 1, 1, shape[4]])(pooled)]
      : [pooled];
  });
}

function changeEachAxis(layer: ILayer, bench: IBench): void {
  const shape = knownShape(layer, bench).slice(1) as number[];
  const kind = layer.className.replace('3D', '');
  bench.mended(
    layer,
    bench.trans.__('%1 is computed one axis at a time.', layer.className)
  );
  bench.replace(layer, ([x], call, make) => {
    const sizes = [...shape];
    let result = x;
    for (const axis of [0, 1, 2]) {
      result = changeAxis(result, make, { layer, kind, sizes, axis });
    }
    return [result];
  });
}

interface IAxis {
  layer: ILayer;
  kind: string;
  /** The sizes before this axis is changed; updated. */
  sizes: number[];
  axis: number;
}

function changeAxis(
  x: ITensor,
  make: Make,
  { layer, kind, sizes, axis }: IAxis
): ITensor {
  const product = (part: number[]): number =>
    part.reduce((all, size) => all * size, 1);
  const image = [
    product(sizes.slice(0, axis)),
    sizes[axis],
    product(sizes.slice(axis + 1))
  ];
  const flat = reshape(make, `image_${axis}`, image)(x);
  let changed: ITensor;
  if (kind === 'UpSampling') {
    const factor = numbersAt(layer.config, 'size', 3)?.[axis] ?? 1;
    sizes[axis] *= factor;
    changed = make(`axis_${axis}`, 'UpSampling2D', {
      size: [1, factor],
      data_format: 'channels_last',
      interpolation: 'nearest'
    })(flat);
  } else {
    const key = kind === 'Cropping' ? 'cropping' : 'padding';
    const pair = pairsOf(own(layer.config, key), 3)?.[axis] ?? [0, 0];
    sizes[axis] += (kind === 'Cropping' ? -1 : 1) * (pair[0] + pair[1]);
    changed = make(`axis_${axis}`, `${kind}2D`, {
      [key]: [[0, 0], pair],
      data_format: 'channels_last'
    })(flat);
  }
  return reshape(make, `volume_${axis}`, sizes)(changed);
}
