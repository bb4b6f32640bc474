import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agenda } from '../src/mock/domain/sandbox.ts';
import { memoryStore } from '../src/mock/runtime/store/store-memory.ts';
import { BtClient } from './support/bt-client.ts';
import { handClock } from './support/hand-clock.ts';
import { type HouseUnderTest, startHouse } from './support/house.ts';
import { startServer } from './support/server-process.ts';

describe('settings of a sandbox', () => {
  let house: HouseUnderTest;
  beforeAll(async () => {
    house = await startHouse();
  });
  afterAll(() => house.close());

  test.each([
    ['calendar', 'scotland', 'mars'],
    ['orderStatus', 202, 404],
    ['duplicateExternalId', 'reject', true],
    ['rateLimit', { perSecond: 5 }, 'yes'],
    ['tokenLifetimeSeconds', 0.5, 'long'],
    ['explain', false, 'no'],
    ['specialValues', [], {}],
  ])('%s: %j is taken, %j is refused with its place', async (name, good, bad) => {
    const set = (value: unknown) => house.control('PATCH', '/sandboxes/default', { settings: { [name]: value } });
    expect((await set(good)).body.settings).toEqual({ [name]: good });
    const refused = await set(bad);
    expect(refused.status).toBe(400);
    expect(refused.body.errors[0].pointer).toBe(`/settings/${name}`);
    expect((await set(null)).body.settings).toEqual({});
  });

  test('docs/configuration.md tells of each', () => {
    const page = readFileSync(new URL('../docs/configuration.md', import.meta.url), 'utf8');
    const { properties } = JSON.parse(
      readFileSync(new URL('../src/generated/openapi/sandbox.json', import.meta.url), 'utf8'),
    ).components.schemas.Settings;
    for (const name of Object.keys(properties)) expect(page).toContain(`| \`${name}\` |`);
  });

  test('changed on a fork before anything else, they are told of it', async () => {
    await (await house.customer('default')).placeOrder('PARENT');
    await house.control('POST', '/sandboxes', { id: 'fork', from: 'default' });
    await house.control('PATCH', '/sandboxes/fork', { settings: { orderStatus: 202 } });
    const { items } = (await house.control('GET', '/sandboxes/fork/interventions')).body;
    expect(items.map(({ kind }: { kind: string }) => kind)).toEqual(['load', 'settings']);
    expect(items[1].settings).toEqual({ orderStatus: 202 });
  });
});

test('what was done beside the client comes before an order that came while it was being kept', async () => {
  const kept = memoryStore();
  let gate: Promise<void> | undefined;
  let begun = () => {};
  const append: typeof kept.append = async (...change) => {
    begun();
    await gate;
    return kept.append(...change);
  };
  const house = await startHouse({ store: { ...kept, append } });
  const customer = await house.customer('default');
  let release = () => {};
  gate = new Promise((resolve) => {
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
  const trouble = { match: { externalId: 'MEETS' }, trouble: 'ecc-raised' };
  const attached = await once(() => house.control('POST', '/sandboxes/default/troubles', trouble));
  const set = await once(() => house.control('PATCH', '/sandboxes/default', { settings: { explain: false } }));
  const placed = await once(() => customer.placeOrder('MEETS'));
  release();
  await Promise.all([...attached, ...set, ...placed]);
  const { items } = (await house.control('GET', '/sandboxes/default/interventions')).body;
  const order = (await house.control('GET', '/sandboxes/default/requests?operation=createProductOrder')).body.items[0];
  expect(items.map(({ kind }: { kind: string }) => kind)).toEqual(['trouble', 'settings']);
  for (const { after = 'req_0' } of items) expect(Number(after.slice(4))).toBeLessThan(Number(order.id.slice(4)));
  await house.close();
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

test('a sandbox whose time cannot pass stands still, is told of, and stops no other clock', async () => {
  const clock = handClock();
  const house = await startHouse({ clock });
  for (const id of ['broken', 'sound']) {
    await house.createSandbox({ id });
    await house.control('PATCH', `/sandboxes/${id}/clock`, { mode: 'scaled', rate: 60 });
  }
  const broken = house.serving.sandboxes.mustGet('broken');
  const [due, kind] = [broken.now + 1000, 'magic'];
  broken.commit({ puts: [[agenda.name, '1', { due, seq: 1, kind }]] });
  for (let n = 0; n < 60; n += 1) clock.pass(1000);
  expect(house.ownFaults).toEqual([expect.stringMatching(/^the clock of broken: .*magic.*seed broken/)]);
  expect((await house.control('GET', '/sandboxes/sound/clock')).body.now).toBe('2026-01-05T10:00:00Z');
  expect((await house.control('GET', '/sandboxes/broken/clock')).body.now).toBe('2026-01-05T09:00:00Z');
  await house.close();
});

test('a clock that runs before anything is due keeps time: an order placed on it moves, though nobody asks', async () => {
  const clock = handClock();
  const house = await startHouse({ clock });
  await house.control('PATCH', '/sandboxes/default/clock', { mode: 'scaled', rate: 86_400 });
  clock.pass(1000);
  await (await house.customer('default')).placeOrder('RUNNING');
  clock.pass(3000);
  const { body } = await house.control('GET', '/sandboxes/default/clock');
  expect(Date.parse(body.next.at)).toBeGreaterThanOrEqual(Date.parse(body.now));
  const told = (await house.control('GET', '/sandboxes/default/events')).body.items;
  expect(told.map(({ milestone }: { milestone: string }) => milestone)).toContain('Validated');
  await house.close();
});
