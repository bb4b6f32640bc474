import { readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parsePact } from '#contracts/pact/pact-file';
import { recordPact } from '#contracts/record/record-pact';
import { recordedHistoryStates } from '#contracts/record/recorded-history';
import { readTraffic } from '#contracts/record/traffic';
import { recordContract } from '#contracts/record/write-pact';
import { type OfficialVerifier, startVerifier } from '#contracts/verify/official-verifier';
import { verifyPacts } from '#contracts/verify/verify-pact';
import { ControlClient } from '#http/control/control-client';
import { type Sandbox, type StartSandboxOptions, startSandbox } from '#testing/index';
import { btClient, tracked } from '../../../examples/client/client.ts';
import { book, firstOrder, must, orderRequest } from '../../../examples/client/first-order.ts';
import { startListener } from '../../../examples/client/listener.ts';
import { change, read } from '../../support/documents.ts';
import { startFaultyProvider } from '../../support/faulty-provider.ts';
import { createPactFolder } from '../../support/pact-samples.ts';
import { provide } from '../../support/test-provider-states.ts';

const ordersPath = '/v1/productOrderingManagement/productOrder';
const hubPath = '/v1/productOrderingManagement/hub';
const folder = createPactFolder();
let box: Sandbox;
let verifier: OfficialVerifier;
let file: string;
let callbackCount = 0;

/** A day at work: a first order, a mistake, an amendment, time, an outage, a cease that comes too late. */
async function work(): Promise<void> {
  const bt = btClient({ baseUrl: box.baseUrl, tokenUrl: box.tokenUrl, ...box.credentials });
  const { order, quote, slots } = await firstOrder(bt, 'AB15 7XY', 'REC-1');
  const [slot] = slots.availableTimeSlot ?? [];
  await book(bt, slot?.validFor?.startDateTime ?? '', slot?.validFor?.endDateTime ?? '');
  const header = tracked();
  await must(
    bt.quotes.GET('/tmf-api/quoteManagement/v4/quote/{id}', { params: { header, path: { id: quote.id ?? '' } } }),
  );
  const id = order.id ?? '';
  const read = () => bt.orders.GET(`${ordersPath}/{id}`, { params: { header: tracked(), path: { id } } });
  await must(read());
  const { response } = await bt.orders.POST(ordersPath, {
    params: { header: tracked() },
    body: { ...orderRequest, externalId: 'x'.repeat(500) },
  });
  expect(response.status).toBe(400);
  await box.advance({ by: '10 working days' });
  await must(read());
  await box.faultInjections.add({ operation: 'retrieveProductOrder', status: 503, times: 1 });
  expect((await read()).response.status).toBe(503);
  await must(bt.orders.GET(ordersPath, { params: { header: tracked(), query: { externalId: 'REC-1' } } }));
  await box.advance({ until: 'completion' });
  await must(read());
  await must(bt.inventory.GET('/tmf-api/productInventory/v4/product', { params: { header: tracked() } }));
}

beforeAll(async () => {
  verifier = startVerifier(60_000);
  const listener = await startListener(() => {
    callbackCount += 1;
  });
  box = await startSandbox({ seed: 'record', callback: listener.url });
  await work();
  ({ file } = await recordContract(box.control, { consumer: 'example client', out: folder.path }));
  await listener.close();
});
afterAll(async () => {
  verifier.close();
  await box.close();
  rmSync(folder.path, { recursive: true });
});

const verify = (more: object = {}) =>
  verifyPacts({ pacts: [file], states: [recordedHistoryStates], verifier, ...more });

