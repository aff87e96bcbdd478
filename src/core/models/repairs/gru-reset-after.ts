import type { IBench, IRepair, Make } from '../bench';
import type { ILayer, ITensor, Shape } from '../graph';
import type { IJsonObject } from '../json';
import { numberAt, own, stringAt } from '../json';
import type { IWeight } from '../weights';
import { constantWeight } from '../weights';
import { crop, dense, reshape } from './building-blocks';
import { expandedGru, PHASES } from './gru-phases';
import { maskFlag } from './mask-flag';

/**
 * TensorFlow.js has no GRU with `reset_after`, which is Keras's default. It is rebuilt from the GRU that there is.
 *
 * Before: `{"class_name": "GRU", "config": {"units": 4, "reset_after": true}}`
 *
 * After: a Dense and a Reshape repeat each time step three times, with a mark of which time it is; a GRU of 12 units and
 * linear candidates computes a part of the step each time (see gru-phases.ts); a Cropping2D takes the 4 units and the
 * times that matter. Exact up to rounding; costs about ten times the multiplications.
 */
export const gruResetAfter: IRepair = {
  id: 'gru-reset-after',
  mend(layer, bench) {
    const parts = layer.className === 'Bidirectional' ? layer.wrapped : [layer];
    if (
      parts[0].className !== 'GRU' ||
      own(parts[0].config, 'reset_after') !== true
    ) {
      return;
    }
    const shape = bench.inputShape(layer);
    const size = shape?.[2];
    if (
      shape === undefined ||
      typeof size !== 'number' ||
      !parts.every(isPlain)
    ) {
      return bench.refuse(
        layer,
        bench.trans.__(
          'TensorFlow.js has no GRU with reset_after=True, and "%1" cannot be rebuilt without: it needs sigmoid and tanh, and an input of known size.',
          layer.name
        )
      );
    }
    bench.mended(
      layer,
      bench.trans.__(
        'A GRU with reset_after is computed by one without, in three steps for each.'
      )
    );
    const units = numberAt(parts[0].config, 'units', 0);
    const plan: IPlan = { layer, parts, units, size, length: shape[1] };
    bench.replace(layer, (inputs, call, make) =>
      build(inputs, make, plan, bench)
    );
  }
};

function isPlain(part: ILayer): boolean {
  return (
    stringAt(part.config, 'activation') === 'tanh' &&
    stringAt(part.config, 'recurrent_activation') === 'sigmoid'
  );
}

interface IPlan {
  /** The GRU, or the Bidirectional around it. */
  layer: ILayer;
  parts: ILayer[];
  units: number;
  /** Features of each step of the input. */
  size: number;
  /** Steps of the input. */
  length: number | null;
}

function build(
  inputs: ITensor[],
  make: Make,
  plan: IPlan,
  bench: IBench
): ITensor[] {
  const { layer, parts, units } = plan;
  const flag = maskFlag(layer, make, bench);
  const steps = repeatSteps(inputs[0], make, plan, flag);
  const states = inputs
    .slice(1)
    .map((state, at) => stateOf(state, make, units, at));
  const config = recurrentConfig(parts[0], units);
  const inner = parts.map((part, at) => {
    const expanded = {
      ...part,
      config: {
        ...config,
        go_backwards: own(part.config, 'go_backwards') === true
      }
    };
    expanded.weights = expandedGru(
      part,
      plan.size,
      expanded.config.go_backwards === true
    );
    return { ...expanded, name: at === 0 ? part.name : parts[0].name };
  });
  const isBidirectional = layer.className === 'Bidirectional';
  const gru = isBidirectional
    ? make(
        'gru',
        'Bidirectional',
        { merge_mode: null },
        { keepName: true, asKeras: true, like: { ...layer, wrapped: inner } }
      )
    : make('gru', 'GRU', inner[0].config, {
        keepName: true,
        asKeras: true,
        weights: Object.fromEntries(inner[0].weights)
      });
  const first = gru(steps, ...states);
  const output = (index: number): ITensor => ({ ...first, index });
  const sides = parts.map((part, at) =>
    zeroed(sideOutput(output(at), make, plan, at), make, { part, at, flag })
  );
  const hasState = own(parts[0].config, 'return_state') === true;
  const finals = hasState
    ? parts.map((part, at) =>
        crop(make, `state_${at}`, [null, 3 * units], {
          axis: 1,
          begin: 0,
          count: units
        })(output(parts.length + at))
      )
    : [];
  return [...(isBidirectional ? merged(sides, make, layer) : sides), ...finals];
}

