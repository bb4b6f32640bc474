// Callbacks per second to a listener in a process of its own, as a ratio to a bare `fetch` loop that posts the same
// bytes with the same concurrency in the same run. Run: node tools/bench.mjs callbacks.ts   (N events, ROUNDS rounds)
import { spawn } from 'node:child_process';
import { createDeliveryRig, putEvent, schedule } from '../test/support/delivery-rig.ts';

const count = Number(process.env.N ?? 8000);
const rounds = Number(process.env.ROUNDS ?? 3);
const listener = `
  const server = require('node:http').createServer((request, response) => {
    request.resume();
    request.on('end', () => response.writeHead(204).end());
  });
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));
`;

const child = spawn(process.execPath, ['-e', listener], { stdio: ['ignore', 'pipe', 'inherit'] });
const port = await new Promise<string>((resolve) => child.stdout.once('data', (line) => resolve(String(line).trim())));
const url = `http://127.0.0.1:${port}/hook`;
const atOnce = schedule.maxConcurrentPerEndpoint;

async function perSecond(work: () => Promise<void>): Promise<number> {
  const began = process.hrtime.bigint();
  await work();
  return (count / Number(process.hrtime.bigint() - began)) * 1e9;
}

async function withFetch(): Promise<void> {
  const body = JSON.stringify({
    eventId: 'event-1000',
    eventType: 'x'.repeat(28),
    event: { productOrder: { id: 'o-1' } },
  });
  let left = count;
  const work = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
      await answer.arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

async function withDeliveries(): Promise<void> {
  const rig = createDeliveryRig();
  await rig.add('bench', { url });
  await rig.get('bench').transact((transaction) => {
    for (let n = 0; n < count; n += 1) putEvent(transaction, `order-${n % Math.ceil(count / 8)}`);
  });
  await rig.deliverer.whenIdle('bench');
  const undelivered = rig.events('bench').filter(({ state }) => state !== 'delivered').length;
  rig.close();
  if (undelivered > 0) throw new Error(`${undelivered} events were not delivered`);
}

const ratios: number[] = [];
for (let round = 0; round <= rounds; round += 1) {
  const baseline = await perSecond(withFetch);
  const ours = await perSecond(withDeliveries);
  // The first round warms both up.
  if (round === 0) continue;
  ratios.push(ours / baseline);
  console.log(
    `round ${round}: fetch ${Math.round(baseline)}/s, deliveries ${Math.round(ours)}/s, ratio ${(ours / baseline).toFixed(2)}`,
  );
}
ratios.sort((a, b) => a - b);
console.log(
  `median ratio ${(ratios[Math.floor(ratios.length / 2)] as number).toFixed(2)} (${count} events, ${atOnce} at once)`,
);
child.kill();
