import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { readLimits } from '#cli/commands/start';
import { defaultEngineLimits } from '#engine/request/engine-limits';
import { defaultSocketLimits } from '#http/server';
import { egressLimits } from '#runtime/egress/egress';
import { defaultJournalLimits } from '#runtime/journal/journal';
import { limitNames, limitRows, limitTable, resolveLimits, toEngineLimits } from '#runtime/limits/limits';
import { renderLimitsPage } from '#runtime/limits/limits-page';
import { defaultTokenLimits } from '#runtime/sandboxes/access-tokens';
import { systemClock } from '#runtime/system';
import { scenarioService } from '#scenarios/runner/scenario-service';
import { lastOf, ordersOf, problemOf } from '../../support/documents.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { referenceData } from '../../support/manual-sandbox.ts';
import { orderPath, provideOrder } from '../../support/sample-orders.ts';
import { startTestServer, type TestCustomer, type TestServer } from '../../support/test-server.ts';

describe('the list of limits', () => {
  test('agrees with what the parts have for themselves', () => {
    const usual = resolveLimits();
    expect(toEngineLimits(usual)).toEqual(defaultEngineLimits);
    expect(usual).toMatchObject(defaultSocketLimits);
    expect({ maxEntries: usual.journalEntries, maxBytes: usual.journalBytes }).toEqual(defaultJournalLimits);
    expect({ maxPerSandbox: usual.tokens, lifetimeSeconds: usual.tokenSeconds }).toEqual(defaultTokenLimits);
    expect(usual.callbackAnswerBytes).toBe(egressLimits.maxAnswerBytes);
    const { maxConcurrent, maxConcurrentPerEndpoint, timeoutMs } = referenceData.deliverySchedule;
    expect([usual.deliveriesAtOnce, usual.deliveriesPerEndpoint, usual.callbackMs]).toEqual([
      maxConcurrent,
      maxConcurrentPerEndpoint,
      timeoutMs,
    ]);
  });

  test('has flags that differ', () => {
    const flags = limitRows(resolveLimits()).flatMap(({ flag }) => (flag === undefined ? [] : [flag]));
    expect(new Set(flags).size).toBe(flags.length);
    for (const flag of flags) expect(flag).toMatch(/^--[a-z]+(-[a-z]+)+$/);
  });

  test('docs/limits.md is printed from it', () => {
    expect(readFileSync(new URL('../../../docs/limits.md', import.meta.url), 'utf8')).toBe(renderLimitsPage());
  });

  test('is set by flags, and by nothing that is no number', () => {
    expect(readLimits({ 'max-body-bytes': 1000, port: 5 })).toEqual({ bodyBytes: 1000 });
    for (const value of [0, -1, 1.5, Number.NaN, 'five']) {
      expect(() => readLimits({ 'max-body-bytes': value })).toThrow(/--max-body-bytes/);
    }
    expect(
      readLimits({
        'callback-timeout': '15s',
        'headers-timeout': '500ms',
        'request-timeout': '750',
        'token-lifetime': '2 m',
      }),
    ).toEqual({ callbackMs: 15_000, headersMs: 500, requestMs: 750, tokenSeconds: 120 });
    for (const value of ['soon', '0s', '-1s', '1 fortnight', '0.5ms', ''])
      expect(() => readLimits({ 'callback-timeout': value })).toThrow(/--callback-timeout is .*such as 30s/);
    expect(() => readLimits({ 'max-body-bytes': '5s' })).toThrow(/--max-body-bytes is 5s; use a size above 0/);
    for (const name of limitNames) {
      const { flag } = limitTable[name] as { flag?: string };
      if (flag !== undefined) expect(readLimits({ [flag]: 7 })).toEqual({ [name]: 7 });
    }
  });
});

test.each([2 ** 31, Number.POSITIVE_INFINITY])('a wait of %d ms is a long one, not one of a millisecond', (wait) => {
  const timers = vi.spyOn(globalThis, 'setTimeout');
  try {
    systemClock.after(wait, () => undefined).cancel();
    expect(timers).toHaveBeenCalledWith(expect.any(Function), 2 ** 31 - 1);
  } finally {
    timers.mockRestore();
  }
});

