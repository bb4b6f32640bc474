import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { BtClient } from './support/bt-client.ts';
import { type Received, startReceiver, stream } from './support/flaky-receiver.ts';
import { amount, figure } from './support/seeded.ts';
import { startServer } from './support/server-process.ts';

const seed = Number(process.env.SEED ?? 1);
const kills = amount(2, 50, process.env.KILLS);
const perLife = amount(40, 80);
/** Deliveries at once to one endpoint: what may be under way when the power goes. */
const inFlight = 16;

const told = ({ body }: Received): { readonly eventId: string; readonly orderId: string } => {
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
  const draw = stream(seed);
  const acknowledged = new Set<string>();
  for (let life = 0; life <= kills; life += 1) {
    const server = await startServer(['--data', data, '--callback', receiver.url]);
    onTestFinished(async () => void (await server.end('SIGKILL')));
    const client = await BtClient.connect(server);
    const last = life === kills;
    const killAfter = receiver.received.length + 1 + Math.floor(draw() * perLife);
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
    const kept = new Map<string, string>();
    const states = new Map<string, string>();
    for (let more = await page(0); more.items.length > 0; more = await page(kept.size)) {
      for (const { eventId, orderId, state } of more.items) {
        kept.set(eventId, orderId);
        states.set(eventId, state);
      }
    }
    const seen = receiver.received.map(told);
    const heard = new Set(seen.map(({ eventId }) => eventId));
    expect([...states].filter(([eventId]) => !heard.has(eventId))).toEqual([]);
    // An order whose answer was cut off may be there, and be told of; one that is not there never is.
    expect(seen.filter(({ eventId }) => !kept.has(eventId))).toEqual([]);
    const tellsOf = new Set(kept.values());
    expect([...acknowledged].filter((orderId) => !tellsOf.has(orderId))).toEqual([]);
    expect(seen.length - heard.size).toBeLessThanOrEqual(kills * inFlight);
    figure(
      `events lost in ${kills} kills within a storm of callbacks`,
      `0 of ${heard.size} (${seen.length - heard.size} duplicates)`,
      '0 of 2000 in 50 kills',
    );
    const bytes = new Map<string, Set<string>>();
    for (const one of receiver.received) {
      const { eventId } = told(one);
      bytes.set(eventId, (bytes.get(eventId) ?? new Set()).add(one.body));
    }
    expect([...bytes.values()].every(({ size }) => size === 1)).toBe(true);
    await server.end('SIGTERM');
  }
}, 1_200_000);
