// The order book: mixed orders through their whole journeys, and lists over many of them. In one process, without sockets.
import { readFileSync } from 'node:fs';
import { compileContract } from '../dist/mock/engine/contract.js';
import { makeGround } from '../dist/mock/engine/ground.js';
import { advance } from '../dist/mock/runtime/advance.js';
import { loadDocuments, loadGround } from '../dist/mock/runtime/load-data.js';
import { Sandboxes } from '../dist/mock/runtime/sandboxes.js';
import { memoryStore } from '../dist/mock/runtime/store-memory.js';
import { chance, wallClock } from '../dist/mock/runtime/wall.js';
import { row } from './customer.mjs';
import { median } from './processes.mjs';

const path = '/v1/productOrderingManagement/productOrder';
const sizes = process.env.QUICK === '1' ? [500, 2000] : [1000, 10_000, 50_000];
const ground = makeGround(loadGround());
const contract = compileContract(loadDocuments());
const sample = (name) => JSON.parse(readFileSync(`fixtures/requests/${name}.json`, 'utf8'));
const kinds = [
  'etherway-fibre-provide',
  'etherway-fibre-rao2',
  'etherway-with-etherflow-provide',
  'eth-network-provide',
  'etherway-superfast-gea-sogea-provide',
].map(sample);
/** An external id that names a trouble draws it: one order in ten. */
const troubles = ['blocked-duct', 'excess-construction-charges', 'no-capacity', 'site-not-ready', 'wayleave-refused'];

async function sandbox() {
  const sandboxes = await Sandboxes.open({
    store: memoryStore(),
    contract,
    ground,
    clock: wallClock,
    chance,
    checkAnswers: 'some',
  });
  return sandboxes.create({ id: 'bench', seed: 'bench' });
}

const call = (live, method, query, body) =>
  live.handle(
    {
      method,
      path,
      rawQuery: query,
      headers: { 'apigw-tracking-header': 'bench', 'content-type': 'application/json' },
      baseUrl: 'http://bench',
      wallNow: 0,
      body: body === undefined ? { kind: 'none' } : { kind: 'text', text: JSON.stringify(body) },
    },
    contract.route(method, path),
  );

async function fill(live, count) {
  const refused = new Map();
  for (let n = 0; n < count; n += 1) {
    const trouble = n % 10 === 0 ? `-${troubles[(n / 10) % troubles.length]}` : '';
    const { answer } = await call(live, 'POST', '', {
      ...kinds[n % kinds.length],
      externalId: `PO-${n}${trouble ? ` ${trouble.slice(1)}` : ''}`,
    });
    if (answer.status !== 201)
      refused.set(
        JSON.stringify(answer.body).slice(0, 200),
        (refused.get(JSON.stringify(answer.body).slice(0, 200)) ?? 0) + 1,
      );
  }
  for (const [why, times] of refused) console.log(`refused ${times} times: ${why}`);
}

async function lists(live, count) {
  const queries = [
    'state=completed&limit=20',
    'state=held',
    'milestone=KCI2',
    'externalId=PO-77',
    'orderDate.gt=2026-01-01T00:00:00Z&sort=-orderDate',
    'openAction=excessConstructionCharges',
  ];
  for (const query of queries) {
    const took = [];
    for (let n = 0; n < 9; n += 1) {
      const began = performance.now();
      await call(live, 'GET', query);
      took.push(performance.now() - began);
    }
    row(`list of ${count} orders, ?${query}`, `${median(took).toFixed(1)} ms`, '20 ms or less');
  }
}

const nobody = { beginAdvance: () => ({ idle: async () => {}, end: async () => [] }) };
for (const count of sizes) {
  const live = await sandbox();
  const began = performance.now();
  await fill(live, count);
  const filled = performance.now();
  const before = process.memoryUsage().rss / 1e6;
  const { steps } = await advance(
    live,
    { until: 'completion' },
    nobody,
    ground.calendar.divisions['england-and-wales'],
  );
  const seconds = (performance.now() - filled) / 1000;
  row(`${count} mixed orders placed`, `${((filled - began) / count).toFixed(3)} ms each`);
  row(
    `${count} mixed orders through their journeys`,
    `${seconds.toFixed(1)} s, ${steps} steps, ${((seconds * 1e6) / steps).toFixed(0)} µs a step`,
    count === 10_000 ? '20 s or less' : '',
  );
  row(
    `memory before and after ${count} journeys`,
    `${before.toFixed(0)} MB, ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`,
  );
  if (count === sizes.at(-1)) await lists(live, count);
}
process.exit(0);
