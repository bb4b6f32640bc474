import { createServer, type Server, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import type { FailureKind } from '#domain/callback/delivery-state';
import { Egress, type EgressOptions, type OutboundOutcome } from '#runtime/egress/egress';
import type { EgressPolicy } from '#runtime/egress/egress-policy';
import type { WallClock } from '#runtime/ports';
import { systemClock } from '#runtime/system';
import { type Receiver, startReceiver } from '../../support/flaky-receiver.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function egressOf(
  profile: EgressPolicy['profile'],
  more: Partial<EgressOptions> & { ownPorts?: number[] } = {},
): Egress {
  const { ownPorts = [], ...parts } = more;
  const egress = new Egress({ policy: { profile, ownPorts: () => ownPorts }, clock: systemClock, ...parts });
  closing.push(() => egress.close());
  return egress;
}

async function receiverOf(...args: Parameters<typeof startReceiver>): Promise<Receiver> {
  const receiver = await startReceiver(...args);
  closing.push(() => receiver.close());
  return receiver;
}

/** A listener below HTTP: it may answer anything. */
async function rawListener(behave: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => behave(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as { port: number }).port}/`;
}

const post = (egress: Egress, url: string, timeoutMs = 5000): Promise<OutboundOutcome> =>
  egress.send({ url, method: 'POST', headers: {}, body: '{}', timeoutMs, timeoutName: '--callback-timeout' });

/** One address of this machine in eighteen spellings. */
const spellings = (port: number): readonly string[] => [
  `http://127.0.0.1:${port}/`,
  `http://localhost:${port}/`,
  `http://LOCALHOST:${port}/`,
  `http://127.1:${port}/`,
  `http://127.0.1:${port}/`,
  `http://2130706433:${port}/`,
  `http://0x7f000001:${port}/`,
  `http://0x7f.0x0.0x0.0x1:${port}/`,
  `http://0177.0.0.1:${port}/`,
  `http://017700000001:${port}/`,
  `http://127.0.0.1.:${port}/`,
  `http://１２７.０.０.１:${port}/`,
  `http://①②⑦.⓪.⓪.①:${port}/`,
  `http://[::1]:${port}/`,
  `http://[::ffff:127.0.0.1]:${port}/`,
  `http://[::ffff:7f00:1]:${port}/`,
  `http://[::127.0.0.1]:${port}/`,
  `http://0.0.0.0:${port}/`,
];

