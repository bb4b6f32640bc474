import { request as httpRequest } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  addFault,
  checkFault,
  type FaultSpec,
  faults,
  meetFault,
  withTimestampForm,
} from '../src/mock/domain/fault.ts';
import { endStates } from '../src/mock/domain/product-order/order-state.ts';
import { meetCallbackFault } from '../src/mock/engine/callback-fault.ts';
import { ControlClient } from '../src/mock/http/control-client.ts';
import { type Serving, serve } from '../src/mock/http/serve.ts';
import { FaultDesk } from '../src/mock/runtime/fault-desk.ts';
import { Refusal } from '../src/mock/runtime/refusal.ts';
import { type DeliveryHouse, deliveryHouse, putEvent, schedule, start } from './support/delivery-house.ts';
import { type Receiver, startReceiver } from './support/flaky-receiver.ts';

const hour = 3_600_000;
const desk = new FaultDesk(['listQuote', 'createQuote']);

describe('what cannot strike is refused', () => {
  test.each<readonly [spec: FaultSpec, pointer: string]>([
    [{ operation: 'makeTea', status: 503 }, '/operation'],
    [{ operation: 'listQuote' }, ''],
    [{ operation: 'listQuote', times: 3 }, ''],
    [{ operation: 'listQuote', duplicate: true }, '/duplicate'],
    [{ operation: 'token', lateBy: '2 hours' }, '/lateBy'],
    [{ operation: 'callback', lateBy: 'soon' }, '/lateBy'],
    [{ operation: 'callback', lateBy: '3 working days' }, '/lateBy'],
    [{ operation: 'callback', timestampForm: 'roman' }, '/timestampForm'],
  ])('%j at %s', (spec, pointer) => {
    expect(checkFault(spec, ['listQuote']).map((wrong) => wrong.pointer)).toContain(pointer);
  });

  test.each<FaultSpec>([
    { operation: 'listQuote', status: 503, times: 2 },
    { operation: 'callback', lateBy: '2 hours' },
    { operation: 'callback', duplicate: 3, timestampForm: 'mixed' },
    { operation: 'token', delayMs: 10 },
    { operation: 'callbackToken', status: 500 },
  ])('%j is taken', (spec) => {
    expect(checkFault(spec, ['listQuote'])).toEqual([]);
  });
});

