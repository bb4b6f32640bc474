import { expect, it, vi } from 'vitest';
import { runOptions, seed } from '../support/run-options.ts';
import { simulateDay } from '../support/simulated-day.ts';

vi.setConfig({ testTimeout: 600_000 });

it('random days with a full disk, restarts and power cuts lose nothing, and replay byte for byte', async () => {
  const { numRuns } = runOptions(1, 100);
  for (let day = seed; day < seed + numRuns; day += 1) {
    const once = await simulateDay(day, 120);
    expect(once.problems, `SEED=${day}`).toEqual([]);
    const again = await simulateDay(day, 120);
    expect(again.transcript, `SEED=${day}, replayed`).toEqual(once.transcript);
    expect(again.digest).toBe(once.digest);
    expect(once.counts['POST 201'] ?? 0).toBeGreaterThan(20);
  }
});

it('another seed is another day', async () => {
  expect((await simulateDay(seed, 10)).digest).not.toBe((await simulateDay(seed + 1, 10)).digest);
});
