import type { IBench, IRepair, Make } from '../bench';
import type { ICall, ILayer, ITensor, Shape } from '../graph';
import { isNumbers, numberAt, own } from '../json';
import { constantKeyword } from '../read-calls';
import type { IWeight } from '../weights';
import { reshapedWeight, slicedWeight } from '../weights';
import { causal } from './attention';
import {
  activation,
  dense,
  reshape,
  scaled,
  sum,
  times
} from './building-blocks';
import { maskFlag, maskScores } from './mask-flag';

/** More heads would make a model of thousands of layers. */
const MAX_HEADS = 64;

/**
 * TensorFlow.js cannot load MultiHeadAttention.
 *
 * Before: `{"class_name": "MultiHeadAttention", "config": {"num_heads": 2, "key_dim": 3}}`
 *
 * After: for each head three Dense with that head's part of the kernels, Dot, softmax, Dot; a Concatenate of the heads
 * and a Dense.
 */
export const multiHeadAttention: IRepair = {
  id: 'multi-head-attention',
  mend(layer, bench) {
    if (layer.className !== 'MultiHeadAttention') {
      return;
    }
    const heads = numberAt(layer.config, 'num_heads', 0);
    const shapes = bench.inputShapes(layer.calls[0]);
    if (!isPlain(layer, heads) || shapes.some(shape => shape?.length !== 3)) {
      return bench.refuse(
        layer,
        bench.trans.__(
          'TensorFlow.js has no MultiHeadAttention, and "%1" is of a kind that cannot be rebuilt.',
          layer.name
        )
      );
    }
    const order = layer.calls.map(call => inputOrder(layer, call, bench));
    bench.mended(
      layer,
      bench.trans.__(
        'MultiHeadAttention is built from Dense, Dot and softmax for each of %1 heads.',
        heads
      )
    );
    bench.replace(layer, (inputs, call, make) => {
      const [query, value, key] = order[layer.calls.indexOf(call)];
      const scale = addedScores(make, {
        layer,
        bench,
        call,
        shapes: shapes as Shape[],
        value,
        query
      });
      const parts = Array.from({ length: heads }, (unused, head) =>
        attend([inputs[query], inputs[key], inputs[value]], make, {
          layer,
          head,
          added: scale
        })
      );
      const all =
        parts.length === 1
          ? parts[0]
          : make('heads', 'Concatenate', { axis: -1 })(...parts);
      return [outputDense(all, make, layer)];
    });
  }
};

/** Attention over the one axis of steps, with nothing that came later than Keras 3.0. */
function isPlain(layer: ILayer, heads: number): boolean {
  const axes = own(layer.config, 'attention_axes') ?? null;
  const isOverSteps = axes === null || (isNumbers(axes) && axes.join() === '1');
  const isWindowed = (own(layer.config, 'sliding_window') ?? null) !== null;
  return (
    isOverSteps &&
    !isWindowed &&
    own(layer.config, 'use_gate') !== true &&
    heads <= MAX_HEADS
  );
}

/** Which of the call's tensors are query, value and key: by position or by keyword. */
function inputOrder(
  layer: ILayer,
  call: ICall,
  bench: IBench
): [number, number, number] {
  const names = ['query', 'value', 'key'];
  const places = names.map((name, position) => {
    const argument = call.args[position] ?? call.kwargs.get(name);
    return argument?.kind === 'tensor' ? argument.at : undefined;
  });
  const [query, value] = places;
  const others = [...call.kwargs].filter(([name]) => !names.includes(name));
  const hasMask = others.some(([, argument]) => argument.kind === 'tensor');
  if (
    query === undefined ||
    value === undefined ||
    hasMask ||
    constantKeyword(call, 'return_attention_scores') === true
  ) {
    return bench.refuse(
      layer,
      bench.trans.__(
        '"%1" is called with a mask of its own or returns its scores, which cannot be rebuilt.',
        layer.name
      )
    );
  }
  return [query, value, places[2] ?? value];
}

interface IAdded {
  layer: ILayer;
  bench: IBench;
  call: ICall;
  shapes: Shape[];
  /** Which inputs are the value and the query. */
  value: number;
  query: number;
}

type AddScores = (scores: ITensor, make: Make) => ITensor;

/** What masks do to the scores of every head. */
function addedScores(
  make: Make,
  { layer, bench, call, shapes, value, query }: IAdded
): AddScores {
  const flag = maskFlag(layer, make, bench, value);
  const row =
    flag &&
    reshape(make, 'mask_row', [1, shapes[value][1]])(
      maskScores(flag, make, 'mask')
    );
  // A masked query sees all keys alike: its scores are zero.
  const queryFlag =
    query === value ? flag : maskFlag(layer, make, bench, query);
  const isCausal = constantKeyword(call, 'use_causal_mask') === true;
  const lengths = [shapes[query][1], shapes[value][1]];
  return (scores, within) => {
    const masked = row ? sum(within, 'masked')(scores, row) : scores;
    const seen = isCausal
      ? causal(masked, within, { layer, bench, lengths })
      : masked;
    return queryFlag ? times(within, 'seen')(seen, queryFlag) : seen;
  };
}

interface IHead {
  layer: ILayer;
  head: number;
  added: AddScores;
}

function attend(
  [query, key, value]: ITensor[],
  make: Make,
  { layer, head, added }: IHead
): ITensor {
  const within: Make = (suffix, ...rest) =>
    make(`head_${head}_${suffix}`, ...rest);
  const project = (part: string, x: ITensor, factor: number): ITensor =>
    dense(
      within,
      part,
      headKernel(layer, part, head, factor),
      headBias(layer, part, head, factor)
    )(x);
  const size = numberAt(layer.config, 'key_dim', 1);
  const scores = within('scores', 'Dot', { axes: [2, 2], normalize: false })(
    project('query', query, 1 / Math.sqrt(size)),
    project('key', key, 1)
  );
  const share = activation(within, 'share', 'softmax')(added(scores, within));
  return within('attended', 'Dot', { axes: [2, 1], normalize: false })(
    share,
    project('value', value, 1)
  );
}

/** `[features, heads, size]` to the `[features, size]` of one head. */
function headKernel(
  layer: ILayer,
  part: string,
  head: number,
  factor: number
): IWeight {
  const kernel = layer.weights.get(`${part}/kernel`) as IWeight;
  const [features, , size] = kernel.shape;
  return scaled(
    reshapedWeight(slicedWeight(kernel, 1, head, 1), [features, size]),
    factor
  );
}

function headBias(
  layer: ILayer,
  part: string,
  head: number,
  factor: number
): IWeight | undefined {
  const bias = layer.weights.get(`${part}/bias`);
  return (
    bias &&
    scaled(
      reshapedWeight(slicedWeight(bias, 0, head, 1), [bias.shape[1]]),
      factor
    )
  );
}

function outputDense(heads: ITensor, make: Make, layer: ILayer): ITensor {
  const kernel = layer.weights.get('attention_output/kernel') as IWeight;
  const [count, size, ...features] = kernel.shape;
  const bias = layer.weights.get('attention_output/bias');
  const weights = {
    kernel: reshapedWeight(kernel, [count * size, features[0]]),
    ...(bias ? { bias } : {})
  };
  const config = {
    units: features[0],
    activation: 'linear',
    use_bias: bias !== undefined
  };
  return make('output', 'Dense', config, { keepName: true, weights })(heads);
}
