import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { expressPath } from '#http/control/control-api';
import { lastOf, problemOf, read } from '../../support/documents.ts';
import { eventViolations } from '../../support/event-violations.ts';
import { acceptAll, type Receiver, startReceiver } from '../../support/flaky-receiver.ts';
import { orderPath, provideOrder } from '../../support/sample-orders.ts';
import { startTestServer, type TestServer } from '../../support/test-server.ts';

const yaml = parse(readFileSync(new URL('../../../specs/openapi/sandbox.yaml', import.meta.url), 'utf8')) as {
  readonly paths: { readonly [path: string]: { readonly [method: string]: { readonly operationId: string } } };
};
const published = Object.entries(yaml.paths).flatMap(([path, item]) =>
  Object.entries(item)
    .filter(([method]) => method !== 'parameters')
    .map(([method, { operationId }]) => ({ method: method.toUpperCase(), path, operationId })),
);

let server: TestServer;
let receiver: Receiver;
let orderId: string;
let eventId: string;
const box = '/sandboxes/default';

beforeAll(async () => {
  server = await startTestServer();
  receiver = await startReceiver(acceptAll);
  const customer = await server.customer('default');
  orderId = await customer.placeOrder('SO-1');
  await customer.send('GET', `${orderPath}/nobody`);
  eventId = (await server.control('GET', `${box}/events`)).body.items[0].eventId;
});
afterAll(async () => {
  expect(server.internalErrors).toEqual([]);
  await receiver.close();
  await server.close();
});

const get = async <Path extends string>(path: Path, status = 200) => {
  const reply = await server.control('GET', path);
  expect(reply.status, reply.text).toBe(status);
  return reply.body;
};
const send = async <Method extends string, Path extends string>(
  method: Method,
  path: Path,
  body: unknown,
  status: number,
) => {
  const reply = await server.control(method, path, body);
  expect(reply.status, reply.text).toBe(status);
  return reply.body;
};

/** The faults of a refused call, as `pointer`. */
const pointersOf = (body: unknown) => problemOf({ body }).errors.map(({ pointer }) => pointer);

describe('what is served is what is published', () => {
  test.each(published)('$method $path', async ({ method, path }) => {
    const target = path.replace('{sandboxId}', 'nobody').replace(/\{\w+\}/g, 'x');
    const body = ['POST', 'PUT', 'PATCH'].includes(method) && !path.endsWith('/sandboxes') ? {} : undefined;
    const reply = await server.send(
      method,
      target,
      path.endsWith('/sandboxes') && method === 'POST' ? { id: 'r' } : body,
    );
    // Whatever is answered, the route exists: an unknown path says so by its title.
    expect((reply.body as { title?: string } | undefined)?.title).not.toBe('Path not found');
    expect(reply.status).not.toBe(405);
    expect(reply.status).toBeLessThan(500);
  });

  test('and nothing else', async () => {
    const known = new Set(published.map(({ method, path }) => `${method} ${path}`));
    for (const path of new Set(published.map((each) => each.path))) {
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
        if (known.has(`${method} ${path}`)) continue;
        // /events/resend is also the path of an event that is called so.
        if (
          published.some(
            (each) => each.method === method && path.replace(/[^/]+$/, '{x}') === each.path.replace(/\{\w+\}$/, '{x}'),
          )
        )
          continue;
        const reply = await server.send(method, path.replace(/\{\w+\}/g, 'x'), method === 'GET' ? undefined : {});
        expect(reply.status, `${method} ${path}`).toBe(405);
        const allowed = published.filter((each) => each.path === path).map((each) => each.method);
        expect(String(reply.headers.allow).split(', ')).toEqual(expect.arrayContaining(allowed));
      }
    }
    for (const path of ['/_sandbox', '/_sandbox/', '/_sandbox/v1', '/_sandbox/v2/sandboxes', '/_sandbox/v1/sandbox']) {
      expect((await server.send('GET', path)).status, path).toBe(404);
    }
  });

  test('templates become routes of express', () => {
    expect(expressPath('/a/{b}/c/{d}')).toBe('/a/:b/c/:d');
  });
});

