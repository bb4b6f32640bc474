import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { nextRetryDelay } from '#domain/callback/delivery-state';
import { events } from '#domain/timeline/event';
import { createDeliveryRig, type DeliveryRig, schedule, startInstant } from '../../support/delivery-rig.ts';
import { type Receiver, startReceiver } from '../../support/flaky-receiver.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** The table as it is published. */
const published = [5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 10 * hour];

let receiver: Receiver;
let rig: DeliveryRig;
let status = 500;
let headers: { [name: string]: string } = {};
beforeEach(async () => {
  status = 500;
  headers = {};
  receiver = await startReceiver((_, response) => void response.writeHead(status, headers).end());
  rig = createDeliveryRig();
  await rig.add('a', { url: receiver.url });
});
afterEach(async () => {
  rig.close();
  await receiver.close();
});

async function emitted(orderId = 'order-1'): Promise<string> {
  const [eventId = ''] = await rig.emit('a', orderId);
  await rig.deliverer.whenIdle('a');
  return eventId;
}

test('the file says what is published', () => {
  expect(schedule.retryDelaysMs).toEqual(published);
  expect(schedule).toMatchObject({ timeoutMs: 15 * second, maxConcurrent: 64, maxConcurrentPerEndpoint: 16 });
  expect(schedule.disableAfterFailedEvents).toBe(20);
});

test('a dead receiver, stepped by the virtual clock: eight attempts, each where the table says', async () => {
  const eventId = await emitted();
  for (let n = 0; n < published.length; n += 1) {
    const { attempts, nextAttempt, state } = rig.event('a', eventId);
    expect(state).toBe('retrying');
    expect(attempts).toHaveLength(n + 1);
    const { at } = attempts.at(-1) as { at: number };
    const planned = published[n] as number;
    expect(Math.abs((nextAttempt?.dueAt as number) - at - planned)).toBeLessThanOrEqual(
      planned * schedule.jitterFraction,
    );
    // One millisecond before, nothing happens; at the instant itself it is attempted.
    const now = rig.get('a').clock.now;
    await rig.advance('a', (nextAttempt?.dueAt as number) - now - 1);
    expect(rig.event('a', eventId).attempts).toHaveLength(n + 1);
    await rig.advance('a', 1);
    expect(rig.event('a', eventId).attempts.at(-1)?.at).toBe(nextAttempt?.dueAt);
  }
  const event = rig.event('a', eventId);
  expect(event).toMatchObject({ state: 'failed', reason: expect.stringContaining('the last of 8 attempts') });
  expect(event.nextAttempt).toBeUndefined();
  expect(receiver.received.map((one) => one.headers['x-etherbox-attempt'])).toEqual('12345678'.split(''));
  expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
  await rig.advance('a', 30 * 24 * hour);
  expect(receiver.received).toHaveLength(8);
});

test('the jitter is decided by the seed, within its bound, and differs between events', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.integer({ min: 1, max: 7 }), (seed, eventId, made) => {
      const delay = nextRetryDelay(schedule, seed, eventId, made) as number;
      const planned = published[made - 1] as number;
      expect(Math.abs(delay - planned)).toBeLessThanOrEqual(planned / 10);
      expect(nextRetryDelay(schedule, seed, eventId, made)).toBe(delay);
    }),
  );
  const drawn = Array.from({ length: 50 }, (_, n) => nextRetryDelay(schedule, 'seed', `event-${n}`, 3));
  expect(new Set(drawn).size).toBeGreaterThan(40);
  expect(nextRetryDelay(schedule, 'seed', 'event', 8)).toBeUndefined();
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
    const { nextAttempt, attempts } = rig.event('a', await emitted());
    const waited = (nextAttempt?.dueAt as number) - (attempts[0]?.at as number);
    if (delay === 5 * second) expect(Math.abs(waited - delay)).toBeLessThanOrEqual(delay / 10);
    else expect(waited).toBe(delay);
  });

  test('a date is read by the clock of whoever sent it', async () => {
    status = 503;
    headers = { date: 'Mon, 01 Jan 2001 00:00:00 GMT', 'retry-after': 'Mon, 01 Jan 2001 00:10:00 GMT' };
    const { nextAttempt } = rig.event('a', await emitted());
    expect(nextAttempt?.dueAt).toBe(startInstant + 10 * minute);
  });
});