test('what was recorded verifies, requests and callbacks', async () => {
  const { results, verdict } = await verify();
  expect(
    results
      .filter(({ outcome }) => outcome !== 'passed')
      .map(({ interaction, mismatches }) => [interaction, mismatches]),
  ).toEqual([]);
  expect(verdict).toBe('passed');
  const names = results.map(({ interaction }) => interaction).join('\n');
  for (const name of [
    'createQuote',
    'createAppointment',
    'listGeographicAddress',
    'createProductOfferingQualification',
    'createAccessToken',
    'listProduct',
  ])
    expect(names).toContain(name);
  expect(names).toContain('createProductOrder answered 400');
  expect(names).toContain('retrieveProductOrder answered 503');
  expect(results.filter(({ kind }) => kind === 'message').length).toBeGreaterThan(5);
  expect(callbackCount).toBeGreaterThan(5);
});

test('with one field changed in the sandbox, every contract that shows it fails there', async () => {
  const provider = await startFaultyProvider();
  const chosen = 'retrieveProductOrder answered 200';
  provider.plant(
    Array.from({ length: 10 }, () => ({ body }) => {
      change(body, '/state', read(body, '/state') === 'held' ? 'pending' : 'held');
    }),
  );
  const { results } = await verify({ provider, filter: 'retrieveProductOrder answered 200' });
  await provider.close();
  expect(results.map(({ interaction }) => interaction)).toContain(chosen);
  for (const { outcome, mismatches } of results) {
    expect(outcome).toBe('failed');
    expect(mismatches.map(({ pointer }) => pointer)).toEqual(['/state']);
  }
});

test('no secret and no token is written down', () => {
  const text = readFileSync(file, 'utf8');
  expect(text).not.toContain(box.credentials.clientSecret);
  expect(text).not.toMatch(/authorization/i);
  expect(text).not.toContain('*****');
});

describe('rules', () => {
  const answer = (name: string) => {
    const { interactions } = parsePact(readFileSync(file, 'utf8'), file);
    const found = interactions.find((one) => one.name === name)?.raw as {
      response: { matchingRules: { body: { [path: string]: { matchers: { match: string; regex?: string }[] } } } };
    };
    return found.response.matchingRules.body;
  };
  test('ids by type, dates by format, enumerations and what was sent by value', () => {
    const rules = answer('createProductOrder answered 201');
    expect(rules['$.id']?.matchers).toEqual([{ match: 'type' }]);
    expect(rules['$.orderDate']?.matchers[0]?.match).toBe('regex');
    expect(rules['$.state']).toBeUndefined();
    expect(rules['$.externalId']).toBeUndefined();
    expect(rules['$.productOrderItem[0].internalId']?.matchers).toEqual([{ match: 'type' }]);
  });
});