describe('the shared profile', () => {
  test('18 spellings of this machine are refused, each with a reason, and nothing connects', async () => {
    const canary = await receiverOf();
    const egress = egressOf('shared');
    const urls = spellings(canary.port);
    expect(urls).toHaveLength(18);
    for (const url of urls) {
      const outcome = await post(egress, url);
      expect(outcome, url).toMatchObject({ failure: 'blocked', error: expect.stringMatching(/^Not sent: .{20,}/) });
    }
    expect(canary.connections.count).toBe(0);
  });

  test.each([
    'http://10.1.2.3/',
    'http://172.31.0.1/',
    'http://192.168.1.1/',
    'http://100.64.0.1/',
    'http://169.254.169.254/latest/meta-data',
    'http://198.18.0.1/',
    'http://224.0.0.1/',
    'http://255.255.255.255/',
    'http://192.0.2.1/',
    'http://[fe80::1]/',
    'http://[fd00::1]/',
    'http://[ff02::1]/',
    'http://[2001:db8::1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[64:ff9b:1::1]/',
    'http://[2002:7f00:1::]/',
    'http://[::ffff:10.0.0.1]/',
    'http://[fd00:ec2::254]/',
  ])('%s is not a public address', async (url) => {
    expect(egressOf('shared').refusalReason(url)).toMatch(/public|metadata|link-local/);
  });

  test.each([
    ['ftp://example.com/', /scheme/],
    ['file:///etc/passwd', /scheme/],
    ['gopher://example.com/', /scheme/],
    ['javascript:alert(1)', /scheme/],
    ['data:text/plain,x', /scheme/],
    ['/hook', /absolute/],
    ['http://user@example.com/', /user name/],
    ['http://user:secret@example.com/', /user name/],
    ['http://example.com:22/', /port 22/],
    ['https://example.com:25/', /port 25/],
  ])('%s is refused', (url, reason) => {
    const refusal = egressOf('shared').refusalReason(url);
    expect(refusal).toMatch(reason);
    expect(refusal).not.toContain('secret');
  });

  test.each(['http://example.com/', 'https://example.com:8443/', 'http://93.184.216.34/', 'http://[2606:4700::1]/'])(
    '%s may be tried',
    (url) => {
      expect(egressOf('shared').refusalReason(url)).toBeUndefined();
    },
  );

  test('a name that resolves inside is refused, also when only one of its addresses is inside', async () => {
    const canary = await receiverOf();
    const inside = [
      [{ address: '127.0.0.1', family: 4 }],
      [
        { address: '93.184.216.34', family: 4 },
        { address: '10.0.0.1', family: 4 },
      ],
      [{ address: '::ffff:127.0.0.1', family: 6 }],
      [{ address: '::1', family: 6 }],
    ];
    for (const addresses of inside) {
      const egress = egressOf('shared', { resolve: async () => addresses });
      const outcome = await post(egress, `http://customer.example:${canary.port}/`);
      expect(outcome).toMatchObject({
        failure: 'blocked',
        error: expect.stringContaining('customer.example resolves to'),
      });
    }
    expect(canary.connections.count).toBe(0);
  });

  test('the address that was checked is the one that is connected to: a name cannot change its mind', async () => {
    // Allowed at the first look, the metadata service at every later one.
    let lookupCount = 0;
    const resolve = async () => {
      lookupCount += 1;
      return [{ address: lookupCount === 1 ? '127.0.0.1' : '169.254.169.254', family: 4 }];
    };
    const receiver = await receiverOf();
    const outcome = await post(egressOf('local', { resolve }), `http://flips.example:${receiver.port}/`);
    expect(outcome).toMatchObject({ status: 204 });
    expect(lookupCount).toBe(1);
    // A kept connection is used again without another look; a new one is looked up and checked anew.
    const later = egressOf('local', { resolve });
    expect(await post(later, `http://flips.example:${receiver.port}/`)).toMatchObject({ failure: 'blocked' });
    expect(receiver.received).toHaveLength(1);
  });
});

describe('the local profile', () => {
  test('this machine and private networks are the point', async () => {
    const receiver = await receiverOf();
    expect(await post(egressOf('local'), receiver.url)).toMatchObject({ status: 204 });
    for (const url of ['http://10.0.0.1/', 'http://192.168.0.1:22/', 'http://[fd00::1]/']) {
      expect(egressOf('local').refusalReason(url)).toBeUndefined();
    }
  });

  test.each(['http://169.254.169.254/', 'http://[fe80::1]/', 'http://[::ffff:169.254.169.254]/', 'http://2852039166/'])(
    '%s is refused',
    (url) => {
      expect(egressOf('local').refusalReason(url)).toMatch(/link-local or metadata/);
    },
  );

  test('the sandbox is not called by itself, whatever its address is spelled like', async () => {
    const canary = await receiverOf();
    const egress = egressOf('local', { ownPorts: [canary.port] });
    for (const url of spellings(canary.port)) {
      expect(await post(egress, url), url).toMatchObject({ failure: 'blocked' });
    }
    expect(canary.connections.count).toBe(0);
  });
});

