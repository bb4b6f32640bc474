// The order book in the two pure layers: what a placed order and a step cost with 1 k, 10 k and 50 k orders in the sandbox, and
// what the tracker's filters cost over 50 k. CPU time of this process; mixed products, one order in ten with a setback.
import { readFileSync } from 'node:fs';
import { progress } from '#domain/product-order/order-documents';
import { PureSandbox } from '../test/support/pure-sandbox.ts';

const names = [
  'etherway-fibre-provide',
  'etherway-superfast-gea-fttp-provide',
  'etherway-superfast-gea-sogea-provide',
  'etherway-with-etherflow-provide',
  'eth-network-provide',
];
const setbacks = [
  'ecc-raised',
  'failed-test',
  'no-capacity',
  'missed-appointment-by-supplier',
  'duplicate-order-at-site',
];
const samples = names.map((name) =>
  JSON.parse(readFileSync(new URL(`../fixtures/requests/${name}.json`, import.meta.url), 'utf8')),
);

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

function row(what: string, measured: string, aim = ''): void {
  console.log(`${what.padEnd(64)} ${measured.padStart(22)}  ${aim}`);
}

function fill(box: PureSandbox, count: number): number {
  const begun = cpuMs();
  for (let n = 0; n < count; n += 1) {
    const setback = n % 10 === 0 ? ` ${setbacks[(n / 10) % setbacks.length]}` : '';
    const body = { ...samples[n % samples.length], externalId: `PO-${n}${setback}` };
    const { status } = box.callUnchecked('createProductOrder', { body });
    if (status !== 201) throw new Error(`an order was answered ${status}`);
  }
  return cpuMs() - begun;
}

for (const count of [1_000, 10_000, 50_000]) {
  const box = new PureSandbox();
  const placeMs = fill(box, count);
  const begun = cpuMs();
  box.runToEnd();
  const walkMs = cpuMs() - begun;
  const eventCount = [...box.reader.list(progress)].reduce((sum, [, one]) => sum + one.eventCount, 0);
  row(`${count} orders placed`, `${((placeMs / count) * 1000).toFixed(0)} µs each`);
  row(
    `${count} mixed orders walked to their end (${eventCount} events)`,
    `${(walkMs / 1000).toFixed(1)} s, ${((walkMs / eventCount) * 1000).toFixed(0)} µs each event`,
    count === 10_000 ? '20 s or less' : '',
  );
  if (count < 50_000) continue;
  for (const query of [
    { state: ['held'] },
    { milestone: ['KCI2'] },
    { openAction: ['acceptExcessConstructionCharges'] },
    { product: ['ETH Network'] },
    { product: ['ETH Network'], state: ['completed'], milestone: ['KCI3'] },
    { 'orderDate.gte': ['2026-01-05'], 'orderDate.lt': ['2026-02-01'] },
    { 'orderDate.gte': ['2026-01-05'], sort: ['-orderDate'] },
    { sort: ['externalId'] },
  ]) {
    const times = Array.from({ length: 21 }, () => {
      const from = performance.now();
      box.callUnchecked('listProductOrder', { query });
      return performance.now() - from;
    }).sort((a, b) => a - b);
    row(`list of ${count}, ${JSON.stringify(query)}`, `${times[10]?.toFixed(1)} ms median`, '20 ms or less');
  }
}