describe('sandboxes', () => {
  test('are made with what is said, and everything else has a default', async () => {
    const made = await send(
      'POST',
      '/sandboxes',
      { id: 'mine', seed: 7, now: '2026-07-06T08:00:00Z', duns: '123456789' },
      201,
    );
    expect(made).toMatchObject({
      id: 'mine',
      seed: '7',
      now: '2026-07-06T08:00:00Z',
      duns: '123456789',
      callback: null,
      profile: 'default',
      clock: { mode: 'frozen', local: 'Mon 06 Jul 2026 09:00' },
    });
    expect(made.clientSecret).toMatch(/\S{8}/);
    const shown = await get('/sandboxes/mine');
    expect(shown).not.toHaveProperty('clientSecret');
    expect((await get('/sandboxes/mine/credentials')).clientSecret).toBe(made.clientSecret);
    expect((await get('/sandboxes')).items.map(({ id }) => id)).toContain('mine');
    await send('DELETE', '/sandboxes/mine', undefined, 204);
    await get('/sandboxes/mine', 404);
  });

  test.each([
    [{ id: 'a b' }, 400, ['/id']],
    [{ id: 'x'.repeat(64) }, 400, ['/id']],
    [{ sede: 's' }, 400, ['/sede']],
    [{ duns: '12' }, 400, ['/duns']],
    [{ now: 'yesterday' }, 400, ['/now']],
    [{ id: 'default' }, 409, ['/id']],
    [{ clientId: 'cp-a' }, 409, ['/clientId']],
    [{ from: 'nobody' }, 422, ['/from']],
    [{ from: 'default', now: '2027-01-04T09:00:00Z' }, 422, ['/now']],
    [{ scenario: 'no such story' }, 422, ['/scenario']],
    [{ callback: { url: 'http://169.254.169.254/' } }, 422, ['/callback/url']],
    [{ callback: { url: 'ftp://example.com/' } }, 422, ['/callback/url']],
    [
      { callback: { url: 'http://127.0.0.1:9/', auth: { type: 'basic', username: 'u' } } },
      400,
      ['/callback/auth/password'],
    ],
    [{ id: 'a b', duns: '1' }, 400, ['/id', '/duns']],
    [[], 400, ['']],
  ])('%j is refused with %i at %j and changes nothing', async (body, status, pointers) => {
    const before = (await get('/sandboxes')).total;
    const reply = await server.control('POST', '/sandboxes', body);
    expect(reply.status, reply.text).toBe(status);
    expect(reply.headers['content-type']).toBe('application/problem+json');
    expect(pointersOf(reply.body).sort()).toEqual([...pointers].sort());
    expect(reply.body).toMatchObject({ status, title: expect.any(String), detail: expect.any(String) });
    expect((await get('/sandboxes')).total).toBe(before);
  });

  test('a reset keeps id and credentials, and tokens stay good', async () => {
    const id = await server.createSandbox({ id: 'again' });
    const customer = await server.customer(id);
    await customer.placeOrder('SO-R');
    await send('POST', `/sandboxes/${id}/clock/advance`, { by: 'P3D' }, 200);
    const before = await get(`/sandboxes/${id}/credentials`);
    const reset = await send('POST', `/sandboxes/${id}/reset`, undefined, 200);
    expect(reset).toMatchObject({ now: '2026-01-05T09:00:00Z', counts: { orders: 0, agenda: 0 } });
    expect(await get(`/sandboxes/${id}/credentials`)).toEqual(before);
    expect((await get(`/sandboxes/${id}/requests`)).total).toBe(0);
    expect((await customer.send('GET', orderPath)).body).toEqual([]);
  });

  test('a sandbox is exported, imported and forked as one document', async () => {
    const id = await server.createSandbox({ id: 'origin' });
    const customer = await server.customer(id);
    const order = await customer.placeOrder('SO-X');
    const state = await get(`/sandboxes/${id}/state`);
    expect(JSON.stringify(state)).not.toContain((await get(`/sandboxes/${id}/credentials`)).clientSecret);
    const fork = await server.createSandbox({ id: 'fork', from: id });
    const other = await server.createSandbox({ id: 'other' });
    await send('PUT', `/sandboxes/${other}/state`, state, 200);
    for (const copy of [fork, other]) {
      expect((await get(`/sandboxes/${copy}/orders`)).items.map((one) => one.id)).toEqual([order]);
      expect((await (await server.customer(copy)).send('GET', `${orderPath}/${order}`)).status).toBe(200);
    }
    const said = { duns: '987654321', seed: 's', settings: { calendar: 'scotland', explain: null } };
    await send('PATCH', `/sandboxes/${id}`, { settings: { explain: false, orderStatus: 202 } }, 200);
    expect(await send('POST', '/sandboxes', { ...said, id: 'other-fork', from: id }, 201)).toMatchObject({
      ...said,
      settings: { calendar: 'scotland', orderStatus: 202 },
    });
    // The fork goes its own way.
    await send('POST', `/sandboxes/${fork}/clock/advance`, { by: 'P3D' }, 200);
    expect((await get(`/sandboxes/${id}/clock`)).now).toBe('2026-01-05T09:00:00Z');
  });

  test.each([
    [{ format: 'something else' }, '/format'],
    [{ format: 'etherbox-state', formatVersion: 99 }, '/formatVersion'],
    [{ format: 'etherbox-state', formatVersion: 2 }, '/documents/settings'],
  ])('the state %j is refused and changes nothing', async (state, pointer) => {
    const before = await get(`${box}/state`);
    expect(pointersOf(await send('PUT', `${box}/state`, state, 422))).toEqual([pointer]);
    expect(await get(`${box}/state`)).toEqual(before);
  });

  test('a callback is set, shown without its secrets, and taken away', async () => {
    const id = await server.createSandbox({ id: 'called' });
    const callback = {
      url: `${receiver.url}/hook`,
      auth: { type: 'basic', username: 'u', password: 'hidden-password' },
      signing: { secret: 'hidden-signing-secret' },
      timeoutMs: 1000,
    };
    const set = await server.control('PATCH', `/sandboxes/${id}`, { callback });
    expect(set.body.callback).toEqual({ url: callback.url, auth: 'basic', signed: true, timeoutMs: 1000 });
    expect(set.text).not.toContain('hidden');
    expect((await send('PATCH', `/sandboxes/${id}`, { callback: null }, 200)).callback).toBeNull();
    expect(pointersOf(await send('PATCH', `/sandboxes/${id}`, {}, 400))).toEqual(['']);
    const strict = await send('PATCH', `/sandboxes/${id}`, { profile: 'strict', settings: { orderStatus: 202 } }, 200);
    expect(strict).toMatchObject({ profile: 'strict', settings: { orderStatus: 202 } });
    expect((await send('PATCH', `/sandboxes/${id}`, { settings: { orderStatus: null } }, 200)).settings).toEqual({});
  });

  test('every token expires at once', async () => {
    const id = await server.createSandbox({ id: 'expired' });
    const customer = await server.customer(id);
    await send('POST', `/sandboxes/${id}/tokens/expire`, undefined, 204);
    expect((await customer.send('GET', orderPath)).status).toBe(401);
    expect((await (await server.customer(id)).send('GET', orderPath)).status).toBe(200);
  });

  test('the default one cannot be deleted', async () => {
    await send('DELETE', box, undefined, 409);
    await get(box);
  });
});

