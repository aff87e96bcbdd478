import type { IBench, IRepair, Make } from '../bench';
import type { ICall, ILayer, ITensor, Shape } from '../graph';
import { own, stringAt } from '../json';
import { constantKeyword, hasNoMask } from '../read-calls';
import type { IWeight } from '../weights';
import { constantWeight, madeWeight } from '../weights';
import {
  activation,
  dense,
  reshape,
  scaleAndShift,
  sum,
  times
} from './building-blocks';
import { maskFlag, maskScores } from './mask-flag';

/**
 * TensorFlow.js has no Attention and no AdditiveAttention.
 *
 * Before: `{"class_name": "Attention", "config": {"score_mode": "dot"}}` on `[query, value, key]`
 *
 * After: Dot of query and key, softmax, Dot with value. AdditiveAttention adds every query to every key by
 * broadcasting, and a Dense with one unit sums up `scale · tanh(…)`.
 */
export const attention: IRepair = {
  id: 'attention',
  mend(layer, bench) {
    if (!/^(Additive)?Attention$/.test(layer.className)) {
      return;
    }
    const shapes = bench.inputShapes(layer.calls[0]);
    const isKnown = shapes.every(
      shape => shape?.length === 3 && shape[2] !== null
    );
    if (shapes.length < 2 || !isKnown) {
      return bench.refuse(
        layer,
        bench.trans.__(
          'TensorFlow.js has no %1, and the shapes that "%2" gets are not known.',
          layer.className,
          layer.name
        )
      );
    }
    layer.calls.forEach(call => refuseOptions(layer, call, bench));
    bench.mended(
      layer,
      bench.trans.__('%1 is built from Dot and softmax.', layer.className)
    );
    bench.replace(layer, (inputs, call, make) =>
      attend(inputs, make, { layer, bench, call, shapes: shapes as Shape[] })
    );
  }
};

interface IAttention {
  layer: ILayer;
  bench: IBench;
  call: ICall;
  shapes: Shape[];
}

function attend(inputs: ITensor[], make: Make, place: IAttention): ITensor[] {
  const { layer, bench, call, shapes } = place;
  const [query, value, key = value] = inputs;
  const isAdditive =
    layer.className === 'AdditiveAttention' ||
    stringAt(layer.config, 'score_mode') === 'concat';
  const raw = isAdditive
    ? additiveScores([query, key], make, layer, [
        shapes[0],
        shapes[2] ?? shapes[1]
      ])
    : dotScores([query, key], make, layer);
  const lengths = [shapes[0][1], shapes[1][1]];
  const scores = withMasks(raw, make, { layer, bench, call, lengths });
  const share = activation(make, 'share', 'softmax')(scores);
  const dot = make(
    'attended',
    'Dot',
    { axes: [2, 1], normalize: false },
    { keepName: true }
  );
  return [zeroMaskedQueries(dot(share, value), make, layer, bench), share];
}

function refuseOptions(layer: ILayer, call: ICall, bench: IBench): void {
  if (!hasNoMask(call)) {
    return bench.refuse(
      layer,
      bench.trans.__(
        '"%1" is given a mask of its own, which TensorFlow.js cannot pass on.',
        layer.name
      )
    );
  }
}

function dotScores(
  [query, key]: ITensor[],
  make: Make,
  layer: ILayer
): ITensor {
  const scores = make('scores', 'Dot', { axes: [2, 2], normalize: false })(
    query,
    key
  );
  const scale = layer.weights.get('scale');
  return scale ? timesScalar(scores, make, scale) : scores;
}

/** A learned scalar cannot stand in the JSON, but in the kernel of a Dense on one feature. */
function timesScalar(x: ITensor, make: Make, scale: IWeight): ITensor {
  const shape = x.layer.shapes[x.call]?.[0] ?? [null, null, null];
  const single = reshape(make, 'scores_single', [
    ...(shape.includes(null) && shape[1] === null ? [-1] : [shape[1]]),
    shape[2],
    1
  ])(x);
  const product = dense(make, 'scaled', { ...scale, shape: [1, 1] })(single);
  return reshape(make, 'scores_back', [shape[1], shape[2]])(product);
}

function additiveScores(
  [query, key]: ITensor[],
  make: Make,
  layer: ILayer,
  shapes: Shape[]
): ITensor {
  const features = shapes[0][2] as number;
  const rows = reshape(make, 'queries', [shapes[0][1], 1, features])(query);
  const columns = reshape(make, 'keys', [1, shapes[1][1], features])(key);
  const isConcat = layer.className === 'Attention';
  const scale = layer.weights.get('scale');
  let pairs = sum(make, 'pairs')(rows, columns);
  if (isConcat && scale) {
    pairs = scaleAndShift(
      make,
      'scaled',
      spread(scale, features),
      undefined
    )(pairs);
  }
  const outer = isConcat ? layer.weights.get('concat_score_weight') : scale;
  const kernel = outer
    ? { ...spread(outer, features), shape: [features, 1] }
    : constantWeight([features, 1], new Float32Array(features).fill(1));
  const scores = dense(
    make,
    'scores',
    kernel
  )(activation(make, 'tanh', 'tanh')(pairs));
  return reshape(make, 'score_table', [shapes[0][1], shapes[1][1]])(scores);
}

/** One value repeated for each feature; a weight that has one for each stays. */
function spread(weight: IWeight, features: number): IWeight {
  return weight.shape.length === 1 && weight.shape[0] === features
    ? weight
    : madeWeight([features], [weight], ([values]) =>
        new Float32Array(features).fill(values[0])
      );
}

interface IMasking {
  layer: ILayer;
  bench: IBench;
  call: ICall;
  /** How many queries and how many keys. */
  lengths: (number | null)[];
}

function withMasks(
  scores: ITensor,
  make: Make,
  { layer, bench, call, lengths }: IMasking
): ITensor {
  let result = scores;
  const flag = maskFlag(layer, make, bench, 1);
  if (flag) {
    const row = reshape(make, 'mask_row', [1, lengths[1]])(
      maskScores(flag, make, 'mask')
    );
    result = sum(make, 'masked')(result, row);
  }
  const isCausal =
    constantKeyword(call, 'use_causal_mask') === true ||
    own(layer.config, 'causal') === true;
  return isCausal ? causal(result, make, { layer, bench, lengths }) : result;
}

/** Keras sets the output of masked queries to zero. */
function zeroMaskedQueries(
  output: ITensor,
  make: Make,
  layer: ILayer,
  bench: IBench
): ITensor {
  const flag = maskFlag(layer, make, bench, 0);
  return flag ? times(make, 'queries_seen')(output, flag) : output;
}

/** Adds -1e9 where a query would see what comes later. */
export function causal(
  scores: ITensor,
  make: Make,
  place: Omit<IMasking, 'call'>
): ITensor {
  const [rows, columns] = place.lengths;
  if (rows === null || columns === null) {
    return place.bench.refuse(
      place.layer,
      place.bench.trans.__(
        'The causal mask of "%1" needs sequences of known length.',
        place.layer.name
      )
    );
  }
  const later = Float32Array.from({ length: rows * columns }, (unused, at) =>
    at % columns > Math.floor(at / columns) ? -1e9 : 0
  );
  const flat = reshape(make, 'score_list', [rows * columns])(scores);
  const shifted = scaleAndShift(
    make,
    'causal',
    undefined,
    constantWeight([rows * columns], later)
  )(flat);
  return reshape(make, 'causal_scores', [rows, columns])(shifted);
}
