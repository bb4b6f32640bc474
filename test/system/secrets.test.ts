import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readyLine, startBanner } from '#cli/output/banner';
import { logToTerminal } from '#cli/output/terminal-log';
import { type RunningServer, serve } from '#http/serve';
import { systemClock } from '#runtime/system';
import { runCli } from '../support/run-cli.ts';
import { sampleOrder } from '../support/sample-orders.ts';

/**
 * Everything that can be read of a sandbox, searched for everything that opens a door. Each secret is a word that occurs
 * nowhere else; what was said with it in it (a refused token request, a listener's credentials) is part of the search.
 */
const secrets = {
  client: 'SESAME-client-secret',
  wrong: 'SESAME-wrong-secret',
  inForm: 'SESAME-form-secret',
  basic: 'SESAME-basic-password',
  header: 'SESAME-header-value',
  oauth: 'SESAME-oauth-secret',
  signing: `whsec_${btoa('SESAME-signing-secret-of-32-bytes')}`,
  control: 'SESAME-control-token',
};
/** A callback's address is what the customer set and edits; the log masks what looks like a secret in it all the same. */
const secretInUrl = 'SESAME-token-in-url';
const controlHeaders = { 'X-Etherbox-Control': secrets.control };

let serving: RunningServer;
let listener: Server;
let listenerUrl: string;
let token: string;
/** What the listener's own token endpoint gave out. */
const outboundToken = 'SESAME-outbound-token';
const log: { [level in 'line' | 'body' | 'json']: string } = { line: '', body: '', json: '' };
let streamed = '';
const stops: (() => void)[] = [];
const appendLog = (level: keyof typeof log, text: string): void => {
  log[level] += text;
};

beforeAll(async () => {
  listener = createServer((request, response) => {
    request.resume();
    response.writeHead(request.url?.startsWith('/token') ? 200 : 204, { 'content-type': 'application/json' });
    response.end(
      request.url?.startsWith('/token')
        ? JSON.stringify({ access_token: outboundToken, token_type: 'Bearer', expires_in: 600 })
        : '',
    );
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  listenerUrl = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
  serving = await serve({
    initialSandbox: { id: 'default', clientId: 'cp', clientSecret: secrets.client },
    controlToken: secrets.control,
  });
  const { sandboxes, deliveryService, baseUrl } = serving;
  for (const level of ['line', 'body', 'json'] as const) {
    const target = { writableLength: 0, write: (text: string) => appendLog(level, text) };
    stops.push(
      logToTerminal({ sandboxes, deliveryService, level, colour: false, baseUrl, target, clock: systemClock }),
    );
  }
  await readStream();
  await goThroughEverything();
});

afterAll(async () => {
  for (const stop of stops) stop();
  await serving.close();
  listener.close();
});

async function readStream(): Promise<void> {
  const abort = new AbortController();
  stops.push(() => abort.abort());
  const response = await fetch(`${serving.baseUrl}/_sandbox/v1/sandboxes/default/stream`, {
    headers: controlHeaders,
    signal: abort.signal,
  });
  const reading = async () => {
    for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>)
      streamed += new TextDecoder().decode(piece);
  };
  reading().catch(() => undefined);
}

const control = (method: string, path: string, body?: unknown) =>
  fetch(`${serving.baseUrl}/_sandbox/v1${path}`, {
    method,
    headers: { ...controlHeaders, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

const basic = (secret: string) => ({ authorization: `Basic ${btoa(`cp:${secret}`)}` });

async function goThroughEverything(): Promise<void> {
  const tokenUrl = `${serving.baseUrl}/oauth/accesstoken`;
  const granted = await fetch(`${tokenUrl}?grant_type=client_credentials`, { headers: basic(secrets.client) });
  token = ((await granted.json()) as { access_token: string }).access_token;
  await fetch(`${tokenUrl}?grant_type=client_credentials`, { headers: basic(secrets.wrong) });
  await fetch(`${tokenUrl}?grant_type=client_credentials&client_id=cp&client_secret=${secrets.inForm}`);
  await fetch(tokenUrl, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'x', client_id: 'cp', client_secret: secrets.inForm }),
  });
  const headers = {
    authorization: `Bearer ${token}`,
    'apigw-tracking-header': 'secrets',
    'content-type': 'application/json',
  };
  const auths = [
    { type: 'basic', username: 'bt', password: secrets.basic },
    { type: 'header', name: 'X-Api-Key', value: secrets.header },
    { type: 'oauth2', tokenUrl: `${listenerUrl}/token`, clientId: 'bt', clientSecret: secrets.oauth },
  ];
  for (const [n, auth] of auths.entries()) {
    await control('PATCH', '/sandboxes/default', {
      callback: { url: `${listenerUrl}/hook?token=${secretInUrl}`, auth, signing: { secret: secrets.signing } },
    });
    await fetch(`${serving.baseUrl}/v1/productOrderingManagement/productOrder`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ ...sampleOrder('etherway-fibre-provide'), externalId: `secrets-${n}` }),
    });
    await control('POST', '/sandboxes/default/clock/advance', { by: '2 working days' });
  }
  await fetch(`${serving.baseUrl}/v1/productOrderingManagement/productOrder?access_token=${token}`);
  await fetch(`${serving.baseUrl}/v1/productOrderingManagement/nothing`, { headers });
}

