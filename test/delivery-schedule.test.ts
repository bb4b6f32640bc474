import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { nextDelay } from '../src/mock/domain/order-notification/delivery.ts';
import { notifications } from '../src/mock/engine/outbox.ts';
import { type DeliveryHouse, deliveryHouse, schedule, start } from './support/delivery-house.ts';
import { type Receiver, startReceiver } from './support/flaky-receiver.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** The table as it is published. */
const published = [5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 10 * hour];

let receiver: Receiver;
let house: DeliveryHouse;
let status = 500;
let headers: { [name: string]: string } = {};
beforeEach(async () => {
  status = 500;
  headers = {};
  receiver = await startReceiver((_, response) => void response.writeHead(status, headers).end());
  house = deliveryHouse();
  await house.add('a', { url: receiver.url });
});
afterEach(async () => {
  house.close();
  await receiver.close();
});

async function emitted(orderId = 'order-1'): Promise<string> {
  const [eventId = ''] = await house.emit('a', orderId);
  await house.deliverer.idle('a');
  return eventId;
}

test('the file says what is published', () => {
  expect(schedule.retryDelays).toEqual(published);
  expect(schedule).toMatchObject({ timeoutMs: 15 * second, atOnceInAll: 64, atOncePerEndpoint: 16 });
  expect(schedule.disableAfterFailedEvents).toBe(20);
});

test('a dead receiver, stepped by the virtual clock: eight attempts, each where the table says', async () => {
  const eventId = await emitted();
  for (let n = 0; n < published.length; n += 1) {
    const { attempts, nextAttempt, state } = house.event('a', eventId);
    expect(state).toBe('retrying');
    expect(attempts).toHaveLength(n + 1);
    const { at } = attempts.at(-1) as { at: number };
    const planned = published[n] as number;
    expect(Math.abs((nextAttempt?.at as number) - at - planned)).toBeLessThanOrEqual(planned * schedule.jitterShare);
    // One millisecond before, nothing happens; at the instant itself it is attempted.
    const now = house.get('a').clock.now;
    await house.advance('a', (nextAttempt?.at as number) - now - 1);
    expect(house.event('a', eventId).attempts).toHaveLength(n + 1);
    await house.advance('a', 1);
    expect(house.event('a', eventId).attempts.at(-1)?.at).toBe(nextAttempt?.at);
  }
  const event = house.event('a', eventId);
  expect(event).toMatchObject({ state: 'failed', reason: expect.stringContaining('the last of 8 attempts') });
  expect(event.nextAttempt).toBeUndefined();
  expect(receiver.received.map((one) => one.headers['x-etherbox-attempt'])).toEqual('12345678'.split(''));
  expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
  await house.advance('a', 30 * 24 * hour);
  expect(receiver.received).toHaveLength(8);
});

test('the jitter is decided by the seed, within its bound, and differs between events', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.integer({ min: 1, max: 7 }), (seed, eventId, made) => {
      const delay = nextDelay(schedule, seed, eventId, made) as number;
      const planned = published[made - 1] as number;
      expect(Math.abs(delay - planned)).toBeLessThanOrEqual(planned / 10);
      expect(nextDelay(schedule, seed, eventId, made)).toBe(delay);
    }),
  );
  const drawn = Array.from({ length: 50 }, (_, n) => nextDelay(schedule, 'seed', `event-${n}`, 3));
  expect(new Set(drawn).size).toBeGreaterThan(40);
  expect(nextDelay(schedule, 'seed', 'event', 8)).toBeUndefined();
});

describe('Retry-After', () => {
  test.each([
    [503, '120', 120 * second],
    [429, '7200', 2 * hour],
    [502, '0', second],
    [504, '999999', 24 * hour],
    // Not one of the statuses that may ask, or nothing that can be read: the table holds.
    [500, '120', 5 * second],
    [503, 'soon', 5 * second],
    [503, '-5', 5 * second],
  ])('%i with "%s"', async (answered, retryAfter, delay) => {
    status = answered;
    headers = { 'retry-after': retryAfter };
    const { nextAttempt, attempts } = house.event('a', await emitted());
    const waited = (nextAttempt?.at as number) - (attempts[0]?.at as number);
    if (delay === 5 * second) expect(Math.abs(waited - delay)).toBeLessThanOrEqual(delay / 10);
    else expect(waited).toBe(delay);
  });

  test('a date is read by the clock of whoever sent it', async () => {
    status = 503;
    headers = { date: 'Mon, 01 Jan 2001 00:00:00 GMT', 'retry-after': 'Mon, 01 Jan 2001 00:10:00 GMT' };
    const { nextAttempt } = house.event('a', await emitted());
    expect(nextAttempt?.at).toBe(start + 10 * minute);
  });
});

