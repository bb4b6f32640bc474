import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { recordFigure, runOptions } from '../support/run-options.ts';

test('starting and stopping leaves no handle and no growth', () => {
  const { numRuns } = runOptions(20, 400);
  const script = fileURLToPath(new URL('../support/start-stop-cycles.ts', import.meta.url));
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--conditions=etherbox-source', '--import', 'tsx', script, String(numRuns)],
    {
      encoding: 'utf8',
    },
  );
  expect(status, stderr).toBe(0);
  const { before, after, megabytesPerCycle } = JSON.parse(stdout);
  expect(after).toBeLessThanOrEqual(before);
  // The aim is 0.15 MB a cycle over 400 cycles; over few cycles the collector has not run yet.
  if (process.env.FULL) {
    recordFigure(`growth per start and stop, over ${numRuns}`, `${megabytesPerCycle.toFixed(3)} MB`, '0.15 MB or less');
    expect(megabytesPerCycle).toBeLessThan(0.15);
  }
});