describe('the clock', () => {
  test.each([
    [{ by: '10 working days' }, '2026-01-19T09:00:00Z'],
    [{ by: 'P10D' }, '2026-01-15T09:00:00Z'],
    [{ by: 'PT4H' }, '2026-01-05T13:00:00Z'],
    [{ to: '2026-02-02T09:00:00+00:00' }, '2026-02-02T09:00:00Z'],
  ])('%j leads to %s', async (request, to) => {
    const id = await server.createSandbox({ id: `clock-${to.slice(5, 10)}-${to.slice(11, 13)}` });
    const preview = await send('POST', `/sandboxes/${id}/clock/advance`, { ...request, preview: true }, 200);
    expect(preview).toMatchObject({ preview: true, from: '2026-01-05T09:00:00Z', to });
    expect((await get(`/sandboxes/${id}/clock`)).now).toBe('2026-01-05T09:00:00Z');
    expect(await send('POST', `/sandboxes/${id}/clock/advance`, request, 200)).toMatchObject({
      advance: 1,
      to,
      happened: [],
    });
    expect((await get(`/sandboxes/${id}/clock`)).now).toBe(to);
  });

  test.each([
    [{}, 400, ''],
    [{ by: 'P1D', to: '2027-01-01T00:00:00Z' }, 400, ''],
    [{ by: 'a while' }, 422, '/by'],
    [{ by: 'P4000D' }, 422, '/by'],
    [{ to: '2020-01-01T00:00:00Z' }, 422, '/to'],
    [{ to: 'later' }, 422, '/to'],
    [{ until: 'doomsday' }, 400, '/until'],
    [{ until: { orderId: 'nobody', state: 'completed' } }, 400, '/until/orderId'],
    [{ until: { state: 'completed' } }, 400, '/until/orderId'],
  ])('%j is refused with %i at %s and nothing moves', async (request, status, pointer) => {
    const before = await get(box);
    expect(pointersOf(await send('POST', `${box}/clock/advance`, request, status))).toEqual([pointer]);
    expect((await get(box)).version).toBe(before.version);
  });

  test('what a preview says is what happens, milestone by milestone', async () => {
    const id = await server.createSandbox({ id: 'walk' });
    const order = await (await server.customer(id)).placeOrder('SO-W');
    const path = `/sandboxes/${id}/clock/advance` as const;
    const planned = await send('POST', path, { until: 'next-milestone', preview: true }, 200);
    const walked = await send('POST', path, { until: 'next-milestone' }, 200);
    // What became of a callback can only be said once it has happened.
    const happenedWithoutCallbacks = walked.happened.map(({ callback, ...one }) => one);
    expect(happenedWithoutCallbacks).toEqual(planned.happened);
    expect(walked.callbacks).toEqual({ suppressed: walked.counts.events });
    expect(walked.happened.some((one) => one.milestone !== undefined)).toBe(true);
    expect(walked.counts.milestones).toBeGreaterThan(0);
    const ended = await send('POST', path, { until: 'completion' }, 200);
    expect(read(await get(`/sandboxes/${id}/orders/${order}`), '/state')).toBe('completed');
    const again = await get(`/sandboxes/${id}/clock/advances/${ended.advance}?offset=1&limit=1`);
    expect(again).toMatchObject({ offset: 1, total: ended.happened.length, happened: [ended.happened[1]] });
    await get(`/sandboxes/${id}/clock/advances/99`, 404);
    const timeline = await get(`/sandboxes/${id}/orders/${order}/timeline`);
    expect(timeline).toMatchObject({ orderId: order, state: 'completed', future: [] });
    expect(timeline.past.length).toBeGreaterThan(3);
  });

  test('a timeline shows what is planned, and why', async () => {
    const { past, future, state } = await get(`${box}/orders/${orderId}/timeline`);
    expect(state).not.toBe('completed');
    expect(past.length).toBeGreaterThan(0);
    expect(future.length).toBeGreaterThan(0);
    for (const entry of future) expect(entry.because, JSON.stringify(entry)).toMatch(/\S/);
    const instants = [...past, ...future].map(({ at }) => Date.parse(at));
    expect(instants).toEqual([...instants].sort((a, b) => a - b));
    await get(`${box}/orders/nobody/timeline`, 404);
  });

  test('it runs once started, and stops once stopped', async () => {
    const id = await server.createSandbox({ id: 'running' });
    expect(await send('PATCH', `/sandboxes/${id}/clock`, { mode: 'scaled', rate: 3_600_000 }, 400)).toMatchObject({
      errors: [{ pointer: '/rate' }],
    });
    expect(await send('PATCH', `/sandboxes/${id}/clock`, { mode: 'scaled', rate: 60 }, 200)).toMatchObject({
      rate: 60,
    });
    expect(await send('PATCH', `/sandboxes/${id}/clock`, { mode: 'frozen' }, 200)).toMatchObject({ mode: 'frozen' });
    expect(pointersOf(await send('PATCH', `/sandboxes/${id}/clock`, { mode: 'scaled' }, 422))).toEqual(['/rate']);
    expect(pointersOf(await send('PATCH', `/sandboxes/${id}/clock`, { mode: 'real', rate: 2 }, 422))).toEqual([
      '/rate',
    ]);
    expect(pointersOf(await send('PATCH', `/sandboxes/${id}/clock`, { mode: 'fast' }, 400))).toEqual(['/mode']);
  });
});