test('410 disables the endpoint at once, and what comes later says so', async () => {
  status = 410;
  const first = await emitted();
  expect(house.event('a', first)).toMatchObject({ state: 'failed', reason: expect.stringContaining('disabled') });
  const later = await emitted('order-2');
  expect(house.event('a', later)).toMatchObject({
    state: 'suppressed',
    reason: expect.stringMatching(/disabled since 2026-01-05T09:00:00.000Z: it answered 410/),
    attempts: [],
  });
  expect(receiver.received).toHaveLength(1);
  status = 204;
  await house.setCallback('a', { url: receiver.url });
  expect(house.event('a', await emitted('order-3'))).toMatchObject({ state: 'delivered' });
});

describe('twenty failed events in a row', () => {
  const fail = async (count: number, from: number): Promise<void> => {
    for (let n = 0; n < count; n += 1) await house.emit('a', `order-${from + n}`);
    await house.deliverer.idle('a');
    await house.advance('a', 3 * 24 * hour);
  };

  test('disable the endpoint', async () => {
    await fail(19, 0);
    expect(house.get('a').profile.callbackDisabled).toBeUndefined();
    await fail(1, 19);
    expect(house.get('a').profile.callbackDisabled).toMatchObject({
      reason: expect.stringContaining('20 events in a row'),
    });
    const last = await emitted('order-20');
    expect(house.event('a', last)).toMatchObject({ state: 'suppressed' });
  });

  test('do not, when one in between was delivered', async () => {
    await fail(19, 0);
    status = 200;
    expect(house.event('a', await emitted('order-ok'))).toMatchObject({ state: 'delivered' });
    status = 500;
    await fail(19, 100);
    expect(house.get('a').profile.callbackDisabled).toBeUndefined();
  });
});

test('after failed, the next event of the order goes', async () => {
  const [first = '', second = ''] = await house.emit('a', 'order-1', 2);
  await house.deliverer.idle('a');
  expect(house.event('a', second)).toMatchObject({ state: 'waiting', attempts: [] });
  for (let n = 0; n < 8 && house.event('a', first).state === 'retrying'; n += 1) await house.advance('a', 11 * hour);
  expect(house.event('a', first).attempts).toHaveLength(8);
  expect(house.event('a', second).attempts.length).toBeGreaterThan(0);
});

test('the same way however the clock is moved', async () => {
  const attempts = async (id: string, steps: readonly number[]): Promise<unknown> => {
    const [eventId = ''] = await house.emit(id, 'order-1');
    await house.deliverer.idle(id);
    for (const step of steps) await house.advance(id, step);
    return house.event(id, eventId).attempts.map(({ at, n }) => ({ at, n }));
  };
  const other = deliveryHouse();
  const jump = await attempts('a', [40 * hour]);
  await other.add('a', { url: receiver.url });
  const [eventId = ''] = await other.emit('a', 'order-1');
  await other.deliverer.idle('a');
  for (let n = 0; n < 40; n += 1) await other.advance('a', hour);
  expect(other.event('a', eventId).attempts.map(({ at, n }) => ({ at, n }))).toEqual(jump);
  other.close();
});

