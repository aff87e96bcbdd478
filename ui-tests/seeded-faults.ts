/** What may befall a message: the delays of its copies in milliseconds (none: it is lost), and a cut of the line. */
export interface IFault {
  readonly delays: readonly number[];
  readonly isCut: boolean;
}

/** Longest delay in milliseconds. */
const LONGEST = 5000;

/** Numbers from 0 to 1 that a seed decides (mulberry32, public domain). */
export function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * A network that is bad in a way that a seed decides. Of a hundred messages some eight are lost, eight come twice, thirty come
 * late, mostly by little, and so in another order, and two take the line with them.
 */
export function faultsFrom(seed: number): () => IFault {
  const next = numbersFrom(seed);
  const delay = () => (next() < 0.3 ? Math.floor(LONGEST * next() ** 3) : 0);
  return () => {
    const isCut = next() < 0.02;
    const fate = next();
    const delays =
      fate < 0.08 ? [] : fate < 0.16 ? [delay(), delay()] : [delay()];
    return { delays, isCut };
  };
}
