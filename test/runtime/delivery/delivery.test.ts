import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Callback, type ChangeSet, profileDocument, putSingleton } from '#domain/core/sandbox-state';
import { hubDeliveryKey, hubNotifications } from '#domain/order-notification/hub';
import { events } from '#domain/timeline/event';
import { isSettled } from '#engine/delivery/outbox';
import type { SavedState } from '#engine/state/sandbox-lifecycle';
import { serve } from '#http/serve';
import { checkHeaderAuth } from '#runtime/delivery/outbound-auth';
import { type Store, StoreRefusedError } from '#runtime/ports';
import type { Sandboxes } from '#runtime/sandboxes/sandboxes';
import { FaultInjectionService } from '#runtime/services/fault-injection-service';
import { createMemoryStore } from '#runtime/store/store-memory';
import { systemClock } from '#runtime/system';
import { createDeliveryRig, type DeliveryRig, eventDocument, putEvent, schedule } from '../../support/delivery-rig.ts';
import {
  acceptAll,
  flakyBehaviour,
  type Received,
  type Receiver,
  startReceiver,
} from '../../support/flaky-receiver.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { recordFigure, runCount } from '../../support/run-options.ts';
import { sampleOrder } from '../../support/sample-orders.ts';
import { seededRandom } from '../../support/seeded-random.ts';

const seed = Number(process.env.SEED ?? 1);
const eventCount = runCount(800, 10_000);
const day = 86_400_000;

let receiver: Receiver;
let rig: DeliveryRig;
beforeEach(async () => {
  receiver = await startReceiver();
  rig = createDeliveryRig();
});
afterEach(async () => {
  rig.close();
  await receiver.close();
});

const isMatch = (document: unknown, members: object): boolean =>
  Object.entries(members).every(([name, value]) => (document as Record<string, unknown> | null)?.[name] === value);
const idOf = ({ body }: Received): string => JSON.parse(body).eventId;
const orderOf = ({ body }: Received): string => JSON.parse(body).event.productOrder.id;

