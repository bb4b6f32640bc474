// @ts-check
// The order book: mixed orders through their whole journeys, and lists over many of them. In one process, without sockets.
// What an order and a step cost is shown for 1 k, 10 k and 50 k side by side: it must not grow with what is there.
// CPU=1 counts the processor's time instead of the wall's: for a machine that is busy.
import { readFileSync } from 'node:fs';
import { progress } from '#domain/product-order/order-documents';
import { compileContract } from '#engine/contract/contract';
import { buildReferenceData } from '#engine/reference-data';
import { readOpenApiDocuments, readReferenceFiles } from '#runtime/load-data';
import { advanceClock } from '#runtime/sandboxes/advance';
import { Sandboxes } from '#runtime/sandboxes/sandboxes';
import { createMemoryStore } from '#runtime/store/store-memory';
import { systemClock, systemRandom } from '#runtime/system';
import { median, row } from '../test/support/measure.ts';
import { orderPath } from '../test/support/sample-orders.ts';

const sizes = process.env.QUICK === '1' ? [500, 2000] : [1000, 10_000, 50_000];
const referenceData = buildReferenceData(readReferenceFiles());
const contract = compileContract(readOpenApiDocuments());
const sample = (name) => JSON.parse(readFileSync(`fixtures/requests/${name}.json`, 'utf8'));
/** Two accesses and the Etherflow Connected between them, in one order. */
function connected() {
  const body = sample('etherway-with-etherflow-provide');
  const [access, flow] = body.productOrderItem;
  const [relation] = flow.productOrderItemRelationship;
  const product = { id: 'Etherflow - Connected', productCharacteristic: [{ name: 'Bandwidth', value: '100Mbit/s' }] };
  const relations = ['FromNode', 'ToNode'].map((btType) => ({ ...relation, id: btType, btType }));
  const accesses = relations.map(({ id }) => ({ ...access, id }));
  return {
    ...body,
    productOrderItem: [...accesses, { ...flow, product, productOrderItemRelationship: relations }],
  };
}

const everywhere = ['no-capacity', 'site-not-ready', 'date-extension', 'failed-test', 'cancelled-after-suspension'];
/** Every product, and an external id that names a setback of it triggers that: one order in ten. */
const kinds = [
  [sample('etherway-fibre-provide'), ['survey-finds-blocked-duct', 'ecc-raised', 'wayleave-refused']],
  [sample('etherway-fibre-rao2'), everywhere],
  [sample('etherway-with-etherflow-provide'), everywhere],
  [connected(), everywhere],
  [sample('eth-network-provide'), ['activation-fails', 'activation-impossible']],
  [sample('etherway-superfast-gea-sogea-provide'), everywhere],
  [sample('etherway-superfast-gea-fttp-provide'), everywhere],
];
const batches = 10;