describe('the inbox', () => {
  test('lists, filters and shows events', async () => {
    const all = await get(`${box}/events`);
    expect(all.items[0]).toMatchObject({ eventId, orderId, externalId: 'SO-1', state: 'suppressed', attempts: [] });
    expect(all.counts.suppressed).toBe(all.total);
    expect(all.items[0].reason).toContain('inbox');
    expect((await get(`${box}/events?orderId=${orderId}&state=suppressed`)).total).toBe(all.total);
    expect((await get(`${box}/events?state=failed`)).total).toBe(0);
    expect((await get(`${box}/events?q=so-1`)).total).toBe(all.total);
    expect((await get(`${box}/events?q=nowhere`)).total).toBe(0);
    expect((await get(`${box}/events?since=2027-01-01T00:00:00Z`)).total).toBe(0);
    expect(read(await get(`${box}/events/${eventId}`), '/payload/eventId')).toBe(eventId);
    expect(pointersOf(await get(`${box}/events?state=lost`, 400))).toEqual(['query/state']);
    expect(pointersOf(await get(`${box}/events?since=soon`, 400))).toEqual(['query/since']);
    await get(`${box}/events/nobody`, 404);
  });

  test('sends an event again with the same id and the same bytes', async () => {
    const before = receiver.received.length;
    const url = `${receiver.url}/again`;
    const first = await send('POST', `${box}/events/${eventId}/resend`, { url }, 200);
    const second = await send('POST', `${box}/events/${eventId}/resend`, { url }, 200);
    expect(first.attempts.at(-1)).toMatchObject({ url, status: 204, manual: true });
    expect(second.attempts.length).toBe(first.attempts.length + 1);
    const [one, two] = receiver.received.slice(before);
    expect(one?.body).toBe(two?.body);
    expect(JSON.parse(one?.body as string).eventId).toBe(eventId);
    expect(second.copy.curl).toContain(url);
    await send('POST', `${box}/events/nobody/resend`, {}, 404);
    expect(
      pointersOf(await send('POST', `${box}/events/${eventId}/resend`, { url: 'http://[fe80::1]/' }, 422)),
    ).toEqual(['/url']);
  });

  test('sends many again, and what waits', async () => {
    const id = await server.createSandbox({ id: 'resent', callback: { url: `${receiver.url}/many` } });
    await (await server.customer(id)).placeOrder('SO-M');
    await send('POST', `/sandboxes/${id}/clock/advance`, { by: 'P2D' }, 200);
    const { total } = await get(`/sandboxes/${id}/events?state=delivered`);
    const resent = await send('POST', `/sandboxes/${id}/events/resend`, { state: 'delivered' }, 200);
    expect(resent).toMatchObject({ attempted: total, delivered: total, failed: 0 });
    expect(await send('POST', `/sandboxes/${id}/events/retry-now`, undefined, 200)).toMatchObject({ attempted: 0 });
    // One that fails, wherever it stands, is the first to be named.
    const last = lastOf(resent.eventIds);
    receiver.behave = (received, response) => void response.writeHead(received.body.includes(last) ? 500 : 204).end();
    const mixed = await send('POST', `/sandboxes/${id}/events/resend`, { state: 'delivered' }, 200);
    receiver.behave = acceptAll;
    expect(mixed).toMatchObject({ attempted: total, delivered: total - 1, failed: 1 });
    expect([mixed.eventIds[0], new Set(mixed.eventIds).size]).toEqual([last, total]);
  });

  test('what has nowhere to go was not sent', async () => {
    const id = await server.createSandbox({ id: 'unsent' });
    await (await server.customer(id)).placeOrder('SO-U');
    expect(await send('POST', `/sandboxes/${id}/events/resend`, { state: 'suppressed' }, 200)).toEqual({
      attempted: 0,
      delivered: 0,
      failed: 0,
      eventIds: [],
    });
  });

  test('a resend that waits in the queue while the sandbox is reset finds no event', async () => {
    const id = await server.createSandbox({ id: 'reset-meanwhile' });
    await (await server.customer(id)).placeOrder('SO-R');
    const event = (await get(`/sandboxes/${id}/events`)).items[0].eventId;
    const held: (() => void)[] = [];
    const slow = await startReceiver((_, response) => void held.push(() => response.end()));
    const resend = () => server.control('POST', `/sandboxes/${id}/events/${event}/resend`, { url: slow.url });
    const both = [resend(), resend()];
    await vi.waitFor(() => expect(held).toHaveLength(1));
    await send('POST', `/sandboxes/${id}/reset`, undefined, 200);
    held.pop()?.();
    expect((await Promise.all(both)).map(({ status }) => status)).toEqual([404, 404]);
    expect(slow.received).toHaveLength(1);
    await slow.close();
  });

  test('tests a callback', async () => {
    expect(await send('POST', `${box}/callback/test`, { url: `${receiver.url}/test` }, 200)).toMatchObject({
      status: 204,
    });
    expect(eventViolations(JSON.parse(receiver.received.at(-1)?.body ?? ''))).toEqual([]);
    expect(await send('POST', `${box}/callback/test`, { url: 'http://127.0.0.1:1/' }, 200)).toMatchObject({
      status: null,
      error: expect.any(String),
    });
    await send('POST', `${box}/callback/test`, undefined, 409);
  });
});

