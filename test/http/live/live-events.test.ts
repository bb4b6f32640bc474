import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { LiveChannel } from '#http/live/live-channel';
import type { ServeOptions } from '#http/serve';
import type { ControlSchemas } from '../../support/documents.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { runCount, runOptions } from '../../support/run-options.ts';
import { orderPath } from '../../support/sample-orders.ts';
import { startTestServer, type TestServer } from '../../support/test-server.ts';

interface LiveEvent {
  readonly id: string;
  readonly type: string;
  readonly data: Partial<ControlSchemas['Request']>;
}

/** Reads frames as a browser does: fields until an empty line; lines that begin with a colon are comments. */
class EventReader {
  readonly liveEvents: LiveEvent[] = [];
  comments = 0;
  #rest = '';
  #fields: Record<string, string> = {};
  #waiting: (() => void)[] = [];

  take(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() as string;
    for (const line of lines) this.#line(line);
    for (const wake of this.#waiting.splice(0)) wake();
  }

  async until(enough: (liveEvents: readonly LiveEvent[]) => boolean): Promise<readonly LiveEvent[]> {
    while (!enough(this.liveEvents)) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return this.liveEvents;
  }

  #line(line: string): void {
    if (line.startsWith(':')) this.comments += 1;
    else if (line !== '') {
      const [name, value] = [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)];
      this.#fields[name] = value;
    } else if (this.#fields.data !== undefined) {
      const { id = '', event = '', data } = this.#fields;
      this.liveEvents.push({ id, type: event, data: JSON.parse(data) });
      this.#fields = {};
    }
  }
}

interface Stream {
  readonly response: IncomingMessage;
  readonly reader: EventReader;
  end(): Promise<void>;
}

let server: TestServer;
const open: Stream[] = [];
const start = async (options: ServeOptions = {}) => {
  server = await startTestServer(options);
  return server;
};
afterEach(async () => {
  await Promise.all(open.splice(0).map((stream) => stream.end()));
  expect(server.internalErrors).toEqual([]);
  await server.close();
});

async function listen(sandboxId: string, lastEventId?: string): Promise<Stream> {
  const headers = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
  const outgoing = httpRequest(`${server.baseUrl}/_sandbox/v1/sandboxes/${sandboxId}/stream`, {
    headers,
    agent: false,
  });
  outgoing.end();
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  const reader = new EventReader();
  response.setEncoding('utf8').on('data', (text: string) => reader.take(text));
  const stream = {
    response,
    reader,
    async end() {
      if (response.closed) return;
      const closed = new Promise<void>((resolve) => response.once('close', () => resolve()));
      outgoing.destroy();
      await closed;
    },
  };
  response.on('error', () => undefined);
  open.push(stream);
  return stream;
}

async function streams(): Promise<number> {
  return (await server.control('GET', '/status')).body.streams;
}