describe('a server with small limits', () => {
  const set = {
    bodyBytes: 3000,
    orderBodyBytes: 9000,
    jsonDepth: 12,
    arrayItems: 20,
    stringLength: 500,
    headerBytes: 4096,
    urlBytes: 300,
    journalEntries: 5,
    orders: 3,
    documents: 200,
    sandboxes: 2,
    advanceYears: 1,
    advanceSteps: 4,
    streams: 1,
    tokens: 2,
    tokenSeconds: 60,
    pageUsual: 1,
    pageItems: 2,
    scenarioBytes: 300,
    scenarioSteps: 3,
    idempotencyKeys: 2,
  };
  let server: TestServer;
  let customer: TestCustomer;
  beforeAll(async () => {
    server = await startTestServer({ limits: set, scenarios: scenarioService });
    customer = await server.customer('default');
  });
  afterAll(async () => {
    expect(server.internalErrors).toEqual([]);
    await server.close();
  });

  test('shows what is in force', async () => {
    const { items } = (await server.control('GET', '/limits')).body;
    const shown = Object.fromEntries(items.map(({ name, value }) => [name, value]));
    expect(shown).toEqual(resolveLimits(set));
    expect((await server.control('GET', '/status')).body.limits.items).toEqual(items);
  });

  test.each<[string, object | string, number]>([
    ['a larger body', { externalId: 'a', note: Array.from({ length: 18 }, () => ({ text: 'x'.repeat(490) })) }, 413],
    ['a deeper body', `${'['.repeat(13)}${']'.repeat(13)}`, 400],
    ['a longer list', { note: Array.from({ length: 21 }, () => 1) }, 400],
    ['a longer text', { externalId: 'x'.repeat(501) }, 400],
  ])('%s is refused', async (_, body, status) => {
    expect((await customer.send('POST', orderPath, body)).status).toBe(status);
  });

  test.each<[string, string, object | string, number, string, RegExp]>([
    ['a larger body', '/sandboxes', { id: 'a', clientSecret: 'x'.repeat(3000) }, 413, '', /at most 3000 bytes/],
    [
      'a deeper body',
      '/sandboxes',
      `${'['.repeat(13)}${']'.repeat(13)}`,
      400,
      '/0/0/0/0/0/0/0/0/0/0/0/0',
      /at most 12 lev/,
    ],
    [
      'a longer list',
      '/sandboxes',
      { settings: { specialValues: Array.from({ length: 21 }, () => 1) } },
      400,
      '/settings/specialValues',
      /at most 20 items/,
    ],
    ['a longer text', '/sandboxes', { clientSecret: 'x'.repeat(501) }, 400, '/clientSecret', /at most 500 characters/],
    [
      'a longer text of a scenario',
      '/sandboxes/default/scenarios',
      { name: 'x'.repeat(501) },
      400,
      '/name',
      /at most 500/,
    ],
  ])('%s is refused by the control API, too', async (_, path, body, status, pointer, expected) => {
    const reply = await server.control('POST', path, body);
    expect([reply.status, problemOf(reply).errors]).toMatchObject([
      status,
      [{ pointer, expected: expect.stringMatching(expected) }],
    ]);
  });

  test('longer targets and headers are refused', async () => {
    expect((await customer.send('GET', `${orderPath}?id=${'x'.repeat(300)}`)).status).toBe(414);
    expect((await customer.send('GET', orderPath, undefined, { 'x-long': 'x'.repeat(5000) })).status).toBe(431);
  });

  test('a full sandbox says 507 with its reason, and still answers what is read', async () => {
    const place = (n: number) =>
      customer.send('POST', orderPath, provideOrder(`SO-${n}`), { 'Idempotency-Key': `key-${n}` });
    for (const n of [1, 2, 3]) expect((await place(n)).status).toBe(201);
    // Two keys are kept, so the oldest of three is a new order again, and there is no space for one.
    expect((await place(3)).headers['idempotent-replayed']).toBe('true');
    const full = await place(1);
    expect(full.status).toBe(507);
    expect(full.body.message).toContain('3 orders');
    expect((await customer.send('GET', orderPath)).headers['x-total-count']).toBe('3');
    const { items } = (await server.control('GET', '/sandboxes/default/requests?status=507')).body;
    expect(items[0].why[0].expected).toContain('3 orders');
  });

  test.each([
    ['', 1],
    ['?limit=2', 2],
    ['?limit=1000000', 2],
  ])('a page of three orders, requested with "%s"', async (query, count) => {
    const reply = await customer.send('GET', `${orderPath}${query}`);
    const { headers } = reply;
    const body = ordersOf(reply);
    expect([headers['x-total-count'], headers['x-result-count'], body.length]).toEqual(['3', String(count), count]);
  });

  test.each<[string, unknown, string]>([
    ['too many steps, in YAML', `name: a\nsteps:\n${'  - advance: 1 day\n'.repeat(4)}`, 'at most 3 (line 6, column 5)'],
    ['too many steps', { name: 'a', steps: Array.from({ length: 4 }, () => ({ advance: '1 day' })) }, 'at most 3'],
    [
      'too large, in YAML',
      `name: a\nsteps: []\n# ${'x'.repeat(300)}`,
      'a file of at most 300 bytes (line 3, column 283)',
    ],
    [
      'too large, as JSON',
      JSON.stringify({ name: 'a', story: 'x'.repeat(300), steps: [] }),
      'a scenario of at most 300 bytes',
    ],
  ])('a scenario: %s', async (_, inline, expected) => {
    const { status, body } = await server.control('POST', '/sandboxes/default/scenarios', { inline });
    expect([status, body.errors?.[0].expected]).toEqual([422, expected]);
  });

  test('a token says how long it lives', async () => {
    const { clientId, clientSecret } = (await server.control('GET', '/sandboxes/default/credentials')).body;
    const authorization = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
    const path = '/oauth/accesstoken?grant_type=client_credentials';
    expect((await server.send('POST', path, '', { authorization })).body.expires_in).toBe(60);
  });

  test('so many sandboxes and no more', async () => {
    await server.createSandbox({ id: 'one' });
    await server.createSandbox({ id: 'two' });
    expect((await server.control('POST', '/sandboxes', { id: 'three' })).status).toBe(507);
    expect((await server.control('GET', '/sandboxes')).body.total).toBe(3);
  });

  test('an advance goes so far and no further', async () => {
    const path = '/sandboxes/default/clock/advance';
    expect((await server.control('POST', path, { by: 'P367D' })).status).toBe(422);
    expect((await server.control('POST', path, { by: 'P90D' })).body).toMatchObject({
      stopped: 'limit',
      counts: { steps: 4 },
    });
  });

  test('the journal keeps the newest and counts the others', async () => {
    for (let n = 0; n < 8; n += 1) await customer.send('GET', orderPath);
    const { items, evicted } = (await server.control('GET', '/sandboxes/default/requests')).body;
    expect(items.length).toBe(5);
    expect(evicted).toBeGreaterThan(8);
    expect((await server.control('GET', '/sandboxes/default/requests/count')).body.complete).toBe(false);
  });

  test('the oldest token goes when there are too many', async () => {
    const customers = [await server.customer('one'), await server.customer('one'), await server.customer('one')];
    const statuses = [];
    for (const each of customers) statuses.push((await each.send('GET', orderPath)).status);
    expect(statuses).toEqual([401, 200, 200]);
  });
});

