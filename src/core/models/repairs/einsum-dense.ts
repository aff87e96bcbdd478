import type { IRepair } from '../bench';
import type { IBench } from '../bench';
import type { ILayer, Shape } from '../graph';
import { stringAt } from '../json';
import type { IWeight } from '../weights';
import { madeWeight, reshapedWeight, sizeOf } from '../weights';
import { activation, dense, reshape } from './building-blocks';

/**
 * TensorFlow.js cannot load EinsumDense. Where it multiplies the last axes with the first axes of its kernel, it is a
 * Dense.
 *
 * Before: `{"class_name": "EinsumDense", "config": {"equation": "abc,cde->abde"}}`
 *
 * After: Dense with `d · e` units, Reshape.
 */
export const einsumDense: IRepair = {
  id: 'einsum-dense',
  mend(layer, bench) {
    if (layer.className !== 'EinsumDense') {
      return;
    }
    const kernel = layer.weights.get('kernel') as IWeight;
    const plan = planOf(layer, kernel, bench.inputShape(layer));
    if (!plan) {
      return bench.refuse(
        layer,
        bench.trans.__(
          'TensorFlow.js has no EinsumDense, and the equation of "%1" is not that of a Dense.',
          layer.name
        )
      );
    }
    bench.mended(layer, bench.trans.__('This EinsumDense is a Dense.'));
    build(layer, bench, plan);
  }
};

interface IPlan {
  /** Sizes that stay, without the batch. */
  kept: Shape;
  contracted: number;
  added: number[];
  kernel: IWeight;
  bias: IWeight | undefined;
}

function build(layer: ILayer, bench: IBench, plan: IPlan): void {
  const { kept, contracted, added, kernel, bias } = plan;
  bench.replace(layer, ([x], call, make) => {
    const flat = reshape(make, 'flat', [...kept, contracted])(x);
    const product = dense(make, 'product', kernel, bias)(flat);
    const output = reshape(make, 'unflat', [...kept, ...added])(product);
    const name = stringAt(layer.config, 'activation') ?? 'linear';
    return [
      name === 'linear' ? output : activation(make, 'activation', name)(output)
    ];
  });
}

interface IEquation {
  /** Axes of the kernel that are summed up, which are the last of the input. */
  summed: string;
  /** Axes of the kernel that are added to those of the input that stay. */
  added: string;
}

/** Reads `abc,cde->abde` as: a and b stay, c is summed up, d and e are added. */
function readEquation(text: string): IEquation | undefined {
  const match = /^(\.\.\.)?([a-zA-Z]+),([a-zA-Z]+)->(\.\.\.)?([a-zA-Z]+)$/.exec(
    text.replace(/\s/g, '')
  );
  if (!match || match[1] !== match[4]) {
    return undefined;
  }
  const [, , input, weights, , output] = match;
  const summed = [...input].filter(axis => weights.includes(axis)).join('');
  const added = weights.slice(summed.length);
  const stays = input.slice(0, input.length - summed.length);
  const isDense =
    summed !== '' && weights.startsWith(summed) && input.endsWith(summed);
  return isDense && output === stays + added ? { summed, added } : undefined;
}

function planOf(
  layer: ILayer,
  kernel: IWeight,
  shape: Shape | undefined
): IPlan | undefined {
  const equation = readEquation(stringAt(layer.config, 'equation') ?? '');
  if (!equation || !shape) {
    return undefined;
  }
  const count = equation.summed.length;
  const added = kernel.shape.slice(count);
  const bias = biasOf(layer, equation.added, added);
  const kept = shape.slice(1, shape.length - count);
  if (bias === null || kept.filter(size => size === null).length > 1) {
    return undefined;
  }
  const contracted = sizeOf(kernel.shape.slice(0, count));
  return {
    kept,
    contracted,
    added,
    kernel: reshapedWeight(kernel, [contracted, sizeOf(added)]),
    bias
  };
}

/** The bias for all added axes, repeated where it has fewer; null when it has others. */
function biasOf(
  layer: ILayer,
  added: string,
  sizes: number[]
): IWeight | undefined | null {
  const axes = stringAt(layer.config, 'bias_axes');
  const bias = layer.weights.get('bias');
  if (axes === undefined || !bias) {
    return undefined;
  }
  if (!added.endsWith(axes)) {
    return null;
  }
  const size = sizeOf(sizes);
  const count = sizeOf(bias.shape);
  return count === size
    ? reshapedWeight(bias, [size])
    : madeWeight([size], [bias], ([values]) =>
        Float32Array.from({ length: size }, (unused, at) => values[at % count])
      );
}
