import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { orderPath, provideOrder } from '../support/sample-orders.ts';
import { startTestServer, type TestCustomer, type TestServer } from '../support/test-server.ts';

/** Requests that no honest client sends: too much, too deep, too slow, or odd. Nothing may answer 5xx or stop answering. */
const quotePath = '/tmf-api/quoteManagement/v4/quote';
const mebi = 1024 * 1024;

let server: TestServer;
let customer: TestCustomer;
let token: string;

beforeAll(async () => {
  server = await startTestServer({ limits: { headersMs: 400, requestMs: 800, keepAliveMs: 300, checkMs: 50 } });
  customer = await server.customer('default');
  await customer.send('GET', orderPath);
  const raw = server.serving.sandboxes.getOrThrow('default').journal.list().items.at(-1)?.request.headers as string[];
  token = raw[raw.findIndex((name) => name.toLowerCase() === 'authorization') + 1] as string;
});
afterAll(() => server.close());
/** After everything: the server answers, our answers fit their documents, and nothing has leaked into every object. */
afterEach(async () => {
  expect((await customer.send('GET', orderPath)).status).toBe(200);
  expect((await server.control('GET', '/status')).status).toBe(200);
  expect(server.internalErrors).toEqual([]);
  for (const name of ['polluted', 'id', 'status']) expect(({} as { [name: string]: unknown })[name]).toBeUndefined();
});

async function dial(): Promise<Socket> {
  const { hostname, port } = new URL(server.baseUrl);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** Everything that comes back until the server closes. */
function everything(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    socket.setEncoding('latin1').on('data', (piece: string | Buffer) => {
      text += String(piece);
    });
    socket.on('close', () => resolve(text));
  });
}

const statusOf = (text: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0);

/** One request as bytes; the connection is closed after it. */
async function raw(head: readonly string[], body: string | Buffer = ''): Promise<string> {
  const socket = await dial();
  const answer = everything(socket);
  const { host } = new URL(server.baseUrl);
  const lines = head.some((line) => /^host:/i.test(line))
    ? head
    : [head[0] as string, `Host: ${host}`, ...head.slice(1)];
  socket.write(`${[...lines, 'Connection: close'].join('\r\n')}\r\n\r\n`);
  socket.end(body);
  return answer;
}

const known = () => [`Authorization: ${token}`, 'APIGW-Tracking-Header: test', 'Content-Type: application/json'];
const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const wide = (items: number) => JSON.stringify({ quoteItem: Array.from({ length: items }, () => 1) });

/** Both sides, with the largest body that each takes. */
const doors: readonly (readonly [name: string, path: string, limit: number, head: () => readonly string[]])[] = [
  ['quote', quotePath, mebi, known],
  ['product order', orderPath, 10 * mebi, known],
  ['control API', '/_sandbox/v1/sandboxes', mebi, () => ['Content-Type: application/json']],
];

