// One customer's receiver never answers and has 500 events queued: how much later do another customer's callbacks arrive
// than when it is alone? A ratio of the 99th percentiles of the same run, with the connections to the dead receiver beside
// it. Run: node tools/bench.mjs dead-receiver.ts   (N events of the healthy customer per round, ROUNDS rounds)
import { createDeliveryRig, type DeliveryRig, putEvent, schedule } from '../test/support/delivery-rig.ts';
import { type Receiver, startReceiver } from '../test/support/flaky-receiver.ts';

const count = Number(process.env.N ?? 2000);
const rounds = Number(process.env.ROUNDS ?? 5);
const queued = 500;
const workers = 8;

/** Milliseconds from an event coming about until it is at the receiver, of `count` events, the 99th percentile. */
async function latency(rig: DeliveryRig, receiver: Receiver, sandbox: string): Promise<number> {
  const began = new Map<string, bigint>();
  const took: number[] = [];
  const waiting = new Map<string, () => void>();
  receiver.behave = ({ body }, response) => {
    const { eventId } = JSON.parse(body) as { eventId: string };
    took.push(Number(process.hrtime.bigint() - (began.get(eventId) as bigint)) / 1e6);
    response.writeHead(204).end();
    waiting.get(eventId)?.();
  };
  let left = count;
  const work = async (worker: number): Promise<void> => {
    while (left > 0) {
      left -= 1;
      let arrived: Promise<void> | undefined;
      await rig.get(sandbox).transact((transaction) => {
        const eventId = putEvent(transaction, `order-${worker}`);
        began.set(eventId, process.hrtime.bigint());
        arrived = new Promise((resolve) => waiting.set(eventId, resolve));
      });
      await arrived;
    }
  };
  await Promise.all(Array.from({ length: workers }, (_, worker) => work(worker)));
  await rig.deliverer.whenIdle(sandbox);
  took.sort((a, b) => a - b);
  return took[Math.floor(took.length * 0.99)] as number;
}

interface Round {
  readonly alone: number;
  readonly beside: number;
  readonly sockets: number;
}

async function measure(): Promise<Round> {
  const healthy = await startReceiver();
  const dead = await startReceiver(() => undefined);
  const rig = createDeliveryRig();
  await rig.add('a', { url: dead.url, timeoutMs: 1000 });
  await rig.add('b', { url: healthy.url });
  await latency(rig, healthy, 'b');
  const alone = await latency(rig, healthy, 'b');
  await rig.get('a').transact((transaction) => {
    for (let n = 0; n < queued; n += 1) putEvent(transaction, `order-${n}`);
  });
  let sockets = 0;
  const watch = setInterval(() => {
    sockets = Math.max(sockets, dead.connections.open);
  }, 5);
  const beside = await latency(rig, healthy, 'b');
  clearInterval(watch);
  const lost = rig.events('b').filter(({ state }) => state !== 'delivered').length;
  rig.close();
  await healthy.close();
  await dead.close();
  if (lost > 0) throw new Error(`${lost} events of the healthy customer were not delivered`);
  return { alone, beside, sockets };
}

const before = process.memoryUsage().rss;
const measured: Round[] = [];
for (let round = 1; round <= rounds; round += 1) {
  const { alone, beside, sockets } = await measure();
  measured.push({ alone, beside, sockets });
  console.log(
    `round ${round}: p99 alone ${alone.toFixed(1)} ms, beside a dead receiver ${beside.toFixed(1)} ms, ` +
      `ratio ${(beside / alone).toFixed(2)}, at most ${sockets} connections to it`,
  );
}
const ratios = measured.map(({ alone, beside }) => beside / alone).sort((a, b) => a - b);
const sockets = Math.max(...measured.map((one) => one.sockets));
console.log(
  `median ratio ${(ratios[Math.floor(ratios.length / 2)] as number).toFixed(2)} (aim: at most 2), ` +
    `at most ${sockets} connections to the dead receiver (aim: ${schedule.maxConcurrentPerEndpoint}), ` +
    `memory +${Math.round((process.memoryUsage().rss - before) / 1024 / 1024)} MB, ` +
    `${count} events a round beside ${queued} queued ones`,
);