describe('the journal', () => {
  test('says what was requested, what was answered and why', async () => {
    const { items, evicted } = await get(`${box}/requests?status=refused`);
    expect(evicted).toBe(0);
    const [refused] = items;
    expect(refused).toMatchObject({ status: 404, operationId: 'retrieveProductOrder', method: 'GET' });
    const detail = await get(`${box}/requests/${refused.id}`);
    expect(detail.request.headers).toBeDefined();
    expect(detail.response.body).toMatchObject({ status: '404' });
    expect((await get(`${box}/requests?operation=createProductOrder`)).items[0]).toMatchObject({
      orderId,
      status: 201,
    });
    expect((await get(`${box}/requests?orderId=${orderId}`)).total).toBeGreaterThan(0);
    expect(await get(`${box}/requests/count?status=404`)).toMatchObject({ count: 1, complete: true });
    expect((await get(`${box}/requests?since=${lastOf(items).id}`)).items).toEqual(
      (await get(`${box}/requests`)).items.slice(Number(lastOf(items).id.slice(4))),
    );
    await get(`${box}/requests/req_999`, 404);
    expect(pointersOf(await get(`${box}/requests?staus=404`, 400))).toEqual(['query/staus']);
    expect(pointersOf(await get(`${box}/requests?status=bad`, 400))).toEqual(['query/status']);
  });

  test('waits for matching requests, and says what came instead', async () => {
    const id = await server.createSandbox({ id: 'waits' });
    const customer = await server.customer(id);
    const waiting = server.control('GET', `/sandboxes/${id}/requests/wait?operation=listProductOrder&count=2`);
    await customer.send('GET', orderPath);
    await customer.send('GET', orderPath);
    expect((await waiting).body).toMatchObject({ count: 2, complete: true });
    const missed = await get(`/sandboxes/${id}/requests/wait?operation=createQuote&timeoutMs=1`, 408);
    expect(missed.errors[0]).toMatchObject({ pointer: 'query/count', found: 0 });
    expect(missed.errors[0].expected).toContain('productOrder 200');
  });

  test('goes out as HAR and as NDJSON, without a token in either', async () => {
    const id = await server.createSandbox({ id: 'exported' });
    const customer = await server.customer(id);
    await customer.placeOrder('SO-H');
    const sent = server.serving.sandboxes.getOrThrow(id).journal.list().items.at(-1);
    const raw = sent?.request.headers as readonly string[];
    const token = raw[raw.findIndex((name) => name.toLowerCase() === 'authorization') + 1]?.slice(7) as string;
    expect(token.length).toBeGreaterThan(20);
    const har = await server.control('GET', `/sandboxes/${id}/requests.har`);
    expect(har.body.log).toMatchObject({ version: '1.2', creator: { name: 'etherbox' } });
    expect(lastOf(read(har.body, '/log/entries') as unknown[])).toMatchObject({
      request: { method: 'POST', url: `${server.baseUrl}${orderPath}` },
      response: { status: 201 },
      _operationId: 'createProductOrder',
    });
    const lines = (await server.control('GET', `/sandboxes/${id}/requests.ndjson`)).text.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line).id)).toEqual(['req_1', 'req_2']);
    const detail = await server.control('GET', `/sandboxes/${id}/requests/req_2`);
    for (const text of [har.text, lines.join(), detail.text]) {
      expect(text).not.toContain(token);
      expect(text).not.toContain((await get(`/sandboxes/${id}/credentials`)).clientSecret);
    }
    const open = await server.control('GET', `/sandboxes/${id}/requests/req_2?includeToken=true`);
    expect(open.body.copy.curl).toContain(token);
  });

  test('replays an entry, edited or not, as a new entry that names its parent', async () => {
    const id = await server.createSandbox({ id: 'replayed' });
    await (await server.customer(id)).placeOrder('SO-P');
    await send('POST', `/sandboxes/${id}/tokens/expire`, undefined, 204);
    const path = `/sandboxes/${id}/requests/req_2/replay` as const;
    const same = await send('POST', path, undefined, 201);
    expect(same).toMatchObject({ status: 201, parent: 'req_2', operationId: 'createProductOrder' });
    const edited = await send('POST', path, { edits: { body: provideOrder('SO-Q') } }, 201);
    expect(read(edited, '/response/body/externalId')).toBe('SO-Q');
    const bad = await send('POST', path, { edits: { body: {}, headers: { 'apigw-tracking-header': null } } }, 201);
    expect(bad.status).toBe(400);
    expect((await get(`/sandboxes/${id}/orders`)).total).toBe(3);
    const missed = await send('POST', path, { edits: { path: `${orderPath}s` } }, 201);
    expect([missed.status, missed.nearMisses[0]]).toMatchObject([404, { path: orderPath, matches: { method: true } }]);
    await send('POST', `/sandboxes/${id}/requests/req_1/replay`, undefined, 409);
    expect(pointersOf(await send('POST', path, { edits: { path: 'http://x/' } }, 400))).toEqual(['/edits/path']);
  });
});

