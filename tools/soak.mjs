// @ts-check
// npm run soak -- [--minutes N] [--rps N] [--seed N]: mixed load against a process of its own that keeps its state on disk.
// Prints what it measured beside its aim; exits 1 when an aim was missed. What only a long run shows (memory, handles) is
// judged from four minutes on.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '8' },
    rps: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
  },
});
process.env.ETHERBOX_BUILT ??= '1';
const { startServer } = await import('../test/support/server-process.ts');
const { residentMb } = await import('../test/support/measure.ts');
const { runMixedLoad } = await import('../test/support/mixed-load.ts');

const minutes = Number(values.minutes);
const perSecond = Number(values.rps);
const folder = mkdtempSync(join(tmpdir(), 'etherbox-soak-'));
const server = await startServer(['--data', folder]);
const samples = [];
const began = performance.now();
const sample = async () => {
  const at = (performance.now() - began) / 60_000;
  const heap = await usedHeapMegabytes();
  samples.push({ at, rss: residentMb(server.pid), handles: openHandles(server.pid), heap });
};
await sample();
const sampling = setInterval(sample, 5_000);
const report = await runMixedLoad(server, {
  seed: Number(values.seed),
  requests: Math.round(minutes * 60 * perSecond),
  perSecond,
  // Emptied often, so that what is kept goes up and down by little and what grows is growth.
  maxOrdersPerSandbox: 40,
});
clearInterval(sampling);
await sample();
const ended = await server.end('SIGTERM');
rmSync(folder, { recursive: true, force: true });

const at = (share) =>
  report.latencies[Math.min(report.latencies.length - 1, Math.floor(report.latencies.length * share))];
const bad = Object.entries(report.statuses).filter(([status]) => status === '0' || Number(status) >= 500);
const steady = samples.filter((each) => each.at >= Math.min(2, minutes / 2));
const callbacks = report.callbacks / (minutes * 60);
const growth = slope(steady, 'rss');
const heapGrowth = slope(
  steady.filter((each) => each.heap > 0),
  'heap',
);
const [firstHandles, lastHandles] = [steady[0].handles, steady.at(-1).handles];
const long = minutes >= 4;
/** @type {readonly (readonly [what: string, found: string | number | null, aim: string, reached: boolean])[]} */
const rows = [
  ['requests', report.requests, `${Math.round(report.requests / (minutes * 60))}/s`, true],
  ['statuses', JSON.stringify(report.statuses), '', true],
  ['5xx or broken off', bad.length === 0 ? 0 : JSON.stringify(Object.fromEntries(bad)), 'aim 0', bad.length === 0],
  ['p50', `${at(0.5).toFixed(1)} ms`, '', true],
  ['p99', `${at(0.99).toFixed(1)} ms`, 'aim 50 ms', at(0.99) <= 50],
  ['callbacks', report.callbacks, `${callbacks.toFixed(1)}/s, aim 20/s`, callbacks >= 20],
  ['resident memory', samples.map((each) => Math.round(each.rss)).join(' '), 'MB, every 5 s', true],
  ['slope of it', `${growth.toFixed(2)} MB/min`, 'it goes up and down with what is garbage', true],
  ['after collections', samples.map((each) => Math.round(each.heap)).join(' '), 'MB of heap', true],
  ['slope of it', `${heapGrowth.toFixed(2)} MB/min`, 'aim 0.5 after minute 2', !long || !(heapGrowth > 0.5)],
  ['open handles', `${firstHandles} then ${lastHandles}`, 'aim: level', !long || !(lastHandles > firstHandles + 16)],
  ['exit', ended.code, 'aim 0', ended.code === 0],
];
for (const [what, found, aim, reached] of rows)
  console.log(`${what.padEnd(20)} ${String(found).padEnd(24)} ${aim}${reached ? '' : '  MISSED'}`);
process.exitCode = rows.every(([, , , reached]) => reached) ? 0 : 1;

/** Of the heap, after the newest full collection; 0 before the first. */
async function usedHeapMegabytes() {
  const metrics = await (await fetch(`${server.baseUrl}/_sandbox/metrics`)).text();
  return Number(/^etherbox_memory_kept_bytes (\d+)$/m.exec(metrics)?.[1] ?? 0) / 1e6;
}

function openHandles(pid) {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return Number.NaN;
  }
}

/** Least squares, per minute. */
function slope(points, of) {
  const mean = (value) => points.reduce((sum, each) => sum + value(each), 0) / points.length;
  const [x, y] = [mean((each) => each.at), mean((each) => each[of])];
  const [up, across] = [mean((each) => (each.at - x) * (each[of] - y)), mean((each) => (each.at - x) ** 2)];
  return across === 0 ? 0 : up / across;
}
