import type { ILayer } from '../graph';
import { numberAt } from '../json';
import type { IWeight } from '../weights';
import { madeWeight } from '../weights';

/** A step of the original GRU takes this many steps of the expanded one. */
export const PHASES = 3;

/** A gate with this added is 1 in float32, with this taken away 0. */
const SHUT = 1e4;

/**
 * The weights of a GRU without `reset_after`, of three times the units, that computes one with it in three phases.
 *
 * The original: `z = σ(x Wz + h Uz)`, `r = σ(x Wr + h Ur)`, `h' = z h + (1 - z) tanh(x Wh + r (h Uh + b))`.
 *
 * The expanded one has linear candidates and the state `[h, v, c]`: `s' = z s + (1 - z) (e K + (r s) R)`. Its phases:
 *
 * 0. `v ← h Uh + b` and `c ← 1`: gates of h and v let h through, and not v; the z of h is 1, so h stays.
 * 1. `v ← r v`: the reset gate of v is `r`, that of h is 0.
 * 2. `h ← z h + (1 - z) (2 σ(2 (x Wh + v)) - 1)`: the reset gate of c, which is 1, makes the σ; and
 *    `2 σ(2 a) - 1 = tanh(a)`.
 *
 * @param size Features of each step.
 * @param goesBackwards Then it sees the blocks of a step in reverse order.
 */
export function expandedGru(
  part: ILayer,
  size: number,
  goesBackwards: boolean
): Map<string, IWeight> {
  const units = numberAt(part.config, 'units', 0);
  const kernel = part.weights.get('kernel') as IWeight;
  const recurrent = part.weights.get('recurrent_kernel') as IWeight;
  const bias = part.weights.get('bias');
  const blockOf = (phase: number): number =>
    goesBackwards ? PHASES - 1 - phase : phase;
  return new Map([
    [
      'kernel',
      madeWeight(
        [PHASES * (size + 1), 9 * units],
        [kernel, ...(bias ? [bias] : [])],
        ([values, biases]) =>
          inputKernel(
            { units, size, blockOf },
            values,
            biases ?? new Float32Array(6 * units)
          )
      )
    ],
    [
      'recurrent_kernel',
      madeWeight([3 * units, 9 * units], [recurrent], ([values]) =>
        stateKernel(units, values)
      )
    ]
  ]);
}

/** Where the columns begin: gates z, gates r and candidates, each for h, v and c. */
function columns(
  units: number
): Record<'zh' | 'zv' | 'zc' | 'rh' | 'rv' | 'rc' | 'h' | 'v' | 'c', number> {
  const [zh, zv, zc, rh, rv, rc, h, v, c] = Array.from(
    { length: 9 },
    (unused, at) => at * units
  );
  return { zh, zv, zc, rh, rv, rc, h, v, c };
}

interface ISizes {
  units: number;
  size: number;
  blockOf(phase: number): number;
}

function inputKernel(
  { units, size, blockOf }: ISizes,
  kernel: Float32Array,
  bias: Float32Array
): Float32Array {
  const to = columns(units);
  const result = new Float32Array(PHASES * (size + 1) * 9 * units);
  const set = (
    row: number,
    column: number,
    value: (unit: number) => number
  ): void => {
    for (let unit = 0; unit < units; unit++) {
      result[row * 9 * units + column + unit] = value(unit);
    }
  };
  for (let feature = 0; feature < size; feature++) {
    const weight = (gate: number, factor: number) => (unit: number) =>
      factor * kernel[feature * 3 * units + gate * units + unit];
    set(blockOf(1) * size + feature, to.rv, weight(1, 1));
    set(blockOf(2) * size + feature, to.zh, weight(0, 1));
    set(blockOf(2) * size + feature, to.rc, weight(2, 2));
  }
  const mark = (phase: number): number => PHASES * size + blockOf(phase);
  const input = (gate: number, unit: number): number =>
    bias[gate * units + unit];
  const state = (gate: number, unit: number): number =>
    bias[(3 + gate) * units + unit];
  const constant = (value: number) => () => value;
  set(mark(0), to.zh, constant(SHUT));
  set(mark(0), to.zv, constant(-SHUT));
  set(mark(0), to.zc, constant(-SHUT));
  set(mark(0), to.rh, constant(SHUT));
  set(mark(0), to.rv, constant(-SHUT));
  set(mark(0), to.v, unit => state(2, unit));
  set(mark(0), to.c, constant(1));
  set(mark(1), to.zh, constant(SHUT));
  set(mark(1), to.zv, constant(-SHUT));
  set(mark(1), to.zc, constant(SHUT));
  set(mark(1), to.rh, constant(-SHUT));
  set(mark(1), to.rv, unit => input(1, unit) + state(1, unit));
  set(mark(2), to.zh, unit => input(0, unit) + state(0, unit));
  set(mark(2), to.zv, constant(SHUT));
  set(mark(2), to.zc, constant(SHUT));
  set(mark(2), to.rc, unit => 2 * input(2, unit));
  set(mark(2), to.h, constant(-1));
  return result;
}

function stateKernel(units: number, recurrent: Float32Array): Float32Array {
  const to = columns(units);
  const result = new Float32Array(3 * units * 9 * units);
  const [h, v, c] = [0, units, 2 * units];
  for (let from = 0; from < units; from++) {
    for (let unit = 0; unit < units; unit++) {
      const row = (h + from) * 9 * units;
      result[row + to.zh + unit] = recurrent[from * 3 * units + unit];
      result[row + to.rv + unit] = recurrent[from * 3 * units + units + unit];
      result[row + to.v + unit] =
        recurrent[from * 3 * units + 2 * units + unit];
    }
    result[(v + from) * 9 * units + to.rc + from] = 2;
    result[(v + from) * 9 * units + to.v + from] = 1;
    result[(c + from) * 9 * units + to.h + from] = 2;
  }
  return result;
}