test('410 disables the endpoint at once, and what comes later says so', async () => {
  status = 410;
  const first = await emitted();
  expect(rig.event('a', first)).toMatchObject({ state: 'failed', reason: expect.stringContaining('disabled') });
  const later = await emitted('order-2');
  expect(rig.event('a', later)).toMatchObject({
    state: 'suppressed',
    reason: expect.stringMatching(/disabled since 2026-01-05T09:00:00.000Z: it answered 410/),
    attempts: [],
  });
  expect(receiver.received).toHaveLength(1);
  status = 204;
  await rig.setCallback('a', { url: receiver.url });
  expect(rig.event('a', await emitted('order-3'))).toMatchObject({ state: 'delivered' });
});

describe('twenty failed events in a row', () => {
  const fail = async (count: number, from: number): Promise<void> => {
    for (let n = 0; n < count; n += 1) await rig.emit('a', `order-${from + n}`);
    await rig.deliverer.whenIdle('a');
    await rig.advance('a', 3 * 24 * hour);
  };

  test('disable the endpoint', async () => {
    await fail(19, 0);
    expect(rig.get('a').profile.callbackDisabled).toBeUndefined();
    await fail(1, 19);
    expect(rig.get('a').profile.callbackDisabled).toMatchObject({
      reason: expect.stringContaining('20 events in a row'),
    });
    const last = await emitted('order-20');
    expect(rig.event('a', last)).toMatchObject({ state: 'suppressed' });
  });

  test('do not, when one in between was delivered', async () => {
    await fail(19, 0);
    status = 200;
    expect(rig.event('a', await emitted('order-ok'))).toMatchObject({ state: 'delivered' });
    status = 500;
    await fail(19, 100);
    expect(rig.get('a').profile.callbackDisabled).toBeUndefined();
  });
});

test('after failed, the next event of the order goes', async () => {
  const [first = '', second = ''] = await rig.emit('a', 'order-1', 2);
  await rig.deliverer.whenIdle('a');
  expect(rig.event('a', second)).toMatchObject({ state: 'waiting', attempts: [] });
  for (let n = 0; n < 8 && rig.event('a', first).state === 'retrying'; n += 1) await rig.advance('a', 11 * hour);
  expect(rig.event('a', first).attempts).toHaveLength(8);
  expect(rig.event('a', second).attempts.length).toBeGreaterThan(0);
});

test('the same way however the clock is moved', async () => {
  const attempts = async (id: string, steps: readonly number[]): Promise<unknown> => {
    const [eventId = ''] = await rig.emit(id, 'order-1');
    await rig.deliverer.whenIdle(id);
    for (const step of steps) await rig.advance(id, step);
    return rig.event(id, eventId).attempts.map(({ at, n }) => ({ at, n }));
  };
  const other = createDeliveryRig();
  const jump = await attempts('a', [40 * hour]);
  await other.add('a', { url: receiver.url });
  const [eventId = ''] = await other.emit('a', 'order-1');
  await other.deliverer.whenIdle('a');
  for (let n = 0; n < 40; n += 1) await other.advance('a', hour);
  expect(other.event('a', eventId).attempts.map(({ at, n }) => ({ at, n }))).toEqual(jump);
  other.close();
});

