import { randomBytes } from 'node:crypto';
import type { RandomSource, WallClock } from './ports.ts';

/** Node treats longer timeouts, and Infinity, as one millisecond. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

/** The real clock and real randomness. Tests and simulations use their own. */
export const systemClock: WallClock = {
  now: () => Date.now(),
  after(milliseconds, then) {
    const timer = setTimeout(then, Math.min(milliseconds, MAX_TIMEOUT_MS));
    timer.unref();
    return { cancel: () => clearTimeout(timer) };
  },
};

export const systemRandom: RandomSource = { bytes: (count) => randomBytes(count) };