describe('by hand', () => {
  test('retry now does not wait for the virtual clock', async () => {
    const eventId = await emitted();
    status = 200;
    expect(await house.deliverer.retryNow('a')).toEqual([{ endpoint: 'callback', eventId }]);
    expect(house.event('a', eventId)).toMatchObject({ state: 'delivered' });
    expect(house.event('a', eventId).attempts.map(({ at }) => at)).toEqual([start, start]);
    expect(house.get('a').documents.nextDue()).toBeUndefined();
  });

  test('resend keeps id and bytes and is marked manual', async () => {
    status = 200;
    const eventId = await emitted();
    const event = await house.deliverer.resend('a', eventId);
    expect(event).toMatchObject({ state: 'delivered', attempts: [{ n: 1 }, { n: 2, manual: true, status: 200 }] });
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
    expect(receiver.received.map((one) => one.headers['x-etherbox-attempt'])).toEqual(['1', '2']);
  });

  test('a resend that fails takes no step of the schedule; one that succeeds ends it', async () => {
    const eventId = await emitted();
    const { nextAttempt } = house.event('a', eventId);
    await house.deliverer.resend('a', eventId);
    expect(house.event('a', eventId)).toMatchObject({ state: 'retrying', nextAttempt: { at: nextAttempt?.at } });
    status = 200;
    await house.deliverer.resend('a', eventId);
    expect(house.event('a', eventId)).toMatchObject({ state: 'delivered' });
    await house.advance('a', 40 * hour);
    expect(receiver.received).toHaveLength(3);
  });

  test('a resend to another URL does not carry the credentials of the callback', async () => {
    const other = await startReceiver();
    await house.setCallback('a', { url: receiver.url, auth: { type: 'header', name: 'X-Key', value: 'secret' } });
    const eventId = await emitted();
    expect(receiver.received.at(-1)?.headers['x-key']).toBe('secret');
    const event = await house.deliverer.resend('a', eventId, other.url);
    expect(event?.attempts.at(-1)).toMatchObject({ url: other.url, status: 204, manual: true });
    expect(other.received[0]?.headers['x-key']).toBeUndefined();
    expect(JSON.stringify(event)).not.toContain('secret');
    await other.close();
  });

  test('at the same moment as others: one after the other, each with a number of its own, as it is on record', async () => {
    const other = await startReceiver();
    const held: (() => void)[] = [];
    receiver.behave = (_, response) => void held.push(() => response.writeHead(500).end());
    await house.add('b', { url: receiver.url });
    const [eventId = ''] = await house.emit('b', 'order-1');
    const byHand = [1, 2, 3].map(() => house.deliverer.resend('b', eventId));
    byHand.push(house.deliverer.resend('b', eventId, other.url));
    for (let answered = 0; answered < 4; answered += 1) {
      await vi.waitFor(() => expect(held).toHaveLength(1));
      held.pop()?.();
    }
    await Promise.all(byHand);
    const numbers = (at: Receiver) => at.received.map(({ headers }) => Number(headers['x-etherbox-attempt']));
    const [mine, theirs] = [numbers(receiver), numbers(other)];
    expect(receiver.atOnce.most).toBe(1);
    expect(mine).toHaveLength(4);
    expect([...mine, ...theirs].sort()).toEqual([1, 2, 3, 4, 5]);
    expect(mine).toEqual([...mine].sort());
    const { attempts, state, nextAttempt } = house.event('b', eventId);
    expect(attempts.map(({ n, url }) => [n, url === other.url])).toEqual(
      [1, 2, 3, 4, 5].map((n) => [n, theirs.includes(n)]),
    );
    // What went elsewhere is no delivery to the callback, and the next number is that of the next attempt.
    expect([state, nextAttempt?.n]).toEqual(['retrying', 6]);
    await other.close();
  });

  test('an attempt of the schedule waits for one by hand, and is not made when that arrived', async () => {
    const eventId = await emitted();
    const held: (() => void)[] = [];
    receiver.behave = (_, response) => void held.push(() => response.end());
    const byHand = house.deliverer.resend('a', eventId);
    await vi.waitFor(() => expect(held).toHaveLength(1));
    const hurried = house.deliverer.retryNow('a');
    await vi.waitFor(() => expect(house.event('a', eventId).nextAttempt).toBeUndefined());
    held.pop()?.();
    await Promise.all([byHand, hurried]);
    expect(house.event('a', eventId)).toMatchObject({
      state: 'delivered',
      attempts: [{ n: 1 }, { n: 2, manual: true }],
    });
    expect(receiver.received).toHaveLength(2);
  });

  test('what is gone when its turn comes is not sent, and is unknown', async () => {
    const eventId = await emitted();
    const held: (() => void)[] = [];
    receiver.behave = (_, response) => void held.push(() => response.end());
    const both = [1, 2].map(() => house.deliverer.resend('a', eventId));
    await vi.waitFor(() => expect(held).toHaveLength(1));
    await house.get('a').change((world) => world.remove(notifications, eventId));
    house.deliverer.forget('a');
    held.pop()?.();
    expect(await Promise.all(both)).toEqual([undefined, undefined]);
    expect(receiver.received).toHaveLength(2);
  });

  test('an unknown event is undefined', async () => {
    expect(await house.deliverer.resend('a', 'no-such-event')).toBeUndefined();
  });
});