describe('on callbacks', () => {
  let receiver: Receiver;
  let house: DeliveryHouse;
  beforeEach(async () => {
    receiver = await startReceiver();
    house = deliveryHouse();
    await house.add('a', { url: receiver.url });
  });
  afterEach(async () => {
    house.close();
    await receiver.close();
  });
  const add = (spec: Omit<FaultSpec, 'operation'>) => desk.add(house.get('a'), { operation: 'callback', ...spec });
  const emit = async (orderId: string, count = 1): Promise<readonly string[]> => {
    const ids = await house.emit('a', orderId, count);
    await house.deliverer.idle('a');
    return ids;
  };
  const seen = (): readonly string[] => receiver.received.map(({ body }) => JSON.parse(body).eventId);

  test('are counted, listed with what is left, and strike no more at nought', async () => {
    await add({ status: 503, times: 2 });
    const ids = [...(await emit('o1')), ...(await emit('o2')), ...(await emit('o3'))];
    expect(ids.map((id) => house.event('a', id).state)).toEqual(['retrying', 'retrying', 'delivered']);
    expect(house.event('a', ids[0] as string).attempts[0]).toMatchObject({
      status: 503,
      failure: 'fault',
      fault: 'fault-1',
      error: expect.stringContaining('on purpose'),
    });
    expect(desk.list(house.get('a'))).toMatchObject([{ id: 'fault-1', times: 2, left: 0, struck: 2 }]);
    expect(receiver.received).toHaveLength(1);
  });

  test('strike what they match, and stop when they are removed', async () => {
    const { id } = (await add({ status: 500, match: { orderId: ['o2', 'o3'] } })) as { id: string };
    const [one = ''] = await emit('o1');
    const [two = ''] = await emit('o2');
    expect([house.event('a', one).state, house.event('a', two).state]).toEqual(['delivered', 'retrying']);
    expect(await desk.remove(house.get('a'), id)).toBe(true);
    expect(await desk.remove(house.get('a'), id)).toBe(false);
    const [three = ''] = await emit('o3');
    expect(house.event('a', three).state).toBe('delivered');
  });

  test('dropped, then recovered by the schedule', async () => {
    await add({ drop: true, times: 1 });
    const [id = ''] = await emit('o1');
    expect(receiver.received).toHaveLength(0);
    expect(house.event('a', id)).toMatchObject({ state: 'retrying', attempts: [{ failure: 'fault' }] });
    await house.advance('a', hour);
    expect(house.event('a', id)).toMatchObject({ state: 'delivered', attempts: [{ n: 1 }, { n: 2, status: 204 }] });
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
    expect(house.event('a', first)).toMatchObject({
      state: 'waiting',
      reason: expect.stringContaining('Held back on purpose until 2026-01-05T11:00:00.000Z'),
      nextAttempt: { at: start + 2 * hour },
    });
    await house.advance('a', 2 * hour - 1);
    expect(receiver.received).toHaveLength(0);
    await house.advance('a', 1);
    expect(seen()).toEqual([first, second]);
  });

  test('out of order: the next one overtakes it', async () => {
    await add({ reorder: true, times: 1 });
    const [first = ''] = await emit('o1');
    expect(house.event('a', first)).toMatchObject({ state: 'waiting', reason: expect.stringContaining('next event') });
    const [second = '', third = ''] = await emit('o1', 2);
    expect(seen()).toEqual([second, first, third]);
    expect(house.events('a').every(({ state }) => state === 'delivered')).toBe(true);
  });

  test('out of order without a next one: it goes at the published delay, and holds up nothing behind it', async () => {
    await add({ reorder: true, times: 1 });
    const [first = ''] = await emit('o1');
    expect(house.event('a', first)).toMatchObject({
      reason: expect.stringMatching(/next event of its order has gone, at the latest until 2026-02-04T09:00/),
      nextAttempt: { at: start + schedule.holdBackAtMost, n: 1 },
    });
    await house.advance('a', schedule.holdBackAtMost - 1);
    expect(seen()).toEqual([]);
    await house.advance('a', 1);
    const [second = ''] = await emit('o1');
    expect(seen()).toEqual([first, second]);
    expect(house.events('a').map(({ state }) => state)).toEqual(['delivered', 'delivered']);
  });

  test('out of order, overtaken: nothing of it is left on the agenda', async () => {
    await add({ reorder: true, lateBy: '2 hours', times: 1 });
    const [first = '', second = ''] = await emit('o1', 2);
    expect(seen()).toEqual([second, first]);
    expect(house.get('a').documents.nextDue()).toBeUndefined();
  });

  test.each(endStates)(
    'the last event of an order (%s) is not held back, and the fault keeps its count',
    async (state) => {
      await house.get('a').change((world) => {
        addFault(world, { operation: 'callback', reorder: true, times: 1 });
        const parcel = { endpoint: 'callback', eventId: putEvent(world, 'o1') };
        expect(meetCallbackFault(world, parcel, { state }, schedule)).toBeUndefined();
        expect(meetCallbackFault(world, parcel, { state: 'inProgress' }, schedule)).toMatchObject({ hold: true });
      });
    },
  );

  test('out of order without a next one: retry now lets it go', async () => {
    await add({ reorder: true });
    const [first = ''] = await emit('o1');
    expect(await house.deliverer.retryNow('a')).toEqual([{ endpoint: 'callback', eventId: first }]);
    expect(seen()).toEqual([first]);
  });

  test.each([
    ['truncated', { truncateAt: 5 }],
    ['reset before the answer is read', { reset: 'beforeHeaders' }],
    ['reset after the headers', { reset: 'afterHeaders' }],
  ] as const)('%s is a failure that is tried again', async (_, spec) => {
    await add({ ...spec, times: 1 });
    const [id = ''] = await emit('o1');
    expect(house.event('a', id)).toMatchObject({
      state: 'retrying',
      attempts: [{ failure: 'fault', fault: 'fault-1' }],
    });
    await house.advance('a', hour);
    expect(house.event('a', id).state).toBe('delivered');
  });

  test('delayed and dripping, it arrives whole', async () => {
    await add({ delayMs: 5, dripBytesPerSecond: 2000, times: 1 });
    const [id = ''] = await emit('o1');
    expect(house.event('a', id)).toMatchObject({ state: 'delivered', attempts: [{ n: 1, fault: 'fault-1' }] });
    expect(seen()).toEqual([id]);
  });

  test('another form of its instants stays the same on every attempt', async () => {
    receiver.behave = (_, response) => void response.writeHead(receiver.received.length === 1 ? 500 : 204).end();
    await add({ timestampForm: '+0000', times: 1 });
    await emit('o1');
    await house.advance('a', hour);
    expect(receiver.received).toHaveLength(2);
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
  });

  test('a thousand faults are enough', async () => {
    const live = house.get('a');
    await live.change((world) => {
      for (let n = 0; n < 1000; n += 1) {
        world.put(faults, `f${n}`, { id: `f${n}`, operation: 'token', status: 500, left: null, struck: 0 });
      }
    });
    await expect(add({ status: 500 })).rejects.toThrow(Refusal);
  });
});

test.each([
  ['Z', '2026-01-05T09:00:00.120Z'],
  ['seconds', '2026-01-05T09:00:00Z'],
  ['+00:00', '2026-01-05T09:00:00.120000+00:00'],
  ['+0000', '2026-01-05T09:00:00.120+0000'],
] as const)('the form %s', (form, text) => {
  const payload = { eventId: 'e', eventTime: '2026-01-05T09:00:00.120Z', event: { at: '2026-01-05T09:00:00.120Z' } };
  expect(withTimestampForm(payload, form, 0)).toEqual({ ...payload, eventTime: text });
});

