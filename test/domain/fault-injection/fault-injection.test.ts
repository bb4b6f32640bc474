import { request as httpRequest } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  addFaultInjection,
  type FaultInjectionSpec,
  faultInjections,
  rewriteEventTime,
  type TimestampForm,
  takeFaultInjection,
  validateFaultInjection,
} from '#domain/fault-injection/fault-injection';
import { endStates } from '#domain/journey/item-state';
import { applyCallbackFault } from '#engine/delivery/callback-fault-injection';
import { ControlClient } from '#http/control/control-client';
import { type RunningServer, serve } from '#http/serve';
import { ControlRequestError } from '#runtime/control-request-error';
import { FaultInjectionService } from '#runtime/services/fault-injection-service';
import { createDeliveryRig, type DeliveryRig, putEvent, schedule, startInstant } from '../../support/delivery-rig.ts';
import { type Receiver, startReceiver } from '../../support/flaky-receiver.ts';

const hour = 3_600_000;
const faultInjectionService = new FaultInjectionService(['listQuote', 'createQuote']);

describe('what cannot strike is refused', () => {
  test.each<readonly [spec: FaultInjectionSpec, pointer: string]>([
    [{ operation: 'makeTea', status: 503 }, '/operation'],
    [{ operation: 'listQuote' }, ''],
    [{ operation: 'listQuote', times: 3 }, ''],
    [{ operation: 'listQuote', duplicate: true }, '/duplicate'],
    [{ operation: 'token', lateBy: '2 hours' }, '/lateBy'],
    [{ operation: 'callback', lateBy: 'soon' }, '/lateBy'],
    [{ operation: 'callback', lateBy: '3 working days' }, '/lateBy'],
    [{ operation: 'callback', timestampForm: 'roman' as TimestampForm }, '/timestampForm'],
  ])('%j at %s', (spec, pointer) => {
    expect(validateFaultInjection(spec, ['listQuote']).map((wrong) => wrong.pointer)).toContain(pointer);
  });

  test.each<FaultInjectionSpec>([
    { operation: 'listQuote', status: 503, times: 2 },
    { operation: 'callback', lateBy: '2 hours' },
    { operation: 'callback', duplicate: 3, timestampForm: 'mixed' },
    { operation: 'token', delayMs: 10 },
    { operation: 'callbackToken', status: 500 },
  ])('%j is taken', (spec) => {
    expect(validateFaultInjection(spec, ['listQuote'])).toEqual([]);
  });
});

