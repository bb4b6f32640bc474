import type { WallClock } from '#runtime/ports';

/** A wall clock that stands until a test moves it. Timers fire in order of their time, then of their making. */
export interface ManualClock extends WallClock {
  advanceBy(milliseconds: number): void;
  /** How many timers are set. */
  timerCount(): number;
}

export function manualClock(start = Date.UTC(2026, 0, 5, 9)): ManualClock {
  let now = start;
  let created = 0;
  const timersByKey = new Map<number, { readonly firesAt: number; readonly callback: () => void }>();
  return {
    now: () => now,
    after(milliseconds, callback) {
      created += 1;
      const key = created;
      timersByKey.set(key, { firesAt: now + milliseconds, callback });
      return { cancel: () => timersByKey.delete(key) };
    },
    advanceBy(milliseconds) {
      const end = now + milliseconds;
      for (;;) {
        const due = [...timersByKey]
          .filter(([, { firesAt }]) => firesAt <= end)
          .sort((a, b) => a[1].firesAt - b[1].firesAt || a[0] - b[0])[0];
        if (!due) break;
        timersByKey.delete(due[0]);
        now = Math.max(now, due[1].firesAt);
        due[1].callback();
      }
      now = end;
    },
    timerCount: () => timersByKey.size,
  };
}