describe('what can never be is refused with what was probably meant, said once', () => {
  test.each<[string, string, object, number, string, RegExp, RegExp]>([
    [
      'a setback by half its name',
      `${box}/setbacks`,
      { match: { product: 'Etherway' }, setback: 'blocked-duct' },
      422,
      '/setback',
      /^No setback is called "blocked-duct"; did you mean survey-finds-blocked-duct\?$/,
      /^one of [a-z-]+(, [a-z-]+)*$/,
    ],
    [
      'a product that is none',
      `${box}/setbacks`,
      { match: { product: 'Etherwey' }, setback: 'no-capacity' },
      422,
      '/match/product',
      /^No product is called "Etherwey"; did you mean Etherway\?$/,
      /^one of .*Etherway Fibre/,
    ],
    [
      'a setback that this product does not know',
      `${box}/setbacks`,
      { match: { product: 'ETH Network' }, setback: 'survey-finds-blocked-duct' },
      422,
      '/setback',
      /^[\w ]+ knows no setback "survey-finds-blocked-duct"$/,
      /^one of /,
    ],
    [
      'a fault of an operation that is none',
      `${box}/fault-injections`,
      { operation: 'createQuot', status: 500 },
      422,
      '/operation',
      /^Invalid fault injection$/,
      /^createQuote, or another of /,
    ],
    [
      'a length of time',
      `${box}/clock/advance`,
      { by: '1 fortnight' },
      422,
      '/by',
      /^Invalid advance; the clock did not move$/,
      /^"10 working days", .*"1 week"/,
    ],
    [
      'a state to wait for',
      `${box}/clock/advance`,
      { until: { orderId: '(first)', state: 'complete' } },
      400,
      '/until/state',
      /^Invalid advance; the clock did not move$/,
      /^one of .*\(did you mean completed\?\)$/,
    ],
    [
      'a path',
      `${box}/advance`,
      {},
      404,
      'path',
      /^Path not found$/,
      /^\/_sandbox\/v1\/sandboxes\/default\/clock\/advance$/,
    ],
  ])('%s', async (_what, path, body, status, pointer, title, expected) => {
    const answer = await send('POST', path, JSON.stringify(body).replace('(first)', orderId), status);
    const problem = problemOf({ body: answer });
    expect(problem.title).toMatch(title);
    expect(problem.errors).toMatchObject([{ pointer, expected: expect.stringMatching(expected) }]);
    expect(problem.detail).toBe(`${pointer}: expected ${problem.errors[0].expected}`);
    expect(problem.errors[0].detail.length).toBeLessThan(30);
  });

  test.each<[string, string, string, object, string, string | RegExp]>([
    [
      'of a sandbox',
      'POST',
      '/sandboxes',
      { sede: 'a' },
      '/sede',
      /^one of id, seed, now, .* \(did you mean seed\?\)$/,
    ],
    ...['id', 'seed', 'now', 'duns', 'portalLoginId', 'clientId', 'clientSecret', 'from', 'version', 'counts'].map(
      (name): [string, string, string, object, string, RegExp] => [
        `of a change: ${name}`,
        'PATCH',
        box,
        { profile: 'default', [name]: '1' },
        `/${name}`,
        /^one of callback, profile, settings/,
      ],
    ),
    [
      'of a callback',
      'POST',
      '/sandboxes',
      { callback: { url: 'http://127.0.0.1:1/', oauth: {} } },
      '/callback/oauth',
      /^one of url, auth, .*did you mean auth/,
    ],
    [
      'of the settings',
      'PATCH',
      box,
      { settings: { calender: 'scotland' } },
      '/settings/calender',
      /did you mean calendar\?/,
    ],
    [
      'of a fault',
      'POST',
      `${box}/fault-injections`,
      { operation: 'callback', status: 503, matches: {} },
      '/matches',
      /did you mean match\?/,
    ],
    [
      'of a setback',
      'POST',
      `${box}/setbacks`,
      { match: { orderID: '1' }, setback: 'no-capacity' },
      '/match/orderID',
      /did you mean orderId\?/,
    ],
    [
      'of an advance',
      'POST',
      `${box}/clock/advance`,
      { until: 'completion', delivery: 'park' },
      '/delivery',
      /did you mean deliver\?/,
    ],
  ])('a member that there is not, %s', async (_what, method, path, body, pointer, expected) => {
    const { errors } = problemOf({ body: await send(method, path, body, 400) });
    const said = typeof expected === 'string' ? expected : expect.stringMatching(expected);
    expect(errors).toEqual([{ pointer, detail: 'unknown name', expected: said }]);
  });

  test('a parameter that there is not', async () => {
    const { errors } = await get(`${box}/requests?staus=404`, 400);
    expect(errors).toEqual([
      { pointer: 'query/staus', detail: 'unknown name', expected: expect.stringMatching(/did you mean status\?/) },
    ]);
  });
});