describe.each(doors)('bodies for the %s', (_, path, limit, head) => {
  test('one byte too many, announced: refused without reading on', async () => {
    const socket = await dial();
    const answer = everything(socket);
    const { host } = new URL(server.baseUrl);
    socket.write(
      [`POST ${path} HTTP/1.1`, `Host: ${host}`, ...head(), `Content-Length: ${limit + 1}`, '', '{'].join('\r\n'),
    );
    // Not one byte more is sent, and the answer comes all the same.
    expect(statusOf(await answer)).toBe(413);
  });

  test('one byte too many, not announced: refused', async () => {
    const socket = await dial();
    const answer = everything(socket);
    const { host } = new URL(server.baseUrl);
    socket.write(
      [`POST ${path} HTTP/1.1`, `Host: ${host}`, ...head(), 'Transfer-Encoding: chunked', '', ''].join('\r\n'),
    );
    const piece = Buffer.alloc(64 * 1024, ' ');
    for (let sent = 0; sent <= limit && !socket.destroyed; sent += piece.length) {
      socket.write(`${piece.length.toString(16)}\r\n`);
      socket.write(piece);
      if (!socket.write('\r\n')) await Promise.race([once(socket, 'drain'), once(socket, 'close')]);
    }
    expect(statusOf(await answer)).toBe(413);
  });

  test.each<[string, string | Buffer, readonly number[]]>([
    ['65 levels', nested(65), [400]],
    ['5,000 levels', nested(5000), [400]],
    ['half a million levels', nested(500_000), [400]],
    ['10,001 items', wide(10_001), [400]],
    ['a text of 65,537 characters', JSON.stringify({ externalId: 'x'.repeat(65_537) }), [400]],
    ['a name of 65,537 characters', JSON.stringify({ ['x'.repeat(65_537)]: 1 }), [400]],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x7d]), [400]],
    ['a byte order mark', Buffer.from('\ufeff{}'), [400]],
    ['NaN', '{"quoteItem":NaN}', [400]],
    ['a comment', '{/* */}', [400]],
    ['nothing but space', '   ', [400]],
    ['a number of 400 digits', `{"quoteItem":${'9'.repeat(400)}}`, [400]],
    ['the same name twice', '{"quoteItem":[],"quoteItem":[]}', [400]],
    ['a lone surrogate', '{"quoteItem":"\\ud800"}', [400]],
  ])('%s', async (_name, body, statuses) => {
    const answer = await raw([`POST ${path} HTTP/1.1`, ...head(), `Content-Length: ${Buffer.byteLength(body)}`], body);
    expect(statuses).toContain(statusOf(answer));
  });

  test.each([
    ['5,000 lists', nested(5000)],
    ['half a million lists', nested(500_000 - 100)],
    ['objects', `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`],
    ['never closed', '['.repeat(5000)],
  ])('%s of nesting: refused with its place, and every view of the request still answers', async (_name, body) => {
    const reply = await raw([`POST ${path} HTTP/1.1`, ...head(), `Content-Length: ${body.length}`], body);
    expect(statusOf(reply)).toBe(400);
    expect(reply).toMatch(/at most 64 levels of nesting/);
    if (path.startsWith('/_sandbox')) return;
    const { items } = (await server.control('GET', '/sandboxes/default/requests?status=400&limit=1000')).body;
    const { id } = items.at(-1) as { id: string };
    const shown = await server.control('GET', `/sandboxes/default/requests/${id}`);
    expect(shown.status).toBe(200);
    expect(shown.body.why).toMatchObject([{ expected: 'at most 64 levels of nesting' }]);
    expect(shown.body.why[0].pointer).toMatch(/^(\/[0a]){64}$/);
    for (const view of [`/ui/requests/${id}?sandbox=default`, '/_sandbox/v1/sandboxes/default/requests.har'])
      expect((await server.send('GET', view)).status, view).toBeLessThan(500);
    expect((await server.control('POST', `/sandboxes/default/requests/${id}/replay`, {})).status).toBeLessThan(500);
  });

  test('compressed: refused as such', async () => {
    const body = gzipSync('{}');
    const lines = [...head(), 'Content-Encoding: gzip', `Content-Length: ${body.length}`];
    expect(statusOf(await raw([`POST ${path} HTTP/1.1`, ...lines], body))).toBe(415);
  });

  test('of another type: refused as such', async () => {
    const lines = head().map((line) => (line.startsWith('Content-Type') ? 'Content-Type: text/xml' : line));
    expect(statusOf(await raw([`POST ${path} HTTP/1.1`, ...lines, 'Content-Length: 4'], '<a/>'))).toBe(415);
  });

  // The body is good as UTF-8, so that nothing but the name of its character set can be wrong.
  test.each([
    ['utf-16', true],
    ['"UTF-16LE"', true],
    ['iso-8859-1', true],
    ['', true],
    ['utf-8', false],
    ['"UTF-8"', false],
    ['utf8', false],
    ['us-ascii', false],
  ])('charset=%s: refused as such is %s', async (charset, refused) => {
    const type = `Content-Type: application/json; profile=a;  charset = ${charset}`;
    const lines = head().map((line) => (line.startsWith('Content-Type') ? type : line));
    const answer = await raw([`POST ${path} HTTP/1.1`, ...lines, 'Content-Length: 2'], '{}');
    expect(statusOf(answer) === 415).toBe(refused);
    if (refused) expect(answer).toMatch(/body (must be|in) UTF-8/);
  });
});

