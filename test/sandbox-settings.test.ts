import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BtClient } from './support/bt-client.ts';
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
