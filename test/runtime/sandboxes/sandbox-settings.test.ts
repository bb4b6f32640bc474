import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agenda } from '#domain/core/sandbox-state';
import { createMemoryStore } from '#runtime/store/store-memory';
import { BtClient } from '../../support/bt-client.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { startServer } from '../../support/server-process.ts';
import { startTestServer, type TestServer } from '../../support/test-server.ts';

describe('settings of a sandbox', () => {
  let testServer: TestServer;
  beforeAll(async () => {
    testServer = await startTestServer();
  });
  afterAll(() => testServer.close());

  test.each([
    ['calendar', 'scotland', 'mars'],
    ['orderStatus', 202, 404],
    ['duplicateExternalId', 'reject', true],
    ['rateLimit', { perSecond: 5 }, 'yes'],
    ['tokenLifetimeSeconds', 0.5, 'long'],
    ['explain', false, 'no'],
    ['specialValues', [], {}],
  ])('%s: %j is taken, %j is refused with its place', async (name, good, bad) => {
    const set = (value: unknown) => testServer.control('PATCH', '/sandboxes/default', { settings: { [name]: value } });
    expect((await set(good)).body.settings).toEqual({ [name]: good });
    const refused = await set(bad);
    expect(refused.status).toBe(400);
    expect(refused.body.errors[0].pointer).toBe(`/settings/${name}`);
    expect((await set(null)).body.settings).toEqual({});
  });

  test('docs/configuration.md describes each', () => {
    const page = readFileSync(new URL('../../../docs/configuration.md', import.meta.url), 'utf8');
    const { properties } = JSON.parse(
      readFileSync(new URL('../../../src/generated/openapi/sandbox.json', import.meta.url), 'utf8'),
    ).components.schemas.Settings;
    for (const name of Object.keys(properties)) expect(page).toContain(`| \`${name}\` |`);
  });

  test('changed on a fork before anything else, they are noted there', async () => {
    await (await testServer.customer('default')).placeOrder('PARENT');
    await testServer.control('POST', '/sandboxes', { id: 'fork', from: 'default' });
    await testServer.control('PATCH', '/sandboxes/fork', { settings: { orderStatus: 202 } });
    const { items } = (await testServer.control('GET', '/sandboxes/fork/interventions')).body;
    expect(items.map(({ kind }) => kind)).toEqual(['load', 'settings']);
    expect(items[1]?.settings).toEqual({ orderStatus: 202 });
  });
});

test('what was done beside the client comes before an order that came while it was being kept', async () => {
  const innerStore = createMemoryStore();
  let pending: Promise<void> | undefined;
  let begun = () => {};
  const append: typeof innerStore.append = async (...change) => {
    begun();
    await pending;
    return innerStore.append(...change);
  };
  const testServer = await startTestServer({ store: { ...innerStore, append } });
  const customer = await testServer.customer('default');
  let release = () => {};
  pending = new Promise((resolve) => {
    release = resolve;
  });
  const once = async <T>(doing: () => Promise<T>): Promise<Promise<T>[]> => {
    const under = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const done = doing();
    await under;
    return [done];
  };
  const request = { match: { externalId: 'MEETS' }, setback: 'ecc-raised' };
  const attached = await once(() => testServer.control('POST', '/sandboxes/default/setbacks', request));
  const set = await once(() => testServer.control('PATCH', '/sandboxes/default', { settings: { explain: false } }));
  const placed = await once(() => customer.placeOrder('MEETS'));
  release();
  await Promise.all([...attached, ...set, ...placed]);
  const { items } = (await testServer.control('GET', '/sandboxes/default/interventions')).body;
  const order = (await testServer.control('GET', '/sandboxes/default/requests?operation=createProductOrder')).body
    .items[0];
  expect(items.map(({ kind }) => kind)).toEqual(['setback', 'settings']);
  for (const { after = 'req_0' } of items) expect(Number(after.slice(4))).toBeLessThan(Number(order.id.slice(4)));
  await testServer.close();
});

test('--duplicate-external-id reject refuses an externalId that an order has already', async () => {
  const server = await startServer(['--duplicate-external-id', 'reject']);
  const client = await BtClient.connect(server);
  expect((await client.placeOrder('PO-1')).status).toBe(201);
  expect((await client.placeOrder('PO-1')).status).toBe(409);
  expect((await client.placeOrder('PO-2')).status).toBe(201);
  client.close();
  await server.end('SIGTERM');
});

test('a sandbox whose time cannot pass stands still, is reported, and stops no other clock', async () => {
  const clock = manualClock();
  const testServer = await startTestServer({ clock });
  for (const id of ['broken', 'sound']) {
    await testServer.createSandbox({ id });
    await testServer.control('PATCH', `/sandboxes/${id}/clock`, { mode: 'scaled', rate: 60 });
  }
  const broken = testServer.serving.sandboxes.getOrThrow('broken');
  const [due, kind] = [broken.virtualNow + 1000, 'magic'];
  broken.commit({ writes: [[agenda.name, '1', { due, seq: 1, kind }]] });
  for (let n = 0; n < 60; n += 1) clock.advanceBy(1000);
  expect(testServer.internalErrors).toEqual([expect.stringMatching(/^the clock of broken: .*magic.*seed broken/)]);
  expect((await testServer.control('GET', '/sandboxes/sound/clock')).body.now).toBe('2026-01-05T10:00:00Z');
  expect((await testServer.control('GET', '/sandboxes/broken/clock')).body.now).toBe('2026-01-05T09:00:00Z');
  await testServer.close();
});

test('a clock that runs before anything is due keeps time: an order placed on it moves, though nobody asks', async () => {
  const clock = manualClock();
  const testServer = await startTestServer({ clock });
  await testServer.control('PATCH', '/sandboxes/default/clock', { mode: 'scaled', rate: 86_400 });
  clock.advanceBy(1000);
  await (await testServer.customer('default')).placeOrder('RUNNING');
  clock.advanceBy(3000);
  const { body } = await testServer.control('GET', '/sandboxes/default/clock');
  expect(Date.parse(body.next.at)).toBeGreaterThanOrEqual(Date.parse(body.now));
  const events = (await testServer.control('GET', '/sandboxes/default/events')).body.items;
  expect(events.map(({ milestone }) => milestone)).toContain('Validated');
  await testServer.close();
});