describe('on operations and tokens', () => {
  let box: Serving;
  let token: string;
  const credentials = Buffer.from('client:secret').toString('base64');
  const askToken = () =>
    fetch(`${box.baseUrl}/oauth/accesstoken`, {
      method: 'POST',
      headers: { authorization: `Basic ${credentials}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=client_credentials',
    });
  beforeAll(async () => {
    box = await serve({ first: { id: 'default', clientId: 'client', clientSecret: 'secret' } });
    token = ((await (await askToken()).json()) as { access_token: string }).access_token;
  });
  afterAll(() => box.close());
  afterEach(() => live().change((world) => world.remove(faults, 'f')));
  const live = () => box.sandboxes.mustGet('default');
  const path = '/tmf-api/quoteManagement/v4/quote';
  const headers = () => ({ authorization: `Bearer ${token}`, 'apigw-tracking-header': 't-1' });
  const list = () => fetch(`${box.baseUrl}${path}`, { headers: headers() });
  const add = (spec: FaultSpec) =>
    live().change((world) => world.put(faults, 'f', { ...spec, id: 'f', left: spec.times ?? null, struck: 0 }));
  const attach = (spec: FaultSpec) =>
    new ControlClient({ baseUrl: box.baseUrl }).post<{ readonly id: string }>('~/faults', spec);
  const left = () => live().reader.get(faults, 'f')?.left;
  const lastEntry = () => [...live().journal.list().items].sort((a, b) => b.number - a.number)[0];

  test('a status in the words of the API, counted, and noted in the journal', async () => {
    await add({ operation: 'listQuote', status: 503, times: 2 });
    const answers = [await list(), await list(), await list()];
    expect(answers.map(({ status }) => status)).toEqual([503, 503, 200]);
    expect(await answers[0]?.json()).toMatchObject({ code: 5 });
    expect(left()).toBe(0);
    expect([...live().reader.list(faults)][0]?.[1]).toMatchObject({ struck: 2 });
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

  test.each<readonly [spec: FaultSpec, name: string, expected: RegExp]>([
    [{ operation: 'listQuote', status: 503, match: { externalID: 'x' } }, 'externalID', /did you mean externalId\?/],
    [{ operation: 'createProductOrder', status: 503, match: { external: 'x' } }, 'external', /^one of .*externalId/],
    [{ operation: 'retrieveQuote', status: 503, match: { product: 'x' } }, 'product', /^one of id, fields, body, /],
    [{ operation: 'callback', status: 503, match: { orderID: 'x' } }, 'orderID', /did you mean orderId\?/],
    [{ operation: 'callback', status: 503, match: { 'milestone.0': 'KCI1' } }, 'milestone.0', /^one of eventId/],
    [{ operation: 'token', status: 503, match: { scope: 'x' } }, 'scope', /^nothing: it meets every call/],
  ])('a match that names nothing of the operation is refused: %j', async (spec, name, expected) => {
    const refused = await attach(spec).catch((error: unknown) => error);
    expect(refused).toMatchObject({ status: 422, faults: [{ pointer: `/match/${name}` }] });
    expect((refused as { faults: { expected: string }[] }).faults[0]?.expected).toMatch(expected);
  });

  test.each<FaultSpec>([
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
    await live().change((world) => world.remove(faults, id));
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

  test.each<readonly [what: string, spec: Omit<FaultSpec, 'operation'>, seen: object]>([
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
    const down = await askToken();
    expect(down.status).toBe(503);
    expect(await down.json()).toMatchObject({ error: 'temporarily_unavailable' });
    expect((await askToken()).status).toBe(200);
  });

  test('each use is noted in the journal', async () => {
    await add({ operation: 'listQuote', status: 503, times: 1 });
    await list();
    expect(lastEntry()).toMatchObject({ status: 503, fault: 'f', why: [{ rule: 'fault f' }] });
    await list();
    expect(lastEntry()?.fault).toBeUndefined();
  });
});

test('meeting a fault is a pure decision', async () => {
  const house = deliveryHouse();
  const live = await house.add('a', null);
  await live.change((world) => {
    world.put(faults, 'x', { id: 'x', operation: 'listQuote', status: 500, left: 1, struck: 0, match: { id: 7 } });
  });
  await live.change((world) => {
    expect(meetFault(world, 'createQuote', { id: 7 })).toBeUndefined();
    expect(meetFault(world, 'listQuote', { id: '8' })).toBeUndefined();
    expect(meetFault(world, 'listQuote', undefined)).toBeUndefined();
    expect(meetFault(world, 'listQuote', { id: '7' })).toMatchObject({ left: 0, struck: 1 });
    expect(meetFault(world, 'listQuote', { id: '7' })).toBeUndefined();
  });
  house.close();
});