describe('a server with small limits', () => {
  const clock = manualClock();
  let server: TestServer;
  beforeAll(async () => {
    const limits = { documents: 12, idempotencyHours: 1, journalBytes: 4000, connections: 4 };
    server = await startTestServer({ limits, clock });
  });
  afterAll(async () => {
    expect(server.internalErrors).toEqual([]);
    await server.close();
  });

  test('documents besides the orders: 507 with the reason, and what is there is read', async () => {
    const customer = await server.customer('default');
    const path = '/common/geographicAddressManagement/v1/geographicAddress';
    const make = (n: number) =>
      customer.send('POST', path, { postcode: 'AB15 7XY', streetNr: `${n}`, country: 'uk', city: 'Aberdeen' });
    for (let n = 1; n <= 12; n += 1) expect((await make(n)).status).toBe(201);
    const full = await make(13);
    expect([full.status, full.body.message]).toEqual([507, expect.stringContaining('12 documents')]);
    expect((await customer.send('POST', orderPath, provideOrder('FULL'))).status).toBe(507);
    expect((await customer.send('GET', orderPath)).status).toBe(200);
    expect((await server.control('GET', '/sandboxes/default')).body.counts.addresses).toBe(12);
  });

  test('bytes of the journal: the oldest entries are dropped', async () => {
    const customer = await server.customer('default');
    for (let n = 0; n < 12; n += 1) await customer.send('GET', `${orderPath}?externalId=${'x'.repeat(100)}${n}`);
    const { items, evicted, total } = (await server.control('GET', '/sandboxes/default/requests')).body;
    expect([total < 12, evicted > 0, lastOf(items).path?.includes('x11') ?? true]).toEqual([true, true, true]);
    expect(server.serving.sandboxes.getOrThrow('default').journal.size.bytes).toBeLessThanOrEqual(4000);
  });

  test('hours of an idempotency key: within them the first answer, after them a new order', async () => {
    await server.createSandbox({ id: 'keys' });
    // A token lives an hour, too.
    const place = async () => {
      const customer = await server.customer('keys');
      const placed = await customer.send('POST', orderPath, provideOrder('ONCE'), { 'Idempotency-Key': 'k' });
      expect(placed.status).toBe(201);
      return placed.body.id as string;
    };
    const first = await place();
    clock.advanceBy(60 * 60_000);
    expect(await place()).toBe(first);
    clock.advanceBy(1);
    expect(await place()).not.toBe(first);
  });

  test('connections in all: the one after the last is refused', async () => {
    const { hostname, port } = new URL(server.baseUrl);
    await server.control('GET', '/status');
    const sockets = Array.from({ length: 8 }, () => connect(Number(port), hostname));
    const ends = sockets.map(
      (socket) =>
        new Promise((resolve) => {
          for (const event of ['data', 'close']) socket.once(event, () => resolve(event));
          socket.once('error', () => undefined);
          socket.write(`GET /_sandbox/live HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`);
        }),
    );
    // The test server's own client has one of the four.
    expect((await Promise.all(ends)).filter((end) => end === 'data').length).toBe(3);
    for (const socket of sockets) socket.destroy();
  });
});

