// @ts-check
// A long life. First a server of its own: 200,000 mixed orders in twenty rounds of two virtual months and more, the sandbox
// emptied after each, so that whatever grows is growth. Then one sandbox over two virtual years that keeps everything it was
// sent, in this process: the heap after a collection, beside what is kept.
import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { serve } from '#http/serve';
import { residentMb, row, signIn } from '../test/support/measure.ts';
import { orderPath } from '../test/support/sample-orders.ts';
import { startServer } from '../test/support/server-process.ts';

const quick = process.env.QUICK === '1';
const orders = Number(process.env.N ?? (quick ? 6000 : 200_000));
const keptOrders = Number(process.env.KEPT_ORDERS ?? (quick ? 2000 : 20_000));
const kinds = [
  'etherway-fibre-provide',
  'etherway-fibre-rao2',
  'etherway-with-etherflow-provide',
  'eth-network-provide',
  'etherway-superfast-gea-sogea-provide',
].map((name) => JSON.parse(readFileSync(`fixtures/requests/${name}.json`, 'utf8')));
/** An external id that names a setback triggers it: one order in ten. */
const setbacks = ['survey-finds-blocked-duct', 'ecc-raised', 'no-capacity', 'site-not-ready', 'wayleave-refused'];

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const mb = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`;

/** Places `count` orders, sixteen at a time. */
async function place(box, count, from) {
  let next = from;
  const customer = async () => {
    while (next < from + count) {
      const n = next++;
      const setback = n % 10 === 0 ? ` ${setbacks[(n / 10) % setbacks.length]}` : '';
      const body = JSON.stringify({ ...kinds[n % kinds.length], externalId: `PO-${n}${setback}` });
      const answer = await fetch(box.baseUrl + orderPath, { method: 'POST', headers: box.headers, body });
      if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
      await answer.arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: 16 }, customer));
}

async function control(baseUrl, method, path, body) {
  const answer = await fetch(`${baseUrl}/_sandbox/v1/sandboxes/default${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}

async function rounds() {
  const server = await startServer();
  const { baseUrl } = server;
  const box = await signIn(server);
  const began = performance.now();
  const resident = [];
  let steps = 0;
  let virtual = 0;
  let journal;
  const each = Math.floor(orders / 20);
  for (let round = 0; round < 20; round += 1) {
    const start = (await control(baseUrl, 'GET', '/clock')).now;
    for (let batch = 0; batch < 5; batch += 1) {
      await place(box, Math.floor(each / 5), round * each + batch * Math.floor(each / 5));
      steps += (await control(baseUrl, 'POST', '/clock/advance', { by: '10 days' })).counts.steps;
    }
    const ended = await control(baseUrl, 'POST', '/clock/advance', { until: 'completion' });
    steps += ended.counts.steps;
    virtual += Date.parse(ended.to) - Date.parse(start);
    resident.push(residentMb(server.pid));
    journal = await control(baseUrl, 'GET', '/requests?limit=1');
    await control(baseUrl, 'POST', '/reset');
  }
  const seconds = (performance.now() - began) / 1000;
  const days = virtual / 86_400_000;
  row(
    `${orders} orders in 20 rounds`,
    `${seconds.toFixed(0)} s, ${steps} steps, ${days.toFixed(0)} virtual days`,
    '300 s or less',
  );
  row('memory at the end of each round, MB', resident.map((one) => one.toFixed(0)).join(' '));
  const [middle, last] = [mean(resident.slice(7, 14)), mean(resident.slice(14))];
  row('its last third against the one before', `${((last / middle - 1) * 100).toFixed(1)} %`, '+5 % or less');
  row('journal of a round', `${journal.total} entries, ${journal.evicted} evicted`, '5,000 entries or fewer');
  await server.end('SIGTERM');
}

async function keeping() {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc');
  const serving = await serve({ initialSandbox: { id: 'default', clientId: 'c', clientSecret: 's' } });
  const { baseUrl, sandboxes } = serving;
  const tokenUrl = `${baseUrl}/oauth/accesstoken`;
  const box = await signIn({ baseUrl, tokenUrl, sandbox: { clientId: 'c', clientSecret: 's' } });
  const live = sandboxes.getOrThrow('default');
  const measure = () => {
    gc();
    gc();
    let bytes = 0;
    let documents = 0;
    for (const [, , document] of live.sandboxState.all()) {
      bytes += JSON.stringify(document).length;
      documents += 1;
    }
    return { heap: process.memoryUsage().heapUsed, bytes, documents };
  };
  // Warm: what is compiled once is compiled.
  await place(box, 5200, 0);
  await control(baseUrl, 'POST', '/clock/advance', { until: 'completion' });
  await control(baseUrl, 'POST', '/reset');
  const empty = measure();
  row('heap of a warm, empty sandbox', mb(empty.heap));
  let before = empty;
  for (let quarter = 1; quarter <= 4; quarter += 1) {
    await place(box, keptOrders / 4, ((quarter - 1) * keptOrders) / 4);
    await control(baseUrl, 'POST', '/clock/advance', { by: '183 days' });
    const now = measure();
    const perOrder = (now.heap - before.heap) / (keptOrders / 4);
    row(
      `${(quarter * keptOrders) / 4} orders kept after ${quarter * 6} virtual months`,
      `heap ${mb(now.heap)}; each new order ${(perOrder / 1000).toFixed(1)} kB of heap for ${((now.bytes - before.bytes) / (keptOrders / 4) / 1000).toFixed(1)} kB of JSON`,
      quarter === 1 ? 'the journal is filled as well' : 'level',
    );
    before = now;
  }
  await control(baseUrl, 'POST', '/reset');
  const after = measure();
  row('heap after everything was reset', `${mb(after.heap)} (${mb(after.heap - empty.heap)} more)`, 'as before');
  await serving.close();
}

if (process.env.ONLY !== 'keeping') await rounds();
await keeping();
