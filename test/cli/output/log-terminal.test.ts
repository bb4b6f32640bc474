import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultCredentials } from '#cli/options/start-options';
import { startBanner } from '#cli/output/banner';
import type { LogLevel } from '#cli/output/log-lines';
import { logToTerminal } from '#cli/output/terminal-log';
import { type RunningServer, serve } from '#http/serve';
import { systemClock } from '#runtime/system';
import { customerListener } from '../../support/customer-listener.ts';
import { runCli } from '../../support/run-cli.ts';
import { orderPath, sampleOrder } from '../../support/sample-orders.ts';

let serving: RunningServer;
let token: string;

beforeAll(async () => {
  serving = await serve({ initialSandbox: { id: 'default', ...defaultCredentials } });
  const authorization = `Basic ${btoa(`${defaultCredentials.clientId}:${defaultCredentials.clientSecret}`)}`;
  const url = `${serving.baseUrl}/oauth/accesstoken?grant_type=client_credentials`;
  token = ((await (await fetch(url, { headers: { authorization } })).json()) as { access_token: string }).access_token;
});
afterAll(() => serving.close());

/** What the log says at a level while something is done. */
async function logged(level: LogLevel, act: () => Promise<unknown>, colour = false, unread = 0): Promise<string> {
  let text = '';
  const target = {
    writableLength: unread,
    write: (piece: string) => {
      text += piece;
    },
  };
  const { sandboxes, deliveryService, baseUrl } = serving;
  const stop = logToTerminal({ sandboxes, deliveryService, level, colour, baseUrl, target, clock: systemClock });
  await act();
  // A commit is reported after the answer has gone out.
  await sandboxes.getOrThrow('default').whenDurable();
  await new Promise((resolve) => setImmediate(resolve));
  stop();
  return text.replaceAll(baseUrl, 'http://box');
}

const order = (body: unknown) => () =>
  fetch(serving.baseUrl + orderPath, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'apigw-tracking-header': 'log' },
    body: JSON.stringify(body),
  });
const get = (path: string) => () => fetch(serving.baseUrl + path, { headers: { authorization: `Bearer ${token}` } });
const advance = (by: string) => () =>
  fetch(`${serving.baseUrl}/_sandbox/v1/sandboxes/default/clock/advance`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ by }),
  });
const callback = (url: string | null) =>
  fetch(`${serving.baseUrl}/_sandbox/v1/sandboxes/default`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ callback: url === null ? null : { url } }),
  });

