import type { IGraph, ILayer, ITensor } from './graph';
import { shapeOf } from './graph';
import type { IBench, Make } from './bench';
import { own } from './json';
import type { MaskOrigin } from './masks';
import { flagOf } from './repairs/mask-flag';
import { computationOrder } from './shapes/graph-shapes';
import { constantWeight } from './weights';

/** Layers of TensorFlow.js that pass on the mask of their input. */
const PASSES_ON =
  /^(Activation|AlphaDropout|BatchNormalization|Concatenate|Dense|Dropout|GaussianDropout|GaussianNoise|LayerNormalization|PReLU|ReLU|SpatialDropout1D|TimeDistributed)$/;

const RECURRENT = /^(LSTM|GRU|SimpleRNN|ConvLSTM2D|Bidirectional)$/;

/** No value of a model: every step differs from it, so every step counts. */
const NEVER = -3e38;

/** What the mended graph is checked with. */
export interface IMaskCheck {
  bench: IBench;
  make: Make;
  /** Which mask Keras gives to each call of a recurrent layer. */
  expected: Map<ILayer, (MaskOrigin | undefined)[]>;
}

/**
 * Sees to it that each recurrent layer gets the mask that it gets in Keras.
 *
 * TensorFlow.js loses a mask in layers that do not pass it on, and gives a layer without a mask the last one that any
 * layer had. Where a mask was lost it is attached again; where none is meant, one of all ones is put in its place; where
 * a layer cannot take one, it is taken away.
 */
export function keepMasks(graph: IGraph, check: IMaskCheck): void {
  const masked = new Set<string>();
  for (const { layer, at, call } of computationOrder(
    graph,
    check.bench.trans
  )) {
    const has = call.inputs.map(input => masked.has(keyOf(input)));
    if (RECURRENT.test(layer.className)) {
      call.inputs[0] = inputOf(layer, at, has[0], check);
      has[0] = true;
    } else if (takesNoMask(layer, has)) {
      call.inputs = call.inputs.map((input, place) =>
        has[place] ? withoutMask(input, layer, check) : input
      );
      has.fill(false);
    }
    if (hasMaskAfter(layer, has)) {
      masked.add(keyOf({ layer, call: at, index: 0 }));
    }
  }
}

const numbers = new WeakMap<ILayer, number>();
let last = 0;

function keyOf({ layer, call }: ITensor): string {
  const number = numbers.get(layer) ?? ++last;
  numbers.set(layer, number);
  return `${number}/${call}`;
}

function hasMaskAfter(layer: ILayer, inputs: boolean[]): boolean {
  if (layer.className === 'Embedding') {
    return own(layer.config, 'mask_zero') === true;
  }
  if (RECURRENT.test(layer.className)) {
    return own((layer.wrapped[0] ?? layer).config, 'return_sequences') === true;
  }
  return (
    layer.className === 'Masking' ||
    (PASSES_ON.test(layer.className) && inputs.some(has => has))
  );
}

/** A nested model, and a sum or product: TensorFlow.js gives the mask of these a wrong shape. */
function takesNoMask(layer: ILayer, has: boolean[]): boolean {
  const isMerge = /^(Add|Average|Maximum|Minimum|Multiply)$/.test(
    layer.className
  );
  return has.some(each => each) && (layer.graph !== undefined || isMerge);
}

/** Rescaling drops masks. */
function withoutMask(
  input: ITensor,
  layer: ILayer,
  { make }: IMaskCheck
): ITensor {
  return make(`${layer.name}_unmasked`, 'Rescaling', { scale: 1, offset: 0 })(
    input
  );
}

function inputOf(
  layer: ILayer,
  at: number,
  has: boolean,
  check: IMaskCheck
): ITensor {
  const input = layer.calls[at].inputs[0];
  const expected = check.expected.get(layer)?.[at];
  if (expected === undefined) {
    return isOwnMask(input) ? input : shielded(input, layer, check);
  }
  if (has) {
    return input;
  }
  if (expected.kind === 'unclear') {
    return check.bench.refuse(
      layer,
      check.bench.trans.__(
        '"%1" needs the mask of its input, and it is not clear where that comes from.',
        layer.name
      )
    );
  }
  return attached(input, layer, expected, check);
}

/** A repair has put the mask there itself. */
function isOwnMask(input: ITensor): boolean {
  return input.layer.isNative && input.layer.className === 'Masking';
}

function shielded(
  input: ITensor,
  layer: ILayer,
  { bench, make }: IMaskCheck
): ITensor {
  if (layer.className === 'ConvLSTM2D') {
    return bench.refuse(
      layer,
      bench.trans.__(
        '"%1" has no mask, but TensorFlow.js would give it that of another layer.',
        layer.name
      )
    );
  }
  return make(`${layer.name}_all_steps`, 'Masking', { mask_value: NEVER })(
    input
  );
}

/** Marks each step by one more feature, masks by it, and takes it away by a Dense, which passes on the mask. */
function attached(
  input: ITensor,
  layer: ILayer,
  origin: Exclude<MaskOrigin, { kind: 'unclear' }>,
  { bench, make }: IMaskCheck
): ITensor {
  const features = shapeOf(input)?.[2] ?? null;
  if (features === null || layer.className === 'ConvLSTM2D') {
    return bench.refuse(
      layer,
      bench.trans.__(
        'TensorFlow.js loses the mask of the input of "%1".',
        layer.name
      )
    );
  }
  const name = layer.name;
  const within: Make = (suffix, ...rest) => make(`${name}_${suffix}`, ...rest);
  const flag = flagOf(origin, within, 0);
  const marked = within('marked', 'Concatenate', { axis: -1 })(input, flag);
  const zeroed = within('zeroed', 'Multiply')(marked, flag);
  const masked = within('masking', 'Masking', { mask_value: 0 })(zeroed);
  const kernel = new Float32Array((features + 1) * features);
  for (let feature = 0; feature < features; feature++) {
    kernel[feature * features + feature] = 1;
  }
  const weights = { kernel: constantWeight([features + 1, features], kernel) };
  return within(
    'unmarked',
    'Dense',
    { units: features, activation: 'linear', use_bias: false },
    { weights }
  )(masked);
}