describe('faults', () => {
  test('are set, counted, listed and taken away', async () => {
    const id = await server.createSandbox({ id: 'faulty' });
    const customer = await server.customer(id);
    const set = await send(
      'POST',
      `/sandboxes/${id}/fault-injections`,
      { operation: 'listProductOrder', status: 503, times: 1 },
      201,
    );
    expect(set).toMatchObject({ operation: 'listProductOrder', times: 1, left: 1 });
    expect((await customer.send('GET', orderPath)).status).toBe(503);
    expect((await customer.send('GET', orderPath)).status).toBe(200);
    expect((await get(`/sandboxes/${id}/fault-injections`)).items).toMatchObject([{ id: set.id, left: 0 }]);
    expect((await get(`/sandboxes/${id}/requests?status=503`)).items[0].faultInjection).toBe(set.id);
    await send('DELETE', `/sandboxes/${id}/fault-injections/${set.id}`, undefined, 204);
    await send('DELETE', `/sandboxes/${id}/fault-injections/${set.id}`, undefined, 404);
  });

  test.each([
    [{ operation: 'createQuot', status: 500 }, 422, '/operation'],
    [{ operation: 'createQuote' }, 400, ''],
    [{ status: 500 }, 400, '/operation'],
    [{ operation: 'createQuote', status: 99 }, 400, '/status'],
    [{ operation: 'createQuote', status: 500, times: 0 }, 400, '/times'],
    [{ operation: 'createQuote', duplicate: true }, 422, '/duplicate'],
  ])('%j is refused with %i at %s', async (injection, status, pointer) => {
    expect(pointersOf(await send('POST', `${box}/fault-injections`, injection, status))).toEqual([pointer]);
    expect((await get(`${box}/fault-injections`)).total).toBe(0);
  });
});

