import { randomBytes } from 'node:crypto';
import type { Chance, WallClock } from './ports.ts';

/** Node takes whatever is longer, and Infinity, for one millisecond. */
const longest = 2 ** 31 - 1;

/** The real clock and real chance. Tests and simulations put their own in their place. */
export const wallClock: WallClock = {
  now: () => Date.now(),
  after(milliseconds, then) {
    const timer = setTimeout(then, Math.min(milliseconds, longest));
    timer.unref();
    return { cancel: () => clearTimeout(timer) };
  },
};

export const chance: Chance = { bytes: (count) => randomBytes(count) };