describe('on callbacks', () => {
  let receiver: Receiver;
  let rig: DeliveryRig;
  beforeEach(async () => {
    receiver = await startReceiver();
    rig = createDeliveryRig();
    await rig.add('a', { url: receiver.url });
  });
  afterEach(async () => {
    rig.close();
    await receiver.close();
  });
  const add = (spec: Omit<FaultInjectionSpec, 'operation'>) =>
    faultInjectionService.add(rig.get('a'), { operation: 'callback', ...spec });
  const emit = async (orderId: string, count = 1): Promise<readonly string[]> => {
    const ids = await rig.emit('a', orderId, count);
    await rig.deliverer.whenIdle('a');
    return ids;
  };
  const seen = (): readonly string[] => receiver.received.map(({ body }) => JSON.parse(body).eventId);

  test('are counted, listed with what is left, and strike no more at nought', async () => {
    await add({ status: 503, times: 2 });
    const ids = [...(await emit('o1')), ...(await emit('o2')), ...(await emit('o3'))];
    expect(ids.map((id) => rig.event('a', id).state)).toEqual(['retrying', 'retrying', 'delivered']);
    expect(rig.event('a', ids[0] as string).attempts[0]).toMatchObject({
      status: 503,
      failure: 'fault-injection',
      faultInjection: 'fault-injection-1',
      error: 'Not sent: a fault injection answered 503',
    });
    expect(faultInjectionService.list(rig.get('a'))).toMatchObject([
      { id: 'fault-injection-1', times: 2, left: 0, hits: 2 },
    ]);
    expect(receiver.received).toHaveLength(1);
  });

  test('strike what they match, and stop when they are removed', async () => {
    const { id } = (await add({ status: 500, match: { orderId: ['o2', 'o3'] } })) as { id: string };
    const [one = ''] = await emit('o1');
    const [two = ''] = await emit('o2');
    expect([rig.event('a', one).state, rig.event('a', two).state]).toEqual(['delivered', 'retrying']);
    expect(await faultInjectionService.remove(rig.get('a'), id)).toBe(true);
    expect(await faultInjectionService.remove(rig.get('a'), id)).toBe(false);
    const [three = ''] = await emit('o3');
    expect(rig.event('a', three).state).toBe('delivered');
  });

  test('dropped, then recovered by the schedule', async () => {
    await add({ drop: true, times: 1 });
    const [id = ''] = await emit('o1');
    expect(receiver.received).toHaveLength(0);
    expect(rig.event('a', id)).toMatchObject({ state: 'retrying', attempts: [{ failure: 'fault-injection' }] });
    await rig.advance('a', hour);
    expect(rig.event('a', id)).toMatchObject({ state: 'delivered', attempts: [{ n: 1 }, { n: 2, status: 204 }] });
  });

  test('sent more than once, the same bytes each time', async () => {
    await add({ duplicate: 2, times: 1 });
    await emit('o1');
    expect(receiver.received).toHaveLength(3);
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
  });

  test('late on the virtual clock, and the order waits behind it', async () => {
    await add({ lateBy: '2 hours', times: 1 });
    const [first = '', second = ''] = await emit('o1', 2);
    expect(receiver.received).toHaveLength(0);
    expect(rig.event('a', first)).toMatchObject({
      state: 'waiting',
      reason: expect.stringContaining('Held back on purpose until 2026-01-05T11:00:00.000Z'),
      nextAttempt: { dueAt: startInstant + 2 * hour },
    });
    await rig.advance('a', 2 * hour - 1);
    expect(receiver.received).toHaveLength(0);
    await rig.advance('a', 1);
    expect(seen()).toEqual([first, second]);
  });

  test('out of order: the next one overtakes it', async () => {
    await add({ reorder: true, times: 1 });
    const [first = ''] = await emit('o1');
    expect(rig.event('a', first)).toMatchObject({ state: 'waiting', reason: expect.stringContaining('next event') });
    const [second = '', third = ''] = await emit('o1', 2);
    expect(seen()).toEqual([second, first, third]);
    expect(rig.events('a').every(({ state }) => state === 'delivered')).toBe(true);
  });

  test('out of order without a next one: it goes at the published delay, and holds up nothing behind it', async () => {
    await add({ reorder: true, times: 1 });
    const [first = ''] = await emit('o1');
    expect(rig.event('a', first)).toMatchObject({
      reason: expect.stringMatching(/next event of its order has gone, at the latest until 2026-02-04T09:00/),
      nextAttempt: { dueAt: startInstant + schedule.maxHoldBackMs, n: 1 },
    });
    await rig.advance('a', schedule.maxHoldBackMs - 1);
    expect(seen()).toEqual([]);
    await rig.advance('a', 1);
    const [second = ''] = await emit('o1');
    expect(seen()).toEqual([first, second]);
    expect(rig.events('a').map(({ state }) => state)).toEqual(['delivered', 'delivered']);
  });

  test('out of order, overtaken: nothing of it is left on the agenda', async () => {
    await add({ reorder: true, lateBy: '2 hours', times: 1 });
    const [first = '', second = ''] = await emit('o1', 2);
    expect(seen()).toEqual([second, first]);
    expect(rig.get('a').sandboxState.nextDue()).toBeUndefined();
  });

  test.each(endStates)(
    'the last event of an order (%s) is not held back, and the fault keeps its count',
    async (state) => {
      await rig.get('a').transact((transaction) => {
        addFaultInjection(transaction, { operation: 'callback', reorder: true, times: 1 });
        const delivery = { endpoint: 'callback', eventId: putEvent(transaction, 'o1') };
        expect(applyCallbackFault(transaction, delivery, { state }, schedule)).toBeUndefined();
        expect(applyCallbackFault(transaction, delivery, { state: 'inProgress' }, schedule)).toMatchObject({
          isHeld: true,
        });
      });
    },
  );

  test('out of order without a next one: retry now lets it go', async () => {
    await add({ reorder: true });
    const [first = ''] = await emit('o1');
    expect(await rig.deliverer.retryWaiting('a')).toEqual([{ endpoint: 'callback', eventId: first }]);
    expect(seen()).toEqual([first]);
  });

  test.each([
    ['truncated', { truncateAt: 5 }],
    ['reset before the answer is read', { reset: 'beforeHeaders' }],
    ['reset after the headers', { reset: 'afterHeaders' }],
  ] as const)('%s is a failure that is tried again', async (_, spec) => {
    await add({ ...spec, times: 1 });
    const [id = ''] = await emit('o1');
    expect(rig.event('a', id)).toMatchObject({
      state: 'retrying',
      attempts: [{ failure: 'fault-injection', faultInjection: 'fault-injection-1' }],
    });
    await rig.advance('a', hour);
    expect(rig.event('a', id).state).toBe('delivered');
  });

  test('delayed and dripping, it arrives whole', async () => {
    await add({ delayMs: 5, dripBytesPerSecond: 2000, times: 1 });
    const [id = ''] = await emit('o1');
    expect(rig.event('a', id)).toMatchObject({
      state: 'delivered',
      attempts: [{ n: 1, faultInjection: 'fault-injection-1' }],
    });
    expect(seen()).toEqual([id]);
  });

  test('another form of its instants stays the same on every attempt', async () => {
    receiver.behave = (_, response) => void response.writeHead(receiver.received.length === 1 ? 500 : 204).end();
    await add({ timestampForm: '+0000', times: 1 });
    await emit('o1');
    await rig.advance('a', hour);
    expect(receiver.received).toHaveLength(2);
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
  });

  test('a thousand faults are enough', async () => {
    const live = rig.get('a');
    await live.transact((transaction) => {
      for (let n = 0; n < 1000; n += 1) {
        transaction.put(faultInjections, `f${n}`, {
          id: `f${n}`,
          operation: 'token',
          status: 500,
          remainingUses: null,
          hits: 0,
        });
      }
    });
    await expect(add({ status: 500 })).rejects.toThrow(ControlRequestError);
  });
});