test('a form for a token in another character set', async () => {
  const form = (charset: string) =>
    fetch(`${server.baseUrl}/oauth/accesstoken`, {
      method: 'POST',
      headers: { 'Content-Type': `application/x-www-form-urlencoded;charset=${charset}` },
      body: 'grant_type=client_credentials&client_id=x&client_secret=y',
    });
  expect((await form('utf-16')).status).toBe(415);
  expect((await form('UTF-8')).status).toBe(401);
});

describe('request heads', () => {
  test.each<[string, readonly string[], readonly number[]]>([
    ['headers of 20 kB', [`GET ${orderPath} HTTP/1.1`, `X-Large: ${'x'.repeat(20_000)}`], [431]],
    [
      'two thousand headers',
      [`GET ${orderPath} HTTP/1.1`, ...Array.from({ length: 2000 }, (_, n) => `X-${n}: 12345`)],
      [431],
    ],
    ['a target of 9 kB', [`GET ${orderPath}?id=${'x'.repeat(9000)} HTTP/1.1`], [414]],
    ['a target of 9 kB for the control API', [`GET /_sandbox/v1/sandboxes?q=${'x'.repeat(9000)} HTTP/1.1`], [414]],
    ['a version that does not exist', [`GET ${orderPath} HTTP/9.9`], [400]],
    ['a space in the target', [`GET ${orderPath} x HTTP/1.1`], [400]],
    ['a NUL in a header', [`GET ${orderPath} HTTP/1.1`, 'X-Nul: a\0b'], [400]],
    ['a broken percent sign', ['GET /v1/productOrderingManagement/productOrder/%E0%A4%A HTTP/1.1'], [400, 401, 404]],
    ['a broken percent sign for the control API', ['GET /_sandbox/v1/sandboxes/%E0%A4%A HTTP/1.1'], [400, 404]],
    ['an encoded NUL', ['GET /_sandbox/v1/sandboxes/a%00b HTTP/1.1'], [404]],
    ['a length and chunks', [`POST ${orderPath} HTTP/1.1`, 'Content-Length: 3', 'Transfer-Encoding: chunked'], [400]],
    ['two lengths', [`POST ${orderPath} HTTP/1.1`, 'Content-Length: 3', 'Content-Length: 4'], [400]],
    ['a negative length', [`POST ${orderPath} HTTP/1.1`, 'Content-Length: -1'], [400]],
    ['TRACE', [`TRACE ${orderPath} HTTP/1.1`], [401, 405]],
    ['TRACE for the control API', ['TRACE /_sandbox/v1/sandboxes HTTP/1.1'], [405]],
    ['OPTIONS', ['OPTIONS * HTTP/1.1'], [400, 401, 404]],
    ['a method that does not exist', [`BREW ${orderPath} HTTP/1.1`], [400]],
    ['no host', [`GET ${orderPath} HTTP/1.1`, 'Host:'], [400, 401]],
  ])('%s', async (_, head, statuses) => {
    expect(statuses).toContain(statusOf(await raw(head)));
  });

  test('what a stranger sent comes back in no header', async () => {
    const answer = await raw([`GET ${orderPath} HTTP/1.1`, 'APIGW-Tracking-Header: a\tb\x1b[31mred']);
    expect(answer.split('\r\n\r\n')[0]).not.toContain('\x1b');
  });
});

describe('other websites, over a real socket', () => {
  const own = '/_sandbox/v1/sandboxes';
  const writings = [
    own,
    '/%5fsandbox/v1/sandboxes',
    '/_%73andbox/v1/sandboxes',
    '/%255Fsandbox/v1/sandboxes',
    '//_sandbox/v1/sandboxes',
    '/./_sandbox/v1/sandboxes',
    '/x/../_sandbox/v1/sandboxes',
    '/x/%2e%2e/_sandbox/v1/sandboxes',
    '/\\_sandbox/v1/sandboxes',
    '/_sandbox;a=b/v1/sandboxes',
    '/_SANDBOX/v1/sandboxes',
    '/_sandbox/v1/sandboxes%00',
  ];
  test.each(writings)('%s', async (path) => {
    const { host } = new URL(server.baseUrl);
    const heads = [
      ['Host: evil.example'],
      [`Host: ${host}`, 'Origin: null'],
      [`Host: ${host}`, 'Origin: http://evil.example'],
      [`Host: ${host}`, 'Sec-Fetch-Site: cross-site'],
    ];
    for (const head of heads) {
      for (const target of [path, `http://evil.example${path}`, `http://${host}${path}`]) {
        for (const method of ['GET', 'DELETE']) {
          const answer = await raw([`${method} ${target} HTTP/1.1`, ...head]);
          expect(statusOf(answer), `${method} ${target} ${head}`).toBeGreaterThanOrEqual(400);
          expect(answer).not.toContain('clientId');
          expect(answer.toLowerCase()).not.toContain('access-control-allow-origin');
        }
      }
    }
  });

  test('this machine alone is listened to', () => {
    expect(new URL(server.baseUrl).hostname).toBe('127.0.0.1');
  });
});

