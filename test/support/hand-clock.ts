import type { WallClock } from '../../src/mock/runtime/ports.ts';

/** A wall clock that stands until a test moves it. Timers fire in order of their time, then of their making. */
export interface HandClock extends WallClock {
  pass(milliseconds: number): void;
  /** How many timers are set. */
  timers(): number;
}

export function handClock(start = Date.UTC(2026, 0, 5, 9)): HandClock {
  let now = start;
  let made = 0;
  const set = new Map<number, { readonly at: number; readonly then: () => void }>();
  return {
    now: () => now,
    after(milliseconds, then) {
      made += 1;
      const key = made;
      set.set(key, { at: now + milliseconds, then });
      return { cancel: () => set.delete(key) };
    },
    pass(milliseconds) {
      const end = now + milliseconds;
      for (;;) {
        const due = [...set].filter(([, { at }]) => at <= end).sort((a, b) => a[1].at - b[1].at || a[0] - b[0])[0];
        if (!due) break;
        set.delete(due[0]);
        now = Math.max(now, due[1].at);
        due[1].then();
      }
      now = end;
    },
    timers: () => set.size,
  };
}