describe('by hand', () => {
  test('retry now does not wait for the virtual clock', async () => {
    const eventId = await emitted();
    status = 200;
    expect(await rig.deliverer.retryWaiting('a')).toEqual([{ endpoint: 'callback', eventId }]);
    expect(rig.event('a', eventId)).toMatchObject({ state: 'delivered' });
    expect(rig.event('a', eventId).attempts.map(({ at }) => at)).toEqual([startInstant, startInstant]);
    expect(rig.get('a').sandboxState.nextDue()).toBeUndefined();
  });

  test('resend keeps id and bytes and is marked manual', async () => {
    status = 200;
    const eventId = await emitted();
    const event = await rig.deliverer.resend('a', eventId);
    expect(event).toMatchObject({ state: 'delivered', attempts: [{ n: 1 }, { n: 2, manual: true, status: 200 }] });
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
    expect(receiver.received.map((one) => one.headers['x-etherbox-attempt'])).toEqual(['1', '2']);
  });

  test('a resend that fails takes no step of the schedule; one that succeeds ends it', async () => {
    const eventId = await emitted();
    const { nextAttempt } = rig.event('a', eventId);
    await rig.deliverer.resend('a', eventId);
    expect(rig.event('a', eventId)).toMatchObject({ state: 'retrying', nextAttempt: { dueAt: nextAttempt?.dueAt } });
    status = 200;
    await rig.deliverer.resend('a', eventId);
    expect(rig.event('a', eventId)).toMatchObject({ state: 'delivered' });
    await rig.advance('a', 40 * hour);
    expect(receiver.received).toHaveLength(3);
  });

  test('a resend to another URL does not carry the credentials of the callback', async () => {
    const other = await startReceiver();
    await rig.setCallback('a', { url: receiver.url, auth: { type: 'header', name: 'X-Key', value: 'secret' } });
    const eventId = await emitted();
    expect(receiver.received.at(-1)?.headers['x-key']).toBe('secret');
    const event = await rig.deliverer.resend('a', eventId, other.url);
    expect(event?.attempts.at(-1)).toMatchObject({ url: other.url, status: 204, manual: true });
    expect(other.received[0]?.headers['x-key']).toBeUndefined();
    expect(JSON.stringify(event)).not.toContain('secret');
    await other.close();
  });

  test('at the same moment as others: one after the other, each with a number of its own, as it is on record', async () => {
    const other = await startReceiver();
    const held: (() => void)[] = [];
    receiver.behave = (_, response) => void held.push(() => response.writeHead(500).end());
    await rig.add('b', { url: receiver.url });
    const [eventId = ''] = await rig.emit('b', 'order-1');
    const manualResends = [1, 2, 3].map(() => rig.deliverer.resend('b', eventId));
    manualResends.push(rig.deliverer.resend('b', eventId, other.url));
    for (let answered = 0; answered < 4; answered += 1) {
      await vi.waitFor(() => expect(held).toHaveLength(1));
      held.pop()?.();
    }
    await Promise.all(manualResends);
    const numbers = (at: Receiver) => at.received.map(({ headers }) => Number(headers['x-etherbox-attempt']));
    const [mine, theirs] = [numbers(receiver), numbers(other)];
    expect(receiver.atOnce.max).toBe(1);
    expect(mine).toHaveLength(4);
    expect([...mine, ...theirs].sort()).toEqual([1, 2, 3, 4, 5]);
    expect(mine).toEqual([...mine].sort());
    const { attempts, state, nextAttempt } = rig.event('b', eventId);
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
    const manualResends = rig.deliverer.resend('a', eventId);
    await vi.waitFor(() => expect(held).toHaveLength(1));
    const hurried = rig.deliverer.retryWaiting('a');
    await vi.waitFor(() => expect(rig.event('a', eventId).nextAttempt).toBeUndefined());
    held.pop()?.();
    await Promise.all([manualResends, hurried]);
    expect(rig.event('a', eventId)).toMatchObject({
      state: 'delivered',
      attempts: [{ n: 1 }, { n: 2, manual: true }],
    });
    expect(receiver.received).toHaveLength(2);
  });

  test('what is gone when it is due is not sent, and is unknown', async () => {
    const eventId = await emitted();
    const held: (() => void)[] = [];
    receiver.behave = (_, response) => void held.push(() => response.end());
    const both = [1, 2].map(() => rig.deliverer.resend('a', eventId));
    await vi.waitFor(() => expect(held).toHaveLength(1));
    await rig.get('a').transact((transaction) => transaction.remove(events, eventId));
    rig.deliverer.forget('a');
    held.pop()?.();
    expect(await Promise.all(both)).toEqual([undefined, undefined]);
    expect(receiver.received).toHaveLength(2);
  });

  test('an unknown event is undefined', async () => {
    expect(await rig.deliverer.resend('a', 'no-such-event')).toBeUndefined();
  });
});