describe('what was done beside the client is in the history, so that what rests on it verifies', () => {
  const headers = async (box: Sandbox) => ({ ...(await box.headers()), 'apigw-tracking-header': 'client' });
  const call = async (box: Sandbox, method: string, path: string, body?: object) => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(box.baseUrl + path, { method, headers: await headers(box), ...sent });
    expect(answer.status, `${method} ${path}`).toBeLessThan(300);
    return (await answer.json()) as { readonly id: string };
  };
  const order = (box: Sandbox, externalId: string) => call(box, 'POST', ordersPath, { ...provide, externalId });
  const list = (box: Sandbox) => call(box, 'GET', `${ordersPath}?limit=100`);

  const recordings: readonly (readonly [string, (box: Sandbox) => Promise<unknown>, StartSandboxOptions])[] = [
    [
      'an open action that was answered, and the time after it',
      async (box) => {
        await box.setbacks.add({ match: { externalId: 'ECC' }, setback: 'ecc-raised' });
        const { id } = await order(box, 'ECC');
        await box.advance({ by: '25 working days' });
        const [action] = await box.openActions.list({ state: 'open' });
        await box.openActions.answer((action as { id: string }).id, 'decline');
        await call(box, 'GET', `${ordersPath}/${id}`);
        await box.advance({ by: '5 working days' });
        await call(box, 'GET', `${ordersPath}/${id}`);
      },
      {},
    ],
    [
      'a setback that was attached to the next order, and taken away again',
      async (box) => {
        await order(box, 'BEFORE');
        await box.advance({ by: '1 working day' });
        const { id } = (await box.setbacks.add({
          match: { product: 'Etherway' },
          setback: 'survey-finds-blocked-duct',
        })) as { id: string };
        await order(box, 'MET');
        await box.setbacks.remove(id);
        await order(box, 'AFTER');
        await box.advance({ by: '15 working days' });
        await list(box);
      },
      {},
    ],
    [
      'settings that were changed and changed back',
      async (box) => {
        await order(box, 'ONE');
        await box.control.call('PATCH', '~', { settings: { orderStatus: 202 } });
        await order(box, 'TWO');
        await box.control.call('PATCH', '~', { settings: { orderStatus: null } });
        await order(box, 'THREE');
      },
      {},
    ],
    ['a scenario whose sandbox was prepared', list, { scenario: 'etherway-cease' }],
    [
      'a saved state that was loaded, over one that was in use',
      async (box) => {
        const elsewhere = await startSandbox({ seed: 'elsewhere' });
        const { id } = await order(elsewhere, 'SAVED');
        await elsewhere.advance({ by: '12 working days' });
        const saved = await elsewhere.state.save();
        await elsewhere.close();
        await order(box, 'GONE');
        await box.advance({ until: 'completion' });
        await box.state.load(saved);
        await call(box, 'GET', `${ordersPath}/${id}`);
        await order(box, 'AFTER');
        await list(box);
      },
      {},
    ],
  ];

  test.each(recordings)('%s', async (_, use, options) => {
    const other = await startSandbox({ seed: 'beside', ...options });
    await use(other);
    const recorded = await recordContract(other.control, { consumer: 'beside', out: folder.path });
    await other.close();
    expect(recorded.leftOut).toEqual([]);
    expect(recorded.interactions).toBeGreaterThan(0);
    const { results, verdict } = await verify({ pacts: [recorded.file] });
    expect(results.flatMap(({ interaction, mismatches }) => mismatches.map((one) => [interaction, one]))).toEqual([]);
    expect(verdict).toBe('passed');
  });

  test('a sandbox that was forked', async () => {
    const parent = await startSandbox({ seed: 'beside' });
    await order(parent, 'PARENT');
    await parent.advance({ by: '12 working days' });
    await parent.control.post('/sandboxes', { id: 'fork', from: 'default', clientId: 'f', clientSecret: 'f-secret' });
    await parent.control.post('/sandboxes/fork/clock/advance', { until: 'completion' });
    const control = new ControlClient({ baseUrl: parent.baseUrl, sandbox: 'fork' });
    const recorded = await recordContract(control, { consumer: 'fork', out: folder.path });
    await parent.close();
    expect(readFileSync(recorded.file, 'utf8')).not.toContain('f-secret');
    const { results, verdict } = await verify({ pacts: [recorded.file] });
    expect(results.flatMap(({ mismatches }) => mismatches)).toEqual([]);
    expect([verdict, recorded.messages > 3]).toEqual(['passed', true]);
  });

  test('a loaded state whose listeners have secrets in their addresses, and in what they answered', async () => {
    const listener = createServer((_, answer) => answer.writeHead(500).end('refused: s3cret'));
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    const { port } = listener.address() as AddressInfo;
    const url = `http://user:s3cret@127.0.0.1:${port}/hook?token=s3cret`;
    const elsewhere = await startSandbox({ seed: 'elsewhere', callback: url });
    const hub = await call(elsewhere, 'POST', hubPath, { callback: `http://127.0.0.1:${port}/hub?token=s3cret` });
    const { id } = await order(elsewhere, 'SAVED');
    await elsewhere.advance({ by: '3 working days' });
    const saved = await elsewhere.state.save();
    await elsewhere.close();
    expect(JSON.stringify(saved)).toContain('refused: s3cret');
    const other = await startSandbox({ seed: 'beside', callback: url });
    await other.state.load(saved);
    await call(other, 'GET', `${ordersPath}/${id}`);
    const removed = await fetch(`${other.baseUrl}${hubPath}/${hub.id}`, {
      method: 'DELETE',
      headers: await headers(other),
    });
    expect(removed.status).toBe(204);
    await other.advance({ by: '10 working days' });
    await call(other, 'GET', `${ordersPath}/${id}`);
    const recorded = await recordContract(other.control, { consumer: 'listened', out: folder.path });
    await other.close();
    listener.close();
    expect(readFileSync(recorded.file, 'utf8')).not.toContain('s3cret');
    const { results, verdict } = await verify({ pacts: [recorded.file] });
    expect(results.flatMap(({ mismatches }) => mismatches)).toEqual([]);
    expect([verdict, recorded.interactions, recorded.messages > 1]).toEqual(['passed', 3, true]);
  });

  test('calls that a scenario made to prepare the sandbox are none of the client', async () => {
    const other = await startSandbox({ scenario: 'etherway-cease' });
    await list(other);
    const { interactions } = await recordContract(other.control, { consumer: 'beside', out: folder.path });
    const traffic = await readTraffic(other.control);
    await other.close();
    expect(interactions).toBe(1);
    // As if the client had called while the scenario still did.
    const items = traffic.interventions.items.map((one) =>
      one.kind === 'prepared' ? { ...one, last: traffic.requests.at(-1)?.id ?? '' } : one,
    );
    const meanwhile = { ...traffic, interventions: { ...traffic.interventions, items } };
    expect(recordPact(meanwhile, 'beside').interactions).toBe(1);
  });

  test('a state that was kept from an earlier run is not recorded, and a reset makes an end of that', async () => {
    const data = join(folder.path, 'data');
    const before = await startSandbox({ data });
    await order(before, 'EARLIER');
    await before.close();
    const after = await startSandbox({ data });
    const record = () => recordContract(after.control, { consumer: 'beside', out: folder.path });
    await list(after);
    await expect(record()).rejects.toThrow(/is incomplete: it was kept from an earlier run of the server\. Reset/);
    await after.reset();
    await list(after);
    expect(await record()).toMatchObject({ interactions: 1 });
    await after.close();
  });
});

