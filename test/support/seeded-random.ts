/** Repeatable chance for simulations: the same seed always throws the same. */
export interface SeededRandom {
  /** From 0 to 1, which it never is. */
  fraction(): number;
  /** A whole number from 0 to `below` - 1. */
  integerBelow(integerBelow: number): number;
  boolean(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
}

export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    fraction: next,
    integerBelow: (below) => Math.floor(next() * below),
    boolean: (probability) => next() < probability,
    pick: (from) => from[Math.floor(next() * from.length)] as (typeof from)[number],
  };
}