/** Every reading path of the control API, with ids where it needs one; the call for credentials is the one that may say. */
async function everyReading(): Promise<[string, string][]> {
  const requests = (
    (await (await control('GET', '/sandboxes/default/requests?limit=100')).json()) as { items: { id: string }[] }
  ).items;
  const events = (
    (await (await control('GET', '/sandboxes/default/events?limit=100')).json()) as { items: { eventId: string }[] }
  ).items;
  const paths = [
    '/status',
    '/limits',
    '/journeys',
    '/scenarios',
    '/sandboxes',
    '/sandboxes/default',
    ...[
      'clock',
      'state',
      'requests',
      'requests.har',
      'requests.ndjson',
      'events',
      'fault-injections',
      'setbacks',
      'orders',
      'open-actions',
    ].map((part) => `/sandboxes/default/${part}`),
    ...requests.map(({ id }) => `/sandboxes/default/requests/${id}`),
    ...events.map(({ eventId }) => `/sandboxes/default/events/${eventId}`),
    '/sandboxes/nobody',
    '/sandboxes/default/requests/req_999',
  ];
  expect(requests.length).toBeGreaterThan(8);
  expect(events.length).toBeGreaterThan(6);
  return Promise.all(
    paths.map(async (path): Promise<[string, string]> => [path, await (await control('GET', path)).text()]),
  );
}

/** As it is, in base64, and in base64 with the user before it. */
function forms(secret: string): string[] {
  return [secret, btoa(secret), btoa(`cp:${secret}`), btoa(`bt:${secret}`), encodeURIComponent(secret)];
}

function foundIn(text: string): string[] {
  const all = { ...secrets, token, outbound: outboundToken };
  return Object.entries(all).flatMap(([name, secret]) =>
    forms(secret).some((form) => text.includes(form)) ? [name] : [],
  );
}

describe('secrets and tokens are shown by the banner and the credentials call, and nowhere else', () => {
  test('the control API: journal, HAR, NDJSON, events, attempts, state, status, errors', async () => {
    const findings = (await everyReading()).flatMap(([path, text]) => foundIn(text).map((name) => `${path}: ${name}`));
    expect(findings).toEqual([]);
  });

  test('the log at every level', () => {
    for (const level of ['line', 'body', 'json'] as const) {
      expect(log[level], level).toContain('productOrder');
      expect(log[level], level).toContain('/hook');
      expect(foundIn(log[level]), level).toEqual([]);
      expect(log[level], level).not.toContain(secretInUrl);
    }
  });

  test('the live stream and the metrics', async () => {
    expect(streamed).toContain('event: request');
    expect(foundIn(streamed)).toEqual([]);
    const metrics = await fetch(`${serving.baseUrl}/_sandbox/metrics`, { headers: controlHeaders });
    expect(foundIn(await metrics.text())).toEqual([]);
  });

  test('status, events, sandboxes and doctor on the command line', async () => {
    const server = ['--base-url', serving.baseUrl, '--control-token', secrets.control];
    for (const args of [
      ['status'],
      ['status', '--json'],
      ['events'],
      ['events', '--json'],
      ['sandbox', 'list'],
      ['sandbox', 'list', '--json'],
    ]) {
      const { stdout, stderr } = await runCli(...args, ...server);
      expect(stdout).not.toBe('');
      expect(foundIn(stdout + stderr), args.join(' ')).toEqual([]);
    }
    const doctor = await runCli(
      'doctor',
      '--port',
      '0',
      '--callback',
      `${listenerUrl}/?token=${secretInUrl}`,
      ...server,
    );
    expect(foundIn(doctor.stdout + doctor.stderr)).toEqual([]);
    expect(doctor.stdout).not.toContain(secretInUrl);
  });

  test('a copied command has the token only when it is requested', async () => {
    const request = serving.sandboxes.getOrThrow('default').journal.list({ operation: ['createProductOrder'] })
      .items[0];
    const path = `/sandboxes/default/requests/req_${request?.number}`;
    expect(await (await control('GET', path)).text()).not.toContain(token);
    expect(await (await control('GET', `${path}?includeToken=true`)).text()).toContain(token);
  });

  test('the banner, its JSON form and the credentials call do show the client secret', async () => {
    const live = serving.sandboxes.getOrThrow('default');
    expect(foundIn(startBanner(serving, live, 1))).toContain('client');
    expect(foundIn(readyLine(serving, live))).toEqual(['client']);
    expect(foundIn(await (await control('GET', '/sandboxes/default/credentials')).text())).toEqual(['client']);
  });
});
