import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { runMixedLoad } from '../support/mixed-load.ts';
import { runOptions, seed } from '../support/run-options.ts';
import { startServer } from '../support/server-process.ts';

// `npm run soak` is the long one, with its figures.
it('a stretch of mixed load is answered without a single 5xx, with callbacks, and stops clean', async () => {
  const { numRuns } = runOptions(400, 20_000);
  const folder = await mkdtemp(join(tmpdir(), 'etherbox-soak-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const server = await startServer(['--data', folder]);
  onTestFinished(async () => void (await server.end('SIGKILL')));
  const report = await runMixedLoad(server, { seed, requests: numRuns, maxOrdersPerSandbox: 20 });
  expect(report.requests).toBe(numRuns);
  expect(Object.keys(report.statuses).sort()).toEqual(['200', '201', '400', '404']);
  expect(report.callbacks).toBeGreaterThan(20);
  expect(await server.end('SIGTERM')).toEqual({ code: 0, signal: null });
}, 600_000);