describe('browsing', () => {
  test('orders as their BT path answers them, with what comes next', async () => {
    const { items, total } = await get(`${box}/orders`);
    expect(total).toBe(1);
    const order = (await (await server.customer('default')).send('GET', `${orderPath}/${orderId}`)).body;
    const { sandbox, ...document } = { sandbox: undefined, ...items[0] };
    expect(document).toEqual(order);
    expect(sandbox).toMatchObject({ externalId: 'SO-1', next: { at: expect.any(String) } });
    expect(await get(`${box}/orders/${orderId}`)).toEqual(items[0]);
  });

  test.each(['orders', 'quotes', 'addresses', 'appointments', 'qualifications', 'assets'] as const)(
    '%s: pages and search',
    async (kind) => {
      const all = await get(`${box}/${kind}`);
      expect(all).toMatchObject({ offset: 0, limit: 100 });
      expect((await get(`${box}/${kind}?limit=5000&offset=1`)).limit).toBe(1000);
      expect((await get(`${box}/${kind}?offset=1000000`)).items).toEqual([]);
      expect((await get(`${box}/${kind}?q=no-document-says-this`)).total).toBe(0);
      expect(pointersOf(await get(`${box}/${kind}?limit=many`, 400))).toEqual(['query/limit']);
      expect(pointersOf(await get(`${box}/${kind}?offset=-1`, 400))).toEqual(['query/offset']);
      await get(`${box}/${kind}/nobody`, 404);
      if (all.total > 0) expect(await get(`${box}/${kind}/${all.items[0].id}`)).toEqual(all.items[0]);
    },
  );
});

describe('the process', () => {
  test('is live and ready, also under another name', async () => {
    for (const path of ['/_sandbox/live', '/_sandbox/ready']) {
      expect((await server.send('GET', path, undefined, { host: '10.0.0.9' })).status).toBe(200);
    }
    expect((await server.send('GET', '/_sandbox/ready')).body).toEqual({ ready: true, stage: 'ready' });
    expect((await server.send('GET', '/_sandbox/v1/status', undefined, { host: '10.0.0.9' })).status).toBe(403);
  });

  test('says what it is', async () => {
    expect(await get('/status')).toMatchObject({
      stage: 'ready',
      baseUrl: server.baseUrl,
      egress: 'local',
      persistence: { kind: 'memory', damage: [] },
    });
    const metrics = await server.send('GET', '/_sandbox/metrics');
    expect(metrics.headers['content-type']).toContain('text/plain');
    expect(metrics.text).toMatch(/^etherbox_sandboxes \d+$/m);
  });

  test('names journeys with their setbacks, and scenarios', async () => {
    const { items } = await get('/journeys');
    expect(items.map(({ name }) => name)).toContain('etherway-fibre');
    expect(items[0].setbacks[0]).toMatchObject({ id: expect.any(String), title: expect.any(String) });
    await get('/scenarios');
    await get('/scenarios/no%20such%20story', 404);
  });

  test('answers everything with headers that keep browsers in', async () => {
    for (const path of ['/status', '/sandboxes/nobody', '/nothing']) {
      const { headers } = await server.control('GET', path);
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers).not.toHaveProperty('access-control-allow-origin');
      expect(headers).not.toHaveProperty('x-powered-by');
    }
  });
});

describe('bodies', () => {
  test.each<[string, number, string]>([
    ['not JSON', 400, '{'],
    ['cut off', 400, '{"id":"a"'],
    ['a long text', 400, `{"id":"${'x'.repeat(70_000)}"}`],
    ['five thousand levels', 400, `${'['.repeat(5000)}${']'.repeat(5000)}`],
    ['two hundred thousand levels', 400, `${'['.repeat(200_000)}${']'.repeat(200_000)}`],
    ['more than 1 MiB', 413, `{"id":"${'x'.repeat(1024 * 1024)}"}`],
    ['a prototype', 400, '{"__proto__":{"id":"polluted"}}'],
    ['a constructor', 400, '{"constructor":{"prototype":{"id":"polluted"}}}'],
    ['null', 400, 'null'],
  ])('%s: refused with %i', async (_, status, text) => {
    const before = (await get('/sandboxes')).total;
    expect((await server.control('POST', '/sandboxes', text)).status).toBe(status);
    expect((await get('/sandboxes')).total).toBe(before);
    expect(({} as { id?: string }).id).toBeUndefined();
  });

  test('of another type are refused', async () => {
    const reply = await server.control('POST', '/sandboxes', 'id=a', {
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(reply.status).toBe(415);
  });
});