describe('queries', () => {
  test.each([
    'limit=1e9',
    'limit=1000000000',
    'limit=-1',
    'limit=abc',
    'limit=',
    'offset=99999999999999999999',
    'offset=1.5',
    'fields=__proto__',
    'fields=constructor',
    'sort=__proto__',
    '__proto__=1',
    'constructor=1',
    'id=%00',
    'state=%F0%9F%92%A5',
    'externalId=a&externalId=b',
    `externalId=${'a'.repeat(5000)}`,
    'a[b]=c',
    '&&&===',
    '%',
  ])('%s is answered, and never with 5xx', async (query) => {
    for (const path of [orderPath, quotePath, '/tmf-api/productInventory/v4/product']) {
      const { status } = await customer.send('GET', `${path}?${query}`);
      expect([200, 400]).toContain(status);
    }
    for (const path of ['/sandboxes', '/sandboxes/default/requests', '/sandboxes/default/orders']) {
      expect([200, 400]).toContain((await server.control('GET', `${path}?${query}`)).status);
    }
  });
});

describe('names that JavaScript knows', () => {
  const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'];

  test.each(names)('%s as a member is data or refused', async (name) => {
    const odd = `"${name}":{"polluted":"yes","status":1,"id":"x"}`;
    const order = JSON.stringify(provideOrder('SO-ODD'));
    const bodies: readonly (readonly [send: (text: string) => Promise<{ status: number }>, text: string])[] = [
      [(text) => customer.send('POST', orderPath, text), order.replace('{', `{${odd},`)],
      [(text) => customer.send('POST', orderPath, text), order.replaceAll('"product":{', `"product":{${odd},`)],
      [(text) => customer.send('POST', quotePath, text), `{${odd},"quoteItem":[{${odd}}]}`],
      [(text) => server.control('POST', '/sandboxes', text), `{${odd}}`],
      [(text) => server.control('PATCH', '/sandboxes/default', text), `{"settings":{${odd}}}`],
      [
        (text) => server.control('POST', '/sandboxes/default/fault-injections', text),
        `{"operation":"callback","status":503,"match":{${odd}}}`,
      ],
      [
        (text) => server.control('POST', '/sandboxes/default/setbacks', text),
        `{"setback":"${name}","match":{"product":"${name}"}}`,
      ],
      [
        (text) => server.control('PUT', '/sandboxes/default/state', text),
        `{"format":"etherbox-state","formatVersion":2,"documents":{${odd}}}`,
      ],
      [
        (text) => server.control('POST', '/sandboxes/default/requests/req_1/replay', text),
        `{"edits":{"headers":{"${name}":"x"}}}`,
      ],
    ];
    for (const [send, text] of bodies) {
      const { status } = await send(text);
      expect(status, text.slice(0, 100)).toBeLessThan(500);
    }
    for (const [key] of Object.entries((await server.control('GET', '/sandboxes/default')).body.settings)) {
      await server.control('PATCH', '/sandboxes/default', `{"settings":{${JSON.stringify(key)}:null}}`);
    }
  });

  test.each(names)('%s as the name of a characteristic is kept as it is, or refused', async (name) => {
    const order = provideOrder(`SO-${name}`) as {
      productOrderItem: { product: { productCharacteristic: object[] } }[];
    };
    const text = JSON.stringify(order).replace(
      '"productCharacteristic":[',
      `"productCharacteristic":[{"name":"${name}","value":"1"},`,
    );
    const placed = await customer.send('POST', orderPath, text);
    expect(placed.status).toBeLessThan(500);
    if (placed.status !== 201) return;
    const read = await customer.send('GET', `${orderPath}/${placed.body.id}`);
    expect(read.text).toContain(`"name":"${name}"`);
  });

  test.each(names)('%s as an id is unknown', async (name) => {
    for (const path of [
      `${orderPath}/${name}`,
      `${quotePath}/${name}`,
      `/tmf-api/productInventory/v4/product/${name}`,
    ]) {
      expect((await customer.send('GET', path)).status).toBe(404);
    }
    for (const path of ['', '/clock', '/orders']) {
      expect((await server.control('GET', `/sandboxes/${name}${path}`)).status).toBe(404);
    }
    for (const kind of ['orders', 'events', 'requests', 'quotes', 'assets', 'setbacks', 'addresses']) {
      expect((await server.control('GET', `/sandboxes/default/${kind}/${name}`)).status).toBe(404);
    }
  });
});

