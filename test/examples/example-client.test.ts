import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { measureCoverage } from '#contracts/coverage/coverage';
import { readPact } from '#contracts/pact/pact-file';
import { scenarioStates } from '#contracts/verify/scenario-states';
import { verifyPacts } from '#contracts/verify/verify-pact';
import { type Sandbox, startSandbox } from '#testing/index';
import { btClient, tracked } from '../../examples/client/client.ts';
import { firstOrder, must } from '../../examples/client/first-order.ts';
import { startListener } from '../../examples/client/listener.ts';
import { type OrderNews, readNotification } from '../../examples/client/notification.ts';

const contract = 'fixtures/pacts/example-client-bt-wholesale-ethernet.json';

test('the committed contract of the example client holds', async () => {
  const { results, verdict } = await verifyPacts({
    pacts: ['fixtures/pacts'],
    states: [scenarioStates()],
    timeoutMs: 60_000,
  });
  expect(results.flatMap(({ interaction, mismatches }) => mismatches.map((one) => [interaction, one]))).toEqual([]);
  expect(verdict).toBe('passed');
  expect(new Set(results.map(({ kind }) => kind))).toEqual(new Set(['http', 'message']));
});

test('it is about every API', () => {
  const outcomes = measureCoverage([readPact(contract)]).groups[0]?.items.filter(({ count }) => count > 0) ?? [];
  const operations = outcomes.map(({ key }) => key.split(' ')[0]);
  for (const operation of [
    'createQuote',
    'listGeographicAddress',
    'searchTimeSlot',
    'createProductOfferingQualification',
    'createProductOrder',
    'listProduct',
  ])
    expect(operations).toContain(operation);
});

describe('the client against a sandbox', () => {
  const receivedNews: OrderNews[] = [];
  let box: Sandbox;
  let listener: Awaited<ReturnType<typeof startListener>>;
  let bt: ReturnType<typeof btClient>;
  beforeAll(async () => {
    listener = await startListener((news) => receivedNews.push(news));
    box = await startSandbox({ seed: 'example', callback: listener.url });
    bt = btClient({ baseUrl: box.baseUrl, tokenUrl: box.tokenUrl, ...box.credentials });
  });
  afterAll(async () => {
    await box.close();
    await listener.close();
  });

  test('a first order, notified to its end, each event once though one is sent twice', async () => {
    await box.faultInjections.add({ operation: 'callback', duplicate: true, times: 1 });
    const { places, order } = await firstOrder(bt, 'AB15 7XY', 'EXAMPLE-1');
    expect(places[0]?.qualifier).toBe('Gold');
    await box.advance({ until: 'completion' });
    expect(receivedNews[0]).toMatchObject({ orderId: order.id, state: 'acknowledged' });
    expect(receivedNews.at(-1)?.state).toBe('completed');
    expect(receivedNews.find(({ milestone }) => milestone === 'KCI2')?.promisedFor).toMatch(/^2026-/);
    expect(new Set(receivedNews.map(({ eventId }) => eventId)).size).toBe(receivedNews.length);
  });

  test('a token that has ended is fetched anew, once', async () => {
    await box.expireTokens();
    const orders = await must(
      bt.orders.GET('/v1/productOrderingManagement/productOrder', { params: { header: tracked() } }),
    );
    expect(orders).toHaveLength(1);
    expect((await box.requests.list({ operation: 'listProductOrder' })).map(({ status }) => status)).toEqual([
      401, 200,
    ]);
  });

  test.each([undefined, null, 'x', {}, { eventId: 'e' }, { event: { productOrder: {} } }])(
    'what is no notification is not taken for one: %j',
    (body) => expect(readNotification(body)).toBeUndefined(),
  );
});
