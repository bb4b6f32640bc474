import { expect, test } from 'vitest';
import { startSandbox } from '../src/index.ts';
import { figure, runs } from './support/seeded.ts';

/** What keeps a process alive: sockets, servers, timers, files. */
function handles(): readonly string[] {
  return process
    .getActiveResourcesInfo()
    .filter((kind) => !['Immediate', 'PipeWrap', 'MessagePort', 'TTYWrap'].includes(kind));
}

async function cycle(n: number): Promise<void> {
  const box = await startSandbox({ seed: `cycle-${n}` });
  const headers = await box.headers();
  const answer = await fetch(
    `${box.baseUrl}/common/geographicAddressManagement/v1/geographicAddress?postcode=AB15%207XY`,
    { headers },
  );
  await answer.arrayBuffer();
  expect(answer.status).toBe(200);
  await box.close();
  await box.close();
}

/** Connections that a fetch has finished with are let go a moment later; that is waited for, not slept for. */
async function settled(most: number): Promise<readonly string[]> {
  for (let turns = 0; turns < 10_000 && handles().length > most; turns += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  return handles();
}

test('starting and stopping leaves no handle and no growth', async () => {
  const { numRuns } = runs(20, 400);
  for (let n = 0; n < 5; n += 1) await cycle(n);
  const before = await settled(0);
  const began = process.memoryUsage().rss;
  for (let n = 0; n < numRuns; n += 1) await cycle(n);
  expect((await settled(before.length)).length).toBeLessThanOrEqual(before.length);
  const perCycle = (process.memoryUsage().rss - began) / 1e6 / numRuns;
  // The aim is 0.15 MB a cycle over 400 cycles; over few cycles the collector has not run yet.
  if (process.env.FULL) {
    figure(`growth per start and stop, over ${numRuns}`, `${perCycle.toFixed(3)} MB`, '0.15 MB or less');
    expect(perCycle).toBeLessThan(0.15);
  }
});