/** Milliseconds. */
function time() {
  if (process.env.CPU !== '1') return performance.now();
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function sandbox() {
  const sandboxes = await Sandboxes.open({
    store: createMemoryStore(),
    contract,
    referenceData,
    clock: systemClock,
    random: systemRandom,
    checkAnswers: 'some',
  });
  return sandboxes.create({ id: 'bench', seed: 'bench' });
}

const call = (live, method, query, body) =>
  live.handle(
    {
      method,
      path: orderPath,
      rawQuery: query,
      headers: { 'apigw-tracking-header': 'bench', 'content-type': 'application/json' },
      baseUrl: 'http://bench',
      wallNow: 0,
      body: body === undefined ? { kind: 'none' } : { kind: 'text', text: JSON.stringify(body) },
    },
    contract.route(method, orderPath),
  );

async function place(live, from, to) {
  for (let n = from; n < to; n += 1) {
    const [order, setbacks] = kinds[n % kinds.length];
    const setback = n % 10 === 0 ? ` ${setbacks[(n / 10) % setbacks.length]}` : '';
    const body = { ...order, externalId: `PO-${n}${setback}` };
    const { answer } = await call(live, 'POST', '', body);
    if (answer.status !== 201) throw new Error(`an order was refused: ${JSON.stringify(answer.body).slice(0, 200)}`);
  }
}

/** Orders that meet what they should not: something that delays them, or an end that is not completion. */
function countOrdersWithSetback(live) {
  let found = 0;
  for (const [, { state, items }] of live.sandboxState.list(progress)) {
    if (state !== 'completed' || items.some(({ jeopardies }) => jeopardies.length > 0)) found += 1;
  }
  return found;
}

const [day2, day10] = ['2026-01-06', '2026-01-15'].map((day) => `${day}T12:00:00Z`);

/** Every filter that the tracker documents, each on its own and some together; and every kind of sort. */
function queries(live) {
  const half = live.sandboxState.count(progress) / 2;
  const [, one] =
    [...live.sandboxState.list(progress)].find(([, { items }]) => items[0].serviceId ?? items[0].target) ?? [];
  const service = one?.items[0].serviceId ?? one?.items[0].target ?? 'ETHA00000000';
  const anyId = [...live.sandboxState.list(progress)][77][0];
  return [
    '',
    `offset=${half}`,
    `id=${anyId}`,
    'externalId=PO-77',
    'state=completed&limit=20',
    'state=held',
    'state=held,inProgress&limit=100',
    'milestone=KCI2',
    'openAction=acceptExcessConstructionCharges',
    'product=ETH%20Network',
    `serviceId=${service}`,
    'productOrderItem.state=held',
    `orderDate.gte=${day10}`,
    `orderDate.gt=${day2}&orderDate.lt=${day10}`,
    `orderDate.gt=${day2}&sort=-orderDate`,
    'state=inProgress&product=ETH%20Network&milestone=KCI2',
    'sort=-orderDate',
    `sort=orderDate&offset=${half}`,
    'sort=state',
    'sort=externalId',
    `sort=-id&offset=${half}`,
    'sort=milestone,-orderDate',
    'state=completed&sort=-completionDate',
  ];
}

async function lists(live, count, when) {
  for (const query of queries(live)) {
    const took = [];
    let total;
    for (let n = 0; n < 9; n += 1) {
      const began = time();
      const { answer } = await call(live, 'GET', query);
      took.push(time() - began);
      if (answer.status !== 200) throw new Error(`?${query} was answered ${answer.status}`);
      total = answer.headers['X-Total-Count'];
    }
    const first = took[0].toFixed(0);
    row(
      `${when}, ?${query}`,
      `${median(took).toFixed(1)} ms (the first ${first} ms); ${total} of ${count}`,
      '20 ms or less',
    );
  }
}

const noDeliveries = { beginAdvance: () => ({ idle: async () => {}, end: async () => [] }) };

/** Milliseconds and steps. */
async function walk(live, goal) {
  const began = time();
  let steps = 0;
  for (let more = true; more; ) {
    const went = await advanceClock(live, goal, noDeliveries, referenceData.calendar.divisions['england-and-wales']);
    steps += went.steps;
    more = went.stopped === 'limit' && goal.until !== undefined;
  }
  return { ms: time() - began, steps };
}

const perStep = ({ ms, steps }) => ((ms * 1000) / steps).toFixed(0);
const beside = [];
for (const count of sizes) {
  const live = await sandbox();
  const placing = { ms: 0, steps: count };
  const early = { ms: 0, steps: 0 };
  for (let batch = 0; batch < batches; batch += 1) {
    const began = time();
    await place(live, (batch * count) / batches, ((batch + 1) * count) / batches);
    placing.ms += time() - began;
    const { ms, steps } = await walk(live, { by: '2 days' });
    early.ms += ms;
    early.steps += steps;
  }
  if (count === sizes.at(-1)) await lists(live, count, 'under way');
  // From here on the tracker's indexes are kept, whatever the size.
  else for (const query of queries(live)) await call(live, 'GET', query);
  const late = await walk(live, { until: 'completion' });
  const seconds = (early.ms + late.ms) / 1000;
  row(
    `${count} mixed orders through their journeys`,
    `${seconds.toFixed(1)} s, ${early.steps + late.steps} steps, ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`,
    count === 10_000 ? '20 s or less' : '',
  );
  const withSetback = countOrdersWithSetback(live);
  if (withSetback < count / 20) throw new Error(`only ${withSetback} of ${count} orders had a setback`);
  row(`${count} mixed orders with a setback`, `${withSetback}`, 'one in ten');
  if (count === sizes.at(-1)) await lists(live, count, 'ended');
  beside.push({ placing, early, late });
}
const side = (name) => beside.map((one) => perStep(one[name])).join(' / ');
row(`an order placed, with ${sizes.join(' / ')} there`, `${side('placing')} µs`, 'level');
row('a step, before any list was read', `${side('early')} µs`, 'level');
row('a step, after every list was read', `${side('late')} µs`, 'level');
process.exit(0);
