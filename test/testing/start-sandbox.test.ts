import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { PerformanceObserver } from 'node:perf_hooks';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { serve } from '#http/serve';
import type { WallClock } from '#runtime/ports';
import { type Sandbox, startSandbox, WaitTimeoutError } from '#testing/index';
import { startSandboxOptions } from '#testing/start-sandbox';
import { bodyOf } from '../support/body-of.ts';
import type { Order } from '../support/documents.ts';
import { orderPath } from '../support/sample-orders.ts';

const order = readFileSync('fixtures/requests/etherway-fibre-provide.json', 'utf8');
const open: { close(): Promise<unknown> }[] = [];

afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function start(options?: Parameters<typeof startSandbox>[0]): Promise<Sandbox> {
  const box = await startSandbox(options);
  open.push(box);
  return box;
}

async function place(box: Sandbox): Promise<string> {
  const answer = await fetch(box.baseUrl + orderPath, { method: 'POST', headers: await box.headers(), body: order });
  expect(answer.status).toBe(201);
  return (await bodyOf<Order>(answer)).id;
}

async function listener(seen: unknown[]): Promise<string> {
  const server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    seen.push(JSON.parse(Buffer.concat(chunks).toString('utf8')));
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({ close: () => new Promise((resolve) => server.close(resolve)) });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
}

