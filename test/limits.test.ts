import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readLimits } from '../src/cli/start.ts';
import { engineLimits } from '../src/mock/engine/engine-limits.ts';
import { socketLimits } from '../src/mock/http/server.ts';
import { egressLimits } from '../src/mock/runtime/egress.ts';
import { journalLimits } from '../src/mock/runtime/journal.ts';
import { engineLimitsOf, limitNames, limitRows, limitsOf, limitTable } from '../src/mock/runtime/limits.ts';
import { limitsPage } from '../src/mock/runtime/limits-page.ts';
import { tokenLimits } from '../src/mock/runtime/tokens.ts';
import { provideOrder } from './support/bt-client.ts';
import { ground } from './support/hand-sandbox.ts';
import { type Customer, type HouseUnderTest, orderPath, startHouse } from './support/house.ts';

describe('the list of limits', () => {
  test('agrees with what the parts have for themselves', () => {
    const usual = limitsOf();
    expect(engineLimitsOf(usual)).toEqual(engineLimits);
    expect(usual).toMatchObject(socketLimits);
    expect({ entries: usual.journalEntries, bytes: usual.journalBytes }).toEqual(journalLimits);
    expect({ alivePerSandbox: usual.tokens, lifetimeSeconds: usual.tokenSeconds }).toEqual(tokenLimits);
    expect(usual.callbackAnswerBytes).toBe(egressLimits.answerBytes);
    const { atOnceInAll, atOncePerEndpoint, timeoutMs } = ground.deliverySchedule;
    expect([usual.deliveriesAtOnce, usual.deliveriesPerEndpoint, usual.callbackMs]).toEqual([
      atOnceInAll,
      atOncePerEndpoint,
      timeoutMs,
    ]);
  });

  test('has flags that differ', () => {
    const flags = limitRows(limitsOf()).flatMap(({ flag }) => (flag === undefined ? [] : [flag]));
    expect(new Set(flags).size).toBe(flags.length);
    for (const flag of flags) expect(flag).toMatch(/^--[a-z]+(-[a-z]+)+$/);
  });

  test('docs/limits.md is printed from it', () => {
    expect(readFileSync(new URL('../docs/limits.md', import.meta.url), 'utf8')).toBe(limitsPage());
  });

  test('is set by flags, and by nothing that is no number', () => {
    expect(readLimits({ 'max-body-bytes': 1000, port: 5 })).toEqual({ bodyBytes: 1000 });
    for (const value of [0, -1, 1.5, Number.NaN, '5']) {
      expect(() => readLimits({ 'max-body-bytes': value })).toThrow(/--max-body-bytes/);
    }
    for (const name of limitNames) {
      const { flag } = limitTable[name] as { flag?: string };
      if (flag !== undefined) expect(readLimits({ [flag]: 7 })).toEqual({ [name]: 7 });
    }
  });
});

describe('a server with small limits', () => {
  const set = {
    bodyBytes: 3000,
    orderBodyBytes: 9000,
    jsonDepth: 12,
    arrayItems: 20,
    stringLength: 500,
    headerBytes: 4096,
    urlBytes: 300,
    journalEntries: 5,
    orders: 3,
    documents: 200,
    sandboxes: 2,
    advanceYears: 1,
    advanceSteps: 4,
    streams: 1,
    tokens: 2,
    tokenSeconds: 60,
  };
  let house: HouseUnderTest;
  let customer: Customer;
  beforeAll(async () => {
    house = await startHouse({ limits: set });
    customer = await house.customer('default');
  });
  afterAll(async () => {
    expect(house.ownFaults).toEqual([]);
    await house.close();
  });

  test('shows what is in force', async () => {
    const { items } = (await house.control('GET', '/limits')).body;
    const shown = Object.fromEntries(items.map(({ name, value }: { name: string; value: number }) => [name, value]));
    expect(shown).toEqual(limitsOf(set));
    expect((await house.control('GET', '/status')).body.limits.items).toEqual(items);
  });

  test.each<[string, object | string, number]>([
    ['a larger body', { externalId: 'a', note: Array.from({ length: 18 }, () => ({ text: 'x'.repeat(490) })) }, 413],
    ['a deeper body', `${'['.repeat(13)}${']'.repeat(13)}`, 400],
    ['a longer list', { note: Array.from({ length: 21 }, () => 1) }, 400],
    ['a longer text', { externalId: 'x'.repeat(501) }, 400],
  ])('%s is refused', async (_, body, status) => {
    expect((await customer.send('POST', orderPath, body)).status).toBe(status);
    if (status !== 413) expect((await house.control('POST', '/sandboxes', body)).status).toBe(status);
  });

  test('longer targets and headers are refused', async () => {
    expect((await customer.send('GET', `${orderPath}?id=${'x'.repeat(300)}`)).status).toBe(414);
    expect((await customer.send('GET', orderPath, undefined, { 'x-long': 'x'.repeat(5000) })).status).toBe(431);
  });

  test('a full sandbox says 507 with its reason, and still answers what is read', async () => {
    for (const n of [1, 2, 3]) await customer.placeOrder(`SO-${n}`);
    const full = await customer.send('POST', orderPath, provideOrder('SO-4'));
    expect(full.status).toBe(507);
    expect(full.body.message).toContain('3 orders');
    expect((await customer.send('GET', orderPath)).body.length).toBe(3);
    const { items } = (await house.control('GET', '/sandboxes/default/requests?status=507')).body;
    expect(items[0].why[0].expected).toContain('3 orders');
  });

  test('so many sandboxes and no more', async () => {
    await house.createSandbox({ id: 'one' });
    await house.createSandbox({ id: 'two' });
    expect((await house.control('POST', '/sandboxes', { id: 'three' })).status).toBe(507);
    expect((await house.control('GET', '/sandboxes')).body.total).toBe(3);
  });

  test('an advance goes so far and no further', async () => {
    const path = '/sandboxes/default/clock/advance';
    expect((await house.control('POST', path, { by: 'P367D' })).status).toBe(422);
    expect((await house.control('POST', path, { by: 'P90D' })).body).toMatchObject({
      stopped: 'limit',
      counts: { steps: 4 },
    });
  });

  test('the journal keeps the newest and counts the others', async () => {
    for (let n = 0; n < 8; n += 1) await customer.send('GET', orderPath);
    const { items, evicted } = (await house.control('GET', '/sandboxes/default/requests')).body;
    expect(items.length).toBe(5);
    expect(evicted).toBeGreaterThan(8);
    expect((await house.control('GET', '/sandboxes/default/requests/count')).body.complete).toBe(false);
  });

  test('the oldest token goes when there are too many', async () => {
    const customers = [await house.customer('one'), await house.customer('one'), await house.customer('one')];
    const statuses = [];
    for (const each of customers) statuses.push((await each.send('GET', orderPath)).status);
    expect(statuses).toEqual([401, 200, 200]);
  });
});
