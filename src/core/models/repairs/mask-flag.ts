import type { IBench, Make } from '../bench';
import type { ILayer, ITensor } from '../graph';
import { resolve, shapeOf } from '../graph';
import type { MaskOrigin } from '../masks';
import { constantWeight } from '../weights';
import { activation, affine, dense, sum } from './building-blocks';

/**
 * The mask of the first input of a layer as a tensor `[batch, steps, 1]`: 1 where Keras looks, 0 where it does not.
 *
 * @returns undefined when the input has no mask.
 * @throws Refusal when the calls of the layer have different masks, or it is not clear where the mask comes from.
 */
export function maskFlag(
  layer: ILayer,
  make: Make,
  bench: IBench,
  input = 0
): ITensor | undefined {
  const origins = [
    ...new Set(layer.calls.map(call => bench.mask(call, input)))
  ];
  const [origin] = origins;
  if (origins.length === 1 && origin === undefined) {
    return undefined;
  }
  if (origins.length > 1 || origin === undefined || origin.kind === 'unclear') {
    return bench.refuse(
      layer,
      bench.trans.__(
        '"%1" needs the mask of its input, and it is not clear where that comes from.',
        layer.name
      )
    );
  }
  return flagOf(origin, make, input);
}

/** The mask of a clear origin as a tensor `[batch, steps, 1]`. */
export function flagOf(
  origin: Exclude<MaskOrigin, { kind: 'unclear' }>,
  make: Make,
  input: number
): ITensor {
  return origin.kind === 'embedding'
    ? flagOfIds(origin, make, input)
    : flagOfSteps(origin, make, input);
}

type Of<K> = Extract<MaskOrigin, { kind: K }>;

/** A second Embedding, which is 0 for the id 0 and 1 for all others. */
function flagOfIds(
  { ids, vocabulary }: Of<'embedding'>,
  make: Make,
  input: number
): ITensor {
  const table = new Float32Array(vocabulary).fill(1);
  table[0] = 0;
  const flag = make(
    `mask_${input}`,
    'Embedding',
    { input_dim: vocabulary, output_dim: 1, mask_zero: false },
    { weights: { embeddings: constantWeight([vocabulary, 1], table) } }
  );
  return flag(resolve(ids));
}

/** 1 where any feature differs from the mask value: the sum of the distances, scaled up and capped at 1. */
function flagOfSteps(
  { input: tensor, value }: Of<'masking'>,
  make: Make,
  input: number
): ITensor {
  const x = resolve(tensor);
  const features = shapeOf(tensor)?.[2] ?? 1;
  const above = activation(
    make,
    `mask_${input}_above`,
    'relu'
  )(affine(make, `mask_${input}_from`, 1, -value)(x));
  const below = activation(
    make,
    `mask_${input}_below`,
    'relu'
  )(affine(make, `mask_${input}_to`, -1, value)(x));
  const ones = constantWeight(
    [features, 1],
    new Float32Array(features).fill(1)
  );
  const distance = dense(
    make,
    `mask_${input}_distance`,
    ones
  )(sum(make, `mask_${input}_sum`)(above, below));
  return make(`mask_${input}`, 'ReLU', { max_value: 1 })(
    affine(make, `mask_${input}_scale`, 1e30)(distance)
  );
}

/** What to add to the scores of a softmax over the steps: 0, or so little that the step counts for nothing. */
export function maskScores(flag: ITensor, make: Make, suffix: string): ITensor {
  return affine(make, `${suffix}_scores`, 1e9, -1e9)(flag);
}