describe('texts of fifty thousand characters', () => {
  const texts = [
    'a'.repeat(50_000),
    '9'.repeat(50_000),
    ' '.repeat(50_000),
    '-'.repeat(50_000),
    `${'a.'.repeat(25_000)}!`,
    '0:'.repeat(25_000),
  ];
  test('in every text of a body', async () => {
    const order = JSON.stringify(provideOrder('SO-LONG'));
    const places = [...order.matchAll(/:"[^"]*"/g)].map(({ index, 0: found }) => [index, found.length] as const);
    for (const [n, [at, length]] of places.entries()) {
      const body = `${order.slice(0, at)}:"${texts[n % texts.length]}"${order.slice(at + length)}`;
      expect((await customer.send('POST', orderPath, body)).status).toBeLessThan(500);
    }
    for (const text of texts) {
      for (const member of ['id', 'seed', 'now', 'duns', 'clientId', 'scenario', 'from']) {
        expect([400, 409, 422]).toContain((await server.control('POST', '/sandboxes', { [member]: text })).status);
      }
      for (const member of ['by', 'to', 'until']) {
        expect((await server.control('POST', '/sandboxes/default/clock/advance', { [member]: text })).status).toBe(400);
      }
    }
  });
});

describe('slow clients', () => {
  test('half-open connections are closed with 408, and a normal request beside them is answered', async () => {
    const { host } = new URL(server.baseUrl);
    const sockets = await Promise.all(Array.from({ length: 100 }, dial));
    const answers = sockets.map(everything);
    for (const [n, socket] of sockets.entries())
      socket.write(n % 2 === 0 ? 'GET / HT' : `GET / HTTP/1.1\r\nHost: ${host}\r\nX-Slow:`);
    expect((await customer.send('GET', orderPath)).status).toBe(200);
    for (const answer of await Promise.all(answers)) expect(statusOf(answer)).toBe(408);
  });

  test('a body that never ends is given up', async () => {
    const { host } = new URL(server.baseUrl);
    for (const [path, head] of [
      [orderPath, known()],
      ['/_sandbox/v1/sandboxes', ['Content-Type: application/json']],
    ] as const) {
      const socket = await dial();
      const answer = everything(socket);
      socket.write([`POST ${path} HTTP/1.1`, `Host: ${host}`, ...head, 'Content-Length: 1000', '', '{'].join('\r\n'));
      expect([0, 408]).toContain(statusOf(await answer));
      expect(socket.destroyed).toBe(true);
    }
  });

  test('an idle connection is closed', async () => {
    const { host } = new URL(server.baseUrl);
    const socket = await dial();
    const answer = everything(socket);
    socket.write(`GET /_sandbox/live HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
    expect(statusOf(await answer)).toBe(200);
  });

  test('a client that goes away in the middle of everything harms nobody', async () => {
    const { host } = new URL(server.baseUrl);
    for (const cut of [1, 10, 60, 200, 400]) {
      const socket = await dial();
      const body = JSON.stringify(provideOrder('SO-GONE'));
      const text = [
        `POST ${orderPath} HTTP/1.1`,
        `Host: ${host}`,
        ...known(),
        `Content-Length: ${body.length}`,
        '',
        body,
      ].join('\r\n');
      socket.write(text.slice(0, cut));
      socket.destroy();
      await once(socket, 'close');
    }
  });
});
