/** How everything here is timed: rounds in which the candidates take turns, so that a busy moment of the machine hits all of them. */

/** One line of the table: what was measured at one size, and what it is held against in the same run. */
export interface IMeasurement {
  readonly what: string;
  /** The size, in the given unit. */
  readonly n: number;
  readonly unit: string;
  /** The median, in milliseconds. */
  readonly ms?: number;
  /** Or, of what takes space and not time, in bytes. */
  readonly bytes?: number;
  /** The same of rivals by name, or a limit such as the time of a frame. */
  readonly rivals: Readonly<Record<string, number>>;
  /** False where sizes are different things, so that no exponent is fitted through them. */
  readonly fit?: boolean;
}

/** Does its work once and says how many milliseconds the part that counts took. */
type Candidate = () => number;

/** The median milliseconds of each candidate over so many rounds, after one round that does not count. */
export function takeTurns<Name extends string>(
  rounds: number,
  candidates: Readonly<Record<Name, Candidate>>
): Record<Name, number> {
  const names = Object.keys(candidates) as Name[];
  const times = new Map(names.map(name => [name, [] as number[]]));
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const time = candidates[name]();
      if (round > 0) {
        times.get(name)?.push(time);
      }
    }
  }
  return Object.fromEntries(
    names.map(name => [name, median(times.get(name) ?? [])])
  ) as Record<Name, number>;
}

/** How many milliseconds a piece of work takes. */
export function time(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

export function median(values: readonly number[]): number {
  const sorted = values.slice().sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? sorted[middle]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Hands the measurements to bench/run.py. */
export function report(measurements: readonly IMeasurement[]): void {
  console.log(JSON.stringify(measurements));
}

/** Fewer rounds and smaller sizes. */
export const isQuick = process.argv.includes('--quick');