test('mistakes of a client are recorded as it made them, or left out with a reason', async () => {
  const other = await startSandbox({ seed: 'mistakes' });
  const good = { ...(await other.headers()), 'apigw-tracking-header': 'client' };
  const send = async (status: number, body: string | Uint8Array<ArrayBuffer>, headers: object = {}) =>
    expect(
      (await fetch(other.baseUrl + ordersPath, { method: 'POST', headers: { ...good, ...headers }, body })).status,
    ).toBe(status);
  await send(400, '{"productOrderItem":');
  await send(415, '<order/>', { 'content-type': 'text/xml' });
  await send(415, '{}', { 'content-type': 'application/json; charset=utf-16' });
  await send(400, '{}', { 'apigw-tracking-header': 'no spaces, please' });
  await send(400, '"only a word"');
  await send(401, '{}', { authorization: 'Bearer none' });
  await send(415, new Uint8Array(gzipSync('{}')), { 'content-encoding': 'gzip' });
  await send(400, new Uint8Array([0x7b, 0xc3, 0x28, 0x7d]));
  const recorded = await recordContract(other.control, { consumer: 'mistakes', out: folder.path });
  await other.close();
  expect(recorded.leftOut).toEqual([
    `POST ${ordersPath} 415: the journal did not keep its body`,
    `POST ${ordersPath} 400: the journal did not keep its body`,
  ]);
  const { results, verdict } = await verify({ pacts: [recorded.file] });
  expect(results.flatMap(({ interaction, mismatches }) => mismatches.map((one) => [interaction, one]))).toEqual([]);
  expect([verdict, results.length]).toEqual(['passed', 6]);
});

test('a journal that has lost its beginning is not recorded', async () => {
  const traffic = await readTraffic(box.control);
  expect(() => recordPact({ ...traffic, evicted: 3 }, 'x')).toThrow(/evicted its first 3 requests/);
  expect(join(folder.path, 'example-client-bt-wholesale-ethernet.json')).toBe(file);
});