describe('a server with few connections and few callbacks at once', () => {
  const inFlight: ServerResponse[] = [];
  const listener = createServer((_, response) => void inFlight.push(response));
  let server: TestServer;
  beforeAll(async () => {
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    server = await startTestServer({
      limits: { connectionsPerAddress: 5, deliveriesAtOnce: 3, deliveriesPerEndpoint: 2, callbackAnswerBytes: 100 },
    });
  });
  afterAll(async () => {
    await server.close();
    listener.closeAllConnections();
    await new Promise((resolve) => listener.close(resolve));
  });

  test('the connection after the last is refused', async () => {
    await server.control('GET', '/status');
    const { host, hostname, port } = new URL(server.baseUrl);
    const sockets = Array.from({ length: 8 }, () => connect(Number(port), hostname));
    const ends = sockets.map((socket) => {
      socket.write(`GET /_sandbox/live HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
      return new Promise((resolve) => {
        for (const event of ['data', 'close']) socket.once(event, () => resolve(event));
        socket.once('error', () => undefined);
      });
    });
    // The test server's own client has one of the five.
    expect((await Promise.all(ends)).filter((end) => end === 'data').length).toBe(4);
    expect((await server.control('GET', '/status')).status).toBe(200);
    for (const socket of sockets) socket.destroy();
  });

  test('as many callbacks at once as an endpoint may have, and a listener that says too much has failed', async () => {
    const { port } = listener.address() as AddressInfo;
    await server.createSandbox({ id: 'few', callback: { url: `http://127.0.0.1:${port}/` } } as never);
    const customer = await server.customer('few');
    for (const n of [1, 2, 3, 4]) await customer.placeOrder(`SO-${n}`);
    while (inFlight.length < 2) await server.control('GET', '/sandboxes/few/events');
    for (let n = 0; n < 5; n += 1) await server.control('GET', '/sandboxes/few/events');
    expect(inFlight.length).toBe(2);
    for (const response of inFlight.splice(0)) response.end('x'.repeat(101));
    const failed = async () => (await server.control('GET', '/sandboxes/few/events?state=retrying')).body.items;
    while ((await failed()).length < 2) expect(inFlight.length).toBeLessThanOrEqual(2);
    expect((await failed())[0].attempts[0].error).toContain('--callback-answer-bytes');
  });

  test('as many callbacks at once as there may be in all: the others wait in the queue', async () => {
    // The two orders of the test before are under way.
    while (inFlight.length < 2) await server.control('GET', '/sandboxes/few/events');
    const { port } = listener.address() as AddressInfo;
    await server.createSandbox({ id: 'more', callback: { url: `http://127.0.0.1:${port}/` } } as never);
    const customer = await server.customer('more');
    for (const n of [1, 2]) await customer.placeOrder(`MORE-${n}`);
    while (inFlight.length < 3) await server.control('GET', '/sandboxes/more/events');
    for (let n = 0; n < 5; n += 1) await server.control('GET', '/sandboxes/more/events');
    expect(inFlight.length).toBe(3);
    for (const response of inFlight.splice(0)) response.writeHead(204).end();
    while (inFlight.length < 1) await server.control('GET', '/sandboxes/more/events');
    for (const response of inFlight.splice(0)) response.writeHead(204).end();
    const delivered = async () => (await server.control('GET', '/sandboxes/more/events?state=delivered')).body.total;
    while ((await delivered()) < 2) expect(inFlight.length).toBe(0);
  });
});