test.each([
  ['Z', '2026-01-05T09:00:00.120Z'],
  ['seconds', '2026-01-05T09:00:00Z'],
  ['+00:00', '2026-01-05T09:00:00.120000+00:00'],
  ['+0000', '2026-01-05T09:00:00.120+0000'],
] as const)('the form %s', (form, text) => {
  const payload = { eventId: 'e', eventTime: '2026-01-05T09:00:00.120Z', event: { at: '2026-01-05T09:00:00.120Z' } };
  expect(rewriteEventTime(payload, form, 0)).toEqual({ ...payload, eventTime: text });
});

describe('on operations and tokens', () => {
  let box: RunningServer;
  let token: string;
  const credentials = Buffer.from('client:secret').toString('base64');
  const requestToken = () =>
    fetch(`${box.baseUrl}/oauth/accesstoken`, {
      method: 'POST',
      headers: { authorization: `Basic ${credentials}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=client_credentials',
    });
  beforeAll(async () => {
    box = await serve({ initialSandbox: { id: 'default', clientId: 'client', clientSecret: 'secret' } });
    token = ((await (await requestToken()).json()) as { access_token: string }).access_token;
  });
  afterAll(() => box.close());
  afterEach(() => live().transact((transaction) => transaction.remove(faultInjections, 'f')));
  const live = () => box.sandboxes.getOrThrow('default');
  const path = '/tmf-api/quoteManagement/v4/quote';
  const headers = () => ({ authorization: `Bearer ${token}`, 'apigw-tracking-header': 't-1' });
  const list = () => fetch(`${box.baseUrl}${path}`, { headers: headers() });
  const add = (spec: FaultInjectionSpec) =>
    live().transact((transaction) =>
      transaction.put(faultInjections, 'f', { ...spec, id: 'f', remainingUses: spec.times ?? null, hits: 0 }),
    );
  const attach = (spec: FaultInjectionSpec) =>
    new ControlClient({ baseUrl: box.baseUrl }).post<{ readonly id: string }>('~/fault-injections', spec);
  const left = () => live().reader.get(faultInjections, 'f')?.remainingUses;
  const lastEntry = () => [...live().journal.list().items].sort((a, b) => b.number - a.number)[0];

  test('a status in the words of the API, counted, and noted in the journal', async () => {
    await add({ operation: 'listQuote', status: 503, times: 2 });
    const answers = [await list(), await list(), await list()];
    expect(answers.map(({ status }) => status)).toEqual([503, 503, 200]);
    expect(await answers[0]?.json()).toMatchObject({ code: 5 });
    expect(left()).toBe(0);
    expect([...live().reader.list(faultInjections)][0]?.[1]).toMatchObject({ hits: 2 });
  });

  test('a token that lapses early is a 401 in the gateway’s words', async () => {
    await add({ operation: 'listQuote', status: 401, times: 1 });
    const answer = await list();
    expect([answer.status, answer.headers.get('apigw-exception-code')]).toEqual([401, '42']);
  });

  test('a body of one’s own', async () => {
    await add({ operation: 'listQuote', status: 200, body: [{ odd: true }], times: 1 });
    expect(await (await list()).json()).toEqual([{ odd: true }]);
  });

  test('its use counts also when the request is refused', async () => {
    await add({ operation: 'listQuote', delayMs: 1, times: 3 });
    const answer = await fetch(`${box.baseUrl}${path}?limit=nonsense`, { headers: headers() });
    expect(answer.status).toBe(400);
    expect(left()).toBe(2);
  });

  test.each<readonly [spec: FaultInjectionSpec, name: string, expected: RegExp]>([
    [{ operation: 'listQuote', status: 503, match: { externalID: 'x' } }, 'externalID', /did you mean externalId\?/],
    [{ operation: 'createProductOrder', status: 503, match: { external: 'x' } }, 'external', /^one of .*externalId/],
    [{ operation: 'retrieveQuote', status: 503, match: { product: 'x' } }, 'product', /^one of id, fields, body, /],
    [{ operation: 'callback', status: 503, match: { orderID: 'x' } }, 'orderID', /did you mean orderId\?/],
    [{ operation: 'callback', status: 503, match: { 'milestone.0': 'KCI1' } }, 'milestone.0', /^one of eventId/],
    [{ operation: 'token', status: 503, match: { scope: 'x' } }, 'scope', /^nothing: it meets every call/],
  ])('a match that names nothing of the operation is refused: %j', async (spec, name, expected) => {
    const refused = await attach(spec).catch((error: unknown) => error);
    expect(refused).toMatchObject({ status: 422, violations: [{ pointer: `/match/${name}` }] });
    expect((refused as { violations: { expected: string }[] }).violations[0]?.expected).toMatch(expected);
  });

  test.each<FaultInjectionSpec>([
    {
      operation: 'createProductOrder',
      status: 503,
      match: { externalId: 'x', 'productOrderItem.0.id': '1', 'orderItem.0.id': '1' },
    },
    {
      operation: 'patchProductOrder',
      status: 503,
      match: { id: 'x', 'headers.x-mine': '1', 'body.unheard-of': 1, path: '/' },
    },
    {
      operation: 'callback',
      status: 503,
      match: { 'productOrderItem.0.milestone': 'KCI1', attempt: 1, state: 'held' },
    },
  ])('a match that names what there may be is taken: %j', async (spec) => {
    const { id } = await attach(spec);
    await live().transact((transaction) => transaction.remove(faultInjections, id));
  });

  test('matches on query, path and body', async () => {
    await add({ operation: 'listQuote', status: 503, match: { 'query.product': 'x' } });
    expect((await list()).status).toBe(200);
    expect((await fetch(`${box.baseUrl}${path}?product=x`, { headers: headers() })).status).toBe(503);
  });

  /** What comes over the wire, down to where it breaks. */
  const raw = () =>
    new Promise<{ status?: number; body: string; broken: boolean }>((resolve) => {
      const sent = httpRequest(`${box.baseUrl}${path}`, { headers: headers(), agent: false }, (response) => {
        let body = '';
        response.on('data', (chunk) => {
          body += chunk;
        });
        response.on('close', () =>
          resolve({ status: response.statusCode as number, body, broken: !response.complete }),
        );
        response.on('error', () => undefined);
      });
      sent.on('error', () => resolve({ body: '', broken: true }));
      sent.end();
    });

  test.each<readonly [what: string, spec: Omit<FaultInjectionSpec, 'operation'>, seen: object]>([
    ['reset before the headers', { reset: 'beforeHeaders' }, { broken: true, body: '' }],
    ['dropped', { drop: true }, { broken: true, body: '' }],
    ['reset after the headers', { reset: 'afterHeaders' }, { status: 200, broken: true }],
    ['cut off after a byte', { truncateAt: 1 }, { status: 200, broken: true, body: '[' }],
    ['cut off before the first byte', { truncateAt: 0 }, { status: 200, broken: true, body: '' }],
    ['delayed', { delayMs: 3 }, { status: 200, broken: false, body: '[]' }],
    ['dripping', { dripBytesPerSecond: 100 }, { status: 200, broken: false, body: '[]' }],
  ])('%s', async (_, spec, expected) => {
    await add({ operation: 'listQuote', ...spec, times: 1 });
    expect(await raw()).toMatchObject(expected);
    expect(left()).toBe(0);
    expect(await raw()).toMatchObject({ status: 200, broken: false });
  });

  test('the token endpoint is down, then up again', async () => {
    await add({ operation: 'token', status: 503, times: 1 });
    const down = await requestToken();
    expect(down.status).toBe(503);
    expect(await down.json()).toMatchObject({ error: 'temporarily_unavailable' });
    expect((await requestToken()).status).toBe(200);
  });

  test('each use is noted in the journal', async () => {
    await add({ operation: 'listQuote', status: 503, times: 1 });
    await list();
    expect(lastEntry()).toMatchObject({ status: 503, faultInjection: 'f', why: [{ rule: 'fault injection f' }] });
    await list();
    expect(lastEntry()?.faultInjection).toBeUndefined();
  });
});

test('meeting a fault is a pure decision', async () => {
  const rig = createDeliveryRig();
  const live = await rig.add('a', null);
  await live.transact((transaction) => {
    transaction.put(faultInjections, 'x', {
      id: 'x',
      operation: 'listQuote',
      status: 500,
      remainingUses: 1,
      hits: 0,
      match: { id: 7 },
    });
  });
  await live.transact((transaction) => {
    expect(takeFaultInjection(transaction, 'createQuote', { id: 7 })).toBeUndefined();
    expect(takeFaultInjection(transaction, 'listQuote', { id: '8' })).toBeUndefined();
    expect(takeFaultInjection(transaction, 'listQuote', undefined)).toBeUndefined();
    expect(takeFaultInjection(transaction, 'listQuote', { id: '7' })).toMatchObject({ remainingUses: 0, hits: 1 });
    expect(takeFaultInjection(transaction, 'listQuote', { id: '7' })).toBeUndefined();
  });
  rig.close();
});