describe('docs/start-sandbox.md', () => {
  const page = readFileSync('docs/start-sandbox.md', 'utf8');

  test('has every option', () => {
    const named = [...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
    expect(named.slice(0, startSandboxOptions.length).sort()).toEqual([...startSandboxOptions].sort());
  });

  test('has every member', async () => {
    const box = await start();
    const groups = [
      'clock',
      'events',
      'requests',
      'orders',
      'openActions',
      'faultInjections',
      'setbacks',
      'state',
    ] as const;
    const members = [...Object.keys(box), ...groups.flatMap((group) => Object.keys(box[group]))];
    expect(members.filter((name) => !new RegExp(`\\b${name}\\b`).test(page))).toEqual([]);
  });
});

test.each([
  ['callbackUrl', 'did you mean callback?'],
  ['sede', 'did you mean seed?'],
  ['somethingElse', 'use seed, now, scenario'],
])('startSandbox: %s is no option', async (name, hint) => {
  const refused = await startSandbox({ [name]: 'x' }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(TypeError);
  expect((refused as Error).message).toContain(`startSandbox has no option "${name}"; ${hint}`);
});

test.each([
  [{ port: 99_999 }, 'port is 99999; use a whole number from 0 to 65535'],
  [{ port: -1 }, 'port is -1'],
  [{ port: 1.5 }, 'port is 1.5'],
  [{ callback: 'not a url' }, 'callback is "not a url"; use an http or https URL'],
  [{ callback: { url: 'ftp://host/x' } }, 'callback is "ftp://host/x"'],
])('startSandbox(%j) is a wrong argument, not an error of the server', async (options, message) => {
  const refused = await startSandbox(options).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(TypeError);
  expect((refused as Error).message).toContain(message);
});

test('a setting that there is not is refused as well', async () => {
  await expect(startSandbox({ settings: { calender: 'scotland' } as never })).rejects.toThrow(
    'startSandbox has no setting "calender"; did you mean calendar?',
  );
});

test('now may be today', async () => {
  const box = await start({ now: 'today' });
  const { now, local } = await box.clock.read();
  expect(local).toMatch(/ 09:00$/);
  expect(Math.abs(Date.parse(now) - Date.now())).toBeLessThan(86_400_000);
});

describe('await using', () => {
  test('closes the sandbox at the end of its block, also when the block throws', async () => {
    let url = '';
    const block = async () => {
      await using box = await startSandbox();
      url = box.baseUrl;
      expect((await fetch(`${url}/_sandbox/live`)).status).toBe(200);
      throw new Error('in the block');
    };
    await expect(block()).rejects.toThrow('in the block');
    await expect(fetch(`${url}/_sandbox/live`)).rejects.toThrow();
  });

  test('as docs/start-sandbox.md shows it, in a program that ends by itself', () => {
    const [, snippet = ''] = /```ts\n([\s\S]*?)```/.exec(readFileSync('docs/start-sandbox.md', 'utf8')) ?? [];
    expect(snippet).toContain('await using');
    const folder = mkdtempSync(`${tmpdir()}/etherbox-`);
    const program = `${snippet.replace("'etherbox'", `'${resolve('src/testing/index.ts')}'`)}console.log((await box.clock.read()).mode);\n`;
    writeFileSync(`${folder}/using.mts`, program);
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--conditions=etherbox-source', '--import', 'tsx', `${folder}/using.mts`],
      {
        encoding: 'utf8',
        timeout: 60_000,
      },
    );
    rmSync(folder, { recursive: true });
    expect([stdout.trim(), stderr]).toEqual(['frozen', '']);
  });
});

describe('what the helpers do', () => {
  test('clock, events, requests, orders, open actions, fault injections, setbacks, state, tokens, reset', async () => {
    const received: unknown[] = [];
    const url = await listener(received);
    const box = await start();
    expect(await box.clock.set({ mode: 'scaled', rate: 60 })).toMatchObject({ mode: 'scaled', rate: 60 });
    expect((await box.clock.set({ mode: 'frozen' })).mode).toBe('frozen');

    const faultInjection = await box.faultInjections.add({ operation: 'createProductOrder', status: 503 });
    const post = async () =>
      (await fetch(box.baseUrl + orderPath, { method: 'POST', headers: await box.headers(), body: order })).status;
    expect(await post()).toBe(503);
    expect(await box.faultInjections.list()).toMatchObject([{ id: faultInjection.id, hits: 1 }]);
    await box.faultInjections.remove(faultInjection.id);
    expect(await box.faultInjections.list()).toEqual([]);

    const spare = await box.setbacks.add({ match: { product: 'Etherway' }, setback: 'no-capacity' });
    await box.setbacks.remove(spare.id);
    await box.setbacks.add({ match: { externalId: 'PO-1001' }, setback: 'ecc-raised' });
    expect(await box.setbacks.list()).toMatchObject([{ setback: 'ecc-raised' }]);
    const orderId = await place(box);
    expect(await box.orders.list()).toHaveLength(1);
    const { id } = (await box.requests.waitFor({ operation: 'createProductOrder', status: '201' }))[0] ?? { id: '' };
    expect((await box.requests.list({ orderId })).map((request) => request.id)).toContain(id);

    await box.advance({ until: { orderId, state: 'held' } });
    const [action] = await box.openActions.list({ orderId, state: 'open' });
    expect(await box.openActions.answer(action?.id as string, 'accept')).toMatchObject({ state: 'answered' });
    const event = await box.events.waitFor({ externalId: 'PO-1001', state: 'held' });
    expect(await box.events.resend(event.eventId, url)).toMatchObject({ attempts: [{ url, status: 204 }] });
    expect(received).toHaveLength(1);
    expect(await box.events.retryNow()).toMatchObject({ attempted: 0 });

    const saved = await box.state.save();
    const token = await box.token();
    const sendWithToken = (bearer: string) =>
      fetch(box.baseUrl + orderPath, { headers: { authorization: `Bearer ${bearer}`, 'apigw-tracking-header': 't' } });
    expect((await sendWithToken(token)).status).toBe(200);
    await box.expireTokens();
    expect((await sendWithToken(token)).status).toBe(401);
    const { credentials } = box;
    await box.reset();
    expect([await box.orders.list(), await box.events.list(), box.credentials]).toEqual([[], [], credentials]);
    await box.state.load(saved);
    expect((await box.orders.timeline(orderId)).orderId).toBe(orderId);
    await box.reset();
    await box.scenario('survey-finds-blocked-duct');
    expect(await box.setbacks.list()).toMatchObject([{ setback: 'survey-finds-blocked-duct' }]);
  });

  test('a wait for requests that ends in vain says what was requested instead', async () => {
    const box = await start();
    await place(box);
    const wait = box.requests.waitFor({ operation: 'createQuote' }, { count: 2, timeoutMs: 20 });
    await expect(wait).rejects.toThrow(WaitTimeoutError);
    await expect(wait).rejects.toThrow(/2 matching requests within 20 ms; newest requests: .*POST .*productOrder 201/);
  });

  test('a wait that the end of the sandbox overtakes ends with it', async () => {
    const box = await start();
    const waits = [
      box.events.waitFor({ state: 'completed' }, { timeoutMs: 60_000 }),
      box.requests.waitFor({ operation: 'createQuote' }, { timeoutMs: 60_000 }),
    ].map((wait) => wait.catch((error: unknown) => String(error)));
    await box.clock.read();
    await box.close();
    for (const said of await Promise.all(waits)) expect(said).toMatch(/closed|No etherbox server answers/);
    await expect(box.events.waitFor({ state: 'completed' })).rejects.toThrow('The sandbox is closed');
  });
});

describe('errors have codes', () => {
  const refusalOf = (call: Promise<unknown>): Promise<unknown> => call.catch((error: unknown) => error);

  test('those of waits', async () => {
    const box = await start();
    const code = { name: 'WaitTimeoutError', code: 'ETHERBOX_WAIT_TIMEOUT' };
    expect(await refusalOf(box.events.waitFor({ state: 'completed' }, { timeoutMs: 1 }))).toMatchObject(code);
    const wait = await refusalOf(box.requests.waitFor({ operation: 'createQuote' }, { timeoutMs: 1 }));
    expect(wait).toMatchObject({ ...code, cause: { name: 'ControlApiError', code: code.code, status: 408 } });
    await box.close();
    expect(await refusalOf(box.clock.read())).toMatchObject({
      name: 'ServerUnreachableError',
      code: 'ETHERBOX_SERVER_UNREACHABLE',
      cause: expect.any(Error),
    });
  });

  test('those of starts', async () => {
    const port = Number(new URL((await start()).baseUrl).port);
    expect(await refusalOf(startSandbox({ port }))).toMatchObject({
      name: 'PortUnavailableError',
      code: 'ETHERBOX_PORT_UNAVAILABLE',
      cause: { code: 'EADDRINUSE' },
    });
    expect(await refusalOf(startSandbox({ data: '/dev/null/folder' }))).toMatchObject({
      name: 'DataFolderError',
      code: 'ETHERBOX_DATA_FOLDER_UNWRITABLE',
      cause: expect.any(Error),
    });
  });

  test('those of the control API, which sends them in its problems', async () => {
    const box = await start();
    const saved = await box.state.save();
    const refusals: readonly (readonly [code: string, call: () => Promise<unknown>])[] = [
      ['ETHERBOX_UNKNOWN_SCENARIO', () => box.scenario('cancel-in-tine')],
      ['ETHERBOX_INVALID_SCENARIO', () => box.scenario({ name: 'n', steps: [{ call: 'createQuotes' }] })],
      ['ETHERBOX_INVALID_STATE', () => box.state.load({ format: 'other' } as never)],
      ['ETHERBOX_STATE_FORMAT', () => box.state.load({ ...saved, formatVersion: 99 } as never)],
      ['ETHERBOX_URL_NOT_ALLOWED', () => box.control.post('~/callback/test', { url: 'http://169.254.169.254/' })],
      ['ETHERBOX_INVALID_VALUE', () => box.advance({ by: '1 fortnight' })],
      ['ETHERBOX_BAD_REQUEST', () => box.control.post('~/clock/advance', {})],
      ['ETHERBOX_NOT_FOUND', () => box.orders.timeline('1')],
      ['ETHERBOX_UNKNOWN_SANDBOX', () => box.control.get('/sandboxes/none')],
      ['ETHERBOX_SANDBOX_EXISTS', () => box.control.post('/sandboxes', { id: box.id })],
      ['ETHERBOX_METHOD_NOT_ALLOWED', () => box.control.call('PUT', '~/clock')],
      ['ETHERBOX_CONFLICT', () => box.control.call('DELETE', '~')],
    ];
    for (const [code, call] of refusals)
      expect(await refusalOf(call()), code).toMatchObject({ name: 'ControlApiError', code });
    const answer = await fetch(`${box.baseUrl}/_sandbox/v1/sandboxes/none`, { headers: { authorization: 'Bearer x' } });
    expect(await bodyOf(answer)).toMatchObject({ status: 403, code: 'ETHERBOX_FORBIDDEN' });
  });
});

describe('a sandbox in a test suite', () => {
  test('why nothing was sent has a code beside its sentence', async () => {
    const box = await start();
    const orderId = await place(box);
    const [event] = await box.events.list({ orderId });
    expect(event).toMatchObject({ state: 'suppressed', reasonCode: 'built-in-inbox' });
    const { past } = await box.orders.timeline(orderId);
    expect(past[0]?.callback).toMatchObject({ state: 'suppressed', reasonCode: 'built-in-inbox' });
    await box.events.resend(event?.eventId as string, await listener([]));
    expect(await box.events.list({ orderId })).toMatchObject([{ state: 'delivered' }]);
    expect((await box.events.list({ orderId }))[0]).not.toHaveProperty('reasonCode');
  });

  test('an order goes from its POST to its service, and the customer is notified on the way', async () => {
    const seen: { eventType: string; event: { productOrder: { state: string } } }[] = [];
    const box = await start({ seed: 'suite', callback: await listener(seen) });
    const orderId = await place(box);
    await box.events.waitFor({ orderId, eventType: 'ProductOrderCreateEvent' });
    const advanced = await box.advance({ until: 'completion' });
    expect(advanced.counts).toMatchObject({ orders: 1 });
    expect(advanced.callbacks).toEqual({ delivered: advanced.counts.events });
    expect(advanced.happened.at(-1)).toMatchObject({ milestone: 'KCI3', callback: 'delivered' });
    const event = await box.events.waitFor({ orderId, eventType: 'ProductOrderStateChangeEvent', state: 'completed' });
    expect(event.state).toBe('delivered');
    expect(seen.at(0)?.eventType).toBe('ProductOrderCreateEvent');
    expect(seen.at(-1)?.event.productOrder.state).toBe('completed');
    expect((await box.orders.timeline(orderId)).state).toBe('completed');
    expect(await box.requests.list({ operation: 'createProductOrder', method: 'POST', q: 'Etherway' })).toHaveLength(1);
    expect(await box.requests.list({ path: 'no-such-path' })).toHaveLength(0);
  });

  test('the planned dates of an order follow the calendar that is set', async () => {
    // Easter Monday 2026 is a working day in Scotland.
    const box = await start({ now: '2026-03-16T09:00:00Z' });
    const id = await place(box);
    const planned = async () => {
      const { productOrderMilestone } = await bodyOf<Order>(
        await fetch(`${box.baseUrl}${orderPath}/${id}`, { headers: await box.headers() }),
      );
      return productOrderMilestone.map(({ milestoneDate }) => milestoneDate);
    };
    const english = await planned();
    await box.control.call('PATCH', '~', { settings: { calendar: 'scotland' } });
    const scottish = await planned();
    expect(scottish).not.toEqual(english);
    await box.control.call('PATCH', '~', { settings: { calendar: 'england-and-wales' } });
    expect(await planned()).toEqual(english);
  });

  test('two of the same seed give the same events, another seed another', async () => {
    const story = async (seed: string) => {
      const box = await start({ seed });
      await place(box);
      await box.advance({ by: '40 working days' });
      return JSON.stringify(
        (await box.events.list()).map(({ eventId, at, payload }) => ({ eventId, at, payload })),
      ).replaceAll(box.baseUrl, '');
    };
    const received = await story('a');
    expect(await story('a')).toBe(received);
    expect(await story('b')).not.toBe(received);
  });

  test.each([
    [
      { timeoutMs: 500 },
      /^events\.waitFor has no filter "timeoutMs"; it is an option: waitFor\(filter, \{ timeoutMs \}\)$/,
    ],
    [{ orderID: '1' }, /^events\.waitFor has no filter "orderID"; did you mean orderId\?$/],
    [
      { colour: 'red' },
      /^events\.waitFor has no filter "colour"; use orderId, externalId, eventType, state, milestone$/,
    ],
  ])('a wait for what is no filter is refused: %j', async (query, said) => {
    const box = await start();
    const wait = box.events.waitFor(query as object);
    await expect(wait).rejects.toThrow(TypeError);
    await expect(wait).rejects.toThrow(said);
  });

  test('what the control API refuses names every violation', async () => {
    const box = await start();
    await expect(box.advance({ by: '1 fortnight' })).rejects.toThrow(
      /^Invalid advance; the clock did not move\n {2}\/by: got "1 fortnight", expected /,
    );
  });

  test('a wait that ends in vain says what did happen and what is due', async () => {
    const box = await start();
    const orderId = await place(box);
    const wait = box.events.waitFor({ orderId, state: 'completed' }, { timeoutMs: 20 });
    await expect(wait).rejects.toThrow(WaitTimeoutError);
    await expect(wait).rejects.toThrow(
      /ProductOrderCreateEvent .* acknowledged[\s\S]*frozen[\s\S]*Next due: .*box\.advance/,
    );
  });

  test('it keeps its state, when it has a folder', async () => {
    const data = mkdtempSync(`${tmpdir()}/etherbox-`);
    const first = await startSandbox({ data });
    const orderId = await place(first);
    await first.close();
    const second = await start({ data });
    expect((await second.orders.timeline(orderId)).state).toBe('acknowledged');
    await second.close();
    rmSync(data, { recursive: true });
  });

  test('twenty at once do not meet', async () => {
    const sandboxes = await Promise.all(Array.from({ length: 20 }, (_, n) => start({ seed: `box-${n}` })));
    const ids = await Promise.all(sandboxes.map(place));
    expect(new Set(sandboxes.map(({ baseUrl }) => baseUrl)).size).toBe(20);
    for (const [n, box] of sandboxes.entries()) {
      const headers = await box.headers();
      const other = ids[(n + 1) % 20] as string;
      expect((await fetch(`${box.baseUrl}${orderPath}/${ids[n]}`, { headers })).status).toBe(200);
      expect((await fetch(`${box.baseUrl}${orderPath}/${other}`, { headers })).status).toBe(404);
    }
  });

  test('a bad option is refused before anything starts', async () => {
    await expect(startSandbox({ now: 'yesterday' })).rejects.toThrow(/RFC 3339/);
  });
});

describe('a start that finds its port taken', () => {
  const initialSandbox = { id: 'default', clientId: 'c', clientSecret: 's', clock: { mode: 'real', rate: 1 } } as const;

  test('leaves nothing that goes on by itself: the next start would have its sandboxes run twice', async () => {
    const port = Number(new URL((await start()).baseUrl).port);
    const observed = vi.spyOn(PerformanceObserver.prototype, 'observe');
    const ended = vi.spyOn(PerformanceObserver.prototype, 'disconnect');
    const timers = new Set<object>();
    const clock: WallClock = {
      now: () => 0,
      after: () => {
        const timer = { cancel: () => timers.delete(timer) };
        timers.add(timer);
        return timer;
      },
    };
    await expect(serve({ port, clock, initialSandbox })).rejects.toThrow('EADDRINUSE');
    expect(timers.size).toBe(0);
    expect(observed).toHaveBeenCalledTimes(1);
    expect(ended.mock.contexts).toEqual(observed.mock.contexts);
    vi.restoreAllMocks();
  });

  test('lets its folder go', async () => {
    const port = Number(new URL((await start()).baseUrl).port);
    const data = mkdtempSync(resolve(tmpdir(), 'etherbox-busy-'));
    try {
      await expect(startSandbox({ data, port })).rejects.toThrow('EADDRINUSE');
      await start({ data }).then((box) => box.close());
    } finally {
      rmSync(data, { recursive: true });
    }
  });
});