describe('failures have their own names', () => {
  test('redirects are not followed', async () => {
    const elsewhere = await receiverOf();
    for (const status of [301, 302, 303, 307, 308]) {
      const receiver = await receiverOf(
        (_, response) => void response.writeHead(status, { location: elsewhere.url }).end(),
      );
      expect(await post(egressOf('local'), receiver.url)).toMatchObject({
        failure: 'redirect',
        error: expect.stringContaining(String(status)),
        response: { status, headers: { location: elsewhere.url } },
      });
    }
    expect(elsewhere.received).toHaveLength(0);
  });

  const failing: readonly (readonly [FailureKind, () => Promise<string>])[] = [
    ['non-2xx', async () => (await receiverOf((_, response) => void response.writeHead(500).end('oh no'))).url],
    ['reset', async () => (await receiverOf((_, __, request) => void request.socket.resetAndDestroy())).url],
    ['reset', () => rawListener((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc'))],
    ['refused', async () => 'http://127.0.0.1:1/'],
    ['dns', async () => 'http://no-such-host.invalid/'],
    ['protocol', () => rawListener((socket) => socket.end('SSH-2.0-OpenSSH_9\r\n'))],
    [
      'too-large',
      () => rawListener((socket) => socket.end(`HTTP/1.1 200 OK\r\nX-Big: ${'x'.repeat(1_000_000)}\r\n\r\n`)),
    ],
    ['tls', async () => (await receiverOf()).url.replace('http:', 'https:')],
    ['blocked', async () => 'http://169.254.169.254/'],
    ['blocked', async () => 'ftp://127.0.0.1/'],
  ];
  test.each(failing)('%s', async (failure, urlOf) => {
    const outcome = await post(egressOf('local'), await urlOf());
    expect(outcome).toMatchObject({ failure, error: expect.stringMatching(/.{15,}/) });
  });

  test('a time-out says whose limit it was', async () => {
    const receiver = await receiverOf(() => undefined);
    const hurried: WallClock = { now: systemClock.now, after: (ms, then) => systemClock.after(ms / 100, then) };
    const outcome = await post(egressOf('local', { clock: hurried }), receiver.url, 15_000);
    expect(outcome).toMatchObject({
      failure: 'timeout',
      error: 'No answer within 15 s (limit: --callback-timeout)',
    });
  });
});

describe('what a receiver answers is not trusted', () => {
  const limit = 64 * 1024;

  test('a hundred megabytes cost 64 KiB', async () => {
    let sent = 0;
    const receiver = await receiverOf((_, response) => {
      const chunk = Buffer.alloc(64 * 1024, 'x');
      response.writeHead(200, { 'content-length': 100 * 1024 * 1024 });
      const more = (): void => {
        while (!response.destroyed && sent < 100 * 1024 * 1024) {
          sent += chunk.length;
          if (response.write(chunk)) continue;
          response.once('drain', more);
          return;
        }
      };
      more();
    });
    const before = process.memoryUsage().rss;
    const outcome = await post(egressOf('local'), receiver.url);
    expect(outcome).toMatchObject({ failure: 'too-large', response: { status: 200, truncated: true } });
    expect(Buffer.byteLength((outcome as { response: { body: string } }).response.body)).toBe(limit);
    expect(process.memoryUsage().rss - before).toBeLessThan(20 * 1024 * 1024);
    expect(sent).toBeLessThan(20 * 1024 * 1024);
  });

  test('chunks without end are cut off at 64 KiB', async () => {
    const receiver = await receiverOf((_, response) => {
      response.writeHead(200);
      const more = (): void => {
        if (!response.destroyed) response.write('y'.repeat(1000), () => setImmediate(more));
      };
      more();
    });
    const outcome = await post(egressOf('local'), receiver.url);
    expect(outcome).toMatchObject({ failure: 'too-large', response: { status: 200, truncated: true } });
    expect((outcome as { response: { body: string } }).response.body).toHaveLength(limit);
  });

  test('a body that trickles without end runs into the time-out', async () => {
    const receiver = await receiverOf((_, response) => void response.writeHead(200).write('.'));
    expect(await post(egressOf('local'), receiver.url, 100)).toMatchObject({ failure: 'timeout' });
  });

  test('a compressed bomb is not unpacked, and markup stays text', async () => {
    const bomb = gzipSync(Buffer.alloc(10 * 1024 * 1024));
    const packed = await receiverOf(
      (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    );
    expect(await post(egressOf('local'), packed.url)).toMatchObject({
      body: expect.stringMatching(/gzip: not unpacked/),
    });
    const markup = '<script>alert(1)</script>';
    const html = await receiverOf(
      (_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end(markup),
    );
    expect(await post(egressOf('local'), html.url)).toMatchObject({ body: markup });
  });

  test('bytes that are no UTF-8 become text all the same', async () => {
    const receiver = await receiverOf(
      (_, response) => void response.writeHead(200).end(Buffer.from([0xff, 0xfe, 0x41])),
    );
    expect(await post(egressOf('local'), receiver.url)).toMatchObject({ body: expect.stringMatching(/A$/) });
  });
});