test('reports what happens in the sandbox, in order, each with an id', async () => {
  await start();
  const stream = await listen('default');
  expect(stream.response.headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  const customer = await server.customer('default');
  const orderId = await customer.placeOrder('SO-1');
  await server.control('POST', '/sandboxes/default/clock/advance', { until: 'next-milestone' });
  await customer.send('GET', `${orderPath}/nobody`);
  const liveEvents = await stream.reader.until((all) => all.some(({ data }) => data.status === 404));
  const types = liveEvents.map(({ type }) => type);
  for (const type of ['request', 'domain-event', 'event', 'clock', 'changed']) expect(types).toContain(type);
  expect(liveEvents.find(({ data }) => data.status === 201)?.data).toMatchObject({
    operationId: 'createProductOrder',
    orderId,
    id: 'req_2',
  });
  const numbers = liveEvents.map(({ id }) => Number(id.split('-').at(-1)));
  expect(numbers).toEqual(numbers.map((_, at) => at + 1));
});

test('reports one sandbox only', async () => {
  await start();
  const mine = await server.createSandbox({ id: 'mine' });
  const other = await server.createSandbox({ id: 'other' });
  const stream = await listen(mine);
  await (await server.customer(other)).placeOrder('SO-OTHER');
  await (await server.customer(mine)).placeOrder('SO-MINE');
  const liveEvents = await stream.reader.until((all) => all.some(({ data }) => data.status === 201));
  const orders = (await server.control('GET', `/sandboxes/${mine}/orders`)).body.items;
  expect(liveEvents.filter(({ data }) => data.orderId !== undefined).map(({ data }) => data.orderId)).toEqual(
    liveEvents.filter(({ data }) => data.orderId !== undefined).map(() => orders[0].id),
  );
  expect(JSON.stringify(liveEvents)).not.toContain('SO-OTHER');
});

test('a reader that comes back gets exactly what it missed', async () => {
  await start();
  const first = await listen('default');
  const customer = await server.customer('default');
  await customer.send('GET', orderPath);
  const seen = await first.reader.until((all) => all.length >= 2);
  const last = seen.at(-1) as LiveEvent;
  await first.end();
  await customer.send('GET', `${orderPath}/a`);
  await customer.send('GET', `${orderPath}/b`);
  const second = await listen('default', last.id);
  const liveEvents = await second.reader.until((all) => all.length >= 2);
  expect(liveEvents.map(({ data }) => data.path)).toEqual([`${orderPath}/a`, `${orderPath}/b`]);
  expect(Number(liveEvents[0]?.id.split('-').at(-1))).toBe(Number(last.id.split('-').at(-1)) + 1);
});

test.each(['0-5', 'nonsense', 'x-99999', '-', '-1'])(
  'an id of another life, "%s", is answered with a gap',
  async (id) => {
    await start();
    const stream = await listen('default', id);
    const [gap] = await stream.reader.until((all) => all.length > 0);
    expect(gap).toMatchObject({ type: 'gap' });
  },
);

test('there are so many and no more', async () => {
  await start({ limits: { streams: 3 } });
  for (let n = 0; n < 3; n += 1) await listen('default');
  expect(await streams()).toBe(3);
  const refused = await server.control('GET', '/sandboxes/default/stream');
  expect(refused.status).toBe(503);
  expect(refused.headers['content-type']).toBe('application/problem+json');
  await (open.shift() as Stream).end();
  while ((await streams()) !== 2);
  expect((await listen('default')).response.statusCode).toBe(200);
});

test('an unknown sandbox has none, and a deleted one says so and ends', async () => {
  await start();
  expect((await server.control('GET', '/sandboxes/nobody/stream')).status).toBe(404);
  const id = await server.createSandbox({ id: 'short' });
  const stream = await listen(id);
  const ended = once(stream.response, 'end');
  await server.control('POST', `/sandboxes/${id}/reset`);
  await server.control('DELETE', `/sandboxes/${id}`);
  await ended;
  expect(stream.reader.liveEvents.map(({ type }) => type)).toEqual(expect.arrayContaining(['reset', 'deleted']));
});

test('another website may not listen', async () => {
  await start();
  for (const headers of [{ origin: 'http://evil.example' }, { origin: 'null' }, { host: 'evil.example' }]) {
    expect((await server.control('GET', '/sandboxes/default/stream', undefined, headers)).status).toBe(403);
  }
});

test('closing the server ends every stream at once', async () => {
  await start();
  const ended: Promise<unknown>[] = [];
  for (let n = 0; n < 3; n += 1) ended.push(once((await listen('default')).response, 'end'));
  await server.serving.close();
  await Promise.all(ended);
  server = await startTestServer();
});

describe('a reader that stops reading', () => {
  /** A stream over a bare socket that is never read. */
  async function stall(): Promise<Socket> {
    const { hostname, port } = new URL(server.baseUrl);
    const socket = connect(Number(port), hostname);
    socket.pause();
    await once(socket, 'connect');
    socket.write(`GET /_sandbox/v1/sandboxes/default/stream HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`);
    return socket;
  }

  test('holds back a bounded buffer, harms no other, and learns of the gap when it reads on', async () => {
    // One that stays silent for long is sent away; here no time passes, however long this takes.
    await start({ clock: manualClock(), limits: { streamBytes: 64 * 1024 } });
    const stalled = await stall();
    const healthy = await listen('default');
    while ((await streams()) !== 2);
    const { journal } = server.serving.sandboxes.getOrThrow('default');
    const total = runCount(6000, 200_000);
    const path = `/${'x'.repeat(4000)}`;
    for (let n = 0; n < total; n += 1) {
      journal.record({
        number: journal.reserveNumber(),
        at: 0,
        wallAt: 0,
        method: 'GET',
        path,
        status: 200,
        durationMs: 0,
        request: { headers: [] },
        response: { headers: [] },
      });
      // The healthy reader is scheduled, as it would between requests.
      if (n % 5 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await healthy.reader.until((all) => all.length >= total || all.at(-1)?.type === 'gap');
    expect(healthy.reader.liveEvents.some(({ type }) => type === 'gap')).toBe(false);
    expect(await streams()).toBe(2);
    // What it reads on with begins with a gap: this is more than is kept.
    const liveEvents = new Promise<void>((resolve) => {
      let seen = '';
      stalled.setEncoding('utf8').on('data', (text: string | Buffer) => {
        seen = seen.slice(-20) + String(text);
        if (seen.includes('event: gap')) resolve();
      });
    });
    stalled.resume();
    await liveEvents;
    stalled.destroy();
  });
});

test('a channel keeps the newest, and no reader misses anything without an event `gap`', () => {
  const read = (
    channel: LiveChannel,
    from: number,
  ): { readonly position: number; readonly seen: number[]; missed: number } => {
    let position = from;
    let missed = 0;
    const seen: number[] = [];
    for (let piece = channel.nextAfter(position); piece; piece = channel.nextAfter(position)) {
      if (piece.text.includes('event: gap')) missed += piece.number - position;
      else seen.push(piece.number);
      position = piece.number;
    }
    return { position, seen, missed };
  };
  fc.assert(
    fc.property(
      fc.array(fc.record({ size: fc.nat(80), read: fc.boolean() }), { maxLength: 300 }),
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 2000 }),
      (steps, maxEvents, maxCharacters) => {
        const channel = new LiveChannel('e', { maxEvents, maxCharacters });
        let position = 0;
        let counted = 0;
        for (const step of steps) {
          channel.append({ type: 't', data: 'x'.repeat(step.size) });
          expect(channel.size.events).toBeLessThanOrEqual(maxEvents);
          if (channel.size.events > 1) expect(channel.size.characters).toBeLessThanOrEqual(maxCharacters);
          if (!step.read) continue;
          const { position: next, seen, missed } = read(channel, position);
          expect(seen).toEqual(seen.map((_, at) => position + missed + at + 1));
          counted += seen.length + missed;
          position = next;
          expect(position).toBe(channel.lastNumber);
        }
        expect(counted).toBe(position);
      },
    ),
    runOptions(200, 5000),
  );
});
