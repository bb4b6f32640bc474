import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { BtClient } from '../support/bt-client.ts';
import { type Received, startReceiver } from '../support/flaky-receiver.ts';
import { recordFigure, runCount } from '../support/run-options.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { startServer } from '../support/server-process.ts';

const seed = Number(process.env.SEED ?? 1);
const kills = runCount(2, 50, process.env.KILLS);
const perLife = runCount(40, 80);
/** Deliveries at once to one endpoint: what may be under way when the power goes. */
const inFlight = 16;

const eventOf = ({ body }: Received): { readonly eventId: string; readonly orderId: string } => {
  const { eventId, event } = JSON.parse(body);
  return { eventId, orderId: event.productOrder.id };
};

interface Inbox {
  readonly items: readonly { readonly eventId: string; readonly orderId: string; readonly state: string }[];
  readonly counts: { readonly waiting: number; readonly retrying: number };
}

test(`killed ${kills} times in a storm of events: none lost, none of an order that is not kept (SEED=${seed})`, async () => {
  const data = await mkdtemp(join(tmpdir(), 'etherbox-storm-'));
  onTestFinished(() => rm(data, { recursive: true, force: true }));
  const receiver = await startReceiver();
  onTestFinished(() => receiver.close());
  const random = seededRandom(seed);
  const acknowledged = new Set<string>();
  for (let life = 0; life <= kills; life += 1) {
    const server = await startServer(['--data', data, '--callback', receiver.url]);
    onTestFinished(async () => void (await server.end('SIGKILL')));
    const client = await BtClient.connect(server);
    const last = life === kills;
    const killAfter = receiver.received.length + 1 + random.integerBelow(perLife);
    const orders = Array.from({ length: perLife }, async (_, n) => {
      const reply = await client.placeOrder(`storm-${life}-${n}`);
      if (reply.status === 201) acknowledged.add((JSON.parse(reply.text) as { id: string }).id);
    });
    // An order whose server is killed under it ends with a broken connection.
    const placed = Promise.allSettled(orders);
    if (!last) {
      while (receiver.received.length < killAfter) await new Promise(setImmediate);
      await server.end('SIGKILL');
    }
    await placed;
    if (!last) continue;
    const page = async (offset: number): Promise<Inbox> =>
      (await (
        await fetch(`${server.controlUrl}/sandboxes/default/events?limit=1000&offset=${offset}`)
      ).json()) as Inbox;
    // A connection that broke under a busy machine is tried again at once: the clock stands still.
    for (let { counts } = await page(0); counts.waiting + counts.retrying > 0; { counts } = await page(0)) {
      await fetch(`${server.controlUrl}/sandboxes/default/events/retry-now`, { method: 'POST' });
    }
    const storedEvents = new Map<string, string>();
    const states = new Map<string, string>();
    for (let more = await page(0); more.items.length > 0; more = await page(storedEvents.size)) {
      for (const { eventId, orderId, state } of more.items) {
        storedEvents.set(eventId, orderId);
        states.set(eventId, state);
      }
    }
    const seen = receiver.received.map(eventOf);
    const receivedIds = new Set(seen.map(({ eventId }) => eventId));
    expect([...states].filter(([eventId]) => !receivedIds.has(eventId))).toEqual([]);
    // An order whose answer was cut off may be there, and have events; one that is not there never is.
    expect(seen.filter(({ eventId }) => !storedEvents.has(eventId))).toEqual([]);
    const notifiedOrders = new Set(storedEvents.values());
    expect([...acknowledged].filter((orderId) => !notifiedOrders.has(orderId))).toEqual([]);
    expect(seen.length - receivedIds.size).toBeLessThanOrEqual(kills * inFlight);
    recordFigure(
      `events lost in ${kills} kills within a storm of callbacks`,
      `0 of ${receivedIds.size} (${seen.length - receivedIds.size} duplicates)`,
      '0 of 2000 in 50 kills',
    );
    const bytes = new Map<string, Set<string>>();
    for (const one of receiver.received) {
      const { eventId } = eventOf(one);
      bytes.set(eventId, (bytes.get(eventId) ?? new Set()).add(one.body));
    }
    expect([...bytes.values()].every(({ size }) => size === 1)).toBe(true);
    await server.end('SIGTERM');
  }
}, 1_200_000);