function recurrentConfig(part: ILayer, units: number): IJsonObject {
  return {
    ...part.config,
    units: 3 * units,
    activation: 'linear',
    recurrent_activation: 'sigmoid',
    use_bias: false,
    reset_after: false
  };
}

/** `[T, d]` to `[3 T, 3 d + 3]`: in block k of a step, x is in slot k and the mark of block k is 1; all else is 0. */
function repeatSteps(
  x: ITensor,
  make: Make,
  { size, length }: IPlan,
  flag: ITensor | undefined
): ITensor {
  const width = PHASES * (size + 1);
  const kernel = new Float32Array(size * PHASES * width);
  const bias = new Float32Array(PHASES * width);
  for (let block = 0; block < PHASES; block++) {
    for (let feature = 0; feature < size; feature++) {
      kernel[
        feature * PHASES * width + block * width + block * size + feature
      ] = 1;
    }
    bias[block * width + PHASES * size + block] = 1;
  }
  const weights: [IWeight, IWeight] = [
    constantWeight([size, PHASES * width], kernel),
    constantWeight([PHASES * width], bias)
  ];
  const wide = dense(make, 'phases', ...weights)(x);
  const marked = flag ? make('unmasked', 'Multiply')(wide, flag) : wide;
  const steps = reshape(make, 'steps', [
    length === null ? null : PHASES * length,
    width
  ])(marked);
  // A masked step is all zeros, which no other step is, for its mark.
  return flag ? make('mask', 'Masking', { mask_value: 0 })(steps) : steps;
}

function stateOf(
  state: ITensor,
  make: Make,
  units: number,
  at: number
): ITensor {
  const kernel = new Float32Array(units * 3 * units);
  for (let unit = 0; unit < units; unit++) {
    kernel[unit * 3 * units + unit] = 1;
  }
  return dense(
    make,
    `initial_${at}`,
    constantWeight([units, 3 * units], kernel)
  )(state);
}

/** Of each step only the last phase, and of that only the units of the original. */
function sideOutput(
  output: ITensor,
  make: Make,
  plan: IPlan,
  side: number
): ITensor {
  const { parts, units, length } = plan;
  if (own(parts[0].config, 'return_sequences') !== true) {
    return crop(make, `units_${side}`, [null, 3 * units], {
      axis: 1,
      begin: 0,
      count: units
    })(output);
  }
  const wide: Shape = [null, length, PHASES * 3 * units];
  const steps = reshape(make, `step_${side}`, wide.slice(1))(output);
  // Bidirectional turns the backward output round again, which puts its last phase first.
  const block = side === 1 ? 0 : PHASES - 1;
  return crop(make, `units_${side}`, wide, {
    axis: 2,
    begin: block * 3 * units,
    count: units
  })(steps);
}

/** Bidirectional sets what comes out at masked steps to zero. */
function zeroed(
  output: ITensor,
  make: Make,
  side: { part: ILayer; at: number; flag: ITensor | undefined }
): ITensor {
  const { part, at, flag } = side;
  const isZeroed =
    own(part.config, 'zero_output_for_mask') === true &&
    own(part.config, 'return_sequences') === true;
  return flag && isZeroed
    ? make(`zeroed_${at}`, 'Multiply')(output, flag)
    : output;
}

function merged(sides: ITensor[], make: Make, layer: ILayer): ITensor[] {
  const mode = own(layer.config, 'merge_mode');
  if (mode === null) {
    return sides;
  }
  const className =
    { sum: 'Add', ave: 'Average', mul: 'Multiply' }[String(mode)] ??
    'Concatenate';
  return [
    make(
      'merged',
      className,
      className === 'Concatenate' ? { axis: -1 } : {}
    )(...sides)
  ];
}
