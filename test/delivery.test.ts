import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DeliveryHouse, deliveryHouse, schedule } from './support/delivery-house.ts';
import { accept, flaky, type Received, type Receiver, startReceiver } from './support/flaky-receiver.ts';

const seed = Number(process.env.SEED ?? 1);
const eventCount = Number(process.env.N ?? 800);
const day = 86_400_000;

let receiver: Receiver;
let house: DeliveryHouse;
beforeEach(async () => {
  receiver = await startReceiver();
  house = deliveryHouse();
});
afterEach(async () => {
  house.close();
  await receiver.close();
});

const idOf = ({ body }: Received): string => JSON.parse(body).eventId;
const orderOf = ({ body }: Received): string => JSON.parse(body).event.productOrder.id;

describe('one event', () => {
  test('is delivered once, and the attempt is there to be seen', async () => {
    receiver.behave = (_, response) => void response.writeHead(200, { 'x-who': 'customer' }).end('thanks');
    await house.add('a', { url: receiver.url });
    const [eventId = ''] = await house.emit('a', 'order-1');
    await house.deliverer.idle('a');
    const event = house.event('a', eventId);
    expect(event).toMatchObject({ state: 'delivered' });
    expect(event.attempts).toHaveLength(1);
    expect(event.attempts[0]).toMatchObject({ n: 1, at: house.get('a').now, url: receiver.url, status: 200 });
    expect(event.attempts[0]?.response).toMatchObject({ body: 'thanks', headers: { 'x-who': 'customer' } });
    expect(receiver.received).toHaveLength(1);
    expect(receiver.received[0]?.headers).toMatchObject({
      'content-type': 'application/json',
      'x-etherbox-attempt': '1',
      'apigw-tracking-header': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  test('without a callback URL goes to the built-in inbox and says so', async () => {
    await house.add('a', null);
    const [eventId = ''] = await house.emit('a', 'order-1');
    await house.deliverer.idle('a');
    expect(house.event('a', eventId)).toMatchObject({
      state: 'suppressed',
      attempts: [],
      reason: expect.stringMatching(/inbox/),
    });
  });
});

test('through a flaky receiver nothing is lost, no order is out of order, duplicates are the same bytes', async () => {
  const orders = Math.max(16, Math.ceil(eventCount / 8));
  const taken = new Map<string, string[]>();
  const firstSeen = new Map<string, string[]>();
  receiver.behave = flaky(seed, { failed: 10, resetBefore: 5, takenThenReset: 5, late: 3, redirect: 2 }, (received) => {
    const id = idOf(received);
    const bodies = taken.get(id) ?? [];
    taken.set(id, [...bodies, received.body]);
    if (bodies.length === 0) firstSeen.set(orderOf(received), [...(firstSeen.get(orderOf(received)) ?? []), id]);
  });
  await house.add('a', { url: receiver.url });
  const emitted = new Map<string, string[]>();
  const emitting: Promise<void>[] = [];
  for (let n = 0; n < 8; n += 1) {
    for (let order = 0; order < orders; order += 1) {
      const orderId = `order-${order}`;
      emitting.push(
        house.emit('a', orderId).then(([id = '']) => void emitted.set(orderId, [...(emitted.get(orderId) ?? []), id])),
      );
    }
  }
  await Promise.all(emitting);
  await house.deliverer.idle('a');
  await house.advance('a', 3 * day);
  const events = house.events('a');
  const attempts = events.reduce((sum, event) => sum + event.attempts.length, 0);
  const undelivered = events.filter(({ state }) => state !== 'delivered');
  const sameBytes = [...taken.values()].every((bodies) => new Set(bodies).size === 1);
  const duplicates = [...taken.values()].reduce((sum, bodies) => sum + bodies.length - 1, 0);
  expect({ seed, undelivered, sameBytes }).toEqual({ seed, undelivered: [], sameBytes: true });
  expect(taken.size).toBe(orders * 8);
  expect(duplicates).toBeGreaterThan(0);
  expect(receiver.received.length, `attempts, seed ${seed}`).toBe(attempts);
  for (const [orderId, ids] of emitted) expect(firstSeen.get(orderId), `${orderId}, seed ${seed}`).toEqual(ids);
  expect(receiver.atOnce.most).toBe(schedule.atOncePerEndpoint);
  receiver.behave = accept;
});