describe('one event', () => {
  test('is delivered once, and the attempt is there to be seen', async () => {
    receiver.behave = (_, response) => void response.writeHead(200, { 'x-who': 'customer' }).end('thanks');
    await rig.add('a', { url: receiver.url });
    const [eventId = ''] = await rig.emit('a', 'order-1');
    await rig.deliverer.whenIdle('a');
    const event = rig.event('a', eventId);
    expect(event).toMatchObject({ state: 'delivered' });
    expect(event.attempts).toHaveLength(1);
    expect(event.attempts[0]).toMatchObject({ n: 1, at: rig.get('a').virtualNow, url: receiver.url, status: 200 });
    expect(event.attempts[0]?.response).toMatchObject({ body: 'thanks', headers: { 'x-who': 'customer' } });
    expect(receiver.received).toHaveLength(1);
    expect(receiver.received[0]?.headers).toMatchObject({
      'content-type': 'application/json',
      'x-etherbox-attempt': '1',
      'apigw-tracking-header': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  test('without a callback URL goes to the built-in inbox and says so', async () => {
    await rig.add('a', null);
    const [eventId = ''] = await rig.emit('a', 'order-1');
    await rig.deliverer.whenIdle('a');
    expect(rig.event('a', eventId)).toMatchObject({
      state: 'suppressed',
      attempts: [],
      reason: expect.stringMatching(/inbox/),
    });
  });
});

test('through a flaky receiver nothing is lost, no order is out of order, duplicates are the same bytes', async () => {
  const orders = Math.max(16, Math.ceil(eventCount / 8));
  const receivedByOrder = new Map<string, string[]>();
  const firstSeen = new Map<string, string[]>();
  receiver.behave = flakyBehaviour(
    seed,
    { failed: 10, resetBefore: 5, receivedThenReset: 5, late: 3, redirect: 2 },
    (received) => {
      const id = idOf(received);
      const bodies = receivedByOrder.get(id) ?? [];
      receivedByOrder.set(id, [...bodies, received.body]);
      if (bodies.length === 0) firstSeen.set(orderOf(received), [...(firstSeen.get(orderOf(received)) ?? []), id]);
    },
  );
  await rig.add('a', { url: receiver.url });
  const emitted = new Map<string, string[]>();
  const emitting: Promise<void>[] = [];
  for (let n = 0; n < 8; n += 1) {
    for (let order = 0; order < orders; order += 1) {
      const orderId = `order-${order}`;
      emitting.push(
        rig.emit('a', orderId).then(([id = '']) => void emitted.set(orderId, [...(emitted.get(orderId) ?? []), id])),
      );
    }
  }
  await Promise.all(emitting);
  await rig.deliverer.whenIdle('a');
  await rig.advance('a', 3 * day);
  const events = rig.events('a');
  const attempts = events.reduce((sum, event) => sum + event.attempts.length, 0);
  const undelivered = events.filter(({ state }) => state !== 'delivered');
  const sameBytes = [...receivedByOrder.values()].every((bodies) => new Set(bodies).size === 1);
  const duplicates = [...receivedByOrder.values()].reduce((sum, bodies) => sum + bodies.length - 1, 0);
  expect({ seed, undelivered, sameBytes }).toEqual({ seed, undelivered: [], sameBytes: true });
  expect(receivedByOrder.size).toBe(orders * 8);
  expect(duplicates).toBeGreaterThan(0);
  expect(receiver.received.length, `attempts, seed ${seed}`).toBe(attempts);
  for (const [orderId, ids] of emitted) expect(firstSeen.get(orderId), `${orderId}, seed ${seed}`).toEqual(ids);
  recordFigure(
    'events through a flaky receiver: lost, out of order',
    `0, 0 of ${receivedByOrder.size} events of ${orders} orders (${attempts} attempts, ${duplicates} duplicates, bytes alike)`,
    '0 of 10000 events of 1250 orders',
  );
  expect(receiver.atOnce.max).toBeLessThanOrEqual(schedule.maxConcurrentPerEndpoint);
});

test('orders do not wait for one another: sixteen at once, and never more', async () => {
  const held: (() => void)[] = [];
  receiver.behave = (_, response) => {
    held.push(() => response.end());
    // Nobody is answered before there are as many as there may be.
    if (held.length === schedule.maxConcurrentPerEndpoint) for (const answer of held.splice(0)) answer();
  };
  await rig.add('a', { url: receiver.url });
  for (let n = 0; n < 8 * schedule.maxConcurrentPerEndpoint; n += 1) await rig.emit('a', `order-${n}`);
  await rig.deliverer.whenIdle('a');
  expect(receiver.atOnce.max).toBe(schedule.maxConcurrentPerEndpoint);
  expect(rig.events('a').every(({ state }) => state === 'delivered')).toBe(true);
});

describe('outbound authorization', () => {
  const attemptWith = async (callback: Callback) => {
    await rig.add('a', callback);
    const [eventId = ''] = await rig.emit('a', 'order-1');
    await rig.deliverer.whenIdle('a');
    return rig.event('a', eventId);
  };

  test.each<readonly [auth: Callback['auth'], header: string, value: string | undefined]>([
    [undefined, 'authorization', undefined],
    [{ type: 'none' }, 'authorization', undefined],
    [
      { type: 'basic', username: 'ü:x', password: 'p:ä' },
      'authorization',
      `Basic ${Buffer.from('ü:x:p:ä').toString('base64')}`,
    ],
    [{ type: 'header', name: 'X-Api-Key', value: 'k3y' }, 'x-api-key', 'k3y'],
  ])('%j', async (auth, header, value) => {
    const event = await attemptWith({ url: receiver.url, ...(auth ? { auth } : {}) });
    expect(event.state).toBe('delivered');
    expect(receiver.received[0]?.headers[header]).toBe(value);
    // Shown masked.
    if (value) expect(event.attempts[0]?.request.headers[header]).toMatch(/^(Basic )?\*\*\*$/);
  });

  test('a header that cannot be written fails the attempt and nothing else', async () => {
    const event = await attemptWith({ url: receiver.url, auth: { type: 'header', name: 'x-key', value: 'a\r\nb: 1' } });
    expect(event).toMatchObject({ state: 'retrying', attempts: [{ failure: 'protocol' }] });
    expect(receiver.received).toHaveLength(0);
    for (const [name, value] of [
      ['Host', 'x'],
      ['bad name', 'x'],
      ['x', 'ü'],
      ['content-length', '1'],
    ] as const) {
      expect(checkHeaderAuth({ type: 'header', name, value })).toHaveLength(1);
    }
    expect(checkHeaderAuth({ type: 'header', name: 'X-Api-Key', value: 'k' })).toEqual([]);
  });

  describe('OAuth 2 client credentials', () => {
    let tokens: Receiver;
    let grant: object;
    beforeEach(async () => {
      grant = { access_token: 'tok-1', token_type: 'Bearer', expires_in: 3600 };
      tokens = await startReceiver((_, response) => void response.writeHead(200).end(JSON.stringify(grant)));
    });
    afterEach(() => tokens.close());
    const callback = (): Callback => ({
      url: receiver.url,
      auth: { type: 'oauth2', tokenUrl: tokens.url, clientId: 'c:1', clientSecret: 's+é', scope: 'events' },
    });
    const emit = async (count: number) => {
      const ids: string[] = [];
      for (let n = 0; n < count; n += 1) ids.push(...(await rig.emit('a', `o-${n}`)));
      await rig.deliverer.whenIdle('a');
      return ids.map((id) => rig.event('a', id));
    };

    test('one token for many deliveries, requested once, shown in the attempt', async () => {
      await rig.add('a', callback());
      const events = await emit(20);
      expect(events.every(({ state }) => state === 'delivered')).toBe(true);
      expect(tokens.received).toHaveLength(1);
      expect(tokens.received[0]).toMatchObject({ body: 'grant_type=client_credentials&scope=events' });
      const basic = tokens.received[0]?.headers.authorization?.replace('Basic ', '') ?? '';
      expect(Buffer.from(basic, 'base64').toString()).toBe('c%3A1:s%2B%C3%A9');
      expect(receiver.received.every(({ headers }) => headers.authorization === 'Bearer tok-1')).toBe(true);
      expect(events[0]?.attempts[0]).toMatchObject({
        tokenCalls: [{ url: tokens.url, status: 200 }],
        request: { headers: { authorization: 'Bearer ***' } },
      });
      expect(JSON.stringify(events)).not.toContain('tok-1');
    });

    test('a token is not used beyond its life', async () => {
      grant = { access_token: 'tok-1', expires_in: 0 };
      await rig.add('a', callback());
      for (let n = 0; n < 3; n += 1) {
        await rig.emit('a', 'order-1');
        await rig.deliverer.whenIdle('a');
      }
      expect(tokens.received).toHaveLength(3);
    });

    test('a 401 fetches one new token, and one only', async () => {
      receiver.behave = ({ headers }, response) =>
        void response.writeHead(headers.authorization === 'Bearer tok-2' ? 200 : 401).end();
      await rig.add('a', callback());
      tokens.behave = (_, response) =>
        void response.end(JSON.stringify({ access_token: `tok-${tokens.received.length}`, expires_in: 60 }));
      const [event] = await emit(1);
      expect(event).toMatchObject({
        state: 'delivered',
        attempts: [{ status: 200, tokenCalls: [{ status: 200 }, { status: 200 }] }],
      });
      receiver.behave = (_, response) => void response.writeHead(401).end();
      const [id = ''] = await rig.emit('a', 'order-2');
      await rig.deliverer.whenIdle('a');
      expect(rig.event('a', id)).toMatchObject({ state: 'retrying', attempts: [{ status: 401 }] });
      expect(tokens.received).toHaveLength(3);
    });

    test('a token endpoint inside is not called in the shared profile, and sees no connection', async () => {
      const shared = createDeliveryRig({ policy: { profile: 'shared', ownPorts: () => [] } });
      await shared.add('a', callback());
      const [id = ''] = await shared.emit('a', 'order-1');
      await shared.deliverer.whenIdle('a');
      expect(shared.event('a', id)).toMatchObject({
        state: 'retrying',
        attempts: [{ failure: 'token', error: expect.stringMatching(/127\.0\.0\.1 is (not a public|a loopback)/) }],
      });
      expect([tokens.connections.count, receiver.connections.count]).toEqual([0, 0]);
      shared.close();
    });

    test.each<readonly [what: string, behave: Receiver['behave']]>([
      ['an error', (_, response) => void response.writeHead(500).end()],
      ['no token in the answer', (_, response) => void response.end('{}')],
      ['a token that would break the header', (_, response) => void response.end('{"access_token":"a\\r\\nX: 1"}')],
      ['no JSON', (_, response) => void response.end('<html>')],
      ['a broken connection', (_, __, request) => void request.socket.destroy()],
    ])('%s: nothing is sent, and the attempt says why', async (_, behave) => {
      tokens.behave = behave;
      await rig.add('a', callback());
      const [event] = await emit(1);
      expect(event).toMatchObject({
        state: 'retrying',
        attempts: [
          { failure: 'token', error: expect.stringMatching(/^No token: /), tokenCalls: [{ url: tokens.url }] },
        ],
      });
      expect(receiver.received).toHaveLength(0);
    });
  });
});

describe('signatures, an extra', () => {
  const secret = `whsec_${Buffer.from('a secret of twenty-four bytes!').toString('base64')}`;
  const older = `whsec_${Buffer.from('an older one of thirty bytes..').toString('base64')}`;
  const headersOf = ({ headers }: Received) => headers as Record<string, string>;

  test('are what an independent library takes, with wall time, and for the old secret too while it is changed', async () => {
    await rig.add('a', { url: receiver.url, signing: { secret: `${secret} ${older}` } });
    await rig.emit('a', 'order-1');
    await rig.deliverer.whenIdle('a');
    const [received] = receiver.received as [Received];
    for (const one of [secret, older]) {
      expect(() => new Webhook(one).verify(received.body, headersOf(received))).not.toThrow();
    }
    expect(() => new Webhook(secret).verify(`${received.body} `, headersOf(received))).toThrow();
    expect(headersOf(received)['webhook-id']).toBe(idOf(received));
  });

  test('are left out of the strict profile, like everything BT is not known to send', async () => {
    await rig.add('a', { url: receiver.url, signing: { secret } }, 'strict');
    await rig.emit('a', 'order-1');
    await rig.deliverer.whenIdle('a');
    const names = Object.keys(receiver.received[0]?.headers ?? {});
    expect(names.filter((name) => /webhook|etherbox/.test(name))).toEqual([]);
    expect(names).toContain('apigw-tracking-header');
  });
});

describe('one dead receiver', () => {
  /** A clock that is in a hurry: fifteen seconds pass in a fraction of one. */
  let haste = 100;
  const hurried = {
    now: systemClock.now,
    after: (ms: number, then: () => void) => systemClock.after(ms / haste, then),
  };

  test.each([1, 6])('holds up nobody else, and takes no more places than it may (%i of them)', async (many) => {
    const dead = await startReceiver(() => undefined);
    const both = createDeliveryRig();
    const silent = Array.from({ length: many }, (_, n) => `a${n}`);
    for (const id of silent) {
      await both.add(id, { url: dead.url, timeoutMs: 60_000 });
      await both.get(id).transact((transaction) => {
        for (let n = 0; n < 500; n += 1) putEvent(transaction, `order-${n}`);
      });
    }
    await both.add('b', { url: receiver.url });
    const receivedEvents = many === 1 ? schedule.maxConcurrentPerEndpoint : schedule.maxConcurrent * 0.75;
    await vi.waitFor(() => expect(dead.connections.open).toBeGreaterThanOrEqual(receivedEvents));
    for (let n = 0; n < 50; n += 1) {
      await both.emit('b', `order-${n % 5}`);
      await both.deliverer.whenIdle('b');
    }
    expect(both.events('b').every(({ state }) => state === 'delivered')).toBe(true);
    expect(receiver.received).toHaveLength(50);
    for (const id of silent) expect(both.events(id).every(({ state }) => state === 'waiting')).toBe(true);
    expect(dead.connections.open).toBeLessThanOrEqual(many * schedule.maxConcurrentPerEndpoint);
    expect(dead.connections.open).toBeLessThan(schedule.maxConcurrent);
    both.close();
    await dead.close();
  });

  test('is not waited for again after its third time-out within one advance', async () => {
    const silent = await startReceiver(() => undefined);
    const patient = createDeliveryRig({ clock: hurried });
    await patient.add('a', { url: silent.url });
    const live = patient.get('a');
    await live.transact((transaction) => {
      for (let n = 0; n < 40; n += 1) {
        const eventId = `late-${n}`;
        transaction.put(events, eventId, {
          ...eventDocument(eventId, `order-${n}`, 1, transaction.now),
          state: 'retrying',
          nextAttempt: { dueAt: transaction.now + n, clock: 'virtual', n: 1, agendaKey: '' },
        });
        transaction.schedule(transaction.now + 1000 * (n + 1), 'delivery-retry', { endpoint: 'callback', eventId });
      }
    });
    const parked = await patient.advance('a', day);
    expect(silent.received.length).toBeLessThanOrEqual(3 + schedule.maxConcurrentPerEndpoint);
    expect(parked.length).toBeGreaterThanOrEqual(20);
    for (const { eventId, reason } of parked) {
      expect(reason).toMatch(/timed out \d+ times within this advance/);
      expect(patient.event('a', eventId).reason).toBe(reason);
    }
    // With the next advance they are tried again.
    silent.behave = acceptAll;
    haste = 1;
    await patient.advance('a', 3 * day);
    expect(patient.events('a').filter(({ state }) => state !== 'delivered')).toEqual([]);
    patient.close();
    await silent.close();
  });

  test('an advance with `park` delivers nothing', async () => {
    await rig.add('a', { url: 'http://127.0.0.1:1/' });
    const [eventId = ''] = await rig.emit('a', 'order-1');
    await rig.deliverer.whenIdle('a');
    await rig.setCallback('a', { url: receiver.url });
    const parked = await rig.advance('a', day, { park: true });
    expect(parked).toMatchObject([
      { eventId, orderId: 'order-1', reason: expect.stringContaining('this advance delivers no callbacks') },
    ]);
    // Neither the end of the advance nor news of the order lets it go.
    const [behind = ''] = await rig.emit('a', 'order-1');
    await rig.deliverer.whenIdle('a');
    const again = await rig.advance('a', 1, { park: true });
    expect(again.map((one) => one.eventId)).toEqual([eventId, behind]);
    // The one behind waits in the queue, not for an advance: its reason must not outlive the first one's.
    expect([rig.event('a', eventId).reason, rig.event('a', behind).reason]).toEqual([parked[0]?.reason, undefined]);
    // Nor does a setting that has nothing to do with where it goes.
    await rig.get('a').transact((transaction) => {
      putSingleton(transaction, profileDocument, { ...transaction.profile, settings: { rateLimit: true } });
    });
    await rig.deliverer.whenIdle('a');
    expect(receiver.received).toHaveLength(0);
    await rig.advance('a', 1);
    expect(receiver.received).toHaveLength(2);
  });

  test.each([
    ['another callback', () => rig.setCallback('a', { url: `${receiver.url}/other` })],
    ['retry now', () => rig.deliverer.retryWaiting('a')],
  ])('what is parked goes with %s', async (_, letGo) => {
    await rig.add('a', { url: receiver.url });
    receiver.behave = (_received, response) => void response.writeHead(500).end();
    await rig.emit('a', 'order-1');
    await rig.deliverer.whenIdle('a');
    receiver.behave = acceptAll;
    expect(await rig.advance('a', 60_000, { park: true })).toHaveLength(1);
    const before = receiver.received.length;
    await letGo();
    await rig.deliverer.whenIdle('a');
    expect(receiver.received).toHaveLength(before + 1);
  });

  test('what was parked and then sent manually is not looked after any longer', async () => {
    const clock = manualClock();
    const life = createDeliveryRig({ clock });
    await life.add('a', { url: receiver.url });
    receiver.behave = (_, response) => void response.writeHead(500).end();
    const [eventId = ''] = await life.emit('a', 'order-1');
    await life.deliverer.whenIdle('a');
    receiver.behave = acceptAll;
    expect(await life.advance('a', 60_000, { park: true })).toHaveLength(1);
    await life.deliverer.resend('a', eventId);
    clock.advanceBy(1000);
    expect(clock.timerCount()).toBe(0);
    life.close();
  });
});

test('a receiver that changes the sandbox from inside its handler does so at the very instant', async () => {
  await rig.add('a', { url: receiver.url });
  const live = rig.get('a');
  receiver.behave = (received, response) => {
    if (orderOf(received) === 'order-2') return void response.end();
    // The answer waits for the commit; were it to fail, the delivery would time out.
    void live.transact((transaction) => void putEvent(transaction, 'order-2')).then(() => response.end());
  };
  const [eventId = ''] = await rig.emit('a', 'order-1');
  await rig.deliverer.whenIdle('a');
  expect(rig.event('a', eventId).state).toBe('delivered');
  expect(rig.events('a').map(({ state, occurredAt }) => [state, occurredAt])).toEqual([
    ['delivered', live.virtualNow],
    ['delivered', live.virtualNow],
  ]);
});

describe('while the store refuses', () => {
  /** Refuses what `when` says for as long as it says so. */
  const refusing = (when: (change: ChangeSet) => boolean): Store => {
    const innerStore = createMemoryStore();
    return {
      ...innerStore,
      append: async (id, version, change) => {
        if (when(change)) throw new StoreRefusedError('no space left on the device');
        await innerStore.append(id, version, change);
      },
    };
  };

  test('an outcome is offered again, nothing is sent twice, and after five seconds it is reported', async () => {
    let full = false;
    const clock = manualClock();
    const life = createDeliveryRig({ clock, store: refusing(() => full) });
    await life.add('a', { url: receiver.url });
    receiver.behave = (_, response) => {
      full = true;
      response.end();
    };
    const [eventId = ''] = await life.emit('a', 'order-1');
    await vi.waitFor(() => expect(receiver.received).toHaveLength(1));
    await vi.waitFor(() => {
      clock.advanceBy(1000);
      expect(life.deliverer.stallOf('a')).toMatchObject({
        due: 1,
        reason: expect.stringContaining('cannot be stored'),
      });
    });
    full = false;
    let innerStore = false;
    void life.deliverer.whenIdle('a').then(() => {
      innerStore = true;
    });
    await vi.waitFor(() => {
      clock.advanceBy(1000);
      expect(innerStore).toBe(true);
    });
    expect(life.event('a', eventId)).toMatchObject({ state: 'delivered', attempts: [{ n: 1 }] });
    expect(receiver.received).toHaveLength(1);
    expect(life.deliverer.stallOf('a')).toBeUndefined();
    life.close();
  });

  test.each([
    ['a reset', (sandboxes: Sandboxes) => sandboxes.reset('a')],
    ['another world', (sandboxes: Sandboxes, empty: SavedState) => sandboxes.loadState('a', empty)],
  ])('%s that it does not keep loses no callback, and no journal', async (_, replace) => {
    let full = false;
    const initialSandbox = { id: 'a', clientId: 'c', clientSecret: 's', callback: { url: receiver.url } };
    const box = await serve({ store: refusing(() => full), initialSandbox });
    const live = box.sandboxes.getOrThrow('a');
    const { journal } = live;
    const empty = structuredClone(box.sandboxes.saveState('a'));
    receiver.behave = (_received, response) => void response.writeHead(500).end();
    const path = '/v1/productOrderingManagement/productOrder';
    const headers = { 'apigw-tracking-header': 't', 'content-type': 'application/json' };
    const body = { kind: 'text', text: JSON.stringify(sampleOrder('etherway-fibre-provide')) } as const;
    const request = { method: 'POST', path, rawQuery: '', headers, baseUrl: box.baseUrl, wallNow: 0, body } as const;
    await live.serveRequest(request, box.sandboxes.context.contract.route('POST', path));
    await box.deliveryService.whenIdle('a');
    const tried = receiver.received.map(idOf);
    full = true;
    await expect(replace(box.sandboxes, empty)).rejects.toThrow('no space left');
    full = false;
    receiver.behave = acceptAll;
    await box.deliveryService.retryWaiting('a');
    expect(receiver.received.slice(tried.length).map(idOf)).toEqual(tried);
    expect(live.journal).toBe(journal);
    await box.close();
  });

  test('the pause before it is called again lets nothing go that is parked', async () => {
    let refusals = 1;
    const clock = manualClock();
    const suppressed = ({ writes }: ChangeSet) =>
      writes.some(([, , document]) => isMatch(document, { state: 'suppressed' }));
    const life = createDeliveryRig({
      clock,
      store: refusing((change) => refusals > 0 && suppressed(change) && refusals-- > 0),
    });
    await life.add('a', { url: receiver.url });
    receiver.behave = (_, response) => void response.writeHead(500).end();
    const [eventId = ''] = await life.emit('a', 'order-1');
    await life.deliverer.whenIdle('a');
    await life.advance('a', 60_000, { park: true });
    const key = hubDeliveryKey('removed', eventId);
    const copy = () => life.get('a').reader.get(hubNotifications, key)?.state;
    await life.get('a').transact((transaction) => {
      transaction.put(hubNotifications, key, { ...life.event('a', eventId), state: 'waiting', attempts: [] });
    });
    await vi.waitFor(() => {
      clock.advanceBy(1000);
      expect(copy()).toBe('suppressed');
    });
    await life.deliverer.whenIdle('a');
    expect(refusals).toBe(0);
    expect(receiver.received).toHaveLength(1);
    life.close();
  });

  test.each([
    ['the use of a fault', { hits: 1 }, true],
    ['that nothing is sent', { state: 'suppressed' }, false],
  ] as const)('%s is noted later, and the event goes its way', async (_, refused, withUrl) => {
    let refusals = 1;
    const isRefused = ({ writes }: ChangeSet) => writes.some(([, , document]) => isMatch(document, refused));
    const clock = manualClock();
    const life = createDeliveryRig({
      clock,
      store: refusing((change) => refusals > 0 && isRefused(change) && refusals-- > 0),
    });
    await life.add('a', { url: receiver.url });
    await new FaultInjectionService([]).add(life.get('a'), { operation: 'callback', timestampForm: 'seconds' });
    if (!withUrl) await life.setCallback('a', null);
    const [eventId = ''] = await life.emit('a', 'order-1');
    await vi.waitFor(() => expect(refusals).toBe(0));
    await vi.waitFor(() => {
      clock.advanceBy(1000);
      expect(isSettled(life.event('a', eventId))).toBe(true);
    });
    expect(life.event('a', eventId).state).toBe(withUrl ? 'delivered' : 'suppressed');
    life.close();
  });
});

test('what was interrupted resumes: nothing is lost, nothing comes from a change that was not kept', async () => {
  const kills = runCount(8, 50, process.env.KILLS);
  const innerStore = new Map();
  const emitted: string[] = [];
  let maxInFlight = 0;
  const random = seededRandom(seed);
  receiver.behave = (_, response) => void setImmediate(() => response.writeHead(200).end());
  for (let kill = 0; kill <= kills; kill += 1) {
    const store = createMemoryStore(innerStore);
    const life = createDeliveryRig({ store });
    const stored = await store.open('a');
    if (stored) await life.reopen('a', stored);
    else await life.add('a', { url: receiver.url });
    life.deliverer.resumeAll();
    for (let n = 0; n < 40; n += 1) emitted.push(...(await life.emit('a', `order-${n % 10}`)));
    const before = receiver.received.length;
    if (kill === kills) await life.deliverer.whenIdle('a');
    else while (receiver.received.length < before + random.integerBelow(30)) await new Promise(setImmediate);
    maxInFlight = Math.max(maxInFlight, receiver.atOnce.max);
    // As abrupt as it gets within one process: the store takes nothing more, outcomes on their way are lost.
    await store.close();
    life.close();
  }
  const seen = receiver.received.map(idOf);
  expect(new Set(seen)).toEqual(new Set(emitted));
  expect(seen.length - emitted.length).toBeLessThanOrEqual(kills * schedule.maxConcurrentPerEndpoint);
});
