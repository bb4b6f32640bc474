// @ts-check
// How long a folder with many orders takes to start, what its snapshots cost others, and how a stop and a second owner go.
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { median, residentMb, row, signIn } from '../test/support/measure.ts';
import { orderOf5kB, orderPath } from '../test/support/sample-orders.ts';
import { startServer } from '../test/support/server-process.ts';

const orders = process.env.QUICK === '1' ? 5_000 : 50_000;
const folder = mkdtempSync(join(tmpdir(), 'etherbox-bench-'));
try {
  await fill();
  await restart();
  await secondOwner();
  await stopUnderLoad();
} finally {
  rmSync(folder, { recursive: true });
}

async function place(server, amount) {
  const { headers } = await signIn(server);
  const url = server.baseUrl + orderPath;
  return autocannon({ url, method: 'POST', headers, body: orderOf5kB(), connections: 50, amount });
}

/** Orders of 5 kB, each with its progress and its first events. */
async function fill() {
  const server = await startServer(['--data', folder]);
  const placed = await place(server, orders);
  row(
    `${orders} durable orders, 50 in flight, snapshots beside them`,
    `${(placed.requests.total / placed.duration).toFixed(0)}/s, p99 ${placed.latency.p99} ms, slowest ${placed.latency.max} ms`,
  );
  const answer = await fetch(`${server.controlUrl}/sandboxes/default/clock/advance`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ by: '2 working days' }),
  });
  if (!answer.ok) throw new Error(`advance: ${answer.status} ${await answer.text()}`);
  await answer.arrayBuffer();
  await server.end('SIGTERM');
}

async function restart() {
  const bytes = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  const took = [];
  /** @type {{ [what: string]: number[] }} */
  const first = { 'first order': [], 'first filtered list': [], 'next list': [] };
  let resident = 0;
  for (let n = 0; n < 3; n += 1) {
    const server = await startServer(['--data', folder]);
    took.push(server.readyMs / 1000);
    resident = residentMb(server.pid);
    const { headers } = await signIn(server);
    const url = server.baseUrl + orderPath;
    first['first order'].push(await timed(url, { method: 'POST', headers, body: orderOf5kB() }));
    first['first filtered list'].push(await timed(`${url}?state=held`, { headers }));
    first['next list'].push(await timed(`${url}?state=held`, { headers }));
    await server.end('SIGTERM');
  }
  row(
    `restart with ${orders} orders (${(bytes / 1e6).toFixed(0)} MB in the folder)`,
    `${median(took).toFixed(2)} s, then ${resident.toFixed(0)} MB resident`,
    '3 s or less for 50,000',
  );
  for (const [what, times] of Object.entries(first)) row(`at once after it: ${what}`, `${median(times).toFixed(0)} ms`);
}

async function timed(url, request) {
  const began = performance.now();
  const answer = await fetch(url, request);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  await answer.arrayBuffer();
  return performance.now() - began;
}

async function secondOwner() {
  const empty = mkdtempSync(join(tmpdir(), 'etherbox-bench-'));
  const first = await startServer(['--data', empty]);
  const began = performance.now();
  await startServer(['--data', empty]).then(
    () => Promise.reject(new Error('a second owner was let in')),
    () => row('a second owner is refused', `${(performance.now() - began).toFixed(0)} ms`, '1,000 ms or less'),
  );
  await first.end('SIGTERM');
  rmSync(empty, { recursive: true });
}

async function stopUnderLoad() {
  const empty = mkdtempSync(join(tmpdir(), 'etherbox-bench-'));
  const took = [];
  for (let n = 0; n < 5; n += 1) {
    const server = await startServer(['--data', empty]);
    const { headers } = await signIn(server);
    const url = server.baseUrl + orderPath;
    const load = autocannon({ url, method: 'POST', headers, body: orderOf5kB(), connections: 50, duration: 30 });
    await new Promise((resolve) => setTimeout(resolve, 500));
    const began = performance.now();
    await server.end('SIGTERM');
    took.push(performance.now() - began);
    load.stop();
  }
  row(
    'a stop under load',
    `${median(took).toFixed(0)} ms, slowest ${Math.max(...took).toFixed(0)} ms`,
    '2,000 ms or less',
  );
  rmSync(empty, { recursive: true });
}