describe('one line per request', () => {
  test('an accepted order: method, path, status, time, operation, sandbox, id, order', async () => {
    const said = await logged('line', order(sampleOrder('etherway-fibre-provide')));
    const line = said.split('\n').find((one) => one.includes('POST')) as string;
    expect(line).toMatch(
      /^\d\d:\d\d:\d\d {2}POST {2}\/v1\/productOrderingManagement\/productOrder +201 +\d+ ms {2}createProductOrder {2}default {2}req_\d+ {2}order \d+$/,
    );
  });

  test('a refused one: a line per fault with what was got and what is allowed, and the same link as in the answer', async () => {
    let link = '';
    const said = await logged('line', async () => {
      const answer = await order({ productOrderItem: [{ id: 'a', action: 'banana' }] })();
      link = answer.headers.get('link') ?? '';
    });
    expect(said).toMatch(
      /\n {10}✗ \/productOrderItem\/0\/action {2}got "banana" {2}allowed: add, modify or delete {2}\(tmf §3\.1\)\n/,
    );
    const why = /why: http:\/\/box(\S+)/.exec(said)?.[1];
    expect(link).toBe(`<${why}>; rel="help"`);
    const id = /req_\d+/.exec(why ?? '')?.[0];
    const reply = await fetch(`${serving.baseUrl}/_sandbox/v1/sandboxes/default/requests/${id}`);
    const { why: violations } = (await reply.json()) as { why: { pointer: string; expected: string }[] };
    // The control API and the log give the same faults, in the same order.
    const logLines = [...said.matchAll(/✗ (\S+) .*allowed: (.*?)(?: {2}\(.*\))?\n/g)].map(([, pointer, expected]) => ({
      pointer,
      expected,
    }));
    expect(logLines).toEqual(violations.map(({ pointer, expected }) => ({ pointer, expected })));
  });

  test('the page of a refusal, requested by a terminal, and the command say it in text', async () => {
    const answer = await order({ productOrderItem: [{ id: 'a', action: 'ban\u001bana' }] })();
    const link = /<(.*)>/.exec(answer.headers.get('link') ?? '')?.[1] as string;
    const id = /req_\d+/.exec(link)?.[0] as string;
    const page = await fetch(serving.baseUrl + link);
    const text = await page.text();
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
    expect(text).toMatch(new RegExp(`^${id}  \\S+Z  POST ${orderPath}  400  \\d+ ms\noperation createProductOrder\n`));
    expect(text).toMatch(
      /\n✗ \/productOrderItem\/0\/action: got "ban\\u001bana", expected add, modify or delete \(tmf §3\.1\)\n/,
    );
    expect(text).toMatch(/\n> {3}"productOrderItem": \[\n/);
    const here = ['--base-url', serving.baseUrl];
    expect((await runCli('requests', id, ...here)).stdout).toBe(text);
    const listed = (await runCli('requests', '--status', 'refused', '--last', '1', ...here)).stdout;
    expect(listed).toMatch(
      new RegExp(`^${id}  .* 400 +createProductOrder +✗ /productOrderItem/0/action: got .*more\n$`),
    );
    await fetch(`${serving.baseUrl}/oauth/token`, { method: 'POST' });
    const lost = (await runCli('requests', '--status', '404', '--last', '1', ...here)).stdout;
    expect(lost).toMatch(/ \/oauth\/token +404 +- +near miss: POST \/oauth\/accesstoken; 1 more\n$/);
    const unknown = await fetch(`${serving.baseUrl}/ui/requests/req_999999`);
    expect([unknown.status, await unknown.text()]).toEqual([
      404,
      expect.stringContaining('The journal has no such request'),
    ]);
    const browser = await fetch(serving.baseUrl + link, { headers: { accept: 'text/html,*/*' } });
    expect(await browser.text()).not.toContain(id);
  });

  test('a wrong secret: the rule says which half is wrong', async () => {
    const wrong = { headers: { authorization: `Basic ${btoa(`${defaultCredentials.clientId}:wrong`)}` } };
    const said = await logged('line', () =>
      fetch(`${serving.baseUrl}/oauth/accesstoken?grant_type=client_credentials`, wrong),
    );
    expect(said).toMatch(/✗ header\/authorization .*\(the client id is known, the secret is wrong\)\n/);
  });

  test('a misspelt member of an accepted order: a note with what was probably meant', async () => {
    const body = { ...sampleOrder('etherway-fibre-provide'), externalId: undefined, externalID: 'PO-1' };
    const said = await logged('line', order(body));
    expect(said).toMatch(/ 201 .*\n {10}note: \/externalID: unknown member, ignored; did you mean externalId\?\n/);
    const [json] = (await logged('json', order(body))).split('\n').filter((line) => line.includes('"request"'));
    expect(JSON.parse(json as string).notes).toEqual([expect.stringMatching(/^\/externalID: /)]);
  });

  test('a path that is none: the nearest operations with a tick or a cross per criterion', async () => {
    const said = await logged('line', get('/v1/productOrderingManagment/productOrder'));
    expect(said).toContain(
      'near miss: GET /v1/productOrderingManagement/productOrder  ✓ method  ✗ path  ✓ version prefix',
    );
  });

  test('an order that there is not: the sentence of the answer, and no other path, for this one was right', async () => {
    let link = '';
    const said = await logged('line', async () => {
      const headers = { authorization: `Bearer ${token}`, 'APIGW-Tracking-Header': 'log' };
      const answer = await fetch(`${serving.baseUrl}${orderPath}/99999999`, { headers });
      link = /<(.*)>/.exec(answer.headers.get('link') ?? '')?.[1] ?? '';
    });
    expect(said).toMatch(/ 404 .*\n {10}✗ No product order is known under 99999999\n {10}why: /);
    const page = await (await fetch(serving.baseUrl + link)).text();
    expect(page).toContain('\n✗ No product order is known under 99999999\n<');
  });
});

describe('one line per attempt to call back', () => {
  test('the inbox: not sent, and why', async () => {
    const said = await logged('line', order({ ...sampleOrder('etherway-fibre-provide'), externalId: 'log-2' }));
    expect(said).toMatch(
      /→ not sent {2}ProductOrderCreateEvent \(Acknowledged\) {2}default {2}event \S+ {2}order \d+ {2}No callback URL is set/,
    );
  });

  test('a fault that strikes, with what came of the copies: the log and the inbox say so', async () => {
    const listener = await customerListener();
    await callback(listener.url);
    const control = `${serving.baseUrl}/_sandbox/v1/sandboxes/default`;
    const post = (path: string, body: object) =>
      fetch(control + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    await post('/fault-injections', { operation: 'callback', duplicate: true, times: 1 });
    const said = await logged('line', async () => {
      await order(sampleOrder('etherway-fibre-provide'))();
      await serving.sandboxes.getOrThrow('default').whenDurable();
      await serving.deliveryService.whenIdle('default');
    });
    const match = /event (\S+) {2}order \d+ {2}attempt 1 {2}injected fault-injection-1, 1 copy: 204\n/.exec(said);
    expect(match, said).not.toBeNull();
    const { stdout } = await runCli('events', match?.[1] as string, '--base-url', serving.baseUrl);
    expect(stdout).toContain('injected fault-injection-1, 1 copy: 204\n');
    const tested = await logged('line', () => post('/callback/test', {}));
    expect(tested).toMatch(/→ callback \S+\/hook +204 +\d+ ms {2}test event {2}default {2}event \S+\n/);
    await callback(null);
    await listener.close();
  });

  test('a listener that is not there: each attempt once, what is next and when', async () => {
    await callback('http://127.0.0.1:9/hook?token=hidden-1');
    const said = await logged('line', advance('1 day'));
    await callback(null);
    const attempts = said.split('\n').filter((line) => line.includes('→ callback'));
    expect(attempts.length).toBeGreaterThan(1);
    expect(attempts[0]).toMatch(
      /--- +\d+ ms {2}ProductOrderStateChangeEvent \(Validated\) {2}default {2}event \S+ {2}order \d+ {2}attempt 1$/,
    );
    const numbered = attempts.map((line) => /event (\S+) .*attempt (\d+)/.exec(line)?.slice(1).join(' '));
    expect(new Set(numbered).size).toBe(numbered.length);
    expect(said).toMatch(/next: attempt 2 is due at 2026-01-\S+Z virtual time/);
    expect(said).toContain('/ui/callbacks/');
    expect(said).not.toContain('hidden-1');
  });
});

describe('levels', () => {
  test('quiet says nothing', async () => {
    expect(await logged('quiet', get('/nothing'))).toBe('');
  });

  test('body shows both bodies', async () => {
    const said = await logged('body', order({ productOrderItem: [] }));
    expect(said).toContain('> {"productOrderItem":[]}');
    expect(said).toMatch(/< \{"code":"2\d"/);
  });

  test('json is one JSON object per line', async () => {
    const said = await logged('json', get('/v1/nothing'));
    const [line] = said
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text));
    expect(line).toMatchObject({ log: 'request', sandbox: 'default', method: 'GET', path: '/v1/nothing', status: 404 });
  });

  test('colours only where they are wanted', async () => {
    expect(await logged('line', get('/v1/nothing'))).not.toContain('\u001b');
    expect(await logged('line', get('/v1/nothing'), true)).toContain('\u001b[33m404\u001b[0m');
  });
});

describe('a stranger cannot write to the terminal', () => {
  // ESC, BEL, NUL, C1, bidi overrides, line separators, a tag beyond the first plane.
  const nasty = '\u001b[2J\u0007\u0000\u009b31m\u202e\u2066\u2028\r\nadmin\u{e0041}';
  const raw = /(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]/u;

  test.each<LogLevel>(['line', 'body', 'json'])('%s', async (level) => {
    const said = await logged(level, async () => {
      await order({ externalId: nasty, productOrderItem: [{ id: nasty, action: nasty, [nasty]: nasty }] })();
      await get(`/v1/${encodeURIComponent(nasty)}?q=${encodeURIComponent(nasty)}`)();
    });
    expect(said).toContain('/v1/');
    expect(said).not.toMatch(raw);
    if (level === 'json') for (const line of said.trim().split('\n')) JSON.parse(line);
  });
});

test('lines that nobody reads are dropped and counted', async () => {
  let text = '';
  const target = {
    writableLength: 2 * 1024 * 1024,
    write: (piece: string) => {
      text += piece;
    },
  };
  const stop = logToTerminal({
    sandboxes: serving.sandboxes,
    deliveryService: serving.deliveryService,
    level: 'line',
    colour: false,
    baseUrl: '',
    target,
    clock: systemClock,
  });
  await get('/v1/a')();
  await get('/v1/b')();
  await expect.poll(() => serving.sandboxes.getOrThrow('default').journal.list().items.at(-1)?.path).toBe('/v1/b');
  expect(text).toBe('');
  target.writableLength = 0;
  await get('/v1/c')();
  await expect.poll(() => text).toContain('/v1/c');
  stop();
  expect(text).toMatch(/^… 2 log entries were dropped: nobody was reading\n/);
});

test('the banner: at most twelve lines, persistence in words, specification versions, London time, a line that works', () => {
  const lines = startBanner(serving, serving.sandboxes.getOrThrow('default'), 800).trimEnd().split('\n');
  expect(lines.length).toBeLessThanOrEqual(12);
  const text = lines.join('\n');
  expect(text).toMatch(/State {6}in memory .*lost/);
  expect(text).toMatch(/FROZEN at \w{3} \d\d Jan 2026 \d\d:\d\d London/);
  expect(text).toMatch(/Specs .*product-order 1\.0\.0/);
  expect(text).toContain(
    `curl -u etherbox-default:dev-secret-default -d grant_type=client_credentials ${serving.baseUrl}`,
  );
});
